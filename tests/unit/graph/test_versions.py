"""Language versions of one document share what they tell; what has no counterpart stands apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from igr_kg import ids
from igr_kg.graph.build import build_with_findings
from igr_kg.graph.quads import Quad, term, value
from igr_kg.graph.versions import Versions
from tests.unit.graph.invented import Invented

BASE = ids.DEFAULT_BASE


def told(verbs: str) -> Invented:
    """Return a document with one paragraph whose acts have these verbs."""
    words = [f"{verb} {n}." for n, verb in enumerate(verbs.split(), 1)]
    text = Invented(("p1", "paragraph", "1", "par/1", f"1. {' '.join(words)}"))
    for verb, said in zip(verbs.split(), words, strict=True):
        text.act(verb, said.rstrip("."))
    return text


def acts(versions: Versions, text: Invented) -> tuple[list[tuple[str, str]], list[str]]:
    quads, findings = build_with_findings(
        text.reading(), source=None, base=BASE, run="run/t", versions=versions
    )
    verb = term("igr:verb", BASE)
    found = {(_end(q), value(q.o).rpartition("/")[2]) for q in quads if q.p == verb}
    return sorted(found), findings


def _end(quad: Quad) -> str:
    return value(quad.s).rpartition("/")[2]


def test_versions_that_tell_the_same_share_their_acts() -> None:
    versions = Versions()
    first, _ = acts(versions, told("decides requests requests"))
    second, findings = acts(versions, told("decides requests requests"))
    assert first == second == [("1", "decides"), ("2", "requests"), ("3", "requests")]
    assert findings == []


def test_an_act_that_one_version_lacks_shifts_no_other() -> None:
    versions = Versions()
    acts(versions, told("decides establishes requests"))
    second, findings = acts(versions, told("decides requests"))
    assert second == [("1", "decides"), ("3", "requests")]
    assert findings == [
        "id/document/t-1/par/1/act: the language versions do not tell the same here; numbered apart."
    ]


def test_what_has_no_certain_counterpart_gets_a_number_of_its_own() -> None:
    versions = Versions()
    acts(versions, told("requests requests"))
    second, findings = acts(versions, told("requests invites"))
    assert second == [("3", "requests"), ("4", "invites")]
    assert len(findings) == 1


@given(st.lists(st.lists(st.sampled_from(["requests", "notes", "decides"]), min_size=1), min_size=1))
def test_no_two_things_of_a_version_share_a_number_and_equal_numbers_are_equal_verbs(
    told_by: list[list[str]],
) -> None:
    versions, verbs = Versions(), dict[int, str]()
    for things in told_by:
        numbers = versions.numbers({"p/act": things})["p/act"]
        assert len(set(numbers)) == len(things)
        for number, thing in zip(numbers, things, strict=True):
            assert verbs.setdefault(number, thing) == thing
