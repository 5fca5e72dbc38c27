"""Full-text search over names and passages: an SQLite FTS5 index that lies in the release.

What is looked for is found by words, not by stretches of characters: a word of the question finds the words
that begin with it (*environ* finds *environmental*; a number only itself), signs join words to a sequence
(``UNEP/GC.26/18``, or what stands in quotation marks), and all parts of a question must be found. Words are
compared in NFKC, case-folded, without combining marks (Unicode Standard Annex 15, and section 3.13 of the
core specification): *Côte* and *cote* are one, and so is Arabic with and without vowel signs. Scripts that
put no blanks between words (Unicode Standard Annex 29, section 4) are cut into pairs of neighbours.

The index is read-only and immutable once it is written, so any number of threads and processes read it.
"""

from __future__ import annotations

import re
import sqlite3
import threading
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from time import monotonic
from typing import Any, Literal, NamedTuple

from igr_kg.errors import InputError
from igr_kg.graph import quads
from igr_kg.graph.quads import Quad
from igr_kg.store.port import QueryError

FILE = "words.sqlite"

Kind = Literal["identifier", "name", "text"]
KINDS: tuple[Kind, ...] = ("identifier", "name", "text")

_TABLES = """
CREATE TABLE entry (id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, subject TEXT NOT NULL,
                    language TEXT NOT NULL, value TEXT NOT NULL);
CREATE VIRTUAL TABLE word USING fts5 (value, content = '', tokenize = 'unicode61 remove_diacritics 0');
"""
_FOUND = """WITH found AS MATERIALIZED (
  SELECT entry.*, bm25(word) AS score FROM word JOIN entry ON entry.id = word.rowid
  WHERE word MATCH :words AND (:kinds & (1 << kind)) AND (:language IS NULL OR language = :language
        OR substr(language, 1, length(:language) + 1) = :language || '-')) """
_BEST = """, best AS (
  SELECT kind, subject, language, value, id, MIN(score) AS score FROM found
  GROUP BY subject, kind = 2, CASE kind WHEN 2 THEN language END)
SELECT kind, subject, language, value, COUNT(*) OVER () FROM best ORDER BY score, id LIMIT :most"""
_MATCHES = """SELECT subject, CASE WHEN :strings THEN language ELSE '' END AS tag,
  CASE WHEN :strings THEN value ELSE '' END AS string, -MIN(score) FROM found
WHERE :subject IS NULL OR subject = :subject
GROUP BY subject, tag, string ORDER BY MIN(score), subject, tag, string LIMIT :most"""
_ALL = "SELECT kind, subject, language, value FROM entry ORDER BY id"
_UNSPACED = (
    *("CJK UNIFIED", "CJK COMPATIBILITY I", "HIRAGANA", "KATAKANA"),
    *("THAI ", "LAO ", "KHMER ", "MYANMAR "),
)
"""Beginnings of the names of their characters in the Unicode Character Database."""
_STEPS = 10_000
"""Steps of SQLite's machine between two looks at the clock."""


class Entry(NamedTuple):
    """A string that is searched.

    :param kind: an identifier (symbol, number), a name or title, or a passage
    :param subject: IRI of what it names, or of the part that holds the passage
    :param language: BCP 47 tag, or an empty string
    """

    kind: Kind
    subject: str
    language: str
    value: str


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that was found.

    :param places: where it holds what was looked for, as ranges of code points of its value, in order
    """

    entry: Entry
    places: Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found: the best hits, and how many there are in all."""

    hits: Sequence[Hit]
    total: int


class Match(NamedTuple):
    """A thing or passage that was found, or one string of it.

    :param language: BCP 47 tag of the string; empty where there is none, and where only things are told
    :param value: the string; empty where only things are told
    :param score: BM25, more than 0; the more, the better, among the matches of one look-up
    """

    subject: str
    language: str
    value: str
    score: float


class Word(NamedTuple):
    """A word of a text: its range in code points, and the form in which it is compared."""

    start: int
    end: int
    form: str


@lru_cache(maxsize=16384)
def _sort(character: str) -> Literal["word", "sign", "unspaced"]:
    """Tell whether a character belongs to a word, parts words, or is one of a script without blanks."""
    if unicodedata.category(character)[0] not in "LMN":
        return "sign"
    return "unspaced" if unicodedata.name(character, "").startswith(_UNSPACED) else "word"


def _folded(text: str) -> str:
    parts = unicodedata.normalize("NFKD", text).casefold()
    kept = (c for c in parts if unicodedata.category(c)[0] in "LN" and c != "\N{ARABIC TATWEEL}")
    return "".join(kept)


