"""Slots carry their places and what they refer to."""

from __future__ import annotations

from igr_kg.extract.slots import gather, group, phrase, reference, slot, slot_of
from igr_kg.extract.venues import dates, venue
from igr_kg.model import Entity, Mention, Slot, Span
from igr_kg.packs import language
from igr_kg.packs.patterns import compile_pattern, example_text

PACK = language.load("zh")


def mention(kind: str, value: str, start: int, entity: str | None = None) -> Mention:
    return Mention(kind, value, "p1", start, start + len(value), entity=entity)


def test_the_head_of_a_noun_phrase_stands_last() -> None:
    body = mention("body", "渔业署", 0, "body/a")
    role = mention("role", "主任", 3, "role/b")
    assert reference(Span(0, 5), [body, role]) == "role/b"
    assert reference(Span(0, 3), [body, role]) == "body/a"
    assert reference(Span(0, 4), [body, role]) is None


def test_of_two_names_that_end_together_the_longer_counts() -> None:
    inner, outer = (
        mention("body", "秘书处", 3, "body/inner"),
        mention("body", "渔业署秘书处", 0, "body/outer"),
    )
    assert reference(Span(0, 6), [inner, outer]) == "body/outer"


def test_a_group_that_is_a_mention_has_its_value_and_other_words_their_own() -> None:
    row = {"id": "x", "makes": "x", "regex": "(?P<who>{body})请(?P<whom>各国)", "on": "tagged", "yes": []}
    pattern = compile_pattern(row, {}, "test")
    (match,) = pattern.find(example_text("[body:渔业署=署]请各国", PACK.rules))
    assert [s.value for s in (group(match, "who"), group(match, "whom")) if s] == ["署", "各国"]
    assert group(match, "nobody") is None


def test_slots_of_mentions_and_phrases() -> None:
    role = mention("role", "主任", 3, "role/b")
    view = example_text("渔业署主任到会", PACK.rules).plain
    assert phrase(view, Span(0, 5), [role]) == Slot("渔业署主任", (Span(0, 5),), "role/b")
    assert slot_of(role, Span(9, 10)).spans == (Span(3, 5), Span(9, 10))
    assert slot("x", [Span(3, 5)], [role]).ref == "role/b"


def test_gather_leaves_out_what_is_empty() -> None:
    one = Slot("甲", (Span(0, 1),))
    assert gather(in_=one, to=[], by=None, many=[one, one]) == {"in": (one,), "many": (one, one)}


def test_dates_of_a_meeting() -> None:
    assert values(dates(Slot("2001-05", (Span(0, 1),)))) == ["2001-05", None]


def test_country_and_city() -> None:
    lima, peru = mention("place", "利马", 2, "place/lima"), mention("place", "秘鲁", 0, "country/PER")
    known = {
        "place/lima": Entity("place/lima", "place", None, "利马", (), subkind="city"),
        "country/PER": Entity("country/PER", "place", None, "秘鲁", (), subkind="country"),
    }
    for order in ([peru, lima], [lima, peru]):
        assert values(venue(order, known)) == ["秘鲁", "利马"]
    assert values(venue([lima], known)) == [None, "利马"]
    assert values(venue([peru], known)) == ["秘鲁", None]
    assert values(venue([peru, lima], {})) == ["秘鲁", "利马"]
    assert venue([], known) == (None, None)


def values(slots: tuple[Slot | None, Slot | None]) -> list[str | None]:
    return [s.value if s else None for s in slots]
