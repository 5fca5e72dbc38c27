"""The signs that a language and the common form give of how a document is built."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from itertools import chain

from igr_kg.packs import doctypes, language, numerals
from igr_kg.packs.language import LanguagePack
from igr_kg.packs.patterns import Pattern

_MASTHEAD = 160
_LETTERS = "structure_letters_"
_NAMED = re.compile(r"\?P<\w+>")
_REMEMBERED = 4096


_Search = Callable[[str], re.Match[str] | None]


@dataclass(frozen=True, slots=True)
class Label:
    """A number or letter that stands before a part.

    :param role: ``paragraph item section``
    :param style: ``decimal alpha roman cjk article chapter``, or one whose letters a pack lists
    :param text: as printed, without dots and brackets
    :param value: its place in the sequence of its style, from 1
    :param length: how many characters that are no blanks it takes with its dots and brackets
    """

    role: str
    style: str
    text: str
    value: int
    length: int


class Signs:
    """The structural patterns of one language, by what they make.

    :param pack: the language pack
    :param form: the patterns of every language
    """

    def __init__(self, pack: LanguagePack, form: tuple[Pattern, ...]) -> None:
        self.pack = pack
        self._by_makes: dict[str, list[Pattern]] = {}
        for pattern in (*form, *pack.patterns):
            self._by_makes.setdefault(pattern.makes, []).append(pattern)
        self._searches: dict[str, list[_Search]] = {}
        self._regexes: dict[str, list[re.Pattern[str]]] = {}
        self._masthead = [m for m in self._by_makes if m.startswith("masthead.") and m != "masthead.title"]
        labels = [p for m, some in self._by_makes.items() if m.startswith("label.") for p in some]
        plain = (_NAMED.sub("?:", p.regex.pattern) for p in labels)
        self._any_label = re.compile("|".join(f"(?:{p})" for p in plain)) if labels else None
        self._remembered = lru_cache(_REMEMBERED)(self._labels)

    def find(self, makes: str, text: str) -> re.Match[str] | None:
        """Return the first match of the patterns that make something, or None."""
        searches = self._searches.get(makes)
        if searches is None:
            searches = self._searches[makes] = [p.regex.search for p in self._by_makes.get(makes, ())]
        for search in searches:
            found = search(text)
            if found:
                return found
        return None

    def every(self, makes: str, text: str) -> Iterator[re.Match[str]]:
        """Return all matches of the patterns that make something."""
        regexes = self._regexes.get(makes)
        if regexes is None:
            regexes = self._regexes[makes] = [p.regex for p in self._by_makes.get(makes, ())]
        return chain.from_iterable([regex.finditer(text) for regex in regexes])

    def words(self, name: str) -> tuple[str, ...]:
        """Return a word list of the pack, empty when it has none of that name."""
        return tuple(self.pack.words.get(f"structure_{name}", ()))

    def masthead(self, text: str) -> str | None:
        """Return the role of a masthead line (``session`` ...), or None."""
        if len(text) > _MASTHEAD:
            return "run-on" if self.find("masthead.run-on", text) else None
        for makes in self._masthead:
            if self.find(makes, text):
                return makes.partition(".")[2]
        return None

    @cached_property
    def letters(self) -> Mapping[str, Mapping[str, str]]:
        """Letters of other scripts that label parts, by style, in order, with their Latin names."""
        return {
            name.removeprefix(_LETTERS): dict(table)
            for name, table in self.pack.words.items()
            if name.startswith(_LETTERS)
        }

    def labels(self, lead: str) -> tuple[Label, ...]:
        """Return what the beginning of a line may be as a label, in the order of the patterns."""
        if self._any_label is None or not self._any_label.match(lead):
            return ()
        return self._remembered(lead)

    def _labels(self, lead: str) -> tuple[Label, ...]:
        found = []
        for role in ("paragraph", "item", "section"):
            for pattern in self._by_makes.get(f"label.{role}", ()):
                match = pattern.regex.match(lead)
                if match:
                    style = str(pattern.set["style"])
                    text = match["label"] or match.groupdict().get("number") or ""
                    if style == "enclosed":
                        text, style = unicodedata.normalize("NFKC", text).strip("()"), "cjk"
                    value = self.value(style, text)
                    if value:
                        length = len(match[0].replace(" ", ""))
                        found.append(Label(role, style, text, value, length))
        return tuple(found)

    def latin(self, label: str) -> str:
        """Return a label in Latin letters and digits, as paths have it."""
        tables = (table[label] for table in self.letters.values() if label in table)
        return next(tables, label)

    def value(self, style: str, text: str) -> int | None:
        """Return the place of a label in the sequence of its style, or None."""
        table = self.letters.get(style, {})
        if text in table:
            return list(dict.fromkeys(table.values())).index(table[text]) + 1
        if style == "decimal":
            return numerals.decimal(text)
        if style in ("article", "chapter"):
            return numerals.number(text) or numerals.roman(text)
        if style == "roman":
            return numerals.roman(text)
        if style == "cjk":
            return numerals.cjk(text)
        if style == "alpha" and len(text) == 1 and text.isascii():
            return ord(text.lower()) - ord("a") + 1
        return None


@cache
def load(tag: str) -> Signs:
    """Return the signs of a language.

    :param tag: BCP 47 tag of a language pack
    :raises PackError: when there is no such pack, or it is broken

    >>> load("zh").find("structure.annex", "附件").group()
    '附件'
    """
    return Signs(language.load(tag), doctypes.form())