def words(text: str) -> Iterator[Word]:
    """Yield the words of a text, in order.

    Of a stretch without blanks come all pairs of neighbours, then its last character alone.

    >>> [w.form for w in words("Côte d'Ivoire, UNEP/GC.26/18")]
    ['cote', 'd', 'ivoire', 'unep', 'gc', '26', '18']
    >>> [(w.start, w.form) for w in words("联合国 2010")]
    [(0, '联合'), (1, '合国'), (2, '国'), (4, '2010')]
    """
    at = 0
    for sort, characters in groupby(text, _sort):
        run = "".join(characters)
        if sort == "word":
            form = _folded(run)
            if form:
                yield Word(at, at + len(run), form)
        elif sort == "unspaced":
            pairs = [(i, i + 2) for i in range(len(run) - 1)]
            for start, end in (*pairs, (len(run) - 1, len(run))):
                form = _folded(run[start:end])
                if form:  # of a mark alone nothing is left
                    yield Word(at + start, at + end, form)
        at += len(run)


class Phrase(NamedTuple):
    """Words that must stand side by side.

    :param open: the last one may be the beginning of a word
    """

    forms: tuple[str, ...]
    open: bool

    @property
    def expression(self) -> str:
        """The phrase in the query language of FTS5; the forms hold letters and digits only."""
        return f'"{" ".join(self.forms)}"{" *" if self.open else ""}'

    def places(self, among: Sequence[Word]) -> Iterator[tuple[int, int]]:
        """Yield where the phrase stands among the words of a text."""
        size = len(self.forms)
        for i in range(len(among) - size + 1):
            if self._stands(among, i):
                yield among[i].start, among[i + size - 1].end

    def _stands(self, among: Sequence[Word], at: int) -> bool:
        *first, last = self.forms
        found = among[at + len(first)].form
        return (found.startswith(last) if self.open else found == last) and all(
            among[at + i].form == form for i, form in enumerate(first)
        )


_PARTS = re.compile(r'"([^"]*)"|“([^”]*)”|«([^»]*)»|(\S+)')


def phrases(asked: str) -> list[Phrase]:
    """Return what a question asks for; empty when it holds no word.

    >>> [p.expression for p in phrases('UNEP/GC.26/18 "green economy" environ 环境署 水')]
    ['"unep gc 26 18"', '"green economy"', '"environ" *', '"环境 境署"', '"水" *']
    """
    found = []
    for match in _PARTS.finditer(asked):
        part = "".join(group for group in match.groups() if group)
        among = list(words(part))
        if len(among) > 1 and among[-1].end == among[-2].end:
            among.pop()  # the pair before it says it already
        if among:
            last = among[-1]
            whole = match[4] is None or last.form.isdigit() or _pair(part, last)
            found.append(Phrase(tuple(w.form for w in among), not whole))
    return found


def _pair(text: str, word: Word) -> bool:
    return word.end - word.start == 2 and _sort(text[word.start]) == "unspaced"


NAMES: Mapping[str, Kind] = {
    **dict.fromkeys(("dcterms:identifier", "igr:number"), "identifier"),
    **dict.fromkeys(("skos:prefLabel", "skos:altLabel", "rdfs:label", "dcterms:title"), "name"),
    **dict.fromkeys(("igr:attestedName", "igr:shortForm", "igr:outcomeName", "igr:officeTitle"), "name"),
    "igr:text": "text",
}
"""Properties whose values are searched; the passages stand in the graphs of text."""


def entries(statements: Iterable[Quad], base: str) -> list[Entry]:
    """Return the entries that statements make: values of :data:`NAMES` of things under the base.

    Short ones come before long ones of the same kind.
    """
    kinds = {quads.term(name, base): kind for name, kind in NAMES.items()}
    start = f"<{base}"
    found = {
        Entry(kinds[q.p], quads.value(q.s), quads.language(q.o) or "", quads.value(q.o))
        for q in statements
        if q.p in kinds and q.s.startswith(start) and quads.is_literal(q.o)
    }
    return sorted(found, key=lambda e: (KINDS.index(e.kind), len(e.value), e.subject, e.language, e.value))


def write(path: Path, entries: Iterable[Entry]) -> None:
    """Write the index; entries that come earlier stand earlier among equals.

    :param path: does not exist yet
    """
    connection = sqlite3.connect(path)
    try:
        connection.executescript(_TABLES)
        for number, entry in enumerate(entries, 1):
            row = (number, KINDS.index(entry.kind), entry.subject, entry.language, entry.value)
            connection.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?)", row)
            forms = " ".join(word.form for word in words(entry.value))
            connection.execute("INSERT INTO word (rowid, value) VALUES (?, ?)", (number, forms))
        connection.commit()
        connection.execute("INSERT INTO word (word) VALUES ('optimize')")
        connection.commit()
        connection.execute("VACUUM")
    finally:
        connection.close()


