r"""What a text must hold for a regular expression to match in it: told from the expression itself.

Most patterns match in few blocks. An expression such as ``(?:on|from) \d+ (?:May|June)`` cannot match where
neither "May" nor "June" stands, which is seen much faster than the expression is tried. The parts of an
expression that every match passes through give such conditions: each a set of words of which one stands in
the text. What is not understood gives no condition, so that a text is never refused wrongly.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Mapping, Sequence, Set
from functools import lru_cache
from operator import add
from typing import Any, NamedTuple

_PARSER: Any = importlib.import_module("re._parser")
_MOST = 160
"""A set of more words is no condition."""
_CLASS = 6
"""A class of more characters is not spelt out."""
_KEPT = 3
"""So many conditions of an expression are tried."""
_GRAM = 3
_REMEMBERED = 2048
_TEXTS = 64
"""Texts of which all parts are remembered: those of a block are asked for again at once."""
_COMMON = frozenset(" ,.-()'\"’")
_MACRO = re.compile(r"\{([a-z_]+)\}")
_PLACES = range(0xF0000, 0xFFFFD)
"""Characters that stand for macros while an expression is taken apart."""

Words = frozenset[str]


@lru_cache(_TEXTS)
def grams(text: str) -> frozenset[str]:
    """Return the characters, pairs and triples of characters of a text.

    >>> sorted(grams("aba"))
    ['a', 'ab', 'aba', 'b', 'ba']
    """
    pairs = list(map(add, text, text[1:]))
    return frozenset((*text, *pairs, *map(add, pairs, text[2:])))


Condition = tuple[Words, dict[str, list[str]]]
"""Words of which one must stand, by the parts of them that texts are looked through for."""
Told = tuple[Words | None, list[Words]]
"""All texts that a part of an expression matches, where they are few, and what it needs besides."""


class Needed:
    r"""The conditions under which an expression may match in a text, told when they are first asked for.

    :param regex: an expression as the pack writes it
    :param parts: the macros that stand in it

    >>> needed = Needed(r"(?:on|from) \d+ {month}", Parts({"month": "May|June"}))
    >>> needed.met("from 3 June on"), needed.met("from 3 July on")
    (True, False)
    """

    __slots__ = ("_regex", "_words", "bit", "parts")

    def __init__(self, regex: str, parts: Parts) -> None:
        self._regex, self.parts = regex, parts
        self._words: list[Condition] = []
        self.bit = parts.enter(self)

    def met(self, text: str) -> bool:
        """Tell whether the expression may match; False only where it cannot."""
        looked = self.parts.looked_through(text)
        return bool(looked.may & self.bit) and self.stands(looked, text)

    def stands(self, looked: Looked, text: str) -> bool:
        """Tell whether the words stand in a text that holds parts of them."""
        told = looked.known.get(self.bit)
        if told is None:
            here = looked.here
            told = True
            for condition in self._words:
                met = looked.met.get(id(condition))
                if met is None:
                    keys, words = condition
                    met = looked.met[id(condition)] = _stands(keys & here, words, text)
                if not met:
                    told = False
                    break
            looked.known[self.bit] = told
        return told

    def keys(self) -> list[Words]:
        """Return the parts of text by which each condition is looked for."""
        self._words = [self.parts.by_gram(w) for w in self.parts.conditions(self._regex)[:_KEPT]]
        return [keys for keys, _ in self._words]


class Looked(NamedTuple):
    """A text that was looked through for what expressions need.

    :param here: the parts of it by which words are looked for
    :param may: the expressions that may match as far as these parts tell, a bit each
    :param known: what was told of expressions by and by
    :param met: what was told of conditions, which several expressions may share
    """

    here: Set[str]
    may: int
    known: dict[int, bool]
    met: dict[int, bool]


def _stands(keys: Iterable[str], words: Mapping[str, Sequence[str]], text: str) -> bool:
    """Tell whether one of some words stands in a text, those by parts that do."""
    for key in keys:
        for word in words[key]:
            if word in text:
                return True
    return False


def _by_gram(words: Words) -> Condition:
    """Return words by the part by which texts are looked through: one with few blanks, which say little."""
    found: dict[str, list[str]] = {}
    for word in words:
        parts = [word[i : i + _GRAM] for i in range(max(1, len(word) - _GRAM + 1))]
        found.setdefault(min(parts, key=lambda p: p.count(" ")), []).append(word)
    return frozenset(found), found


def _says_something(words: Words) -> bool:
    return "" not in words and len(words) <= _MOST and not (words & _COMMON)


def _rank(words: Words) -> tuple[int, int]:
    """Order conditions: long words few in number first."""
    return -min(min(map(len, words)), _GRAM), len(words)


class Parts:
    """Takes expressions apart; what a macro needs is told once.

    :param macros: expressions by name, in which other macros may stand
    """

    def __init__(self, macros: Mapping[str, str]) -> None:
        self._macros = macros
        self._names = dict(zip(map(chr, _PLACES), macros, strict=False))
        self._places = {name: place for place, name in self._names.items()}
        self._told: dict[str, Told] = {}
        self._entered: list[Needed] = []
        self._said_by: dict[str, list[int]] | None = None
        self._free = [0] * _KEPT
        self._conditions: dict[Words, Condition] = {}
        self.looked_through = lru_cache(_REMEMBERED)(self._look_through)

    def enter(self, needed: Needed) -> int:
        """Take in the conditions of an expression; returns its bit in :attr:`Looked.may`."""
        self._entered.append(needed)
        self._said_by = None
        self.looked_through.cache_clear()
        return 1 << len(self._entered) - 1

    def by_gram(self, words: Words) -> Condition:
        """Return a condition, the same one for all expressions that have it."""
        if words not in self._conditions:
            self._conditions[words] = _by_gram(words)
        return self._conditions[words]

    def _look_through(self, text: str) -> Looked:
        """Return what a text holds of what the expressions need: all are looked for at once."""
        said_by = self._said_by
        if said_by is None:
            said_by = self._said_by = self._number()
        here = grams(text) & said_by.keys()
        first, second, third = self._free
        for key in here:
            one, two, three = said_by[key]
            first |= one
            if two:
                second |= two
            if three:
                third |= three
        return Looked(here, first & second & third, {}, {})

    def _number(self) -> dict[str, list[int]]:
        """Return for each part of text the expressions whose first, second, third condition it may meet."""
        said_by: dict[str, list[int]] = {}
        self._free = [0] * _KEPT
        for needed in self._entered:
            keys = needed.keys()
            for place in range(_KEPT):
                if place >= len(keys):
                    self._free[place] |= needed.bit
                    continue
                for key in keys[place]:
                    said_by.setdefault(key, [0] * _KEPT)[place] |= needed.bit
        return said_by

    def conditions(self, regex: str) -> list[Words]:
        """Return the conditions of an expression, those that say most first.

        >>> [sorted(words) for words in Parts({}).conditions("(?:ab|cd)x*[ef]")]
        [['ab', 'cd'], ['e', 'f']]
        """
        exact, found = self._expression(regex)
        if exact is not None:
            found = [*found, exact]
        return sorted(dict.fromkeys(filter(_says_something, found)), key=_rank)

    def _expression(self, regex: str) -> Told:
        text = _MACRO.sub(lambda m: f"({self._places[m[1]]})" if m[1] in self._places else m[0], regex)
        try:
            parsed = _PARSER.parse(text)
        except re.error:
            return None, []
        return (None, []) if parsed.state.flags & re.IGNORECASE else self._sequence(parsed)

    def _macro(self, place: str) -> Told:
        name = self._names[place]
        if name not in self._told:
            self._told[name] = (None, [])
            self._told[name] = self._expression(self._macros[name])
        return self._told[name]

    def _sequence(self, items: Iterable[Any]) -> Told:
        """Return what parts that follow one another need."""
        needs: list[Words] = []
        running: Words | None = frozenset({""})
        whole = True
        for name, value in items:
            exact, inner = self._part(str(name), value)
            needs.extend(inner)
            joined = _joined(running, exact)
            if joined is None:
                whole = False
                if running is not None:
                    needs.append(running)
                running = exact if exact is not None else frozenset({""})
            else:
                running = joined
        if whole:
            return running, needs
        if running is not None:
            needs.append(running)
        return None, [n for n in needs if "" not in n]

    def _part(self, name: str, value: Any) -> Told:
        """Return what one part of an expression needs."""
        if name == "LITERAL":
            char = chr(value)
            return self._macro(char) if char in self._names else (frozenset({char}), [])
        if name == "IN":
            return _class(value), []
        if name in ("AT", "ASSERT_NOT"):
            return frozenset({""}), []
        if name == "ASSERT":
            exact, needs = self._sequence(value[1])
            return frozenset({""}), [*needs, exact] if exact is not None else needs
        if name == "SUBPATTERN":
            return (None, []) if value[1] & re.IGNORECASE else self._sequence(value[3])
        if name == "ATOMIC_GROUP":
            return self._sequence(value)
        if name == "BRANCH":
            return _branches([self._sequence(branch) for branch in value[1]])
        if name.endswith("_REPEAT"):
            return self._repeated(*value)
        return None, []

    def _repeated(self, least: int, most: Any, items: Any) -> Told:
        exact, needs = self._sequence(items)
        if least == 0:
            once = exact is not None and most == 1 and not needs
            return (exact | {""} if once and exact is not None else None), []
        if least == 1 == most:
            return exact, needs
        return None, [*needs, exact] if exact is not None else needs


def _joined(before: Words | None, after: Words | None) -> Words | None:
    if before is None or after is None or len(before) * len(after) > _MOST:
        return None
    return frozenset(a + b for a in before for b in after)


def _class(items: Sequence[tuple[Any, Any]]) -> Words | None:
    """Return the characters of a small class, or None."""
    if len(items) > _CLASS or any(str(name) != "LITERAL" or value in _PLACES for name, value in items):
        return None
    return frozenset(chr(value) for _, value in items)


def _branches(told: Sequence[Told]) -> Told:
    """Return what one of several ways needs: one condition of each way together."""
    if all(exact is not None for exact, _ in told):
        every = frozenset(word for exact, _ in told for word in exact or ())
        if len(every) <= _MOST:
            return every, [*_best_of_each([(None, needs) for _, needs in told])]
    return None, _best_of_each(told)


def _best_of_each(told: Sequence[Told]) -> list[Words]:
    best = []
    for exact, needs in told:
        good = [w for w in (*needs, *([exact] if exact is not None else [])) if _says_something(w)]
        if not good:
            return []
        best.append(min(good, key=_rank))
    return [frozenset().union(*best)]
