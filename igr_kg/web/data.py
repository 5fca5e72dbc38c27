"""Questions to the store from the site's own pages: safe text in, rows of terms out.

Terms are strings as canonical N-Quads writes them (:mod:`igr_kg.graph.quads`), which are terms of SPARQL
as well. What a visitor sends enters a query only as such a term.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from igr_kg.graph import quads
from igr_kg.graph.quads import Quad
from igr_kg.store import port

Row = Mapping[str, str]
_PLACE = re.compile(r"\$(\w+)")


@dataclass(frozen=True, slots=True)
class Text:
    """A plain string that goes into a query as a literal."""

    value: str


def _term(value: object) -> str:
    if isinstance(value, Text):
        return quads.literal(value.value)
    if isinstance(value, bool | int):
        return str(value).lower()
    if isinstance(value, str):
        return quads.node(value)
    if isinstance(value, Iterable):
        return " ".join(_term(item) for item in value)
    raise TypeError(f"{value!r} cannot go into a query")


def fill(template: str, **values: object) -> str:
    r"""Return a query with its ``$name`` places filled with terms.

    :param values: a ``str`` is an IRI, a :class:`Text` a literal, an ``int`` a number, a sequence all of its
        items with blanks between them (for ``VALUES``)
    :raises InputError: ``BAD_IRI`` for a string that is no absolute IRI

    >>> fill("ASK { $thing ?p $words }", thing="http://a/b", words=Text('say "x"'))
    'ASK { <http://a/b> ?p "say \\"x\\"" }'
    """
    return _PLACE.sub(lambda place: _term(values[place[1]]), template)


def read_term(value: Mapping[str, Any]) -> str:
    """Return the N-Quads term of one value of the SPARQL JSON results format."""
    kind, text = value["type"], value["value"]
    if kind == "uri":
        return f"<{text}>"
    if kind == "bnode":
        return f"_:{text}"
    if kind == "triple":  # of SPARQL 1.2, which the engine knows; shown as text
        return quads.quoted(f"<<( {' '.join(map(read_term, text.values()))} )>>")
    language, datatype = value.get("xml:lang"), value.get("datatype")
    if language:
        return f"{quads.quoted(text)}@{language}"
    return quads.quoted(text) + (f"^^<{datatype}>" if datatype and datatype != f"{quads.XSD}string" else "")


def written_term(term: str) -> dict[str, str]:
    """Return an N-Quads term as a value of the SPARQL JSON results format.

    >>> written_term('"a"@en')
    {'type': 'literal', 'value': 'a', 'xml:lang': 'en'}
    """
    found = {"type": "literal", "value": quads.value(term)}
    if not quads.is_literal(term):
        return found | {"type": "uri" if quads.is_iri(term) else "bnode"}
    language, datatype = quads.language(term), quads.datatype(term)
    if language:
        return found | {"xml:lang": language}
    return found | ({"datatype": datatype} if datatype and datatype != f"{quads.XSD}string" else {})


def _solutions(found: Mapping[str, Any]) -> list[Row]:
    rows = found["results"]["bindings"]
    return [{name: read_term(value) for name, value in row.items()} for row in rows]


@dataclass(frozen=True, slots=True)
class Data:
    """The store as the pages use it; the namespaces of their queries are under ``base``."""

    store: port.Store
    base: str

    def _ask_store(self, query: str) -> dict[str, Any]:
        table = quads.prefixes(self.base)
        used = [name for name in table if f"{name}:" in query]
        head = "".join(f"PREFIX {name}: <{table[name]}>\n" for name in used)
        answer = self.store.query(head + query, media_type=port.JSON, reserved=True)
        found: dict[str, Any] = json.loads(answer.read())
        return found

    def rows(self, template: str, **values: object) -> list[Row]:
        """Return the solutions of a SELECT query; an unbound variable is missing from its row."""
        return _solutions(self._ask_store(fill(template, **values)))

    def ask(self, template: str, **values: object) -> bool:
        """Return the answer to an ASK query."""
        return bool(self._ask_store(fill(template, **values))["boolean"])

    def quads(self, template: str, **values: object) -> list[Quad]:
        """Return the rows of a query for ``?s ?p ?o`` and perhaps ``?g`` as statements."""
        return [Quad(row["s"], row["p"], row["o"], row.get("g", "")) for row in self.rows(template, **values)]

    def term(self, name: str) -> str:
        """Return the term of a prefixed name, ``igr:`` under the base."""
        return quads.term(name, self.base)

    def count(self, template: str, **values: object) -> int:
        """Return the number that a query gives as ``?n``."""
        rows = self.rows(template, **values)
        return int(quads.value(rows[0]["n"])) if rows else 0


def chunks(items: Sequence[str], size: int = 400) -> Iterable[Sequence[str]]:
    """Yield a list in pieces, so that a ``VALUES`` block stays small."""
    for start in range(0, len(items), size):
        yield items[start : start + size]
