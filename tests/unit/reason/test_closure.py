"""What follows from facts stands in a graph of its own and repeats nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from igr_kg.graph.quads import RDF_TYPE, Quad, literal, term, value
from igr_kg.reason import closure
from igr_kg.reason.closure import bounds
from tests.check_support import BASE, MEETING, Release, igr, thing


def triples(*facts: tuple[str, str, str]) -> set[tuple[str, str, str]]:
    found = closure([Quad(*fact, thing("graph/document/a/en")) for fact in facts], base=BASE)
    assert {q.g for q in found} <= {thing("graph/inferred")}
    return {(q.s, q.p, q.o) for q in found}


def test_nothing_that_is_stated_is_repeated_and_nothing_new_follows_from_the_result() -> None:
    quads = Release().quads()
    found = closure(quads, base=BASE)
    assert found == sorted(set(found))
    assert not {q[:3] for q in found} & {q[:3] for q in quads}
    again = [Quad(q.s, q.p, q.o, thing("graph/document/b/en")) for q in found]
    assert closure([*quads, *again], base=BASE) == []


def test_types_above_and_from_domains_and_ranges() -> None:
    x, body = thing("id/x"), thing("id/y")
    assert (x, RDF_TYPE, igr("Meeting")) in triples((x, RDF_TYPE, igr("SpecialSession")))
    found = triples((x, igr("wouldEstablish"), body))
    assert {(x, RDF_TYPE, igr("ReformOption")), (body, RDF_TYPE, igr("ProposedBody"))} <= found


def test_inverses_both_ways_and_broader_properties() -> None:
    document, version = thing("id/document/a"), thing("id/document/a/en")
    assert (version, igr("versionOf"), document) in triples((document, igr("hasVersion"), version))
    assert (document, igr("hasVersion"), version) in triples((version, igr("versionOf"), document))
    assert (thing("id/m"), term("prov:atLocation", BASE), thing("id/p")) in triples(
        (thing("id/m"), igr("heldIn"), thing("id/p"))
    )


def days(*dates: tuple[str, str, str]) -> dict[str, str]:
    facts = [(thing(MEETING), igr(name), literal(text, datatype=kind)) for name, text, kind in dates]
    wanted = {igr("earliest"), igr("latest")}
    return {value(p).rpartition("#")[2]: o for _, p, o in triples(*facts) if p in wanted}


def day(text: str) -> str:
    return literal(text, datatype="xsd:date")


def test_dated_things_have_comparable_days() -> None:
    month = ("startDate", "2012-02", "xsd:gYearMonth")
    assert days(month) == {"earliest": day("2012-02-01")}
    assert days(month, ("endDate", "2012", "xsd:gYear")) == {
        "earliest": day("2012-02-01"),
        "latest": day("2012-12-31"),
    }
    assert days(("adoptionDate", "2010-02-26", "xsd:date")) == {
        "earliest": day("2010-02-26"),
        "latest": day("2010-02-26"),
    }


def test_the_finer_of_two_dates_that_agree_counts() -> None:
    assert days(("issueDate", "2010", "xsd:gYear"), ("issueDate", "2010-05-01", "xsd:date")) == {
        "earliest": day("2010-05-01"),
        "latest": day("2010-05-01"),
    }


def test_due_dates_and_impossible_ones_date_nothing() -> None:
    assert days(("dueDate", "2010", "xsd:gYear")) == {}
    assert days(("startDate", "2010-13-01", "xsd:date")) == {}


@given(st.dates())
def test_bounds_hold_the_day(moment: object) -> None:
    text = str(moment)
    for coarser in (text, text[:7], text[:4]):
        found = bounds(coarser)
        assert found is not None
        assert found[0] <= text <= found[1]
        assert found[0].startswith(coarser)
        assert found[1].startswith(coarser)
