"""Names in languages that write words apart: matched word by word, as each language varies its words.

What varies is data. ``[words] endings`` of a pack are taken off both the name and the text, the longest
first (Конференции Сторон is Конференция Сторон); ``prefixes`` may stand before the first word, each with
what it stands for in the name (Arabic ``لل`` for ``ال``). Accents do not count, nor does the case of
a name that is set in capitals; a name in capitals is an abbreviation and is matched as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache

from igr_kg.extract.mentions.gazetteer import Gazetteer
from igr_kg.packs.language import LanguagePack
from igr_kg.packs.letters import unaccented

_Word = tuple[int, int, str]
_WORD = re.compile(r"[^\W\d_]{4,}(?=\d{1,3}(?!\w))|[^\W_]+")
"""A word, without the mark of a note that some texts write together with it."""
_REMEMBERED = 512
"""Texts of which the words are remembered."""
_AHEAD = 300
"""How far a name that begins at a place is looked for, in characters."""
_STEM = 3
"""The fewest letters that are left of a word without its ending."""
_APOSTROPHES = dict.fromkeys(map(ord, "’‘ʼ`"), "'")


class Inflections:
    """How the words of one language vary.

    :param endings: endings of words that do not tell one word from another
    :param prefixes: what may be written together with a first word -> what it stands for in the name

    >>> russian = Inflections(("ия", "ии", "ы"))
    >>> russian.stem("Конференции") == russian.stem("Конференция")
    True
    """

    def __init__(self, endings: Iterable[str] = (), prefixes: Mapping[str, str] | None = None) -> None:
        folded = {unaccented(e.casefold()) for e in endings}
        self._endings = {n: {e for e in folded if len(e) == n} for n in map(len, folded)}
        self._lengths = sorted(self._endings, reverse=True)
        self.prefixes = dict(sorted((prefixes or {}).items(), key=lambda p: -len(p[0])))
        self._keys: dict[str, tuple[str, ...]] = {}
        self._stems: dict[str, str] = {}

    def stem(self, word: str) -> str:
        """Return a word without case, accents and ending."""
        stem = self._stems.get(word)
        if stem is None:
            stem = unaccented(word.casefold())
            for length in self._lengths:
                if len(stem) - length >= _STEM and stem[-length:] in self._endings[length]:
                    stem = stem[:-length]
                    break
            self._stems[word] = stem
        return stem

    def key(self, word: str) -> str:
        """Return what a word of a name is looked up by: ``=`` exact, ``^`` with a capital, or any case."""
        if _is_abbreviation(word):
            return "=" + unaccented(word)
        return ("^" if word[0] != word[0].lower() else "") + self.stem(word)

    def keys(self, word: str) -> tuple[str, ...]:
        """Return what a word of a text may be looked up by."""
        found = self._keys.get(word)
        if found is None:
            stem = self.stem(word)
            capital = word[0] != word[0].lower()
            exact = ("=" + unaccented(word),) if word.isupper() else ()
            found = self._keys[word] = (*exact, *(("^" + stem,) if capital else ()), stem)
        return found


def _is_abbreviation(word: str) -> bool:
    return len(word) > 1 and word.isupper()


@dataclass(slots=True)
class _Node:
    onward: dict[tuple[str, str], _Node] = field(default_factory=dict)
    tails: dict[str, list[tuple[str, str]]] = field(default_factory=dict)


_First = tuple[tuple[int, tuple[_Node, ...]], ...]
"""Where a name may begin in a word, counted from the word's start, with what may follow."""


