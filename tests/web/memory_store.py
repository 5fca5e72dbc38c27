"""A store in memory that keeps the port's promises, for pages that do not test the engine."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence

import pyoxigraph as ox

from igr_kg.graph import quads
from igr_kg.graph.quads import Quad
from igr_kg.store import port

RESULTS = {
    port.JSON: ox.QueryResultsFormat.JSON,
    port.XML: ox.QueryResultsFormat.XML,
    port.CSV: ox.QueryResultsFormat.CSV,
    port.TSV: ox.QueryResultsFormat.TSV,
}


class MemoryStore:
    def __init__(self, rows: list[Quad], base: str) -> None:
        self.version = "test-000000000000"
        self.base = base
        self.store = ox.Store()
        self.store.load("".join(quads.lines(rows)).encode(), format=ox.RdfFormat.N_QUADS)

    def query(
        self,
        text: str,
        *,
        media_type: str | None = None,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
        timeout: float | None = None,
    ) -> port.Answer:
        dataset = {
            name: [ox.NamedNode(g) for g in graphs]
            for name, graphs in (("default_graph", default_graphs), ("named_graphs", named_graphs))
            if graphs
        }
        try:
            found = self.store.query(text, base_iri=self.base, **dataset)
        except SyntaxError as error:
            raise port.QueryError("QUERY_MALFORMED", "Not SPARQL.", where=f"line {error.lineno}") from None
        form = port.QueryForm.SELECT
        if isinstance(found, ox.QueryTriples):
            form = port.QueryForm.CONSTRUCT
        elif isinstance(found, ox.QueryBoolean):
            form = port.QueryForm.ASK
        media_type = media_type or form.media_types[0]
        if media_type not in form.media_types:
            raise port.QueryError("NOT_ACCEPTABLE", "Not in this format.")
        if isinstance(found, ox.QueryTriples):
            body = found.serialize(format=ox.RdfFormat.from_media_type(media_type))
        else:
            body = found.serialize(format=RESULTS[media_type])
        assert body is not None
        etag = hashlib.sha256(body).hexdigest()[:32]
        return port.Answer(io.BytesIO(body), len(body), media_type, etag, 1, 0.0, form)

    def healthy(self) -> bool:
        return True

    def close(self) -> None:
        pass
