"""Which request a report expressly answers, and which requests only have a result that is told.

Both follow from several passages and are therefore implied, with every premise a span. A request is
discharged only where a submission names the decision and the request asked its maker to submit
something; a result is told where what was asked for, or about, is said to have happened afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from igr_kg.extract.facts.ground import Ground, fact
from igr_kg.extract.facts.requests import ASKING, first, quoted_by
from igr_kg.extract.slots import gather
from igr_kg.model import Act, Fact, Slot, Span

_TOLD = frozenset({"considers", "determines", "adopts", "other"})
_SHARED = 6
"""Characters that a told result must have in common with what was asked, in one run."""


def find(ground: Ground, facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """Return the requests that are discharged and those with a reported result.

    :param ground: the document with its acts
    :param facts: submissions and inputs among others, numbered
    """
    asked = [a for a in ground.acts if a.verb in ASKING and first(a, "in") is not None]
    submissions = [f for f in facts if f.type == "submission"]
    discharged = [d for a in asked for d in _discharged(ground, a, submissions)]
    done = {slot.ref for d in discharged for slot in d.slots["request"]}
    told = [t for a in asked if a.id not in done for t in _told(ground, a, facts)]
    return (*discharged, *told)


def _discharged(ground: Ground, act: Act, submissions: Sequence[Fact]) -> Iterator[Fact]:
    decision = first(act, "in")
    content = first(act, "content")
    words = ground.pack.words.get("submission_verbs", ())
    if decision is None or content is None or not any(w in content.value for w in words):
        return
    for submission in submissions:
        under, by, what = (submission.first(n) for n in ("under", "by", "what"))
        if under is None or by is None or what is None or under.value != decision.value:
            continue
        if not any(_same(by, a) for a in act.addressees):
            continue
        slots = gather(
            request=Slot(act.id, (act.span,), act.id),
            by=what,
            submission=submission.slots.get("act", ()),
            decision=under,
        )
        spans = [*submission.spans, act.span, *decision.spans]
        block = ground.document.block(submission.block)
        yield fact("discharge", block, "discharge.under-decision", spans, slots, status="implied")


def _same(one: Slot, other: Slot) -> bool:
    return one.ref == other.ref if one.ref and other.ref else one.value == other.value


def _told(ground: Ground, act: Act, facts: Sequence[Fact]) -> Iterator[Fact]:
    """Yield results that the text tells after a request, without saying that they answer it.

    Where a contribution is told, the deeds of the same block tell of nothing else.
    """
    quoted = [q for outer, q in quoted_by(ground.acts) if outer.id == act.id]
    given = list(_contributions(act, quoted, facts))
    blocks = {block_id for _, _, block_id in given}
    done = [deed for deed in _deeds(ground, act) if deed[2] not in blocks]
    for ref, span, block_id in (*given, *done):
        if span.start < act.span.end:
            continue
        slots = gather(request=Slot(act.id, (act.span,), act.id), result=Slot(ref, (span,), ref))
        block = ground.document.block(block_id)
        yield fact("reported-result", block, "result.told", [span, act.span], slots, status="implied")


def _contributions(act: Act, quoted: Sequence[Act], facts: Sequence[Fact]) -> Iterator[tuple[str, Span, str]]:
    """Yield input given by those whom the request wanted to be asked for it."""
    wanted = [slot for q in quoted for slot in q.addressees]
    content = first(act, "content")
    channel = first(act, "channel")
    for given in facts:
        source = given.first("from")
        if given.type != "input" or source is None:
            continue
        through = given.first("channel")
        asked = content is not None and source.value in content.value
        same_channel = channel is not None and through is not None and _same(channel, through)
        if any(_same(source, w) for w in wanted) or (asked and same_channel):
            yield given.id, given.spans[0], given.block


def _deeds(ground: Ground, act: Act) -> Iterator[tuple[str, Span, str]]:
    """Yield what the addressee is told to have done about the subject of the request."""
    content = first(act, "quote") or first(act, "content")
    if content is None:
        return
    for deed in ground.acts:
        by, told = first(deed, "by"), first(deed, "content")
        if deed.mode != "reported" or deed.verb not in _TOLD or by is None or told is None:
            continue
        if any(opinion in _words(ground, deed) for opinion in ground.pack.words.get("opinion_verbs", ())):
            continue
        if not any(_same(by, a) for a in act.addressees):
            continue
        if _common(content.value, _words(ground, deed)) >= _SHARED:
            yield deed.id, deed.span, deed.block


def _words(ground: Ground, act: Act) -> str:
    """Return the words of an act."""
    return ground.document.view(act.block).slice(act.span)


def _common(one: str, other: str) -> int:
    """Return the length of the longest run of characters that two texts share.

    >>> _common("改进渔业管理系统", "渔业管理系统的目标")
    6
    """
    best, before = 0, [0] * (len(other) + 1)
    for char in one:
        now = [0] * (len(other) + 1)
        for index, mate in enumerate(other, 1):
            if char == mate:
                now[index] = before[index - 1] + 1
                best = max(best, now[index])
        before = now
    return best