class Lexicon:
    """Names of several sorts with what each stands for, all found in one walk over a text.

    >>> names = Lexicon(Inflections())
    >>> names.add("Lake Council", "body", "b")
    >>> names.add("Lake", "place", "p")
    >>> names.scan("the Lake Council")
    [(4, 8, 'place', 'p'), (4, 16, 'body', 'b')]
    """

    def __init__(self, inflections: Inflections) -> None:
        self._inflections = inflections
        self._root = _Node()
        self._first: dict[str, _First] = {}

    def add(self, name: str, sort: str, meaning: str) -> None:
        """Add a name; the first meaning of a name in a sort counts."""
        node, last = self._root, -1
        for word in _WORD.finditer(name):
            gap = _gap(name[last : word.start()]) if last >= 0 else ""
            node = node.onward.setdefault((gap, self._inflections.key(word[0])), _Node())
            last = word.end()
        if last >= 0:
            node.tails.setdefault(name[last:], []).append((sort, meaning))
        self._first.clear()

    def every(self, text: str) -> Iterator[tuple[int, int, str, str]]:
        """Yield start, end, sort and meaning of the longest name of each sort at every word."""
        words = _words(text)
        for number, (start, _, word) in enumerate(words):
            first = self._first.get(word)
            if first is None:
                first = self._first[word] = self._begin(word)
            for offset, nodes in first:
                longest = self._walk(text, words, number, nodes)
                for sort, (end, meaning) in longest.items():
                    yield start + offset, end, sort, meaning
                if longest:
                    break

    def scan(self, text: str) -> list[tuple[int, int, str, str]]:
        """Return start, end, sort and meaning: of each sort leftmost first, the longest at each place."""
        if not self._root.onward:
            return []
        reached: dict[str, int] = {}
        found = []
        for start, end, sort, meaning in self.every(text):
            if start >= reached.get(sort, 0):
                reached[sort] = end
                found.append((start, end, sort, meaning))
        return found

    def _begin(self, word: str) -> _First:
        """Return where names may begin in a word: at its start, or behind a prefix."""
        ways = [(0, self._inflections.keys(word))]
        for prefix, meant in self._inflections.prefixes.items():
            if word.startswith(prefix) and len(word) > len(prefix):
                offset = 0 if meant else len(prefix)
                ways.append((offset, self._inflections.keys(meant + word[len(prefix) :])))
        found = []
        for offset, keys in ways:
            nodes = tuple(n for key in keys if (n := self._root.onward.get(("", key))) is not None)
            if nodes:
                found.append((offset, nodes))
        return tuple(found)

    def _walk(
        self, text: str, words: list[_Word], number: int, first: tuple[_Node, ...]
    ) -> dict[str, tuple[int, str]]:
        """Return for each sort the end and the meaning of the longest name from a word on."""
        found: dict[str, tuple[int, str]] = {}
        nodes = list(first)
        while nodes:
            end = words[number][1]
            for node in nodes:
                for tail, entries in node.tails.items():
                    if not tail or text.startswith(tail, end):
                        for sort, meaning in entries:
                            if end + len(tail) > found.get(sort, (-1, ""))[0]:
                                found[sort] = end + len(tail), meaning
            number += 1
            if number >= len(words) or not any(node.onward for node in nodes):
                break
            gap = _gap(text[end : words[number][0]])
            onward = [(gap, key) for key in self._inflections.keys(words[number][2])]
            nodes = [n for node in nodes for way in onward if (n := node.onward.get(way)) is not None]
        return found


class InflectedGazetteer(Gazetteer):
    """Names and what each stands for, found word by word.

    >>> names = InflectedGazetteer({"Conférence des Parties": "cop"}, Inflections())
    >>> list(names.scan("à la CONFERENCE DES PARTIES"))
    [(5, 27, 'cop')]
    """

    def __init__(self, names: Mapping[str, str] | Iterable[str], inflections: Inflections) -> None:
        self._names = dict(names) if isinstance(names, Mapping) else dict.fromkeys(names, "")
        self._inflections = inflections
        self._lexicon = Lexicon(inflections)
        for name, meaning in self._names.items():
            self._lexicon.add(name, "", meaning)

    def plus(self, names: Iterable[str], meaning: str = "") -> Gazetteer:
        """Return a gazetteer with more names; those that are known keep what they stand for."""
        return InflectedGazetteer({**dict.fromkeys(names, meaning), **self._names}, self._inflections)

    def get(self, name: str) -> str | None:
        """Return what a name stands for, whatever its inflection, or None when it is none."""
        found = self._names.get(name)
        if found is None:
            whole = (m for a, b, m in self.every(name) if (a, b) == (0, len(name)))
            return next(whole, None)
        return found

    def __contains__(self, name: object) -> bool:
        """Tell whether a text is one of the names."""
        return isinstance(name, str) and self.get(name) is not None

    def at(self, text: str, start: int) -> int:
        """Return the end of the longest name that begins at ``start``, or -1."""
        if start > 0 and text[start - 1].isalnum():
            return -1
        ahead = text[start : start + _AHEAD]
        return next((start + b for a, b, _ in self.every(ahead) if a == 0), -1)

    def before(self, text: str, end: int) -> int:
        """Return the start of the longest name that ends at ``end``, or -1."""
        return min((a for a, b, _ in self.every(text[:end]) if b == end), default=-1)

    def scan(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and meaning of the names, leftmost first, the longest at each place."""
        return ((a, b, meaning) for a, b, _, meaning in self._lexicon.scan(text))

    def every(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield the longest name at every word, those inside another one, too."""
        return ((a, b, meaning) for a, b, _, meaning in self._lexicon.every(text))


@lru_cache(_REMEMBERED)
def _words(text: str) -> list[_Word]:
    """Return start, end and letters of the words of a text, which several lexicons walk over."""
    return [(w.start(), w.end(), w[0]) for w in _WORD.finditer(text)]


def _gap(text: str) -> str:
    """Return what stands between two words as names are compared.

    >>> _gap(" "), _gap("’")
    (' ', "'")
    """
    return text if text == " " else text.translate(_APOSTROPHES)


def gazetteer(names: Mapping[str, str] | Iterable[str], pack: LanguagePack) -> Gazetteer:
    """Return the gazetteer that suits how a language writes: by words where it writes them apart."""
    if pack.rules.join == "":
        return Gazetteer(names)
    return InflectedGazetteer(names, inflections(pack))


def inflections(pack: LanguagePack) -> Inflections:
    """Return how the words of a pack's language vary: its tables ``endings`` and ``prefixes``."""
    prefixes: Mapping[str, str] = pack.words.get("prefixes", {})
    return _inflections(tuple(pack.words.get("endings", ())), tuple(prefixes.items()))


@cache
def _inflections(endings: tuple[str, ...], prefixes: tuple[tuple[str, str], ...]) -> Inflections:
    return Inflections(endings, dict(prefixes))
