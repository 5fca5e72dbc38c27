"""What acts bring about: duties to report, ends of bodies, amendments, agendas, entry into force.

An act that asks somebody to report lays a duty on them; one that decides may end or change something. Each
becomes a fact of the act it is told in. Where a text only recalls that a decision ended or changed something,
the fact stands by itself, with the decision. What the verbs and nouns are is data of the language pack
(``facts-effects.toml``).
"""

from __future__ import annotations

from collections.abc import Iterator

from igr_kg.extract.facts.ground import PRINTED, Ground, fact, gathered, numbered
from igr_kg.extract.facts.requests import ASKING, first
from igr_kg.extract.slots import gather, group, slot_of
from igr_kg.model import Act, Block, Fact, Mention, Slot, Span
from igr_kg.packs.patterns import Match

_ADOPTING = frozenset({"adopts", "approves"})
_DECIDING = frozenset({"decides", "approves", "adopts", "other"})
_CHANGED = frozenset({"decision", "document", "instrument"})
_BESIDE = 80
"""Characters within which the symbol of an agenda stands behind the word for it."""
_PARENTHESIS = ",，،"


def find(ground: Ground) -> tuple[Fact, ...]:
    """Return reporting duties, terminations, amendments, entries into force and agendas, without numbers.

    :param ground: the document with its acts
    """
    return (
        *_reporting(ground),
        *_brought_about(ground, "termination", "ended"),
        *_brought_about(ground, "amendment", "amended"),
        *_in_force(ground),
        *_agendas(ground),
    )


def _reporting(ground: Ground) -> Iterator[Fact]:
    """Yield one fact for each act that asks somebody to report."""
    done: set[str] = set()
    for block, match in ground.matches("reporting"):
        act = _around(ground, match.span, block)
        if act is None or act.verb not in ASKING or act.id in done or not _of_act(ground, act, match):
            continue
        done.add(act.id)
        here = bool(_to(match)) or _back(match)
        to = match if here else _behind(ground, match, act, "to")
        on = _behind(ground, match, act, "on")
        slots = gather(
            act=Slot(act.id, (act.span,), act.id),
            to=_to(to) if to is not None else (),
            issuer=act.parts.get("by", ()) if _back(match) else (),
            on=_what(on, "on") if on is not None else None,
        )
        yield fact("reporting", block, match.pattern.id, [act.span], slots)


def _to(match: Match) -> list[Slot]:
    """Return whom a report is to go to, where a pattern names them."""
    return [slot_of(mention) for mention in gathered(match, "to")]


def _back(match: Match) -> bool:
    """Tell whether a report is to go to the one who asks for it: "report to it"."""
    return bool(numbered(match.spans, "issuer"))


def _behind(ground: Ground, match: Match, act: Act, what: str) -> Match | None:
    """Return the first match of what else is said of a report, from its verb to the end of the act."""
    tagged = ground.tagged(ground.document.block(act.block))
    start, stop = tagged.view.index(match.span.start), tagged.view.index(act.span.end)
    found = ground.pack.makers(f"reporting-{what}").find(tagged, start, stop)
    return min(found, key=lambda m: m.start, default=None)


def _around(ground: Ground, span: Span, block: Block) -> Act | None:
    """Return the smallest act that some words of a block stand in, or None."""
    holding = [a for a in ground.acts if a.block == block.id and a.span.covers(span)]
    return min(holding, key=lambda a: a.span.end - a.span.start, default=None)


def _of_act(ground: Ground, act: Act, match: Match) -> bool:
    """Tell whether words say what an act itself asks or decides, not what stands further inside it.

    They do behind "and" (group ``lead``), and where the content of the act begins with them, adverbial
    phrases between commas left out.
    """
    if "lead" in match.spans:
        return True
    content = first(act, "content")
    if content is None:
        return match.span.start <= act.span.start
    if match.span.start <= content.spans[0].start:
        return match.span.end > content.spans[0].start
    view = ground.document.view(act.block)
    between = view.slice(Span(content.spans[0].start, match.span.start)).strip()
    return between == "" or between.endswith(tuple(_PARENTHESIS))


