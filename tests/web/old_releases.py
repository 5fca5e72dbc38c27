"""A folder of four small releases whose answers differ; one of them is damaged."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pyoxigraph

NEW, OLD, OLDER, BROKEN = "3.0.0-new", "2.0.0-old", "1.0.0-older", "1.5.0-broken"
BASE = "https://w3id.org/igr/"
HTML = {"Accept": "text/html"}
NAMES = f"SELECT ?n {{ ?s <{BASE}ontology#name> ?n }} ORDER BY ?n"
UNORDERED = f"SELECT ?n {{ ?s <{BASE}ontology#name> ?n }}"
GRAPH = f"CONSTRUCT {{ ?s <{BASE}ontology#name> ?n }} {{ ?s <{BASE}ontology#name> ?n }}"
HAS_B = f'ASK {{ ?s <{BASE}ontology#name> "b" }}'
SAME = f"SELECT ?s {{ ?s <{BASE}ontology#note> ?o }}"
BLANK = f"SELECT ?o ?v {{ ?s <{BASE}ontology#note> ?o . ?o <{BASE}ontology#value> ?v }}"
LABELS = f"SELECT ?s {{ ?s a <{BASE}ontology#Thing> }}"
SAID = {
    NEW: ["b", "c", "d"],
    OLD: ["a", "b"],
    OLDER: ["a"],
    BROKEN: ["x"],
}


def triples(version: str) -> Iterator[str]:
    """Yield what a release says, in Turtle."""
    thing = f"<{BASE}id/body/thing>"
    for name in SAID.get(version, []):
        yield f'<{BASE}id/n/{name}> <{BASE}ontology#name> "{name}" .\n'
    yield f"{thing} a <{BASE}ontology#Thing> .\n"
    yield f'{thing} <http://www.w3.org/2004/02/skos/core#prefLabel> "Thing of {version}"@en .\n'
    yield f"{thing} <{BASE}ontology#note> _:note .\n"
    yield f'_:note <{BASE}ontology#value> "1" .\n'


def publish(build: Path, version: str, written: int) -> Path:
    """Make a release folder.

    :param written: seconds of the time of its manifest
    """
    folder = build / "releases" / version
    folder.mkdir(parents=True)
    store = pyoxigraph.Store(str(folder / "store"))
    store.bulk_load("".join(triples(version)).encode(), format=pyoxigraph.RdfFormat.TURTLE)
    store.flush()
    (folder / "SHA256SUMS").write_text(f"{'0' * 64}  igr.nt\n", encoding="utf-8")
    (folder / "igr.nt").write_text(f"# {version}\n", encoding="utf-8")
    manifest = folder / "manifest.json"
    manifest.write_text(json.dumps({"version": version, "issued": "2026-01-01"}), encoding="utf-8")
    os.utime(manifest, (written, written))
    return folder


def publish_all(build: Path) -> Path:
    """Publish the releases in a folder, the oldest first, and return it."""
    for number, version in enumerate((OLDER, BROKEN, OLD, NEW)):
        publish(build, version, number)
    for path in (build / "releases" / BROKEN / "store").iterdir():
        path.write_bytes(b"damaged")
    return build


def at(query: str, path: str = "/sparql", **more: str) -> str:
    """Return the address of a query."""
    return f"{path}?{urlencode({'query': query, **more})}"


def names(answer: Any) -> list[str]:
    """Return the names in an answer to :data:`NAMES`."""
    return [row["n"]["value"] for row in json.loads(answer.data)["results"]["bindings"]]


FORM = {"Content-Type": "application/x-www-form-urlencoded"}
