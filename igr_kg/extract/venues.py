"""Days and places of meetings, as a masthead or a sentence gives them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from igr_kg.extract.slots import slot_of
from igr_kg.model import Entity, Mention, Slot


def dates(slot: Slot) -> tuple[Slot, Slot | None]:
    """Return beginning and end of a date; a single day, month or year is a beginning alone.

    >>> from igr_kg.model import Span
    >>> first, last = dates(Slot("2004-03-29/2004-03-31", (Span(0, 9),)))
    >>> first.value, last.value
    ('2004-03-29', '2004-03-31')
    """
    start, _, end = slot.value.partition("/")
    return Slot(start, slot.spans), Slot(end, slot.spans) if end else None


def venue(
    places: Sequence[Mention], entities: Mapping[str, Entity], *, greater_first: bool = True
) -> tuple[Slot | None, Slot | None]:
    """Return country and city of a meeting, as far as they are named.

    A place does not give its country: one that is not named stays empty. Of two places that nothing is
    known of, the country is the first where the language writes the greater before the smaller, as
    Chinese does, otherwise the last ("Espoo, Finland").

    :param places: one or two, in the order of the text
    :param entities: by id; ``subkind`` tells countries and cities apart
    :param greater_first: how the language orders addresses
    """
    kinds = [_kind(place, entities) for place in places]
    if len(places) == 1:
        slot = slot_of(places[0])
        return (slot, None) if kinds[0] == "country" else (None, slot)
    if len(places) == 2:
        known = kinds[0] != kinds[1] and "country" in kinds
        turned = kinds[1] == "country" if known else not greater_first or kinds[0] == "city"
        country, city = (places[1], places[0]) if turned else (places[0], places[1])
        return slot_of(country), slot_of(city)
    return None, None


def _kind(place: Mention, entities: Mapping[str, Entity]) -> str:
    entity = entities.get(place.entity or "")
    if entity is not None and entity.subkind:
        return entity.subkind
    return "country" if (place.key or "").startswith("country/") else ""
