"""What is told of the history of bodies and instruments: every row has a source and leads somewhere."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from igr_kg import ids
from igr_kg.errors import PackError
from igr_kg.graph.authority import authority_quads
from igr_kg.graph.quads import literal
from igr_kg.packs import authority, history
from tests.check_support import igr, thing

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
        "body/hrc\tsucceeds\tbody/unchr\t",
        "body/hrc\tfollows\tbody/unchr\tA/RES/60/251",
        "body/hrc\tsucceeds\tbody/hrc\tA/RES/60/251",
        "body/hrc\tsucceeds\tinstrument/cbd\tA/RES/60/251",
        "body/hrc\tentry-into-force\t2006\tA/RES/60/251",
        "body/hrc\testablished-by\tA/RES/60/251\tA/RES/60/251",
        "instrument/cbd\tentry-into-force\tsoon\tArt. 36",
        "body/hrc\tsucceeds\tbody/unchr\tx\nbody/hrc\tsucceeds\tbody/unchr\ty",
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
