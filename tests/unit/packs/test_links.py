"""Links hold by their rules; what was rejected or is open is no link; broken mapping sets are refused."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from igr_kg import ids
from igr_kg.errors import PackError
from igr_kg.graph.names import authority_name
from igr_kg.packs import authority, links, sssom
from igr_kg.packs.links import EXACT, PREDICATES, RELATED, is_goal
from tests.support import TOP

BASE = ids.DEFAULT_BASE
HEAD = """\
#mapping_set_id: https://w3id.org/igr/mappings/x
#mapping_set_title: X
#mapping_set_description: Y
#license: https://creativecommons.org/licenses/by/4.0/
#curie_map:
#  igr: https://w3id.org/igr/
#  skos: http://www.w3.org/2004/02/skos/core#
#  semapv: https://w3id.org/semapv/vocab/
#  sdg: http://metadata.un.org/sdg/
subject_id\tpredicate_id\tpredicate_modifier\tobject_id\tmapping_justification\tconfidence\tsee_also\tlicense\treviewer_label\tcomment
"""
SOURCES = """\
iri\ttitle\torigin\tlicence
http://a/1\tA\tone\thttp://l/
http://a/2\tA, copied\tone\thttp://l/
http://b/1\tB\ttwo\thttp://l/
"""


def row(
    subject: str = "a",
    predicate: str = "skos:exactMatch",
    target: str = "sdg:codes/1",
    sources: str = "http://a/1|http://b/1",
    *,
    denied: bool = False,
    reviewer: str = "",
    comment: str = "",
) -> str:
    """Return a line of a mapping set."""
    modifier = "Not" if denied else ""
    cells = (f"igr:{subject}", predicate, modifier, target, "semapv:ManualMappingCuration", "0.9")
    return "\t".join((*cells, sources, "http://l/", reviewer, comment))


OPEN = [
    row("open", target="sdg:codes/7", sources="http://a/1", comment="7"),
    row("open", target="sdg:codes/8", sources="http://b/1", comment="8"),
]
FALSE = [
    row("false", "skos:mappingRelation", "sdg:codes/5", denied=True, comment="a word alone"),
    row("wider", "skos:exactMatch", "sdg:codes/6", denied=True, comment="wider"),
]


def write(root: Path, *found: str) -> Path:
    """Write a folder of mapping sets with some links."""
    for name, rows in (("links", found), ("rejected", FALSE), ("conflicts", OPEN)):
        (root / f"{name}.sssom.tsv").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    (root / "sources.tsv").write_text(SOURCES, encoding="utf-8")
    return root


def test_links_lead_from_what_is_here() -> None:
    rows = authority.load().rows.values()
    known = {f"{BASE}{authority_name(r.key, r.kind)}" for r in rows}
    read = tuple(f"{BASE}id/{kind}/" for kind in ("document", "decision"))
    topics = (TOP / "ontology" / "topics.ttl").read_text(encoding="utf-8")
    schemes = (TOP / "ontology" / "schemes.ttl").read_text(encoding="utf-8")
    found = links.load()
    for link in (*found.links, *found.rejected, *found.conflicts):
        if not link.subject.startswith(read):
            assert link.subject in known or f"<{link.subject}> a skos:Concept" in topics + schemes, link.place


def test_the_links_that_ship() -> None:
    found = links.load()
    assert {link.predicate for link in found.links} == PREDICATES
    assert all(0 < link.confidence <= 1 for link in found.links)
    targets = Counter(links.space(link.object) for link in found.links)
    for space, least in (
        ("http://www.wikidata.org/entity/", 290),
        ("https://sws.geonames.org/", 320),
        ("http://metadata.un.org/sdg/codes/geoArea/", 190),
        ("http://metadata.un.org/sdg/", 30),
        ("http://eurovoc.europa.eu/", 90),
        ("http://metadata.un.org/thesaurus/", 40),
        ("https://digitallibrary.un.org/record/", 50),
    ):
        assert targets[space] >= least, space
    for link in found.links:
        if link.predicate == EXACT:
            makers = {found.sources[source].maker for source in link.sources}
            assert len(makers) >= 2 or link.reviewer, link.place
        assert not is_goal(link.object) or link.predicate == RELATED, link.place


def test_false_friends_stay_rejected() -> None:
    found = links.load()
    denied = {
        (r.subject.removeprefix(BASE), r.object): r.predicate.rpartition("#")[2] for r in found.rejected
    }
    unbis = "http://metadata.un.org/thesaurus/"
    assert denied["id/body/unga", f"{unbis}1001219"] == "mappingRelation"
    assert denied["id/body/un-secretariat", f"{unbis}1005778"] == "mappingRelation"
    assert denied["id/body/csd", "http://www.wikidata.org/entity/Q17078095"] == "mappingRelation"
    assert {f"{unbis}{n}" for n in ("1000117", "1003234", "1002568", "1000444", "1005893")} <= {
        o for _, o in denied
    }
    held = {(link.subject, link.predicate, link.object) for link in found.links}
    assert not held & {(r.subject, r.predicate, r.object) for r in found.rejected}


def test_espoo_is_open() -> None:
    found = links.load()
    espoo = {r.object for r in found.conflicts if r.subject == f"{BASE}id/place/espoo"}
    assert espoo == {f"http://www.wikidata.org/entity/{q}" for q in ("Q984861", "Q47034")}
    assert not [x for x in found.links if x.subject == f"{BASE}id/place/espoo" and "wikidata" in x.object]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([row(sources="http://a/1|http://a/2")], "two independent sources"),
        ([row(sources="http://a/1")], "two independent sources"),
        ([row(sources="http://c/1")], "no sources of"),
        ([row(sources="")], "no sources of"),
        ([row(predicate="skos:related")], "no mapping property"),
        ([row(predicate="skos:mappingRelation")], "no mapping property"),
        ([row(denied=True)], "no mapping property"),
        ([row(), row(predicate="skos:closeMatch")], "stand twice"),
        ([row("a"), row("b")], "would be"),
        ([row(target="sdg:codes/1"), row(target="sdg:codes/2")], "would be"),
        ([row(predicate="skos:closeMatch", target="sdg:17.9")], "only related"),
        ([row(target="sdg:1")], "only related"),
        ([row("false", "skos:closeMatch", "sdg:codes/5")], "rejected: a word alone"),
        ([row("wider", "skos:exactMatch", "sdg:codes/6")], "rejected: wider"),
        ([row("open", target="sdg:codes/9")], "disagree"),
    ],
)
def test_links_that_break_a_rule_are_refused(tmp_path: Path, lines: list[str], words: str) -> None:
    with pytest.raises(PackError, match=words) as caught:
        links.load(write(tmp_path, *lines))
    assert caught.value.code == "MAPPINGS_INVALID"
    assert caught.value.where


@pytest.mark.parametrize(
    "line",
    [
        row(),
        row(sources="http://a/1", reviewer="Ada Example"),
        row(predicate="skos:closeMatch", sources="http://a/1"),
        row(predicate="skos:relatedMatch", target="sdg:17.9", sources="http://a/1"),
        row("wider", "skos:broadMatch", "sdg:codes/6"),
    ],
)
def test_links_that_keep_the_rules_are_read(tmp_path: Path, line: str) -> None:
    assert len(links.load(write(tmp_path, line)).links) == 1


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("#license: https://creativecommons.org/licenses/by/4.0/\n", "", "lacks"),
        ("#  sdg: http://metadata.un.org/sdg/\n", "", "no prefix"),
        ("#  sdg:", "#  other: http://o/\n#  sdg:", "without use"),
        ("#mapping_set_title: X", "#X", "no line of a head"),
        ("reviewer_label", "reviewer", "columns"),
        ("mapping_justification", "mapping_justifications", "columns"),
        ("semapv:Manual", "skos:Manual", "SEMAPV"),
        ("\t0.9\t", "\t1.5\t", "no confidence"),
        ("\t0.9\t", "\thigh\t", "no confidence"),
        ("\t0.9\t", "\t", "cells"),
        ("skos:exactMatch\t\t", "skos:exactMatch\tMaybe\t", "no modifier"),
    ],
)
def test_broken_mapping_sets_are_refused(tmp_path: Path, old: str, new: str, words: str) -> None:
    text = HEAD + row() + "\n"
    assert old in text
    path = tmp_path / "x.sssom.tsv"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackError, match=words):
        sssom.read(path)


def test_every_column_is_a_slot_of_sssom() -> None:
    """What sssom-py reads: the slots of a mapping in version 1.0 of the schema that are used here."""
    for path in (TOP / "data" / "mappings").glob("*.sssom.tsv"):
        found = sssom.read(path)
        assert found.head["mapping_set_id"] == f"{BASE}mappings/{path.name.removesuffix('.sssom.tsv')}"
        assert found.head["license"].startswith("https://")
        assert [
            row.place for row in found.rows if '"' in row.comment or row.comment != row.comment.strip()
        ] == []
