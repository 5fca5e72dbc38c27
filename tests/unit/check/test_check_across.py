"""What only several documents together can show, and submissions beside what is published."""

from __future__ import annotations

from dataclasses import replace

import pytest

from igr_kg.check import check, validate
from igr_kg.check.report import Report
from igr_kg.graph.links import link_quads
from igr_kg.graph.quads import RDF_TYPE, XSD, Quad, literal, term
from igr_kg.packs import links
from tests.check_support import BASE, MEETING, Release, igr, thing

DATE = {"datatype": "xsd:date"}


def two_documents(first: tuple[str, str, str], second: tuple[str, str, str]) -> set[str]:
    """Return the shapes that find something where two documents each say something of one meeting."""
    report = told_by_two(first, second)
    return {result.shape.removeprefix(f"{BASE}shapes#") for result in report.results}


def told_by_two(first: tuple[str, str, str], second: tuple[str, str, str]) -> Report:
    releases = [Release("wet-4-1"), Release("wet-4-2")]
    for release, (predicate, text, kind) in zip(releases, (first, second), strict=True):
        release.say(thing(MEETING), igr(predicate), literal(text, datatype=kind))
    quads = [quad for release in releases for quad in release.quads()]
    texts = {version: text for release in releases for version, text in release.texts().items()}
    return check(quads, base=BASE, texts=texts)


def test_two_documents_that_agree() -> None:
    day = ("startDate", "2003-02-03", "xsd:date")
    assert two_documents(day, day) == set()


def test_two_documents_that_differ_on_a_date_are_both_kept_and_told() -> None:
    one, other = ("startDate", "2003-02-03", "xsd:date"), ("startDate", "2003-02-04", "xsd:date")
    report = told_by_two(one, other)
    (result,) = report.results
    assert report.conforms
    assert (result.shape.rpartition("#")[2], result.severity) == ("TextsAgree", "Warning")
    assert result.detail == "wet-4-1/en: 2003-02-03; wet-4-2/en: 2003-02-04"


def test_a_year_and_a_day_of_that_year_agree() -> None:
    one, other = ("startDate", "2003-02-03", "xsd:date"), ("startDate", "2003", "xsd:gYear")
    assert two_documents(one, other) == set()


def test_a_year_and_a_day_of_another_year_differ() -> None:
    one, other = ("startDate", "2003-02-03", "xsd:date"), ("startDate", "2004", "xsd:gYear")
    assert two_documents(one, other) == {"TextsAgree"}


def test_an_end_in_one_document_before_the_start_in_another() -> None:
    one, other = ("startDate", "2003-02-03", "xsd:date"), ("endDate", "2003-02-01", "xsd:date")
    assert two_documents(one, other) == {"TextsAgree"}


def test_one_document_that_contradicts_itself_is_wrong() -> None:
    release = Release()
    for day in ("2003-02-03", "2003-02-04"):
        release.say(thing(MEETING), igr("startDate"), literal(day, **DATE))
    report = check(release.quads(), base=BASE, texts=release.texts())
    assert {r.shape.rpartition("#")[2] for r in report.results} == {"MeetingShape-startDate"}
    assert not report.conforms


def submission(*facts: tuple[str, str, str]) -> list[Quad]:
    return [Quad(*fact, "<urn:example:submission>") for fact in facts]


def published() -> list[Quad]:
    return Release().quads()


def test_a_submission_may_refer_to_what_is_published() -> None:
    decision = thing("id/decision/wetlands-council-3-9")
    new = submission(
        (decision, RDF_TYPE, igr("Decision")),
        (decision, igr("number"), literal("3/9")),
        (decision, igr("decidedBy"), thing("id/body/wetlands-council")),
        (decision, igr("adoptedAt"), thing(MEETING)),
    )
    assert validate(new, published(), base=BASE).results == ()
    alone = {r.shape.removeprefix(f"{BASE}shapes#") for r in validate(new, base=BASE).results}
    assert alone == {"DecisionShape-decidedBy", "DecisionShape-adoptedAt-class"}


def test_a_published_group_cannot_be_made_to_meet_or_decide() -> None:
    """What is wrong lies in what is sent in; the group itself is only named there."""
    group = thing("id/group/coastal-states")
    release = Release()
    release.say(group, RDF_TYPE, igr("ActorGroup"))
    release.say(group, igr("attestedName"), literal("coastal States", language="en"))
    new = submission(
        (thing("id/meeting/x"), RDF_TYPE, igr("Meeting")),
        (thing("id/meeting/x"), igr("ordinal"), literal(1)),
        (thing("id/meeting/x"), igr("meetingOf"), group),
        (thing("id/decision/x"), RDF_TYPE, igr("Decision")),
        (thing("id/decision/x"), igr("number"), literal("1/1")),
        (thing("id/decision/x"), igr("decidedBy"), group),
    )
    found = validate(new, release.quads(), base=BASE).results
    assert {r.shape.removeprefix(f"{BASE}shapes#") for r in found} == {
        "MeetingShape-meetingOf",
        "DecisionShape-decidedBy",
    }
    retyped = [*new, *submission((group, RDF_TYPE, igr("GovernanceBody")))]
    (result,) = validate(retyped, release.quads(), base=BASE).results
    assert result.shape == f"{BASE}shapes#ClassesApart"


