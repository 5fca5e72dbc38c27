"""Footnotes: notes at the foot of a page or of the text whose mark stands in the text before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from igr_kg.text.lines import Piece, ends_clause, last_mark
from igr_kg.text.signs import Signs


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote.

    :param mark: as printed: ``*``, ``3``
    :param first: index of its first line
    :param last: index of its last line
    """

    mark: str
    first: int
    last: int


def find(lines: Sequence[Piece], furniture: Mapping[int, str], signs: Signs) -> list[Footnote]:
    """Return the footnotes in reading order.

    A note begins with a mark that stands before in the text, and nothing but notes follows it on
    its page; a page ends with furniture or with the text.
    """
    seen: set[str] = set()
    marks: dict[int, str] = {}
    last = ""
    listed = _listed(lines, furniture, signs)
    for i, line in enumerate(lines):
        if i in furniture:
            continue
        found = signs.find("note", line.lead)
        if (
            found
            and i not in listed
            and (
                _known(found["mark"], seen, furniture.get(i - 1))
                or _next(found["mark"], last)
                or signs.find("structure.note", line.lead[found.end() :].strip())
            )
            and _after_break(i, lines, furniture, marks, signs)
        ):
            marks[i] = last = found["mark"]
        elif line.gap or _labelled(line, signs):
            last = ""
        if i not in marks:
            seen.update(found["mark"] for found in signs.every("reference", line.text))
    return [note for i in marks for note in _note(i, lines, furniture, marks, signs)]


def _listed(lines: Sequence[Piece], furniture: Mapping[int, str], signs: Signs) -> set[int]:
    """Return the lines that are items ``1)``, ``(2)`` of a list which a colon introduces."""
    found: set[int] = set()
    before, last = "", 0
    for i, line in enumerate(lines):
        if i in furniture:
            continue
        for label in signs.labels(line.lead):
            if label.role == "item" and label.style == "decimal":
                first = label.value == 1 and before == "："
                if first or (last and label.value == last + 1):
                    found.add(i)
                    last = label.value
        before = last_mark(line.text)
    return found


def _known(mark: str, seen: set[str], before: str | None) -> bool:
    """Tell whether a mark stands in the text before, or a rule right above it."""
    return mark in seen or before == "rule"


def _next(mark: str, last: str) -> bool:
    """Tell whether a mark is the number behind that of the note before."""
    return mark.isdecimal() and last.isdecimal() and int(mark) == int(last) + 1


def _labelled(line: Piece, signs: Signs) -> bool:
    return any(label.role == "paragraph" for label in signs.labels(line.lead))


def _after_break(
    i: int, lines: Sequence[Piece], furniture: Mapping[int, str], marks: Mapping[int, str], signs: Signs
) -> bool:
    """Tell whether the line before is no line that goes on here."""
    return (
        i == 0
        or i - 1 in furniture
        or i - 1 in marks
        or _star(lines[i].lead[0])
        or ends_clause(lines[i - 1].text)
        or any(signs.find(kind, lines[i - 1].text) for kind in ("structure.adoption", "masthead.symbol"))
    )


def _star(mark: str) -> bool:
    return mark.startswith(("*", "†", *"¹²³⁰⁴⁵⁶⁷⁸⁹"))


def _note(
    first: int, lines: Sequence[Piece], furniture: Mapping[int, str], marks: Mapping[int, str], signs: Signs
) -> list[Footnote]:
    """Return the note that begins at a line if only notes follow on its page."""
    last = first
    for i in range(first + 1, len(lines)):
        if i in marks or i in furniture:
            break
        if signs.find("structure.annex", lines[i].text):
            break
        if _begins_text(lines, i, signs):
            if not (_star(marks[first]) or _at_foot(first, lines, furniture, marks, signs)):
                return []
            break
        if i - first > 8:
            return []
        last = i
    return [Footnote(marks[first], first, last)]


def _at_foot(
    first: int, lines: Sequence[Piece], furniture: Mapping[int, str], marks: Mapping[int, str], signs: Signs
) -> bool:
    """Tell whether a numbered note is one although text follows it: a rule, a note or its words say so."""
    found = signs.find("note", lines[first].lead)
    if found and signs.find("structure.note", lines[first].lead[found.end() :].strip()):
        return True
    return furniture.get(first - 1) == "rule" or first - 1 in marks


def _begins_text(lines: Sequence[Piece], i: int, signs: Signs) -> bool:
    line = lines[i]
    if line.gap > 1 + lines[i - 1].gap or (line.gap and signs.find("structure.adoption", line.text)):
        return True
    return any(label.role == "paragraph" for label in signs.labels(line.lead))
