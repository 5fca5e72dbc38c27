"""What the editor of queries needs of the site: words of the page, prefixes, and terms to complete.

The script of the editor (``site/editor``) asks nobody else; without it the page is a form and a table.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from flask import Blueprint, Response, request

from igr_kg.graph import quads
from igr_kg.store import search_tokens
from igr_kg.web import formats, responses, state
from igr_kg.web.i18n import collated
from igr_kg.web.labels import Namer

blueprint = Blueprint("editor", __name__)

PREFIX = "editor."
"""Beginning of the keys of the texts that the script says."""

_PREDICATES = "SELECT ?p (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?p"
"""The default view repeats statements of named graphs, so these hold every property there is."""

_SCHEMES = "SELECT DISTINCT ?concept ?scheme WHERE { ?concept skos:inScheme ?scheme }"

Entry = Sequence[str]
"""A term as the script takes it: its IRI, its name in the language of the page."""


def words() -> Mapping[str, str]:
    """Return the texts of the script in the language of the page, by their keys without ``editor.``."""
    texts = state.texts()
    table = {**texts.fallback, **texts.table}
    found = {key.removeprefix(PREFIX): text for key, text in table.items() if key.startswith(PREFIX)}
    return found | {name: texts.get(f"number.{name}", "") for name in ("group", "decimal")}


def _called(namer: Namer, iri: str) -> str:
    return (namer.label(iri) if namer.addresses.local(iri) else namer.foreign(iri)).plain


def _entries(namer: Namer, iris: Sequence[str]) -> list[Entry]:
    return [(iri, _called(namer, iri)) for iri in iris]


def vocabulary() -> Mapping[str, Any]:
    """Return what can be completed, with names in the language of the page.

    ``classes`` and ``properties`` are those of the ontology and those of other vocabularies that the release
    uses, the most used ones first, then the search properties; ``concepts`` are the members of the concept
    schemes, each with the name of its scheme, in the order of names.
    """
    site, namer = state.site(), state.namer()
    data, known = site.data, site.reference.vocabulary
    uses = {quads.value(row["p"]): int(quads.value(row["n"])) for row in data.rows(_PREDICATES)}
    own = {
        kind: [quads.value(t) for t in known.terms if known.kind(t) == kind] for kind in ("class", "property")
    }
    properties = sorted({*own["property"], *uses}, key=lambda iri: (-uses.get(iri, 0), iri))
    classes = sorted({*own["class"], *site.counts}, key=lambda iri: (-site.counts.get(iri, 0), iri))
    schemes = {quads.value(row["concept"]): quads.value(row["scheme"]) for row in data.rows(_SCHEMES)}
    namer.learn([*schemes, *schemes.values()])
    called, search = partial(_called, namer), f"{data.base}{search_tokens.NAMESPACE}"
    searching = [(f"{search}{name}", state.texts()(f"sparql.{name}")) for name in search_tokens.PROPERTIES]
    concepts = [(iri, called(iri), called(scheme)) for iri, scheme in schemes.items()]
    return {
        "prefixes": {**quads.prefixes(data.base), "search": search},
        "classes": _entries(namer, classes),
        "properties": [*_entries(namer, properties), *searching],
        "concepts": sorted(concepts, key=lambda entry: (collated(entry[1]), entry[0])),
    }


@blueprint.get("/sparql/terms.json")
def terms() -> Response:
    """Send the terms that the editor completes."""
    body = json.dumps(vocabulary(), ensure_ascii=False, separators=(",", ":")) + "\n"
    vary = () if request.args.get("lang") in state.site().texts else ("Accept-Language",)
    return responses.answer(
        body, formats.JSON.content_type, vary=vary, headers={"Content-Language": state.language()}
    )