def _brought_about(ground: Ground, type_: str, makes: str) -> Iterator[Fact]:
    """Yield what acts of deciding end or change, and what decisions are told to have ended or changed."""
    told = list(_told(ground, type_, f"{makes}-told"))
    yield from told
    for block, match in ground.matches(makes):
        act = _around(ground, match.span, block)
        own = act is not None and act.verb in _DECIDING and _of_act(ground, act, match)
        if act is None or not own or any(match.span.overlaps(f.spans[0]) for f in told):
            continue
        date = gathered(match, "date")
        slots = gather(
            act=Slot(act.id, (act.span,), act.id),
            object=_what(match, makes),
            changed=_changed(match, makes),
            date=slot_of(date[0]) if date else None,
            **_doer(act),
        )
        yield fact(type_, block, match.pattern.id, [act.span], slots)


def _doer(act: Act) -> dict[str, Slot | None]:
    return {"in_": first(act, "in"), "by": first(act, "by")}


def _what(match: Match, makes: str) -> Slot | None:
    """Return what is ended or changed, in the words of the text."""
    found = (group(match, name) for name in numbered(match.spans, makes))
    return next((slot for slot in found if slot is not None), None)


def _changed(match: Match, makes: str) -> Slot | None:
    """Return the text that is changed, where the words name one."""
    named = [m for m in gathered(match, makes) if m.kind in _CHANGED]
    return slot_of(named[-1]) if named and makes == "amended" else None


def _told(ground: Ground, type_: str, makes: str) -> Iterator[Fact]:
    """Yield what a decision named by its number is told to have ended or changed."""
    name = makes.removesuffix("-told")
    for block, match in ground.matches(makes, PRINTED):
        decisions, by, date = (gathered(match, n) for n in ("decision", "by", "date"))
        what = _what(match, name)
        act = _around(ground, what.spans[0], block) if what is not None and name == "ended" else None
        told = act is not None and act.mode == "reported" and act.verb in _DECIDING
        slots = gather(
            act=Slot(act.id, (act.span,), act.id) if act is not None and told else None,
            object=what,
            changed=_changed(match, name),
            in_=slot_of(decisions[0]) if decisions else None,
            by=slot_of(by[0]) if by else None,
            date=slot_of(date[0]) if date else None,
        )
        yield fact(type_, block, match.pattern.id, [match.span], slots)


def _in_force(ground: Ground) -> Iterator[Fact]:
    """Yield the days on which instruments are told to have entered into force."""
    for block, match in ground.matches("in-force", PRINTED):
        named, date = gathered(match, "instrument"), gathered(match, "date")
        if named and date:
            slots = gather(instrument=slot_of(named[0]), date=slot_of(date[0]))
            yield fact("in-force", block, match.pattern.id, [match.span], slots)


def _agendas(ground: Ground) -> Iterator[Fact]:
    """Yield the documents that hold the agenda that an act adopts."""
    for act in ground.acts:
        block = ground.document.block(act.block)
        if act.verb not in _ADOPTING:
            continue
        view = ground.document.view(block.id)
        start, stop = view.index(act.span.start), view.index(act.span.end)
        match = next(ground.pack.makers("agenda").find(view, start, stop), None)
        document = _beside(ground, match, act) if match is not None else None
        if match is not None and document is not None:
            slots = gather(act=Slot(act.id, (act.span,), act.id), document=slot_of(document))
            yield fact("agenda", block, match.pattern.id, [act.span], slots)


def _beside(ground: Ground, match: Match, act: Act) -> Mention | None:
    """Return the only document that is named right behind the word for an agenda."""
    near = Span(match.span.end, min(act.span.end, match.span.end + _BESIDE))
    named = [m for m in ground.within(near, "document") if near.covers(m.span)]
    return named[0] if len(named) == 1 else None
