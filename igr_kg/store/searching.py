"""Full-text search inside SPARQL: a store in front of a store, which answers the search properties.

``?thing search:matches "words"`` holds for every thing, and every passage, of which an identifier, a name
or the text has the words, as :mod:`igr_kg.store.search` finds them in the index of the release. The property
is none of the ontology and no triple: each use is replaced by all that it holds for before the query goes to
the engine (:mod:`igr_kg.store.search_pattern`), so every engine answers it, and the answer is as exact and as
lasting as the release. What would have to be cut short is refused.

========================== ==============================================
``search:matches``         identifiers, names and titles, and passages
``search:nameMatches``     identifiers, names and titles
``search:textMatches``     passages
========================== ==============================================
"""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType

from igr_kg.config import Settings
from igr_kg.graph import quads
from igr_kg.store import messages, port, search
from igr_kg.store.embedded import EmbeddedStore
from igr_kg.store.port import Answer, Begun, QueryError, Store
from igr_kg.store.search import Kind, Match
from igr_kg.store.search_pattern import Pattern, Words, may_search, statements

KINDS: Mapping[str, tuple[Kind, ...]] = {
    "matches": search.KINDS,
    "nameMatches": ("identifier", "name"),
    "textMatches": ("text",),
}
"""Search property -> kinds of entries that it looks through."""

