"""What is told of the history of bodies and instruments: every row has a source and leads somewhere."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from igr_kg import ids
from igr_kg.errors import PackError
from igr_kg.graph.authority import authority_quads
from igr_kg.graph.quads import Quad, literal, term
from igr_kg.packs import authority, history
from tests.check_support import igr, thing
from tests.support import TOP

HEAD = "\t".join(history.COLUMNS) + "\n"


def test_every_row_is_about_things_that_the_authority_holds() -> None:
    known = authority.load()
    rows = history.load(known)
    written = sum(1 for line in _text().splitlines()[1:] if line)
    assert len(rows) == written > 100
    assert {row.relation for row in rows} == set(history.RELATIONS)
    single = Counter((r.key, r.relation) for r in rows if r.relation in ("entry-into-force", "dissolved-by"))
    assert set(single.values()) == {1}


def test_the_rows_are_sorted_so_that_two_hands_do_not_collide() -> None:
    lines = _text().splitlines()[1:]
    assert lines == sorted(lines)


def test_nothing_follows_itself_in_time() -> None:
    for relation in ("succeeds", "amends", "supplements"):
        after = {r.key: r.value for r in history.load(authority.load()) if r.relation == relation}
        for start in after:
            seen, at = {start}, after.get(start)
            while at is not None:
                assert at not in seen
                seen.add(at)
                at = after.get(at)


def test_an_empty_authority_tells_nothing() -> None:
    assert history.load(authority.empty()) == ()


@pytest.mark.parametrize(
    "row",
    [
        "body/hrc\tsucceeds\tbody/unchr\t\tgeneral-knowledge\t0.9",
        "body/hrc\tfollows\tbody/unchr\tA/RES/60/251\tgeneral-knowledge\t0.9",
        "body/hrc\tsucceeds\tbody/hrc\tA/RES/60/251\tgeneral-knowledge\t0.9",
        "body/hrc\tsucceeds\tinstrument/cbd\tA/RES/60/251\tgeneral-knowledge\t0.9",
        "body/hrc\tentry-into-force\t2006\tA/RES/60/251\tgeneral-knowledge\t0.9",
        "body/hrc\testablished-by\tA/RES/60/251\tA/RES/60/251\tgeneral-knowledge\t0.9",
        "instrument/cbd\tentry-into-force\tsoon\tArt. 36\tgeneral-knowledge\t0.9",
        "body/hrc\tsucceeds\tbody/unchr\tA/RES/60/251\thearsay\t0.9",
        "body/hrc\tsucceeds\tbody/unchr\tA/RES/60/251\ttext\t2",
        "body/hrc\tsucceeds\tbody/unchr\tA/RES/60/251\ttext\t",
        "body/hrc\tsucceeds\tbody/unchr\tx\ttext\t1\nbody/hrc\tsucceeds\tbody/unchr\ty\ttext\t1",
    ],
)
def test_a_row_that_cannot_be_is_refused(row: str, tmp_path: Path) -> None:
    (tmp_path / "history.tsv").write_text(f"{HEAD}{row}\n", encoding="utf-8")
    with pytest.raises(PackError) as caught:
        history.load(authority.load(), tmp_path)
    assert caught.value.code == "AUTHORITY_INVALID"


def test_the_graph_tells_decisions_successors_and_dates() -> None:
    said = {q[:3] for q in authority_quads(authority.load(), base=ids.DEFAULT_BASE)}
    decision = thing("id/decision/unga-60-251")
    council, commission = thing("id/body/hrc"), thing("id/body/unchr")
    assert {
        (council, igr("establishedBy"), decision),
        (decision, igr("number"), literal("60/251")),
        (decision, igr("decidedBy"), thing("id/body/unga")),
        (council, igr("succeeds"), commission),
        (commission, igr("dissolvedBy"), thing("id/decision/ecosoc-2006-2")),
        (
            thing("id/instrument/cbd"),
            igr("entryIntoForce"),
            literal("1993-12-29", datatype="xsd:date"),
        ),
        (thing("id/instrument/kigali-amendment"), igr("amends"), thing("id/instrument/montreal-protocol")),
        (thing("id/instrument/kyoto-protocol"), igr("supplements"), thing("id/instrument/unfccc")),
    } <= said


def _text() -> str:
    from tests.support import TOP

    return (TOP / "data" / "authority" / "history.tsv").read_text(encoding="utf-8")


def test_each_statement_has_a_record_that_says_what_it_rests_on_and_how_sure_it_is() -> None:
    quads = list(authority_quads(authority.load(), base=ids.DEFAULT_BASE))
    records = {q.s for q in quads if q.o == igr("Curation")}
    rows = history.load(authority.load())
    assert len(records) == len(rows)
    assert {q.g for q in quads if q.s in records} == {thing("graph/curated")}
    told = _told_of(quads, _record(quads, thing("id/body/unprofor")))
    assert told[igr("curationBasis")] == thing("scheme/curation-basis/text")
    assert told[igr("status")] == igr("curated")
    other = _told_of(quads, _record(quads, thing("id/instrument/npt")))
    assert other[igr("curationBasis")] == thing("scheme/curation-basis/general-knowledge")
    assert other[igr("confidence")].startswith('"0.9')


def _told_of(quads: list[Quad], record: str) -> dict[str, str]:
    return {p: o for s, p, o, _ in quads if s == record}


def _record(quads: list[Quad], subject: str) -> str:
    (record,) = {q.s for q in quads if q.p == term("rdf:subject", ids.DEFAULT_BASE) and q.o == subject}
    return record


def test_what_is_said_to_rest_on_a_text_is_said_by_a_text_of_the_data_set() -> None:
    texts = " ".join(p.read_text(encoding="utf-8") for p in (TOP / "data" / "documents").rglob("*.txt"))
    for row in history.load(authority.load()):
        if row.basis == "text":
            number = history.decision(row.value)[1].partition("(")[0]
            assert number in texts, row
