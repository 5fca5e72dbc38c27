"""Reviewed links to other data sets, what was rejected, and what is open, each with its sources.

``data/mappings``: ``links.sssom.tsv`` is what the graph takes over; ``rejected.sssom.tsv`` keeps what
suggests itself and is false, so that nobody adds it again; ``conflicts.sssom.tsv`` keeps candidates about
which sources disagree. ``sources.tsv`` says of each source who made it: two copies of one list are one.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType

from igr_kg import assets
from igr_kg.packs import sssom
from igr_kg.packs.sssom import Correspondence, invalid

FOLDER = "data/mappings"
SKOS = "http://www.w3.org/2004/02/skos/core#"
EXACT, RELATED, ANY = f"{SKOS}exactMatch", f"{SKOS}relatedMatch", f"{SKOS}mappingRelation"
PREDICATES = frozenset(f"{SKOS}{p}Match" for p in ("exact", "close", "broad", "narrow", "related"))
SDG = "http://metadata.un.org/sdg/"
INDEPENDENT = 2
"""How many sources of different makers an exact match needs where no reviewer stands for it."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A source of links.

    :param maker: who made the list; copies of one list have one maker
    :param licence: IRI of its terms
    """

    title: str
    maker: str
    licence: str


@dataclass(frozen=True, slots=True)
class Links:
    """What is known of links.

    :param links: what holds
    :param rejected: what does not hold
    :param conflicts: candidates, two or more for a thing
    :param sources: by IRI
    """

    links: tuple[Correspondence, ...] = ()
    rejected: tuple[Correspondence, ...] = ()
    conflicts: tuple[Correspondence, ...] = ()
    sources: Mapping[str, Origin] = field(default_factory=dict)


def load(root: Path | None = None) -> Links:
    """Return the links, loaded once and checked.

    :param root: folder of the tables; default the project's ``data/mappings``
    :raises PackError: ``MAPPINGS_INVALID`` for a table that :func:`igr_kg.packs.sssom.read` refuses, or a row
        that breaks a rule of links (``data/mappings/README.md``)

    >>> {link.predicate.rpartition("#")[2] for link in load().links} >= {"exactMatch", "closeMatch"}
    True
    """
    return _load(root or assets.folder(FOLDER))


@cache
def _load(root: Path) -> Links:
    links, rejected, conflicts = (
        sssom.read(root / f"{name}{sssom.SUFFIX}").rows for name in ("links", "rejected", "conflicts")
    )
    found = Links(links, rejected, conflicts, _sources(root / "sources.tsv"))
    check(found)
    return found


def _sources(path: Path) -> Mapping[str, Origin]:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for number, row in enumerate(rows, 2):
        if set(row) != {"iri", "title", "origin", "licence"} or not all(row.values()):
            raise invalid("A source has an IRI, a title, an origin and a licence.", f"{path.name}:{number}")
    return MappingProxyType({row["iri"]: Origin(row["title"], row["origin"], row["licence"]) for row in rows})


def check(found: Links) -> None:
    """Refuse what breaks a rule of links.

    :raises PackError: ``MAPPINGS_INVALID``, with the row
    """
    for row in (*found.links, *found.rejected, *found.conflicts):
        _check_row(row, found.sources)
    for row in found.links:
        _check_link(row, found.sources)
    _check_exact(found.links)
    _check_rejected(found)
    _check_conflicts(found)


def _check_row(row: Correspondence, sources: Mapping[str, Origin]) -> None:
    unknown = [source for source in row.sources if source not in sources]
    if unknown or not row.sources:
        raise invalid(f"{unknown} are no sources of sources.tsv.", row.place)
    if not row.licence.startswith(("http://", "https://")):
        raise invalid("A link names the terms of its target's identifier by their IRI.", row.place)


def _check_link(row: Correspondence, sources: Mapping[str, Origin]) -> None:
    if row.denied or row.predicate not in PREDICATES:
        raise invalid(f"{row.predicate} is no mapping property of SKOS.", row.place)
    makers = {sources[source].maker for source in row.sources}
    if row.predicate == EXACT and len(makers) < INDEPENDENT and not row.reviewer:
        raise invalid("An exact match needs two independent sources or a reviewer by name.", row.place)
    if is_goal(row.object) and row.predicate != RELATED:
        raise invalid("What is no goal or target itself is only related to one.", row.place)


def is_goal(iri: str) -> bool:
    """Tell whether an IRI is a goal, target or indicator of the Sustainable Development Goals.

    >>> is_goal("http://metadata.un.org/sdg/17.9"), is_goal("http://metadata.un.org/sdg/codes/geoArea/404")
    (True, False)
    """
    return iri.startswith(SDG) and "/" not in iri[len(SDG) :]


def space(iri: str) -> str:
    """Return the data set that an IRI belongs to: the part before its last name.

    >>> space("https://sws.geonames.org/184745/"), space("http://www.wikidata.org/entity/Q1065")
    ('https://sws.geonames.org/', 'http://www.wikidata.org/entity/')
    """
    bare = iri.rstrip("/")
    return bare[: max(bare.rfind("/"), bare.rfind("#")) + 1]


def _check_exact(links: Iterable[Correspondence]) -> None:
    """Refuse exact matches that make two of our things one, or two things of another data set."""
    owners: dict[str, str] = {}
    targets: dict[tuple[str, str], str] = {}
    for row in links:
        if row.predicate != EXACT:
            continue
        owner = owners.setdefault(row.object, row.subject)
        if owner != row.subject:
            raise invalid(f"{row.object} would be {owner} and {row.subject}.", row.place)
        target = targets.setdefault((row.subject, space(row.object)), row.object)
        if target != row.object:
            raise invalid(f"{row.subject} would be {target} and {row.object}.", row.place)


def _check_rejected(found: Links) -> None:
    rejected = {(row.subject, row.object): row for row in found.rejected}
    for row in found.rejected:
        if not row.denied or row.predicate not in {ANY, *PREDICATES} or not row.comment:
            raise invalid("A rejected link denies a relation and says why.", row.place)
    for row in found.links:
        false = rejected.get((row.subject, row.object))
        if false and false.predicate in (ANY, row.predicate):
            raise invalid(f"The link was rejected: {false.comment}", row.place)


def _check_conflicts(found: Links) -> None:
    candidates: dict[tuple[str, str], set[str]] = {}
    for row in found.conflicts:
        candidates.setdefault((row.subject, space(row.object)), set()).add(row.object)
    for row in found.conflicts:
        if len(candidates[row.subject, space(row.object)]) < INDEPENDENT or not row.comment:
            raise invalid("A conflict has two candidates, each with what its source says.", row.place)
    for row in found.links:
        if (row.subject, space(row.object)) in candidates:
            raise invalid("Sources disagree about this link: see conflicts.sssom.tsv.", row.place)
