"""The clauses of a sentence and what each is for.

A clause is what stands between two commas, semicolons or full stops outside brackets and quotes.
The patterns of the pack that make ``clause`` say what the beginning of a clause tells about it: that it
is an aim, that a modal verb or a subject comes first, that it only goes on with the clause before it or
gives the circumstance of the next. How roles are handed on from clause to clause is the same in all
languages and stands here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from igr_kg.packs.language import LanguagePack
from igr_kg.packs.patterns import Match, Tagged

_SHORTENED = re.compile(r"(?<![^\W_])(?:[^\W\d_]|[^\W\d_a-zà-ÿа-я][a-zà-ÿа-я]{1,3})$")
"""What stands before a full stop that only shortens a word: an initial, "Mr", "No"."""


class Mark(StrEnum):
    """What closes a segment."""

    STOP = "stop"
    PART = "part"
    COMMA = "comma"
    LEAD = "lead"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of text between two marks.

    :param start: index of its first character
    :param end: index of the mark, or the end of the text
    :param mark: what closes it
    """

    start: int
    end: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause with its own verb and object.

    :param opening: index of its first word, introducing words and a circumstance before it included
    :param start: the same without introducing words ("in order to", "the strategy should")
    :param main: index where it begins without its circumstance
    :param head: end of its first segment (what goes on with it not included)
    :param end: end with everything that goes on with it
    :param role: ``measure`` or ``aim``
    :param modality: ``plain consider should must``
    :param rule: id of the pattern that decided, or empty where nothing tells
    :param sign: range of the words in an earlier clause that its role and modality come from, if any
    """

    opening: int
    start: int
    main: int
    head: int
    end: int
    role: str
    modality: str
    rule: str
    sign: tuple[int, int] | None = None


def segments(
    text: str, marks: Mapping[str, str], start: int = 0, end: int | None = None
) -> Iterator[Segment]:
    """Yield the segments of a text; marks inside brackets and quotes do not divide.

    A bracket that is never closed does not swallow the rest: the nesting ends with the sentence. In a
    language with blanks (``apart`` among the marks) a mark divides only before a blank or at the end,
    and a full stop only before what may begin a sentence.

    :param marks: characters by name: ``stop part comma lead open close``, perhaps ``apart``

    >>> marks = {"stop": "。", "part": "；", "comma": "，", "lead": "：", "open": "(", "close": ")"}
    >>> [
    ...     ("甲，乙(丙，丁)；戊。"[s.start : s.end], s.mark.value)
    ...     for s in segments("甲，乙(丙，丁)；戊。", marks)
    ... ]
    [('甲', 'comma'), ('乙(丙，丁)', 'part'), ('戊', 'stop')]
    """
    end = len(text) if end is None else end
    kinds = {char: Mark(name) for name in ("stop", "part", "comma", "lead") for char in marks[name]}
    at, depth = start, 0
    for index in range(start, end):
        char = text[index]
        if char in marks["open"]:
            depth += _closed(text, index, end, marks)
        elif char in marks["close"] and depth:
            depth -= 1
        elif char in kinds and not depth and ("apart" not in marks or _apart(text, index, kinds[char])):
            yield from _trimmed(text, at, index, kinds[char])
            at = index + 1
    yield from _trimmed(text, at, end, Mark.NONE)


def _apart(text: str, index: int, mark: Mark) -> bool:
    """Tell whether a mark divides in a language with blanks: "No. 5" and "2.5" do not end a sentence."""
    after = text[index + 1 : index + 3]
    if after and not after.startswith(" ") and after[0] not in '”"’»':
        return False
    begins = after[1:2]
    if mark is not Mark.STOP or text[index] != "." or not begins:
        return True
    return (
        not begins.islower()
        and not begins.isdigit()
        and not _SHORTENED.search(text, max(0, index - 5), index)
    )


def _closed(text: str, index: int, end: int, marks: Mapping[str, str]) -> int:
    """Tell (as 1 or 0) whether the bracket at ``index`` is closed further on."""
    partner = marks["close"][marks["open"].index(text[index])]
    return int(text.find(partner, index, end) >= 0)


def _trimmed(text: str, start: int, end: int, mark: Mark) -> Iterator[Segment]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield Segment(start, end, mark)


def sentence_of(text: str, marks: Mapping[str, str], index: int, start: int = 0) -> tuple[int, int]:
    """Return start and end of the sentence around an index."""
    for segment_start, segment_end in sentences(text, marks, start):
        if index < segment_end:
            return segment_start, segment_end
    return start, len(text)


def sentences(text: str, marks: Mapping[str, str], start: int = 0) -> Iterator[tuple[int, int]]:
    """Yield start and end of each sentence, the closing mark included."""
    at = start
    for segment in segments(text, marks, start):
        if segment.mark is Mark.STOP:
            yield at, segment.end + 1
            at = segment.end + 1
    if at < len(text):
        yield at, len(text)


@dataclass(slots=True)
class _State:
    """What a clause hands on to the next: role, modality, a subject, a circumstance that waits."""

    role: str = "measure"
    modality: str = "plain"
    shared: bool = False
    lists: bool = False
    waiting: int | None = None
    before: Mark = Mark.NONE
    sign: tuple[int, int] | None = None


def clauses(tagged: Tagged, start: int, pack: LanguagePack) -> list[Clause]:
    """Return the clauses of a tagged view with their roles, in order.

    A new sentence begins as a measure; so does what follows a semicolon, unless the semicolons divide
    what a lead (``aims are:``) announced. Inside a sentence a clause takes the role of the one before
    it unless its own beginning says otherwise, and predicates of one subject stay together.

    :param start: index where the text begins (after a label)
    :param pack: the language pack: its patterns that make ``clause`` are tried in order
    """
    found: list[Clause] = []
    state = _State()
    patterns = pack.makers("clause")
    for segment in _broken(tagged, start, pack):
        match = next(patterns.at(tagged, segment.start), None)
        start, end = _content(tagged, segment, match)
        _read(replace(segment, end=end), match, start, state, found)
        state.before = segment.mark
        if segment.mark is Mark.STOP or (segment.mark is Mark.PART and not state.lists):
            state = _State()
    return found


def _broken(tagged: Tagged, start: int, pack: LanguagePack) -> Iterator[Segment]:
    """Yield the segments of a text, divided also where a pattern says that a clause begins.

    Where commas divide lists of nouns as well (``clause-break``), the words do: "in order to", "and to".
    A pattern that sets ``behind`` divides at its end: behind a circumstance that opens the sentence.
    """
    marks = pack.words["clause_marks"]
    breaks = [
        (m.end if m.pattern.set.get("behind") else m.start)
        for m in pack.makers("clause-break").find(tagged, start)
    ]
    for segment in segments(tagged.view.text, marks, start):
        at = segment.start
        for place in sorted(b for b in set(breaks) if segment.start < b < segment.end):
            end = place
            while end > at and tagged.view.text[end - 1] in " ,":
                end -= 1
            if end > at:
                yield Segment(at, end, Mark.COMMA)
                at = place + len(tagged.view.text[place:]) - len(tagged.view.text[place:].lstrip(" ,"))
        yield replace(segment, start=at)


def _read(segment: Segment, match: Match | None, content: int, state: _State, found: list[Clause]) -> None:
    """Read one segment: change the state, add a clause or let the last one go on.

    What a pattern sets: ``role`` (also ``aside continues circumstance same``), ``modality``, ``shared``
    (a subject that further predicates share), ``lists`` (it announces a list), ``once`` (the role is
    not handed on).
    """
    told = match.pattern.set if match else {}
    role = told.get("role", "same")
    if role == "aside":
        return
    if told.get("lists"):
        state.role, state.lists, state.shared = role, segment.mark is Mark.LEAD, False
        state.sign = (segment.start, segment.end)
        return
    if role == "circumstance" and segment.mark is Mark.COMMA:
        state.waiting = content if state.waiting is None else state.waiting
        return
    if found and state.waiting is None and _goes_on(role, told, state):
        found[-1] = replace(found[-1], end=segment.end)
        return
    before = replace(state)
    own = _turn(state, role, told)
    if content >= segment.end:
        return
    waiting, state.waiting = state.waiting, None
    found.append(
        Clause(
            opening=segment.start if waiting is None else waiting,
            start=content if waiting is None else waiting,
            main=content,
            head=segment.end,
            end=segment.end,
            role=state.role,
            modality=state.modality if state.role == "measure" else "plain",
            rule=match.pattern.id if match else "",
            sign=None if own else state.sign,
        )
    )
    if told.get("once"):
        state.role, state.modality, state.shared = before.role, before.modality, before.shared
    elif own and match:
        state.sign = (segment.start, max(content, match.end))


def _turn(state: _State, role: str, told: Mapping[str, str]) -> bool:
    """Change what is handed on, as the beginning of a clause says; tell whether it says anything."""
    if role not in ("measure", "aim"):
        return False
    state.role = role
    state.shared = bool(told.get("shared"))
    if role == "measure":
        state.modality = told.get("modality", "plain")
    return True


def _goes_on(role: str, told: Mapping[str, str], state: _State) -> bool:
    """Tell whether a segment belongs to the clause before it.

    So do words that only go on, one more predicate of the subject that the sentence began with, and,
    in an announced list, what stands behind a comma.
    """
    if role in ("continues", "circumstance"):
        return state.before is not Mark.STOP
    if state.lists:
        return role == "same" and state.before is Mark.COMMA
    if not state.shared or state.role != "measure" or told.get("shared"):
        return False
    return role == "same" or (role == "measure" and told.get("modality") == state.modality)


def _content(tagged: Tagged, segment: Segment, match: Match | None) -> tuple[int, int]:
    """Return where the clause's own words begin and end.

    They end with the segment, unless words of the pattern stand around them ("has ... as its goal").
    """
    if match is None:
        return segment.start, segment.end
    if "content" in match.spans:
        inside = match.spans["content"]
        return tagged.view.index(inside.start), tagged.view.index(inside.end)
    if "keep" in match.spans:
        return tagged.view.index(match.spans["keep"].start), segment.end
    return min(match.end, segment.end), segment.end
