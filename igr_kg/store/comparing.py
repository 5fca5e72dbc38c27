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
    known: dict[tuple[Row, ...], str] = {}
    old_names, new_names = _Names(old), _Names(new)
    for _ in range(_ROUNDS):
        classes = len(set(old_names.of.values())), len(set(new_names.of.values()))
        old_names.refine(known)
        new_names.refine(known)
        if classes == (len(set(old_names.of.values())), len(set(new_names.of.values()))):
            break
    return list(map(old_names.row, old)), list(map(new_names.row, new))


class _Names:
    """The names of the blank nodes of one answer."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self.of: dict[str, str] = {}
        self._rows: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            for term in set(filter(is_blank, row)):
                self.of[term] = "_:"
                self._rows[term].append(row)

    def refine(self, known: dict[tuple[Row, ...], str]) -> None:
        """Name each blank node by the rows it stands in, as they read now.

        :param known: names by what they stand for; what is new is added
        """
        fresh = {}
        for term, rows in self._rows.items():
            said = tuple(sorted(self.row(row, itself=term) for row in rows))
            fresh[term] = known.setdefault(said, f"_:{len(known)}")
        self.of = fresh

    def row(self, row: Row, itself: str = "") -> Row:
        """Return a row with names in the place of labels.

        :param itself: the label of the node that is being named
        """
        return tuple("_:itself" if term == itself and term else self.of.get(term, term) for term in row)


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
