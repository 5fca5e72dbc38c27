"""Patterns of a pack: regular expressions with the examples that prove them.

A pattern is written against the reader's text (``on = "plain"``) or against *tagged* text, in which
each outermost mention is one character of the private use area (``on = "tagged"``); there
``{body}``, ``{date}`` ... stand for a mention of that kind. Macros of the pack are written in
braces as well. Examples of tagged patterns write mentions as ``[body:磋商小组]``, and as
``[date:2010年7月=2010-07]`` where the normal form differs from the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from igr_kg.errors import PackError
from igr_kg.model import Mention, Span, View
from igr_kg.packs.expressions import Expression
from igr_kg.packs.fold import FoldRules, folded, reading
from igr_kg.packs.literals import Needed, Parts
from igr_kg.packs.tagged import TAGS, Tagged, tag

__all__ = [
    "TAGS",
    "Example",
    "Expression",
    "Match",
    "Pattern",
    "Patterns",
    "Tagged",
    "compile_all",
    "compile_pattern",
    "example_text",
    "expand",
    "expand_macros",
    "tag",
]

_PRINTED = ("label.", "note", "structure.note", "furniture.")
"""What is looked for in the beginnings of lines as printed."""
_MACRO = re.compile(r"\{([a-z_]+)\}")
_MARKUP = re.compile(r"\[(" + "|".join(TAGS) + r"):([^\[\]]*)\]")


@dataclass(frozen=True, slots=True)
class Example:
    """A text a pattern must match, with the values of its groups (as ``gives``)."""

    text: str
    gives: Mapping[str, str]


class Match:
    """One place where a pattern matched; what its groups hold is told when it is asked for.

    :ivar start: index in the searched text
    :ivar end: index in the searched text, exclusive
    """

    __slots__ = ("_found", "_mentions", "_spans", "_subject", "_texts", "end", "pattern", "start")

    def __init__(self, pattern: Pattern, found: re.Match[str], subject: View | Tagged) -> None:
        self.pattern = pattern
        self.start, self.end = found.span()
        self._found, self._subject = found, subject
        self._spans: dict[str, Span] | None = None
        self._texts: dict[str, str] | None = None
        self._mentions: dict[str, tuple[Mention, ...]] | None = None

    def __eq__(self, other: object) -> bool:
        """Tell whether the same pattern matched the same words."""
        if not isinstance(other, Match):
            return NotImplemented
        same = self.pattern == other.pattern and self.start == other.start and self.end == other.end
        return same and self.spans == other.spans and self.texts == other.texts

    __hash__ = None  # type: ignore[assignment]

    @property
    def span(self) -> Span:
        """The range of the whole match in the text as read."""
        subject = self._subject
        view = subject.view if isinstance(subject, Tagged) else subject
        return Span(view.starts[self.start], view.ends[self.end - 1])

    @property
    def spans(self) -> Mapping[str, Span]:
        """Range in the text as read of each group that took part (``""`` is the whole match)."""
        if self._spans is None:
            subject = self._subject
            view = subject.view if isinstance(subject, Tagged) else subject
            self._spans = {name: view.span(a, b) for name, (a, b) in self._ranges().items()}
        return self._spans

    @property
    def texts(self) -> Mapping[str, str]:
        """Reader's text of each group that took part."""
        if self._texts is None:
            subject = self._subject
            plain = subject.plain if isinstance(subject, Tagged) else subject
            self._texts = {name: plain.slice(span) for name, span in self.spans.items()}
        return self._texts

    @property
    def mentions(self) -> Mapping[str, tuple[Mention, ...]]:
        """The mentions inside each group that took part, in order (tagged patterns only)."""
        if self._mentions is None:
            placed = self._subject.mentions if isinstance(self._subject, Tagged) else {}
            self._mentions = {
                name: tuple(placed[i] for i in range(a, b) if i in placed)
                for name, (a, b) in self._ranges().items()
            }
        return self._mentions

    def _ranges(self) -> dict[str, tuple[int, int]]:
        found = self._found
        ranges = {"": (self.start, self.end)}
        for name, words in found.groupdict().items():
            if words:
                ranges[name] = found.span(name)
        return ranges


