"""SPARQL 1.1 Graph Store HTTP Protocol, the operations that read.

https://www.w3.org/TR/sparql11-http-rdf-update/: graphs are named indirectly, ``/graph-store?default`` or
``/graph-store?graph=IRI`` (section 4.2), and those of the release directly by their own addresses under
``/graph/`` (section 4.1). A release does not change, so the operations that write are no methods here: 405.
"""

from __future__ import annotations

from flask import Blueprint, Response, request

from igr_kg.graph import quads
from igr_kg.web import formats, linked_data, responses, sparql, state
from igr_kg.web.errors import WebError

blueprint = Blueprint("graph_store", __name__)

PATH = "/graph-store"
_WHOLE = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
_NAMES = ("default", "graph")


def _asked() -> str:
    """Return the IRI of the graph that the request names; that of the default view for ``default``.

    :raises WebError: ``BAD_REQUEST``, ``DUPLICATE_PARAMETER``
    :raises InputError: ``BAD_IRI``
    """
    given = [(name, value) for name in _NAMES for value in request.args.getlist(name)]
    if not given:
        raise WebError(
            "BAD_REQUEST",
            "The request names no graph.",
            hint="Name one by ?graph= with its IRI, or the default graph by ?default.",
            say="no_graph_named",
        )
    if len(given) > 1:
        raise WebError(
            "DUPLICATE_PARAMETER",
            f"A request names one graph; this one names {len(given)}.",
            hint="Give either default or graph, once.",
            say="one_graph",
            values={"n": len(given)},
        )
    name, iri = given[0]
    if name == "default":
        return default_view()
    quads.node(iri)
    return iri


def default_view() -> str:
    """Return the IRI that stands for the default graph where a graph is asked for by name."""
    return f"{state.site().settings.base_iri}graph/default"


@blueprint.get(PATH)
def graph() -> Response:
    """Send one graph whole, within the limits of every answer; nothing is cut."""
    iri = _asked()
    choice = responses.pick(formats.TRIPLES, suffixes=False)
    site = state.site()
    if iri != default_view() and not site.data.ask("ASK { GRAPH $graph { ?s ?p ?o } }", graph=iri):
        raise linked_data.nothing(iri)
    answer = site.store.query(_WHOLE, media_type=choice.format.media_type, default_graphs=[iri])
    return sparql.send(answer, choice)
