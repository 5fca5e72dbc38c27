"""Names that are written with capitals, by their head: Committee on X, X Council, Convention on Y.

A *run* is what capitals and the small words between them hold together. Its first part, up to the
first preposition, ends in the head, which tells what the run names: a body, an instrument, an office.
Heads, prepositions and what they may lead to are data; nothing here depends on a language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from igr_kg.extract.mentions.inflected import inflections
from igr_kg.extract.mentions.scene import Scene, words
from igr_kg.packs.language import LanguagePack

_WORD = re.compile(r"[^\W_]+(?:[-'’.&][^\W\d_]+)*(?<!\d)|[^\W\d_]{4,}|[^\W_]+")
_LINKS_IN_A_ROW = 3
_LIST = 12
_FULL_LINE = 56
"""From so many characters on a line of a title is one that was full, not one that ended."""
KINDS = ("body", "instrument", "role")


class Word(NamedTuple):
    """A word of a text: where it stands, and whether it begins with a capital."""

    start: int
    end: int
    text: str
    capital: bool


@dataclass(frozen=True, slots=True)
class Name:
    """A name that a run holds.

    :param head: the word that tells what is named, without its ending
    :param alone: the name is its head and nothing else
    """

    kind: str
    start: int
    end: int
    head: str
    alone: bool


def split(text: str) -> list[Word]:
    """Return the words of a text.

    >>> [w.text for w in split("the Inter-Parliamentary Union's (IPU)")]
    ['the', 'Inter-Parliamentary', "Union's", 'IPU']
    """
    return [Word(w.start(), w.end(), w[0], w[0][0] != w[0][0].lower()) for w in _WORD.finditer(text)]


class Runs:
    """What a pack knows of names in capitals."""

    def __init__(self, pack: LanguagePack) -> None:
        self._stem = inflections(pack).stem
        self._heads = {
            self._stem(word): kind for kind in reversed(KINDS) for word in words(pack, f"{kind}_heads")
        }
        self._treaties = frozenset(self._stem(word) for word in words(pack, "instrument_alone"))
        self._links = frozenset(words(pack, "name_links"))
        self._articles = frozenset(words(pack, "name_articles"))
        self._and = frozenset(words(pack, "name_conjunctions"))
        bound: Mapping[str, list[str]] = pack.words.get("name_links_after", {})
        self._bound = {link: frozenset(map(self._stem, heads)) for link, heads in bound.items()}
        self._breaks = frozenset(w.casefold() for w in words(pack, "name_breaks"))
        self._not_first = frozenset(w.casefold() for w in words(pack, "name_not_first"))
        self._sorts: dict[str, tuple[bool, bool]] = {}
        self._all = self._links | self._articles | self._and | self._bound.keys()

    def __bool__(self) -> bool:
        """Tell whether the pack names any heads."""
        return bool(self._heads)

    def head(self, word: str) -> str | None:
        """Return the kind of name that a word is the head of, or None."""
        return self._heads.get(self._stem(_bare(word)))

    def find(self, scene: Scene, walls: bytearray) -> Iterator[Name]:
        """Yield the names of a block.

        :param walls: characters that no name runs through
        """
        found = split(scene.text)
        index = 0
        while index < len(found):
            word = found[index]
            if not word.capital or not self._begins(word) or walls[word.start]:
                index += 1
                continue
            stop = self._run(scene, walls, found, index)
            yield from self._names(found[index:stop])
            index = stop

    def _begins(self, word: Word) -> bool:
        return word.capital and self._sort(word)[1]

    def _small(self, word: Word) -> bool:
        """Tell whether a word is a link, an article or a conjunction, in capitals, too."""
        return self._sort(word)[0]

    def _sort(self, word: Word) -> tuple[bool, bool]:
        """Return whether a word is a small one, and whether a name may begin with it."""
        found = self._sorts.get(word.text)
        if found is None:
            lower = word.text.casefold()
            small = lower in self._all and (
                not word.capital or word.text.isupper() or lower in self._articles
            )
            found = self._sorts[word.text] = small, not small and lower not in self._breaks
        return found

    def _run(self, scene: Scene, walls: bytearray, found: list[Word], index: int) -> int:
        """Return the number of the word behind the run that begins with a word."""
        stop = index + 1
        while stop < len(found):
            ahead = stop
            while (
                ahead < len(found)
                and ahead - stop < _LINKS_IN_A_ROW
                and self._small(found[ahead])
                and scene.text[found[ahead - 1].end : found[ahead].start] == " "
            ):
                ahead += 1
            if ahead == len(found) or not self._begins(found[ahead]):
                break
            gap = scene.text[found[ahead - 1].end : found[ahead].start]
            listed = gap == ", " and ahead == stop and self._is_list(scene.text, found, index, ahead)
            if not (gap in {" ", "-"} or listed):
                break
            broken = ahead == stop and self._ends_line(scene, found[ahead].start)
            if broken or any(walls[found[stop - 1].end : found[ahead].end]):
                break
            stop = ahead + 1
        return stop

    @staticmethod
    def _ends_line(scene: Scene, index: int) -> bool:
        """Tell whether a short line of a title ends before a word; a long one goes on in the next."""
        if not scene.is_title or index not in scene.breaks:
            return False
        return index - max((b for b in scene.breaks if b < index), default=0) < _FULL_LINE

    def _is_list(self, text: str, found: list[Word], first: int, index: int) -> bool:
        """Tell whether a comma stands inside a name: Committee on Economic, Social and Cultural Rights."""
        if not any(self._small(w) and w.text.casefold() in self._links for w in found[first:index]):
            return False
        for number in range(index + 1, min(len(found), index + _LIST)):
            gap = text[found[number - 1].end : found[number].start]
            if gap == " " and found[number].text.casefold() in self._and:
                return number + 1 < len(found) and self._begins(found[number + 1])
            if gap not in {" ", ", "} or not found[number].capital:
                return False
        return False

    def _names(self, run: list[Word]) -> Iterator[Name]:
        index = 0
        while index < len(run):
            if self._small(run[index]) or run[index].text.casefold() in self._not_first:
                index += 1
                continue
            segment = self._segment(run, index)
            kind = self.head(run[segment - 1].text)
            if kind is None:
                inner = next((n for n in range(segment - 1, index, -1) if self.head(run[n - 1].text)), 0)
                kind = self.head(run[inner - 1].text) if inner else None
                segment = inner or segment
                stop = segment
            else:
                stop = segment if kind == "role" else self._tail(run, index, segment)
            if kind is not None:
                last = run[segment - 1]
                alone = stop == index + 1
                end = run[stop - 1].end
                bare = _bare(last.text)
                if stop == segment and len(bare) < len(last.text):
                    end -= len(last.text) - len(bare)
                yield Name(kind, run[index].start, end, self._stem(bare), alone)
                if kind == "body":
                    yield from self._treaty(run, segment, stop)
            index = stop

    def _treaty(self, run: list[Word], segment: int, stop: int) -> Iterator[Name]:
        """Yield the treaty that a body's name goes on with: Secretariat of the Convention on Rivers."""
        for first in range(segment + 1, stop):
            if self._small(run[first]) or not self._small(run[first - 1]):
                continue
            behind = self._segment(run, first)
            head = self._stem(_bare(run[behind - 1].text))
            end = min(self._tail(run, first, behind), stop)
            if head in self._treaties and behind <= stop and end > first + 1:
                yield Name("instrument", run[first].start, run[end - 1].end, head, alone=False)
                return

    def _segment(self, run: list[Word], index: int) -> int:
        """Return the number of the word behind a name's first part; a conjunction behind a head ends it."""
        stop = index
        while stop < len(run):
            if self._small(run[stop]):
                lower = run[stop].text.casefold()
                onward = stop + 1 < len(run) and not self._small(run[stop + 1])
                if lower not in self._and or not onward or (stop > index and self.head(run[stop - 1].text)):
                    break
            elif _bare(run[stop].text) != run[stop].text:
                return stop + 1
            stop += 1
        return stop

    def _tail(self, run: list[Word], index: int, segment: int) -> int:
        """Return the number of the word behind a name that goes on with prepositions."""
        head = self._stem(_bare(run[segment - 1].text))
        stop = segment
        if _bare(run[segment - 1].text) != run[segment - 1].text:
            return stop
        while stop < len(run):
            ahead = stop
            first = run[stop].text.casefold() if self._small(run[stop]) else ""
            while ahead < len(run) and self._small(run[ahead]):
                ahead += 1
            if first in self._and or not first:
                behind = self._segment(run, ahead)
                apart = ahead > stop + 1 or bool(self.head(run[behind - 1].text))
                if stop == segment or (first and apart):
                    break
            elif not self._leads(run[stop:ahead], head):
                break
            stop = ahead + 1
            while stop < len(run) and not self._small(run[stop]):
                stop += 1
        return stop

    def _leads(self, links: list[Word], head: str) -> bool:
        """Tell whether a name with a head goes on behind these small words."""
        for link in links:
            lower = link.text.casefold()
            if lower in self._and:
                return False
            if lower in self._bound and head not in self._bound[lower]:
                return False
        return True


def _bare(word: str) -> str:
    """Return a word without the sign of the genitive.

    >>> _bare("Council's"), _bare("Council’s"), _bare("Parties'")
    ('Council', 'Council', "Parties'")
    """
    return word[:-2] if word.endswith(("'s", "’s")) else word