@dataclass(frozen=True, slots=True)
class Pattern:
    """One rule of a pack: see the module's docstring.

    :param id: unique in the language pack, e.g. ``date.ymd``
    :param makes: what it finds: a mention kind, a fact type, a block role ...
    :param set: constant values that a match carries
    :param needed: tells which texts cannot have a match, from the expression itself
    """

    id: str
    makes: str
    expression: Expression = field(repr=False, compare=False)
    tagged: bool
    set: Mapping[str, Any]
    yes: tuple[Example, ...]
    no: tuple[str, ...]
    source: str = field(default="", compare=False)
    needed: Needed | None = field(default=None, repr=False, compare=False)

    @property
    def regex(self) -> re.Pattern[str]:
        """The expression, compiled.

        :raises PackError: ``PACK_INVALID`` when it is broken
        """
        return self.expression.compile()

    def find(self, subject: View | Tagged, start: int = 0, end: int | None = None) -> Iterator[Match]:
        """Yield the matches in a view (plain patterns) or in a tagged view, from left to right.

        Matches that are empty are passed over.
        """
        view = subject.view if isinstance(subject, Tagged) else subject
        if self.needed is None or self.needed.met(view.text):
            yield from _matches((self,), subject, view.text, start, end)

    def at(self, subject: View | Tagged, start: int = 0) -> Match | None:
        """Return the match that begins exactly at ``start``, or None."""
        view = subject.view if isinstance(subject, Tagged) else subject
        if self.needed is not None and not self.needed.met(view.text):
            return None
        return _match_at(self, subject, view.text, start)


class Patterns(tuple[Pattern, ...]):
    """Some patterns that are asked together: which of them may match in a text is told once.

    >>> pattern = compile_pattern({"id": "x", "makes": "x", "regex": "b", "yes": []}, {}, "")
    >>> [m.start for m in Patterns([pattern]).find(View("abab", (0, 1, 2, 3), (1, 2, 3, 4)))]
    [1, 3]
    """

    _asked: list[tuple[Parts, int]]
    _told: dict[tuple[int, ...], tuple[Pattern, ...]]

    def __new__(cls, patterns: Iterable[Pattern]) -> Patterns:
        """Return the patterns in the order given."""
        made = super().__new__(cls, patterns)
        bits: dict[Parts, int] = {}
        for needed in (p.needed for p in made if p.needed is not None):
            bits[needed.parts] = bits.get(needed.parts, 0) | needed.bit
        made._asked = list(bits.items())
        made._told = {}
        return made

    def may(self, text: str) -> tuple[Pattern, ...]:
        """Return those that may match in a text; the others cannot."""
        bits = tuple([parts.among(text, asked) for parts, asked in self._asked])
        told = self._told.get(bits)
        if told is None:
            left = dict(zip((parts for parts, _ in self._asked), bits, strict=True))
            told = self._told[bits] = tuple(
                [p for p in self if p.needed is None or p.needed.bit & left[p.needed.parts]]
            )
        return told

    def find(self, subject: View | Tagged, start: int = 0, end: int | None = None) -> Iterator[Match]:
        """Return the matches of one pattern after the other: :meth:`Pattern.find`."""
        text = subject.view.text if isinstance(subject, Tagged) else subject.text
        may = self.may(text) if self else ()
        return _matches(may, subject, text, start, end) if may else _NOTHING

    def at(self, subject: View | Tagged, start: int = 0) -> Iterator[Match]:
        """Return the matches that begin exactly at ``start``, in the order of the patterns."""
        text = subject.view.text if isinstance(subject, Tagged) else subject.text
        may = self.may(text) if self else ()
        return _all_at(may, subject, text, start) if may else _NOTHING


_NOTHING: Iterator[Match] = iter(())


def _matches(
    patterns: Iterable[Pattern], subject: View | Tagged, text: str, start: int, end: int | None
) -> Iterator[Match]:
    stop = len(text) if end is None else end
    for pattern in patterns:
        regex = pattern.expression.compiled or pattern.expression.compile()
        for found in regex.finditer(text, start, stop):
            if found.end() > found.start():
                yield Match(pattern, found, subject)


def _match_at(pattern: Pattern, subject: View | Tagged, text: str, start: int) -> Match | None:
    found = (pattern.expression.compiled or pattern.expression.compile()).match(text, start)
    return Match(pattern, found, subject) if found is not None and found.end() > found.start() else None


def _all_at(patterns: Iterable[Pattern], subject: View | Tagged, text: str, start: int) -> Iterator[Match]:
    for pattern in patterns:
        match = _match_at(pattern, subject, text, start)
        if match is not None:
            yield match


