"""Patterns of a pack: regular expressions with the examples that prove them.

A pattern is written against the reader's text (``on = "plain"``) or against *tagged* text, in which
each outermost mention is one character of the private use area (``on = "tagged"``); there
``{body}``, ``{date}`` ... stand for a mention of that kind. Macros of the pack are written in
braces as well. Examples of tagged patterns write mentions as ``[body:磋商小组]``, and as
``[date:2010年7月=2010-07]`` where the normal form differs from the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from igr_kg.errors import PackError
from igr_kg.model import Mention, Span, View
from igr_kg.packs.fold import FoldRules, folded, reading
from igr_kg.packs.literals import Needed, Parts

TAGS: dict[str, str] = {
    kind: chr(0xE001 + number)
    for number, kind in enumerate(
        ("body", "role", "person", "place", "date", "decision", "document", "meeting", "instrument", "option")
    )
}
_PRINTED = ("label.", "note", "structure.note", "furniture.")
"""What is looked for in the beginnings of lines as printed."""
_MACRO = re.compile(r"\{([a-z_]+)\}")
_MARKUP = re.compile(r"\[(" + "|".join(TAGS) + r"):([^\[\]]*)\]")


@dataclass(frozen=True, slots=True)
class Tagged:
    """A view in which each outermost mention is one character.

    :param view: the tagged text with the ranges that its characters stand for
    :param plain: the reader's text of the same ranges
    :param mentions: the mention that stands at an index of ``view.text``
    """

    view: View
    plain: View
    mentions: Mapping[int, Mention]


@dataclass(frozen=True, slots=True)
class Example:
    """A text a pattern must match, with the values of its groups (as ``gives``)."""

    text: str
    gives: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Match:
    """One place where a pattern matched.

    :param start: index in the searched text
    :param end: index in the searched text, exclusive
    :param spans: range in the text as read of each group that took part (``""`` is the whole match)
    :param texts: reader's text of each of these
    :param mentions: the mentions inside each of these, in order (tagged patterns only)
    """

    pattern: Pattern
    start: int
    end: int
    spans: Mapping[str, Span]
    texts: Mapping[str, str]
    mentions: Mapping[str, tuple[Mention, ...]]

    @property
    def span(self) -> Span:
        """The range of the whole match."""
        return self.spans[""]


class Expression:
    r"""A regular expression that is compiled when it is first needed: most patterns match in few documents.

    :param written: the expression with its macros put in
    :param where: file and pattern, for messages

    >>> Expression(r"\d+").compile().findall("3 or 4")
    ['3', '4']
    """

    __slots__ = ("_compiled", "_where", "_written")

    def __init__(self, written: str, where: str = "") -> None:
        self._written, self._where = written, where
        self._compiled: re.Pattern[str] | None = None

    def compile(self) -> re.Pattern[str]:
        """Return the expression, ready to search.

        :raises PackError: ``PACK_INVALID`` when it is broken
        """
        if self._compiled is None:
            try:
                self._compiled = re.compile(self._written)
            except re.error as error:
                raise PackError(
                    "PACK_INVALID", f"The expression is broken: {error}.", where=self._where
                ) from None
        return self._compiled


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
        if self.needed is not None and not self.needed.met(view.text):
            return
        for found in self.regex.finditer(view.text, start, len(view.text) if end is None else end):
            if found.end() > found.start():
                yield self._match(found, subject)

    def at(self, subject: View | Tagged, start: int = 0) -> Match | None:
        """Return the match that begins exactly at ``start``, or None."""
        view = subject.view if isinstance(subject, Tagged) else subject
        if self.needed is not None and not self.needed.met(view.text):
            return None
        found = self.regex.match(view.text, start)
        return self._match(found, subject) if found and found.end() > found.start() else None

    def _match(self, found: re.Match[str], subject: View | Tagged) -> Match:
        view, plain = (subject.view, subject.plain) if isinstance(subject, Tagged) else (subject, subject)
        placed = subject.mentions if isinstance(subject, Tagged) else {}
        ranges = {"": found.span()} | {
            name: found.span(name) for name in found.re.groupindex if found.end(name) > found.start(name) >= 0
        }
        spans = {name: view.span(a, b) for name, (a, b) in ranges.items()}
        inside = {
            name: tuple(placed[i] for i in range(a, b) if i in placed) for name, (a, b) in ranges.items()
        }
        texts = {name: plain.slice(span) for name, span in spans.items()}
        return Match(self, found.start(), found.end(), spans, texts, inside)


def tag(plain: View, mentions: Sequence[Mention]) -> Tagged:
    """Return a view in which each outermost mention is one character of the private use area.

    :param plain: a reader's text
    :param mentions: mentions of the same document; those outside the view are passed over
    """
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    placed: dict[int, Mention] = {}
    index, length, tried = 0, 0, -1

    def keep(stop: int) -> int:
        text.append(plain.text[index:stop])
        starts.extend(plain.starts[index:stop])
        ends.extend(plain.ends[index:stop])
        return length + stop - index

    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        at = plain.index(mention.start)
        if mention.start == tried or at < index or at >= len(plain.text) or plain.starts[at] != mention.start:
            continue
        tried = mention.start
        stop = plain.index(mention.end)
        if stop > at and plain.ends[stop - 1] <= mention.end:
            length = keep(at)
            placed[length] = mention
            text.append(TAGS[mention.kind])
            starts.append(mention.start)
            ends.append(plain.ends[stop - 1])
            index, length = stop, length + 1
    keep(len(plain.text))
    return Tagged(View("".join(text), tuple(starts), tuple(ends)), plain, placed)


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