def test_a_submission_is_validated_together_with_what_is_published_of_the_same_thing() -> None:
    new = submission((thing(MEETING), igr("ordinal"), literal(4)))
    report = validate(new, published(), base=BASE)
    assert [r.shape.removeprefix(f"{BASE}shapes#") for r in report.results] == ["MeetingShape-ordinal"]
    assert validate(submission((thing(MEETING), igr("ordinal"), literal(3))), published(), base=BASE).conforms


def test_what_is_published_is_not_reported_in_a_submission() -> None:
    flawed = Quad(thing("id/meeting/other"), RDF_TYPE, igr("Meeting"), thing("graph/authority"))
    new = submission((thing("id/person/a"), RDF_TYPE, igr("Person")))
    foci = {r.focus for r in validate(new, [*published(), flawed], base=BASE).results}
    assert foci == {thing("id/person/a")}


def test_terms_of_a_submission_must_be_declared() -> None:
    new = submission(
        (thing("id/person/a"), RDF_TYPE, igr("Person")),
        (thing("id/person/a"), igr("attestedName"), literal("A", language="en")),
        (thing("id/person/a"), igr("shoeSize"), literal(43)),
        (thing("id/person/a"), term("dcterms:description", BASE), literal("tall", language="en")),
    )
    assert [r.value for r in validate(new, base=BASE).results] == [igr("shoeSize")]


def test_an_impossible_date_is_a_violation() -> None:
    new = submission(
        (thing("id/meeting/m"), RDF_TYPE, igr("Meeting")),
        (thing("id/meeting/m"), igr("meetingOf"), thing("id/body/wetlands-council")),
        (thing("id/meeting/m"), igr("startDate"), literal("2003-13-01", **DATE)),
    )
    (result,) = validate(new, published(), base=BASE).results
    assert result.value == literal("2003-13-01", **DATE)


def test_what_a_link_adds_to_is_looked_at_as_a_whole() -> None:
    country = thing("id/country/ruritania")
    authority = [
        Quad(country, RDF_TYPE, igr("Country"), thing("graph/authority")),
        Quad(
            country,
            term("skos:prefLabel", BASE),
            literal("Ruritania", language="en"),
            thing("graph/authority"),
        ),
    ]
    link = Quad(country, term("skos:exactMatch", BASE), "<urn:example:ruritania>", thing("graph/links"))
    other = Quad(
        country, term("skos:prefLabel", BASE), literal("Strelsau", language="en"), thing("graph/links")
    )
    assert check([*authority, link], base=BASE, texts={}).results == ()
    (result,) = check([*authority, link, other], base=BASE, texts={}).results
    assert result.shape == f"{BASE}shapes#Named-prefLabel"


def test_what_links_add_to_a_thing_that_only_a_text_tells_of_is_looked_at_with_what_the_text_says() -> None:
    release, decision = Release(), thing("id/decision/wetlands-council-3-1")
    (link,) = links.load().links[:1]
    link = replace(link, subject=f"{BASE}id/decision/wetlands-council-3-1")
    added = link_quads(replace(links.load(), links=(link,)), held={decision})
    release.say(decision, RDF_TYPE, igr("Decision"))
    release.say(decision, igr("decidedBy"), thing("id/body/wetlands-council"))
    release.say(decision, igr("number"), literal("3/1"))
    assert check([*release.quads(), *added], base=BASE, texts=release.texts()).results == ()


def test_a_report_says_what_was_looked_at() -> None:
    foreign = "<http://xmlns.com/foaf/0.1/Person>"
    new = submission(("<http://e/a>", RDF_TYPE, foreign), ("<http://e/b>", RDF_TYPE, foreign))
    report = validate(new, published(), base=BASE)
    assert report.conforms
    assert [r.shape for r in report.results] == [f"{BASE}shapes#SomethingChecked"]
    assert report.results[0].detail == foreign[1:-1]
    assert "of 2 things none" in report.to_text()
    assert report.data()["coverage"] == {
        "things": 2,
        "checked": 0,
        "shapes": (),
        "classes": (foreign[1:-1],),
    }
    known = submission((thing(MEETING), igr("ordinal"), literal(3)))
    both = validate([*new, *known], published(), base=BASE)
    assert both.results == ()
    assert "1 of 3 things, against MeetingShape." in both.to_text()


@pytest.mark.parametrize("published_class", ["GovernanceBody", "Person", "Decision"])
def test_what_is_published_cannot_be_submitted_as_something_else(published_class: str) -> None:
    one = thing("id/x/one")
    there = [Quad(one, RDF_TYPE, igr(published_class), thing("graph/authority"))]
    (found,) = [
        r
        for r in validate(submission((one, RDF_TYPE, igr("Session"))), there, base=BASE).results
        if r.severity == "Violation" and r.shape.endswith("#ClassesApart")
    ]
    assert found.value == igr("Session")
    assert published_class in found.detail


def test_an_ill_typed_value_is_found_in_any_property_and_told_once() -> None:
    no_date = literal("2020-13-45", datatype=f"{XSD}date")
    new = submission(
        (thing(MEETING), term("dcterms:modified", BASE), no_date),
        (thing(MEETING), igr("startDate"), no_date),
        (thing(MEETING), term("dcterms:valid", BASE), literal("maybe", datatype=f"{XSD}boolean")),
    )
    found = [r for r in validate(new, published(), base=BASE).results if r.severity == "Violation"]
    assert sorted((r.path.rpartition("#")[2].rpartition("/")[2], r.value) for r in found if r.value) == [
        ("modified", no_date),
        ("startDate", no_date),
        ("valid", literal("maybe", datatype=f"{XSD}boolean")),
    ]