_NAMES = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?p {{ {names} }} ?s ?p ?o }}"
_TEXTS = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ VALUES ?p {{ {names} }} GRAPH ?g {{ ?s ?p ?o }} }}"


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A query in which the search properties are answered.

    :param text: as it was written
    :param edits: replaced ranges of it, in order, with what stands in their place
    """

    text: str
    edits: Sequence[tuple[int, int, str]]

    @property
    def sent(self) -> str:
        """The query that goes to the engine.

        >>> Rewritten("ASK { a }", [(6, 7, "bc")]).sent
        'ASK { bc }'
        """
        parts, at = [], 0
        for start, end, new in self.edits:
            parts += [self.text[at:start], new]
            at = end
        return "".join([*parts, self.text[at:]])

    def origin(self, offset: int) -> int:
        """Return the offset in the text as it was written of an offset in what is sent.

        >>> [Rewritten("ASK { a }", [(6, 7, "bc")]).origin(offset) for offset in (5, 6, 7, 8)]
        [5, 6, 6, 7]
        """
        sent = at = 0
        for start, end, new in self.edits:
            if offset < sent + start - at:
                break
            sent += start - at
            if offset < sent + len(new):
                return start
            sent, at = sent + len(new), end
        return at + offset - sent


class LookUps:
    """Answers the search properties of queries from an index.

    :param index: returns the index; asked when a query has a search property
    :param base: base IRI
    :param most: matches that the search properties of one query may have together
    """

    def __init__(self, index: Callable[[], search.Index], *, base: str, most: int) -> None:
        self._index = index
        self._base = base
        self._most = most

    def rewritten(self, text: str) -> Rewritten:
        """Return a query with a block of values for each use of a search property.

        :raises QueryError: ``QUERY_MALFORMED``, ``SEARCH_TOO_WIDE``, ``QUERY_TIMEOUT``
        """
        edits: list[tuple[int, int, str]] = []
        left = self._most
        for statement in statements(text, self._base):
            blocks = []
            for pattern in statement.patterns:
                rows = list(self._rows(pattern, text, left))
                left -= len(rows)
                blocks.append(_block(pattern, rows))
            edits.append((statement.at, statement.at, f" {' '.join(blocks)} "))
            edits += [(start, end, " ") for start, end in statement.cuts]
        return Rewritten(text, sorted(edits, key=lambda edit: edit[:2]))

    def _rows(self, pattern: Pattern, text: str, left: int) -> Iterator[tuple[Words, Match]]:
        """Yield all that a pattern holds for.

        :param left: how many that may be
        """
        for words in pattern.words:
            if not search.phrases(words.text):
                problem = "What a search property looks for holds no letter and no digit"
                hint = "Give at least one word, number or character."
                raise messages.located(text, words.at, "search_no_words", problem, hint)
            matches = self._index().matches(
                words.text,
                kinds=KINDS[pattern.property],
                language=words.language,
                subject=pattern.iri or None,
                strings=len(pattern.columns) > 2,
                most=left + 1,
            )
            left -= len(matches)
            if left < 0:
                raise self._too_wide(words.text)
            yield from ((words, match) for match in matches)

    def _too_wide(self, words: str) -> QueryError:
        most = self._most
        return QueryError(
            "SEARCH_TOO_WIDE",
            f"The search for “{words}” finds more than the {most:,} matches that one query may look up.",
            hint="Look for more words or a longer one, for a phrase in quotation marks, or in one language.",
            say="search_too_wide",
            values={"words": words, "most": most},
        )


class Searching:
    """A store that answers the search properties and gives everything else to another one.

    It owns the other store and the index: closing it closes both.

    :param store: answers the queries
    :param release: folder of the release, whose index is read; where there is none, it is made of what the
        store holds when it is first asked for
    :param base: base IRI
    :param most: matches that the search properties of one query may have together
    :param seconds: wall time that one query may take with its look-ups
    """

    def __init__(self, store: Store, release: Path | None, *, base: str, most: int, seconds: float) -> None:
        self._store = store
        self._file = release / "store" / search.FILE if release else None
        self._base = base
        self._most = most
        self._seconds = seconds
        self._look_ups = LookUps(lambda: self.index, base=base, most=most)
        self._lock = threading.Lock()
        self._index: search.Index | None = None
        self._own: tempfile.TemporaryDirectory[str] | None = None
        self._others: dict[Path, Searching] = {}

    @property
    def version(self) -> str:
        """Version of the release that is served."""
        return self._store.version

    @property
    def index(self) -> search.Index:
        """The index of names and passages."""
        with self._lock:
            if self._index is None:
                self._index = search.Index(self._path(), seconds=self._seconds)
            return self._index

    def _path(self) -> Path:
        if self._file is not None and self._file.is_file():
            return self._file
        self._own = tempfile.TemporaryDirectory(prefix="igr-kg-")
        path = Path(self._own.name) / search.FILE
        names = " ".join(quads.term(name, self._base) for name in search.NAMES)
        rows: list[quads.Quad] = []
        for query in (_NAMES, _TEXTS):
            with self._store.query(query.format(names=names), media_type=port.NTRIPLES) as answer:
                rows += quads.parse(answer.read().decode())
        search.write(path, search.entries(rows, self._base))
        return path

    @property
    def has_others(self) -> bool:
        """Whether the store can answer from other releases."""
        return isinstance(self._store, EmbeddedStore)

    def of(self, directory: Path, version: str) -> Searching:
        """Return another release over the same processes and limits, with its own index.

        See :meth:`igr_kg.store.embedded.EmbeddedStore.of`; only where :attr:`has_others`.

        :param directory: the engine's directory in the folder of the other release
        :param version: of the other release
        """
        if not isinstance(self._store, EmbeddedStore):
            raise TypeError("only the embedded store has other releases")
        with self._lock:
            if directory not in self._others:
                self._others[directory] = Searching(
                    self._store.of(directory, version),
                    directory.parent,
                    base=self._base,
                    most=self._most,
                    seconds=self._seconds,
                )
            return self._others[directory]

    def query(
        self,
        text: str,
        *,
        media_type: str | None = None,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
        timeout: float | None = None,
        reserved: bool = False,
    ) -> Answer:
        """Return the answer to a query; see :meth:`igr_kg.store.port.Store.query`.

        :raises QueryError: ``QUERY_MALFORMED`` where a search property stands in a way that is not answered,
            ``SEARCH_TOO_WIDE``
        """
        begin = time.monotonic()
        text = text.removeprefix("\ufeff")
        rewritten = self._look_ups.rewritten(text)
        passed = time.monotonic() - begin if rewritten.edits else 0.0
        if passed:
            timeout = max(0.01, (self._seconds if timeout is None else min(timeout, self._seconds)) - passed)
        try:
            answer = self._store.query(
                rewritten.sent,
                media_type=media_type,
                default_graphs=default_graphs,
                named_graphs=named_graphs,
                timeout=timeout,
                reserved=reserved,
            )
        except QueryError as error:
            raise messages.moved(error, rewritten.sent, text, rewritten.origin) from None
        return replace(answer, seconds=answer.seconds + passed) if passed else answer

    def begin(
        self,
        text: str,
        *,
        media_type: str | None = None,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
    ) -> Begun[Answer] | None:
        """Begin a query without search properties; see :meth:`igr_kg.store.port.Store.begin`."""
        if may_search(text):
            return None
        return self._store.begin(
            text, media_type=media_type, default_graphs=default_graphs, named_graphs=named_graphs
        )

    def healthy(self) -> bool:
        """Tell whether a query would be answered now."""
        return self._store.healthy()

    def close(self) -> None:
        """Close the store, and delete an index that was made here."""
        with self._lock:
            for made in (self._own, *(other._own for other in self._others.values())):
                if made is not None:
                    made.cleanup()
        self._store.close()

    def __enter__(self) -> Searching:
        """Return the store itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the store."""
        self.close()


def searched(store: Store, release: Path | None, settings: Settings) -> Searching:
    """Return a store that answers the search properties: the one given, or one in front of it.

    :param release: folder of the release, or None
    """
    if isinstance(store, Searching):
        return store
    most, seconds = settings.query_max_matches, settings.query_timeout
    return Searching(store, release, base=settings.base_iri, most=most, seconds=seconds)


def _block(pattern: Pattern, rows: Sequence[tuple[Words, Match]]) -> str:
    """Return the block of values that stands for a pattern (SPARQL 1.1 Query, section 10.2)."""
    columns = ([pattern.variable] if pattern.variable else []) + list(pattern.columns)
    lines = []
    for words, match in rows:
        string = quads.literal(match.value, language=match.language or None)
        cells = [quads.node(match.subject), f"{match.score:.5e}", string][: len(pattern.columns)]
        lines.append(f"({' '.join([words.term, *cells] if pattern.variable else cells)})")
    return f"VALUES ({' '.join(columns)}) {{ {' '.join(lines)} }}"