def content(path: Path) -> list[Entry]:
    """Return all entries of an index, in order.

    :raises InputError: ``SEARCH_UNREADABLE``
    """
    return list(Index(path).entries())


class Index:
    """The index of a release; its methods may be called from several threads at once.

    :param path: the file that :func:`write` wrote
    :param seconds: wall time of a search
    :raises InputError: ``SEARCH_UNREADABLE``
    """

    def __init__(self, path: Path, *, seconds: float = 5.0) -> None:
        self._address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
        self._seconds = seconds
        self._path = path
        self._kept = threading.local()
        self._connection().close()
        del self._kept.connection

    def find(
        self, asked: str, *, kinds: Sequence[Kind] = KINDS, language: str | None = None, most: int = 100
    ) -> Found:
        """Return the things and passages with all that is asked for in one entry, the best ones first.

        A thing comes once, with the best of its identifiers and names; a passage once in each language.

        Order: BM25 over the words, as SQLite computes it, in which short entries come before long ones;
        equals in the order in which they were written.

        :param kinds: the kinds of entries to look through
        :param language: only entries of this language (a tag; ``zh`` finds ``zh-Hant`` too)
        :param most: number of hits to return; the total counts all of them
        :raises QueryError: ``QUERY_TIMEOUT``
        """
        wanted = phrases(asked)
        if not wanted or not kinds:
            return Found((), 0)
        rows = self._rows(_FOUND + _BEST, _values(wanted, kinds, language, most))
        total = rows[0][-1] if rows else 0
        return Found([_hit(Entry(KINDS[kind], *rest), wanted) for kind, *rest, _ in rows], total)

    def matches(
        self,
        asked: str,
        *,
        kinds: Sequence[Kind] = KINDS,
        language: str | None = None,
        subject: str | None = None,
        strings: bool = False,
        any_word: bool = False,
        most: int,
    ) -> list[Match]:
        """Return what :meth:`find` finds as a relation: each thing once, or each of its strings once.

        :param subject: only this thing
        :param strings: one match for each string, in place of one for each thing
        :param any_word: one of the words is enough, and it must be whole
        :param most: number of matches to return, the best ones first
        :raises QueryError: ``QUERY_TIMEOUT``
        """
        wanted = phrases(asked)
        if not wanted or not kinds:
            return []
        if any_word:
            wanted = [Phrase((form,), False) for phrase in wanted for form in phrase.forms]
        values = {
            **_values(wanted, kinds, language, most, "OR" if any_word else "AND"),
            **{"subject": subject, "strings": strings},
        }
        return [Match(*row) for row in self._rows(_FOUND + _MATCHES, values)]

    def entries(self) -> Iterator[Entry]:
        """Yield all entries, in order."""
        for kind, *rest in self._rows(_ALL, {}):
            yield Entry(KINDS[kind], *rest)

    def _rows(self, statement: str, values: Mapping[str, object]) -> list[tuple[Any, ...]]:
        connection = self._connection()
        end = monotonic() + self._seconds
        connection.set_progress_handler(lambda: monotonic() > end, _STEPS)
        try:
            return connection.execute(statement, values).fetchall()
        except sqlite3.OperationalError as error:
            if "interrupt" not in str(error):
                raise
            raise QueryError(
                "QUERY_TIMEOUT",
                f"The search took longer than {self._seconds:g} s.",
                hint="Give more of the words that you look for.",
            ) from None

    def _connection(self) -> sqlite3.Connection:
        """Return the connection of this thread."""
        connection: sqlite3.Connection | None = getattr(self._kept, "connection", None)
        if connection is None:
            try:
                connection = sqlite3.connect(self._address, uri=True)
                connection.execute("SELECT COUNT(*) FROM entry WHERE id = 1")
            except sqlite3.Error:
                raise InputError(
                    "SEARCH_UNREADABLE",
                    "The index of words cannot be opened.",
                    hint="Build the release again.",
                    where=str(self._path),
                ) from None
            self._kept.connection = connection
        return connection


def _values(
    wanted: Sequence[Phrase], kinds: Sequence[Kind], language: str | None, most: int, joined: str = "AND"
) -> dict[str, object]:
    """Return the values of the parameters that all searches have."""
    return {
        "words": f" {joined} ".join(phrase.expression for phrase in wanted),
        "kinds": sum(1 << KINDS.index(kind) for kind in set(kinds)),
        "language": language,
        "most": most,
    }


def _hit(entry: Entry, wanted: Sequence[Phrase]) -> Hit:
    among = list(words(entry.value))
    return Hit(entry, merged(place for phrase in wanted for place in phrase.places(among)))


def merged(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return ranges in order, those that touch made one.

    >>> merged([(4, 6), (0, 2), (1, 3)])
    [(0, 3), (4, 6)]
    """
    found: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
