"""How a dataset of ours is told to a server: its default graph may be the default view, or all there is.

On a server with a default graph of its own the default view lies in it, and nothing need be said. On one
whose default graph is the union of its named graphs the view is loaded under the name ``graph/default``: it
is passed as the default graph and hidden from ``GRAPH``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from igr_kg.store.front import DEFAULT_VIEW, Request
from igr_kg.store.scanner import Scan, Token, resolve_names, scan, tokens

NOTHING = "urn:x-igr-kg:nothing"
"""A graph that does not exist, for servers that take a list of no graphs for no list."""

_KINDS_IN_VIEW = ("document", "submission", "authority", "links", "ontology")


@dataclass(frozen=True, slots=True)
class Profile:
    """What a server does with datasets.

    :param view: IRI of the graph that holds the default view; empty: the server's own default graph does
    :param shows_all: ``GRAPH ?g`` goes over all graphs even where a default graph was named and no other
        (SPARQL 1.1 Protocol, section 2.1.4, has otherwise)
    :param hidden: of these graphs, those that are none of the release
    :param timeout: name of the parameter for the time limit and its unit, ``ms`` or ``s``; empty: none
    """

    view: str = ""
    shows_all: bool = False
    hidden: tuple[str, ...] = ()
    timeout: tuple[str, str] | None = None


def in_view(graph: str, base: str) -> bool:
    """Tell whether a graph is part of the default view.

    >>> in_view("http://a/graph/document/x/en", "http://a/"), in_view("http://a/graph/text/x/en", "http://a/")
    (True, False)
    """
    start = f"{base}graph/"
    return graph.startswith(start) and graph[len(start) :].partition("/")[0] in _KINDS_IN_VIEW


@dataclass(frozen=True, slots=True)
class Plan:
    """What is sent.

    :param text: the query
    :param default_graphs: values of ``default-graph-uri``
    :param named_graphs: values of ``named-graph-uri``
    """

    text: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()

    def fields(self) -> list[tuple[str, str]]:
        """Return the parameters of the request (SPARQL 1.1 Protocol, section 2.1.4)."""
        return [
            ("query", self.text),
            *(("default-graph-uri", iri) for iri in self.default_graphs),
            *(("named-graph-uri", iri) for iri in self.named_graphs),
        ]


def plan(request: Request, profile: Profile, graphs: Callable[[], Sequence[str]]) -> Plan:
    """Return what a server must be sent for a request.

    :param graphs: returns the IRIs of all graphs of the release but ``graph/default``; asked only when needed
    """
    found = scan(request.text, request.base)
    row = tokens(request.text)
    default, named = _wanted(request, found)
    if default is None or named is None:
        return _own(request, row, profile, graphs)
    asked = [*_graph_names(row)]
    if profile.view:
        default = tuple(iri or profile.view for iri in default)
        # Without a default graph a strict server has none, and one that shows all must be told of one.
        default, named = default or (NOTHING,), named or ((NOTHING,) if profile.shows_all else ())
    elif DEFAULT_VIEW in default:
        if default == (DEFAULT_VIEW,) and not named and not asked:
            return Plan(_text(request, row, _without_from(row)))
        view = [iri for iri in graphs() if in_view(iri, request.base)]
        default = tuple(dict.fromkeys([*view, *filter(None, default)]))
    return Plan(_text(request, row, _without_from(row)), default, named)


def _wanted(request: Request, found: Scan) -> tuple[tuple[str, ...], tuple[str, ...]] | tuple[None, None]:
    """Return the dataset of the request, or of FROM in the query, or twice None for the store's own."""
    if request.default_graphs is not None:
        return request.default_graphs, request.named_graphs or ()
    if found.default_graphs or found.named_graphs:
        return found.default_graphs, found.named_graphs
    return None, None


def _own(request: Request, row: list[Token], profile: Profile, graphs: Callable[[], Sequence[str]]) -> Plan:
    """Return the plan for the store's own dataset: the default view, and all named graphs."""
    if not profile.view:
        return Plan(_text(request, row, {}))
    changes: dict[tuple[int, int], str] = {}
    named: dict[str, None] = {}
    for name in _graph_names(row):
        if name.kind == "variable":
            if profile.shows_all:
                hidden = ", ".join(f"<{iri}>" for iri in (profile.view, *profile.hidden))
                end = _end_of_group(row, name)
                changes[end, end] = f" FILTER({name.text} NOT IN ({hidden})) "
            else:
                named |= dict.fromkeys(graphs())
            continue
        [iri] = resolve_names(row, request.base, [name])
        if iri == profile.view:
            changes[name.start, name.start + len(name.text)] = f"<{NOTHING}>"
        elif not profile.shows_all:
            named[iri] = None
    return Plan(_text(request, row, changes), (profile.view,), tuple(named))


def _graph_names(row: list[Token]) -> Iterator[Token]:
    """Yield the variable, IRI or name after each GRAPH."""
    for before, token in pairwise(row):
        if before.kind == "word" and before.text.upper() == "GRAPH":
            yield token


def _end_of_group(row: list[Token], name: Token) -> int:
    """Return the offset behind the group that stands after a token."""
    depth = 0
    for token in row[row.index(name) + 1 :]:
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        if depth == 0:
            return token.start + 1
    return name.start


def _without_from(row: list[Token]) -> dict[tuple[int, int], str]:
    """Return the changes that take the dataset clauses away."""
    changes = {}
    for index, token in enumerate(row):
        if token.kind == "word" and token.text.upper() == "FROM":
            last = row[index + 1]
            if last.text.upper() == "NAMED":
                last = row[index + 2]
            changes[token.start, last.start + len(last.text)] = " "
    return changes


def _text(request: Request, row: list[Token], changes: dict[tuple[int, int], str]) -> str:
    """Return the query with changes made and its base in front; the protocol has no other way to tell it."""
    text = request.text
    for (start, end), new in sorted(changes.items(), reverse=True):
        text = text[:start] + new + text[end:]
    return f"BASE <{request.base}>\n{text}"
