"""The mapping sets as files of a release, and what VoID and DCAT say of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from igr_kg import assets, ids
from igr_kg.graph.alignment import TERMS
from igr_kg.graph.links import LINKS
from igr_kg.graph.quads import Quad, literal, named, node, value
from igr_kg.packs import sssom
from igr_kg.packs.links import FOLDER, PREDICATES, space
from igr_kg.release.catalogue import Describer, texts

SETS = ("conflicts", "links", "rejected", "terms")
MEDIA_TYPE = "text/tab-separated-values"
SPECIFICATION = "https://w3id.org/sssom/"


def text(name: str, base: str = ids.DEFAULT_BASE) -> str:
    """Return a mapping set as SSSOM/TSV whose own names stand under a base.

    >>> text("terms").startswith("#mapping_set_id: https://w3id.org/igr/mappings/terms")
    True
    """
    path = assets.folder(TERMS if name == "terms" else f"{FOLDER}/{name}{sssom.SUFFIX}")
    return sssom.rebased(path.read_text(encoding="utf-8"), base)


def files(base: str) -> dict[str, bytes]:
    """Return the mapping sets by their names in the folder of a release."""
    return {f"mappings/{name}{sssom.SUFFIX}": text(name, base).encode() for name in SETS}


def distributions(sheet: Describer) -> None:
    """Say of each mapping set where it is and what it is."""
    about = sheet.about
    media_type = texts()["media_types"] + MEDIA_TYPE
    sheet.type_(media_type, "dcterms:MediaType")
    sheet.say(media_type, "rdfs:label", literal(MEDIA_TYPE))
    sheet.type_(SPECIFICATION, "dcterms:Standard")
    for name in SETS:
        subject, address = (
            f"{about.release}#mappings-{name}",
            node(about.dump(f"mappings/{name}{sssom.SUFFIX}")),
        )
        sheet.type_(subject, "dcat:Distribution")
        sheet.say(about.release, "dcat:distribution", node(subject))
        sheet.text(subject, "dcterms:title", texts()["mappings"][name])
        sheet.say(subject, "dcat:accessURL", node(f"{about.base}mappings/{name}"))
        sheet.say(subject, "dcat:downloadURL", address)
        sheet.say(subject, "dcterms:license", node(texts()["licence"]))
        sheet.say(subject, "dcterms:conformsTo", node(SPECIFICATION))
        sheet.say(subject, "dcat:mediaType", node(media_type))


def linksets(data: Iterable[Quad], base: str) -> Mapping[tuple[str, str], int]:
    """Return how many links there are to each data set, by its namespace and the relation (IRIs)."""
    graph = named(LINKS, base)
    relations = {node(predicate) for predicate in PREDICATES}
    return Counter((space(value(q.o)), value(q.p)) for q in data if q.g == graph and q.p in relations)


def describe_linksets(sheet: Describer, counts: Mapping[tuple[str, str], int]) -> None:
    """Describe the links to each data set as a subset of the release (https://www.w3.org/TR/void/#linksets)."""
    release = sheet.about.release
    for (target, relation), total in sorted(counts.items()):
        name = f"{release}#linkset-{ids.short_hash(target, relation)}"
        other = f"{release}#target-{ids.short_hash(target)}"
        sheet.type_(name, "void:Linkset")
        sheet.say(release, "void:subset", node(name))
        sheet.say(name, "void:subjectsTarget", node(release))
        sheet.say(name, "void:objectsTarget", node(other))
        sheet.say(name, "void:linkPredicate", node(relation))
        sheet.say(name, "void:triples", literal(total))
        sheet.say(name, "rdfs:seeAlso", node(sheet.about.dump(f"mappings/links{sssom.SUFFIX}")))
    for target in sorted({target for target, _ in counts}):
        other = f"{release}#target-{ids.short_hash(target)}"
        sheet.type_(other, "void:Dataset")
        sheet.say(other, "void:uriSpace", literal(target))
