"""Acts inside other clauses: told in a relative clause, effects of a decision, words quoted in a request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from igr_kg.extract.acts import agents, clauses
from igr_kg.extract.acts.heads import TOLD, verb_classes
from igr_kg.extract.acts.passage import DIRECTIVE, Agent, Draft, Passage
from igr_kg.extract.slots import phrase, slot_of
from igr_kg.model import Mention, Slot
from igr_kg.packs.patterns import Match

_TELLS = frozenset({"act.wherein", "act.decision-did"})
_QUOTES = {"“": "”", "「": "」", '"': '"', "«": "»"}


def told(passage: Passage, main: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the acts that a block tells of in passing: adopted by, established under, a decision that did.

    :param main: the acts that open clauses; a verb that is one of them is not told a second time
    """
    taken = {d.verb_at for d in main}
    begins = clauses.body_start(passage.tagged.view, passage.block)
    for match in passage.source.pack.makers("act.inside").find(passage.tagged, begins):
        verb_at = passage.index(match.spans["verb"].start)
        verbs = verb_classes(match, passage.source.pack)
        if verb_at in taken or not verbs or _only_content(passage, match, verbs):
            continue
        taken.add(verb_at)
        start = _begin(passage, match)
        begin, end = clauses.trim(passage.text, start, _stop(passage, match, main))
        agent = _agent(passage, match)
        after = passage.index(match.spans["verb"].end)
        yield Draft(verbs[0], "reported", agent, begin, verb_at, after, end, match, passage.span(begin, end))


def _only_content(passage: Passage, match: Match, verbs: Sequence[str]) -> bool:
    """Tell whether what a recital says of a cited decision is only what that one notes, holds or stresses."""
    return passage.block.kind == "preamble" and match.pattern.id in _TELLS and verbs[0] not in TOLD


def effects(passage: Passage, draft: Draft) -> Iterator[Draft]:
    """Yield what a decision brings about in the same words: "decides to establish ...".

    An authorization does so only where it extends a mandate.
    """
    if draft.verb not in {"decides", "authorizes"}:
        return
    begun = passage.source.pack.makers("act.effect").at(passage.tagged, draft.after)
    fits = (m for m in begun if m is not None and m.end <= draft.end)
    any_verb = draft.verb == "decides"
    first = next((m for m in fits if any_verb or m.pattern.set.get("verb") == "extends"), None)
    if first is None and not any_verb:
        return
    behind = first.end if first is not None else draft.after
    found = [*([first] if first is not None else []), *_joined_effects(passage, behind, draft)]
    for number, part in enumerate(found, 1):
        yield from _effect(passage, draft, part, found[number].start if number < len(found) else draft.end)


def _joined_effects(passage: Passage, behind: int, draft: Draft) -> list[Match]:
    """Return what else a decision brings about behind what it names first: "and to request it to ..."."""
    patterns = passage.source.pack.makers("act.effect-joined")
    return sorted(patterns.find(passage.tagged, behind, draft.end), key=lambda m: m.start)


def _effect(passage: Passage, draft: Draft, match: Match, end: int) -> Iterator[Draft]:
    start, verb_end = passage.index(match.spans["from"].start), passage.index(match.spans["verb"].end)
    verb_at = passage.index(match.spans["verb"].start)
    for verb in verb_classes(match, passage.source.pack):
        begin, stop = clauses.trim(passage.text, start, end)
        span = passage.span(begin, stop)
        yield Draft(verb, draft.mode, draft.agent, start, verb_at, verb_end, end, match, span)


def quoted(passage: Passage, draft: Draft, addressees: Sequence[Slot]) -> Iterator[Draft]:
    """Yield the act that a request quotes, performed by the one who is asked."""
    if draft.verb not in DIRECTIVE or not addressees:
        return
    text = passage.text
    for at in range(draft.after, draft.end):
        if text[at] not in _QUOTES:
            continue
        close = text.find(_QUOTES[text[at]], at + 1, draft.end)
        for match in passage.source.pack.makers("act.clause").at(passage.tagged, at + 1):
            if close < match.end or "subject" in match.spans:
                continue
            verbs = verb_classes(match, passage.source.pack)
            if verbs and verbs[0] in DIRECTIVE and "conj" not in match.spans:
                yield _quote(passage, draft, match, verbs[0], close, addressees[-1])
            break
        return


def nested(passage: Passage, draft: Draft) -> Iterator[Draft]:
    """Yield the act that somebody is asked to perform: "requests X, as Chair of Y, to invite Z to ..."."""
    if draft.verb not in DIRECTIVE:
        return
    for match in passage.source.pack.makers("act.nested").at(passage.tagged, draft.after):
        if match.end > draft.end:
            continue
        agent = phrase(passage.tagged.plain, match.spans["agent"], match.mentions["agent"])
        verb_at, after = (passage.index(getattr(match.spans["verb"], side)) for side in ("start", "end"))
        for verb in verb_classes(match, passage.source.pack):
            yield Draft(
                verb,
                draft.mode,
                Agent(agent.value, (agent,)),
                verb_at,
                verb_at,
                after,
                draft.end,
                match,
                passage.span(verb_at, draft.end),
                embeds_in=draft,
            )
        return


def _quote(passage: Passage, draft: Draft, match: Match, verb: str, close: int, agent: Slot) -> Draft:
    start, end = clauses.trim(passage.text, match.start, close)
    name = agent.value
    heads = [m for m in passage.tagged.mentions.values() if agent.spans[0].end == m.end]
    if heads:
        name = heads[-1].value
    after = passage.index(match.spans["verb"].end)
    verb_at = passage.index(match.spans["verb"].start)
    return Draft(
        verb,
        "reported",
        Agent(name, (agent,)),
        start,
        verb_at,
        after,
        end,
        match,
        passage.span(start, end),
        embeds_in=draft,
    )


def _begin(passage: Passage, match: Match) -> int:
    """Return where a told act begins: its first words, or the verb where a decision is named before."""
    if "subject" in match.spans:
        return passage.index(match.spans["verb"].start)
    pointed = match.start > 0 and passage.text[match.start - 1] in passage.list("act_pointers")
    return match.start - pointed


def _stop(passage: Passage, match: Match, main: Sequence[Draft]) -> int:
    """Return where a told act ends: with its match, and before the next act that opens a clause."""
    start = passage.index(match.spans["verb"].start)
    following = [d.start for d in main if d.start > start]
    return min([match.end, *following])


def _agent(passage: Passage, match: Match) -> Agent:
    decisions = [m for m in match.mentions[""] if m.kind == "decision"]
    verb = match.spans["verb"]
    by = match.mentions.get("by", ())
    cited = [m for m in decisions if m.end <= verb.start]
    if not cited and passage.source.pack.words.get("head_first"):
        cited = decisions[:1]
    body = _body(passage, by[-1]) if by else None
    if cited and match.pattern.set.get("by") != "body":
        return agents.of_decision(passage, cited[-1], (body,) if body else ())
    if body is not None:
        return Agent(body.value, (body,), told=True)
    return agents.of_opening(passage)


def _body(passage: Passage, mention: Mention) -> Slot:
    """Return a body; one that a demonstrative points to has its fullest name."""
    at = passage.index(mention.start)
    entity = passage.source.entities.get(mention.entity or "")
    pointed = at > 0 and passage.text[at - 1] in passage.list("act_pointers")
    if pointed and entity is not None:
        return Slot(entity.name, (mention.span,), mention.entity)
    return slot_of(mention)
