r"""What a text must hold for a regular expression to match in it: told from the expression itself.

Most patterns match in few blocks. An expression such as ``(?:on|from) \d+ (?:May|June)`` cannot match where
neither "May" nor "June" stands, which is seen much faster than the expression is tried. The parts of an
expression that every match passes through give such conditions: each a set of words of which one stands in
the text. What is not understood gives no condition, so that a text is never refused wrongly.
"""

from __future__ import annotations

import importlib
import re
from collections import Counter
from collections.abc import Iterable, KeysView, Mapping, Sequence
from functools import lru_cache, reduce
from itertools import chain
from operator import add, or_
from typing import Any

_PARSER: Any = importlib.import_module("re._parser")
_MOST = 160
"""A set of more words is no condition."""
_CLASS = 6
"""A class of more characters is not spelt out."""
_KEPT = 3
"""So many conditions of an expression are tried."""
_LONG = 3
"""Words of so many characters say as much as longer ones."""
_GRAM = 4
_TRIED = 12
"""So many parts of a word are thought of as those by which texts are looked through for it."""
_REMEMBERED = 2048
_FEW = 50
"""So few parts of text are looked for one by one."""
_COMMON = frozenset(" ,.-()'\"’")
_MACRO = re.compile(r"\{([a-z_]+)\}")
_PLACES = range(0xF0000, 0xFFFFD)
"""Characters that stand for macros while an expression is taken apart."""

Words = frozenset[str]


def grams(text: str, size: int) -> Iterable[str]:
    """Return what stands in a text in so many characters, from left to right.

    >>> list(grams("abab", 3))
    ['aba', 'bab']
    """
    found: Iterable[str] = text
    for further in range(1, size):
        found = map(add, found, text[further:])
    return found


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

    __slots__ = ("_regex", "bit", "parts")

    def __init__(self, regex: str, parts: Parts) -> None:
        self._regex, self.parts = regex, parts
        self.bit = parts.enter(self)

    def met(self, text: str) -> bool:
        """Tell whether the expression may match; False only where it cannot."""
        return self.parts.among(text, self.bit) != 0

    def conditions(self) -> list[Words]:
        """Return the conditions that texts are looked through for."""
        return self.parts.conditions(self._regex)[:_KEPT]


def _by_key(words: Iterable[str]) -> dict[str, list[str]]:
    """Return words by the part by which texts are looked through for each.

    It is the part that fewest words have: most texts lack it. A short word is its own.
    """
    parts = {w: [w[i : i + _GRAM] for i in range(max(1, min(len(w) - _GRAM + 1, _TRIED)))] for w in words}
    counts = Counter(chain(*parts.values()))
    found: dict[str, list[str]] = {}
    for word, some in parts.items():
        found.setdefault(min(some, key=counts.__getitem__), []).append(word)
    return found


def _by_size(keys: Iterable[str]) -> list[tuple[int, KeysView[str]]]:
    """Return parts of text by their length."""
    found: dict[int, dict[str, None]] = {}
    for key in keys:
        found.setdefault(len(key), {})[key] = None
    return [(size, by_size.keys()) for size, by_size in found.items()]


def _says_something(words: Words) -> bool:
    return "" not in words and len(words) <= _MOST and not (words & _COMMON)


def _rank(words: Words) -> tuple[int, int]:
    """Order conditions: long words few in number first."""
    return -min(min(map(len, words)), _LONG), len(words)


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
        self._said_by: dict[str, int] | None = None
        self._keys: Mapping[str, Sequence[str]] = {}
        self._by_size: list[tuple[int, KeysView[str]]] = []
        self._free = 0
        self._looked_through = lru_cache(_REMEMBERED)(self._look_through)

    def enter(self, needed: Needed) -> int:
        """Take in the conditions of an expression; returns the bit by which it is asked for."""
        self._entered.append(needed)
        self._said_by = None
        self._looked_through.cache_clear()
        return 1 << len(self._entered) - 1

    def among(self, text: str, asked: int) -> int:
        """Return those of some expressions that may match in a text, as their bits; the others cannot."""
        return self._looked_through(text) & asked

    def _look_through(self, text: str) -> int:
        """Return the expressions that may match in a text: what all of them need is looked for at once."""
        if self._said_by is None:
            self._said_by = self._number()
            self._keys = _by_key(self._said_by)
            self._by_size = _by_size(self._keys)
        here: set[str] = set()
        for size, keys in self._by_size:
            here |= keys & grams(text, size) if len(keys) > _FEW else keys
        words = [word for key in here for word in self._keys[key] if word in text]
        met = reduce(or_, map(self._said_by.__getitem__, words), self._free)
        may = met
        for _ in range(_KEPT - 1):
            met >>= len(self._entered)
            may &= met
        return may

    def _number(self) -> dict[str, int]:
        """Return for each word the expressions whose first, second, third condition it meets.

        Each expression has a bit in each of three numbers, which stand behind one another in one.
        """
        self._free = 0
        said_by: dict[str, int] = {}
        for needed in self._entered:
            conditions = needed.conditions()
            for place in range(_KEPT):
                bit = needed.bit << place * len(self._entered)
                if place >= len(conditions):
                    self._free |= bit
                    continue
                for word in conditions[place]:
                    said_by[word] = said_by.get(word, 0) | bit
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