def example_text(text: str, rules: FoldRules) -> Tagged:
    """Return the tagged view of an example in which mentions are marked up.

    >>> tagged = example_text("[body:甲委员会]请[role:秘书长]报告", FoldRules("", True))
    >>> tagged.plain.text, [m.value for m in tagged.mentions.values()]
    ('甲委员会请秘书长报告', ['甲委员会', '秘书长'])
    """
    plain_text, mentions, last = "", [], 0
    for found in _MARKUP.finditer(text):
        plain_text += text[last : found.start()]
        start = len(plain_text)
        value, _, normal = found[2].partition("=")
        plain_text += value
        mentions.append(
            Mention(
                found[1],
                normal or value,
                "example",
                start,
                len(plain_text),
                data=_example_data(found[1], normal or value),
            )
        )
        last = found.end()
    plain_text += text[last:]
    return tag(reading(plain_text, [Span(0, len(plain_text))], rules), mentions)


def _example_data(kind: str, value: str) -> dict[str, str]:
    if kind == "meeting" and ":" in value:
        ordinal, _, of_kind = value.partition(":")
        return {"ordinal": ordinal, "kind": of_kind}
    return {}


def compile_pattern(
    row: Mapping[str, Any],
    macros: Mapping[str, str],
    source: str,
    rules: FoldRules | None = None,
    parts: Parts | None = None,
    macros_read: Mapping[str, str] | None = None,
) -> Pattern:
    """Return the pattern of one ``[[pattern]]`` table.

    :param row: ``id``, ``makes``, ``regex``, and optionally ``on``, ``set``, ``yes``, ``no``
    :param macros: the pack's macros, already expanded
    :param source: file name, for messages
    :param rules: how letters are read, where expressions are written as texts print them
    :param parts: tells what a text must hold for an expression to match, in the letters of ``rules``
    :param macros_read: the macros in the letters of ``rules``
    :raises PackError: ``PACK_INVALID`` when a key is unknown or missing, or the expression is broken
    """
    where = f"{source}: {row.get('id', '?')}"
    unknown = set(row) - {"id", "makes", "regex", "on", "set", "yes", "no", "note"}
    missing = {"id", "makes", "regex", "yes"} - set(row)
    if unknown or missing:
        raise PackError(
            "PACK_INVALID",
            f"A pattern has the keys {sorted(unknown)} too many or lacks {sorted(missing)}.",
            where=where,
        )
    printed = row["makes"].startswith(_PRINTED)
    said = rules if rules is not None and not printed else FoldRules()
    known = macros if macros_read is None or printed else macros_read
    regex = folded(row["regex"], said)
    return Pattern(
        id=row["id"],
        makes=row["makes"],
        expression=Expression(expand(regex, {**known, **TAGS}, where), where),
        tagged=row.get("on", "plain") == "tagged",
        set=row.get("set", {}),
        yes=tuple(
            Example(e["text"], {k: folded(v, said) for k, v in e.get("gives", {}).items()})
            for e in row["yes"]
        ),
        no=tuple(row.get("no", ())),
        source=source,
        needed=Needed(regex, parts) if parts is not None and said is (rules or said) else None,
    )


def compile_all(patterns: Iterable[Pattern]) -> None:
    """Compile the expressions of patterns, which otherwise waits until they are needed.

    :raises PackError: ``PACK_INVALID`` when one is broken
    """
    for pattern in patterns:
        pattern.expression.compile()


def expand_macros(raw: Mapping[str, str], where: str) -> dict[str, str]:
    """Return macros with the macros inside them put in, each in a group of its own.

    :param raw: expressions by name, in any order
    :param where: pack or file, for messages
    :raises PackError: ``PACK_INVALID`` for a macro that does not exist or that leads back to itself

    >>> expand_macros({"day": "{digit}{1,2}日", "digit": "一|二"}, "zh")["day"]
    '(?:(?:一|二){1,2}日)'
    """
    done: dict[str, str] = {}

    def whole(name: str, above: tuple[str, ...]) -> str:
        if name in above:
            circle = " > ".join((*above, name))
            raise PackError("PACK_INVALID", f"A macro leads back to itself: {circle}.", where=where)
        if name not in done:
            inner = {m: whole(m, (*above, name)) for m in _MACRO.findall(raw[name]) if m in raw}
            done[name] = f"(?:{expand(raw[name], {**inner, **TAGS}, f'{where}: macro {name}')})"
        return done[name]

    for name in raw:
        whole(name, ())
    return done


def expand(regex: str, macros: Mapping[str, str], where: str) -> str:
    """Return an expression with its macros ``{name}`` put in.

    :raises PackError: ``PACK_INVALID`` for a macro that does not exist
    """

    def put(found: re.Match[str]) -> str:
        if found[1] not in macros:
            raise PackError("PACK_INVALID", f"There is no macro {found[1]!r}.", where=where)
        return macros[found[1]]

    return _MACRO.sub(put, regex)
