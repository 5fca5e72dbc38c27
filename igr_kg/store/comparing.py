"""Whether two answers to one query are the same, and what only one of them has.

An answer is a list of rows of terms: the solutions of a SELECT, or the triples of a graph. Its rows count
with how often they occur; their order counts only where the query sets one.

A blank node has no name outside its answer (RDF 1.1 Concepts, section 3.4). Here two of them are taken for
the same when the same is said of them: each gets a name that is made of the rows it stands in, which is
refined a few times with the names of its neighbours (colour refinement, as in canonical labelling of
graphs). Answers that differ by more than the labels of blank nodes may pass as the same only where blank
nodes a few steps apart tell them apart; answers that are the same never count as different.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from igr_kg.graph.quads import is_blank
from igr_kg.store.scanner import tokens

Row = tuple[str, ...]
"""Terms as canonical N-Quads writes them, in the order of the columns; an empty string: unbound."""

_ROUNDS = 4
_MOST_REFINED = 20_000
"""Rows with blank nodes in one answer beyond which there is one round: more would take seconds."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between an old and a new answer.

    :param added: the first rows that only the new answer has, one as often as it has it more often
    :param removed: the first rows that only the old one has
    :param n_added: how many there are in all
    :param n_removed: likewise
    :param reordered: the rows are the same, but not their order, which the query sets
    :param blank: whether blank nodes were compared by what is said of them
    """

    added: Sequence[Row] = ()
    removed: Sequence[Row] = ()
    n_added: int = 0
    n_removed: int = 0
    reordered: bool = False
    blank: bool = False

    @property
    def same(self) -> bool:
        """Whether the answers are the same."""
        return not (self.n_added or self.n_removed or self.reordered)


def changes(old: Sequence[Row], new: Sequence[Row], *, ordered: bool = False, most: int = 100) -> Changes:
    """Compare two answers.

    :param ordered: whether the order of the rows counts
    :param most: rows that are listed as added, and as removed

    >>> changes([("1",), ("2",)], [("2",), ("2",), ("1",)]).added
    [('2',)]
    >>> changes([("_:a", "1")], [("_:b", "1")]).same
    True
    """
    blank = any(map(is_blank, (term for rows in (old, new) for row in rows for term in row)))
    old_named, new_named = _renamed(old, new) if blank else (old, new)
    n_old, n_new = Counter(old_named), Counter(new_named)
    more, fewer = n_new - n_old, n_old - n_new
    same_rows = not more and not fewer
    return Changes(
        list(_first(new, new_named, more, most)),
        list(_first(old, old_named, fewer, most)),
        more.total(),
        fewer.total(),
        ordered and same_rows and list(old_named) != list(new_named),
        blank,
    )


def _first(rows: Sequence[Row], named: Sequence[Row], wanted: Mapping[Row, int], most: int) -> Iterator[Row]:
    """Yield the first rows that are among those wanted, each as often as it is wanted."""
    left = dict(wanted)
    for row, name in zip(rows, named, strict=True):
        if most <= 0 or not left:
            return
        if name in left:
            left[name] -= 1
            if not left[name]:
                del left[name]
            most -= 1
            yield row


def _renamed(old: Sequence[Row], new: Sequence[Row]) -> tuple[list[Row], list[Row]]:
    """Return the rows with names of blank nodes that are equal where what is said of them is.

    Both answers go through the same rounds: the names of one round can be compared, those of two cannot.
    """
    old_names, new_names = _Names(old), _Names(new)
    few = max(old_names.rows, new_names.rows) <= _MOST_REFINED
    for _ in range(_ROUNDS if few else 1):
        classes = old_names.classes, new_names.classes
        rows: dict[Row, int] = {}
        said: dict[tuple[tuple[int, int], ...], str] = {}
        old_names.refine(rows, said)
        new_names.refine(rows, said)
        if classes == (old_names.classes, new_names.classes):
            break
    return old_names.renamed(old), new_names.renamed(new)


class _Names:
    """The names of the blank nodes of one answer."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = [row for row in rows if any(map(is_blank, row))]
        self._places: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, row in enumerate(self._rows):
            for column, term in enumerate(row):
                if is_blank(term):
                    self._places[term].append((number, column))
        self._of = dict.fromkeys(self._places, "_:")
        self.rows = len(self._rows)

    @property
    def classes(self) -> int:
        """How many names there are."""
        return len(set(self._of.values()))

    def refine(self, rows: dict[Row, int], said: dict[tuple[tuple[int, int], ...], str]) -> None:
        """Name each blank node by the rows it stands in, as they read now, and its columns there.

        :param rows: numbers of the rows as they read in this round; what is new is added
        :param said: names by numbers and columns; likewise
        """
        numbers = [rows.setdefault(row, len(rows)) for row in self.renamed(self._rows)]
        for term, places in self._places.items():
            found = tuple(sorted((numbers[number], column) for number, column in places))
            self._of[term] = said.setdefault(found, f"_:{len(said)}")

    def renamed(self, rows: Iterable[Row]) -> list[Row]:
        """Return rows with names in the place of labels."""
        return [tuple(map(self._of.get, row, row)) for row in rows]


def is_ordered(query: str) -> bool:
    """Tell whether a query sets the order of its solutions: by ORDER BY outside all braces.

    >>> (
    ...     is_ordered("SELECT * { ?s ?p ?o } ORDER BY ?s"),
    ...     is_ordered("SELECT * { { SELECT * {} ORDER BY ?s } }"),
    ... )
    (True, False)
    """
    depth, last = 0, ""
    for token in tokens(query):
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        word = token.text.upper()
        if not depth and last == "ORDER" and token.kind == "word" and word.startswith("BY"):
            return True
        last = word if token.kind == "word" else ""
    return False
