"""Who holds which office: named with a title, elected, appointed, or in a list of officers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from igr_kg.extract.facts.ground import RUNNING, Ground, fact
from igr_kg.extract.mentions.inflected import inflections
from igr_kg.extract.slots import gather, group, slot_of
from igr_kg.model import Block, Fact, Mention, Slot, Span
from igr_kg.packs.patterns import Match

Offices = dict[str, tuple[Slot, ...]]
_LIST = 12
"""How many blocks a list of officers has at most."""


def find(ground: Ground) -> tuple[Fact, ...]:
    """Return one fact for each office held by a named person, from every place that names both.

    :param ground: the document with mentions and entities
    """
    found: dict[tuple[str, str, str], list[Fact]] = {}
    for record in (*_named(ground), *_listed(ground)):
        person, office, served = (record.first(n) for n in ("person", "office", "group"))
        if person is not None and office is not None:
            key = (
                person.ref or person.value,
                _form(ground, office.value),
                served.value if served is not None else "",
            )
            found.setdefault(key, []).append(record)
    return tuple(_merged(records) for records in _without_group(found))


def _form(ground: Ground, office: str) -> str:
    """Return what stands for an office in all its forms: a chair elected, and the Chair who speaks.

    Endings are those of the pack; forms that no ending explains are listed there (``fact_office_forms``).
    """
    forms: Mapping[str, str] = ground.pack.words.get("fact_office_forms", {})
    return forms.get(office) or " ".join(map(inflections(ground.pack).stem, office.split()))


def _without_group(found: Mapping[tuple[str, str, str], list[Fact]]) -> Iterable[list[Fact]]:
    """Return the groups of records; one without body, or with a surname alone, joins the only fuller one."""
    joined: dict[tuple[str, str, str], list[Fact]] = {key: list(records) for key, records in found.items()}
    for key in [k for k in joined if not k[2]]:
        same = [k for k in joined if k[:2] == key[:2] and k[2]]
        if len(same) == 1:
            joined[same[0]].extend(joined.pop(key))
    for key in list(joined):
        held = (k for k in joined if k[1] == key[1] and key[2] in {"", k[2]})
        fuller = [k for k in held if _surname(joined[key], joined[k])]
        if len(fuller) == 1:
            joined[fuller[0]].extend(joined.pop(key))
    return joined.values()


def _surname(short: list[Fact], full: list[Fact]) -> bool:
    """Tell whether records name by the last part of the name alone whom others name in full."""
    names = (records[0].first("person") for records in (short, full))
    told, whole = (slot.value if slot is not None else "" for slot in names)
    return bool(told) and " " not in told and whole.endswith(f" {told}")


def _merged(records: list[Fact]) -> Fact:
    records = sorted(records, key=lambda r: r.spans[0].start)
    fullest = max(records, key=lambda r: (len(r.slots), len(r.slots["person"][0].value)))
    spans = sorted({s for r in records if len(r.slots) > 2 or r is fullest for s in r.spans})
    slots = {name: values for r in (*records, fullest) for name, values in r.slots.items()}
    return replace(fullest, slots=slots, spans=tuple(spans), block=records[0].block)


def _named(ground: Ground) -> Iterator[Fact]:
    """Yield what single statements and titles tell."""
    for block, match in ground.matches("officer", (*RUNNING, "cover")):
        people = list(_people(ground, block, match, "people"))
        elector = _elector(ground, block, match)
        if elector is None and match.pattern.set.get("listed"):
            elector = _elector_over(ground, block)
        named = match.pattern.set.get("elected") or match.pattern.set.get("listed")
        if elector is None and match.pattern.set.get("elected") and "group" not in match.spans:
            elector = _shared(ground, block, match)
        for person, state in people:
            for slots in _offices(ground, match, elector if named else None):
                held = gather(person=person, state=state or group(match, "state")) | slots
                yield fact("officer", block, match.pattern.id, _spans(match, elector, held), held)


def _spans(match: Match, elector: Slot | None, held: Offices) -> list[Span]:
    inside = elector is not None and held.get("group") == (elector,)
    return [*(elector.spans if inside and elector is not None else ()), match.span]


def _people(ground: Ground, block: Block, match: Match, name: str) -> Iterator[tuple[Slot, Slot | None]]:
    """Yield the persons of a group of a match, each with the State put beside the name."""
    if name not in match.spans:
        return
    tagged = ground.tagged(block)
    span = match.spans[name]
    start, stop = tagged.view.index(span.start), tagged.view.index(span.end)
    for one in ground.pack.makers("officer-person").find(tagged, start, stop):
        yield slot_of(one.mentions["person"][0]), group(one, "state")


def _elector(ground: Ground, block: Block, match: Match) -> Slot | None:
    """Return the body that elects or appoints in the sentence of a match, named before it."""
    tagged = ground.tagged(block)
    start = ground.sentence_start(block, match.start)
    found: Slot | None = None
    for one in ground.pack.makers("officer-elector").find(tagged, start):
        if one.start < match.start and one.end <= match.start:
            found = group(one, "group")
    return found or _body_of_act(ground, block, match)


def _body_of_act(ground: Ground, block: Block, match: Match) -> Slot | None:
    """Return the body that elects by the act which tells of it: "It elected X", behind what it did before."""
    acts = (a for a in ground.acts if a.block == block.id and a.span.covers(match.span))
    slots = (slot for act in acts if act.verb == "other" for slot in act.parts.get("by", ()))
    bodies = {m.entity for m in ground.mentions if m.kind == "body" and m.entity is not None}
    return next((slot for slot in slots if slot.ref in bodies), None)


def _shared(ground: Ground, block: Block, match: Match) -> Slot | None:
    """Return the body named once behind the last of several: "X as Chair and Y as Head of the Board"."""
    start = ground.sentence_start(block, match.start)
    for pattern in ground.pack.makers("officer").may(ground.tagged(block).view.text):
        if not pattern.set.get("elected"):
            continue
        for later in pattern.find(ground.tagged(block), match.end):
            if ground.sentence_start(block, later.start) != start:
                break
            if (served := group(later, "group")) is not None:
                return served
    return None


def _elector_over(ground: Ground, block: Block) -> Slot | None:
    """Return the body that a paragraph over a list of officers says to have elected them.

    The list is printed as paragraphs of their own, one for each office, below words that end in a colon.
    """
    running = list(ground.blocks())
    at = next((n for n, b in enumerate(running) if b.id == block.id), 0)
    for over in reversed(running[max(0, at - _LIST) : at]):
        tagged = ground.tagged(over)
        text = tagged.view.text.rstrip()
        if text.endswith(":"):
            found = (m for m in ground.pack.makers("officer-elector").find(tagged))
            return next((s for m in found if (s := group(m, "group")) is not None), None)
        listed = (p for p in ground.pack.makers("officer").may(tagged.view.text) if p.set.get("listed"))
        if not any(p.at(tagged, 0) for p in listed):
            return None
    return None


def _listed(ground: Ground) -> Iterator[Fact]:
    """Yield the persons of a list whose office the words over it name."""
    for block, over in ground.matches("officer-list"):
        served = _elector(ground, block, over)
        offices = list(_offices(ground, over, served))
        for item, match in _items(ground, block):
            of_group = group(match, "group") or group(match, "region")
            for name in ("people", "named"):
                for person, state in _people(ground, item, match, name):
                    for slots in offices:
                        held = gather(person=person, state=state) | slots
                        held |= gather(group=of_group)
                        yield fact("officer", item, match.pattern.id, [over.span, match.span], held)


def _items(ground: Ground, block: Block) -> Iterator[tuple[Block, Match]]:
    """Yield the first person, or persons, of each item under a block."""
    for item in ground.document.children(block.id):
        tagged = ground.tagged(item)
        for pattern in ground.pack.makers("officer-item").may(tagged.view.text):
            match = next(pattern.find(tagged), None)
            if match is not None:
                yield item, match
                break


def _offices(ground: Ground, match: Match, elector: Slot | None = None) -> Iterator[Offices]:
    """Yield office with group or State, for each office that a match gives to a person."""
    served = match.mentions.get("group", ())
    for name in ("office", "title", "second"):
        mentions = match.mentions.get(name, ())
        if not mentions:
            continue
        role = mentions[-1]
        of_body = slot_of(served[-1]) if served and name != "second" else elector
        yield _of_state(ground, role) or gather(office=slot_of(role), group=of_body)


def _of_state(ground: Ground, role: Mention) -> Offices | None:
    """Return office and State of a role such as a head of State's, or None for any other role.

    What the office is called is data (``fact_offices``); what stands before it names the State, or the
    State and what a minister is in charge of. An envoy of another office (``fact_principals``) is none.
    """
    view = ground.document.view(role.block)
    start, end = view.index(role.start), view.index(role.end)
    for match in ground.pack.makers("office-of-state").find(view, start, end):
        if match.start == start and match.end == end:
            return gather(office=group(match, "office"), state=group(match, "state"))
    titles = sorted(ground.pack.words.get("fact_offices", ()), key=len, reverse=True)
    title = next((t for t in titles if role.value.endswith(t)), role.value)
    if title == role.value:
        return None
    before = view.text[start : end - len(title)]
    if any(p in before for p in ground.pack.words.get("fact_principals", ())):
        return gather(office=Slot(title, (view.span(end - len(title), end),), role.entity))
    cut = start + len(_state(ground, role, before))
    state, office = view.span(start, cut), view.span(cut, end)
    entity = ground.entities.get(role.entity or "")
    links = entity.links if entity is not None else ()
    ref = next((target for name, target, _ in links if name in {"state", "country"}), None)
    return gather(
        office=Slot(view.slice(office), (office,), role.entity),
        state=Slot(view.slice(state), (state,), ref),
    )


def _state(ground: Ground, role: Mention, before: str) -> str:
    """Return the words before a title that name the State: all, or those that are known to be a name."""
    if before.endswith(tuple(ground.pack.words.get("state_words", ()))):
        return before
    names = [role.data.get("state", "")]
    names += [name for e in ground.entities.values() if e.kind == "place" for name, _ in e.names]
    return max((n for n in names if n and before.startswith(n)), key=len, default=before)
