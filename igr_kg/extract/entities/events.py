"""Which meeting and which decision a number means: that of the body it is named with."""

from __future__ import annotations

from igr_kg.extract.entities.context import Context, Register
from igr_kg.model import Mention, Span

_NOT_MEETING = frozenset({"government", "group", "members"})
_LONGEST_GAP, _LONGEST_TITLE = 24, 60
_NEAR = 4


class Events:
    """Gives numbered meetings and decisions their body."""

    def __init__(self, context: Context, register: Register) -> None:
        self._context, self._register = context, register
        self._bodies = context.of("body")
        self._own = context.words("own")

    def meetings(self) -> None:
        """Add meetings; one body, kind and ordinal is one meeting."""
        for mention in self._context.of("meeting"):
            body, spans = self._holder(mention)
            ident = f"meeting:{body or '?'}:{mention.data['kind']}:{mention.data['ordinal']}"
            self._register.add(ident, mention, subkind=mention.data["kind"])
            if body:
                self._register.link(ident, "body", body, spans)

    def _holder(self, mention: Mention) -> tuple[str | None, list[Span]]:
        """Return whose meeting it is, and where that is said."""
        before = [b for b in self._bodies if b.block == mention.block and b.end <= mention.start]
        behind = self._context.behind(mention, self._bodies, "meeting_of")
        if behind is not None:
            return self._register.of(behind), [mention.span, behind.span]
        last = before[-1] if before else None
        gap = self._context.between(last, mention) if last else None
        if last is not None and (gap in {"", "的", "》"} or self._is_plain_gap(last, mention)):
            return self._register.of(last), [last.span, mention.span]
        if gap is not None and self._context.is_cover(mention):
            return self._register.of(last), [s.span for s in (last, mention) if s]
        if self._context.before(mention).endswith(self._own):
            owner = self._owner(before)
            if owner is not None:
                return self._register.of(owner), [owner.span, mention.span]
        if self._context.ends_with(self._context.before(mention), "holding"):
            owner = self._owner([b for b in before if self._in_sentence(b, mention)])
            if owner is not None:
                return self._register.of(owner), [owner.span, mention.span]
        return self._listed(mention, last, gap)

    def _in_sentence(self, body: Mention, mention: Mention) -> bool:
        between = self._context.between(body, mention)
        return between is not None and not any(mark in between for mark in "。；，")

    def _owner(self, before: list[Mention]) -> Mention | None:
        """Return the body that "its" stands for: the nearest that can hold meetings."""
        for body in reversed(before):
            draft = self._register.drafts.get(self._register.of(body) or "")
            if draft is not None and draft.subkind not in _NOT_MEETING:
                return body
        return None

    def _listed(
        self, mention: Mention, last: Mention | None, gap: str | None
    ) -> tuple[str | None, list[Span]]:
        """Return the body of a later one in a list: 大会第三十七届至第五十九届会议."""
        earlier = [
            m for m in self._context.of("meeting") if m.block == mention.block and m.end <= mention.start
        ]
        if not earlier or last is None or gap is None or last.end > earlier[-1].start:
            return None, []
        between = self._context.between(earlier[-1], mention) or ""
        ident = self._register.of(earlier[-1]) or ""
        body = next((to for name, to in self._register.drafts[ident].links if name == "body"), None)
        return (body, [last.span, mention.span]) if len(between) <= 2 and body else (None, [])

    def decisions(self) -> None:
        """Add decisions; a number without a body takes up the one that the text gives it elsewhere."""
        mentions = self._context.of("decision")
        makers: dict[tuple[int, int], tuple[str, list[Span]]] = {}
        last: Mention | None = None
        for mention in mentions:
            found = self._maker(mention)
            if found is None and last is not None and self._is_listed(last, mention):
                found = makers.get((last.start, last.end))
            if found is not None:
                makers[mention.start, mention.end] = found
            last = mention
        known: dict[str, set[str]] = {}
        for mention in mentions:
            if (mention.start, mention.end) in makers:
                known.setdefault(mention.value, set()).add(makers[mention.start, mention.end][0])
        for mention in mentions:
            bodies = known.get(mention.value, set())
            body, spans = makers.get((mention.start, mention.end), (None, []))
            if body is None and len(bodies) == 1:
                body = next(iter(bodies))
            ident = f"decision:{body or '?'}:{mention.value}"
            self._register.add(ident, mention)
            if body and spans:
                self._register.link(ident, "body", body, spans)

    def _maker(self, mention: Mention) -> tuple[str, list[Span]] | None:
        """Return the body that stands before a number, with a date, a meeting, a title, "its" between."""
        before = [b for b in self._bodies if b.block == mention.block and b.start <= mention.start]
        if before and before[-1].end > mention.start:
            return self._inside(before[-1], mention)
        behind = self._context.behind(mention, self._bodies, "decision_of")
        ident = self._register.of(behind)
        if behind is not None and ident:
            return ident, [mention.span, behind.span]
        for body in before[: -_NEAR - 1 : -1]:
            ident = self._register.of(body)
            if ident and self._is_plain_gap(body, mention):
                return ident, [body.span, mention.span]
        return self._opening(mention)

    def _inside(self, outer: Mention, mention: Mention) -> tuple[str, list[Span]] | None:
        """Return the body that begins the name of what a decision set up: 安全理事会|第…号决议所设委员会."""
        view = self._context.view(outer)
        words = view.text[view.index(outer.start) : view.index(mention.start)]
        maker = next((b for b in self._bodies if words.startswith(b.value) and b is not outer), None)
        ident = self._register.of(maker)
        return (ident, [outer.span, mention.span]) if ident else None

    def _is_plain_gap(self, left: Mention, right: Mention) -> bool:
        gap = self._context.between(left, right)
        if gap is None or len(gap) > _LONGEST_TITLE:
            return False
        for other in self._context.of("date", "meeting"):
            if left.end <= other.start and other.end <= right.start:
                words = self._context.view(other).slice(other.span)
                gap = gap.replace(words, "", 1)
        for word in self._context.words("titled"):
            if gap.startswith(word) and gap.endswith(self._context.words("titled_end")):
                return not any(mark in gap for mark in "，；。")
        return gap in self._context.words("numbered")

    def _opening(self, mention: Mention) -> tuple[str, list[Span]] | None:
        """Return the body of the opening line, which "its decision" means in a text that the body speaks."""
        sentence = self._context.sentence_before(mention)[-_LONGEST_GAP:]
        for word in self._context.words("own_not"):
            sentence = sentence.replace(word, "")
        if not any(own in sentence for own in self._own):
            return None
        for body in self._bodies:
            block = self._context.document.block(body.block)
            if block.kind == "preamble" and self._context.before(body) == "":
                ident = self._register.of(body)
                return (ident, [body.span, mention.span]) if ident else None
        return None

    def _is_listed(self, left: Mention, right: Mention) -> bool:
        gap = self._context.between(left, right)
        return gap is not None and len(gap) <= _LONGEST_GAP and not any(c in gap for c in "。；")
