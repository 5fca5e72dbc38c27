"""Foreign parsers read the ontology and the schemes in every syntax that is served."""

from __future__ import annotations

import io
import json
import shutil
import subprocess
from pathlib import Path

import owlready2
import pytest
from flask.testing import FlaskClient
from rdflib import OWL, RDF, Graph

from igr_kg import config, ids
from igr_kg.check import assets
from igr_kg.graph import quads, syntax
from igr_kg.store.port import Store
from igr_kg.web.app import create_app
from tests.support import TOP

# rdflib's own parser of JSON-LD uses what rdflib itself gives up.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
PATHS = ("/ontology", "/shapes", "/scheme/verb", "/scheme/topic")
SUFFIXES = {"ttl": "turtle", "rdf": "xml", "jsonld": "json-ld", "nt": "nt"}
RAPPER = {"ttl": "turtle", "rdf": "rdfxml", "nt": "ntriples"}
NAMESPACE = f"{ids.DEFAULT_BASE}ontology#"


@pytest.fixture(scope="module")
def served(release_store: Store, release_folder: Path) -> FlaskClient:
    return create_app(config.load({}, environ={}), release_store, release_folder).test_client()


@pytest.mark.parametrize("path", PATHS)
def test_rdflib_reads_the_same_from_every_syntax(served: FlaskClient, path: str) -> None:
    bodies = {suffix: served.get(f"{path}.{suffix}").data for suffix in SUFFIXES}
    graphs = [Graph().parse(data=bodies[suffix], format=name) for suffix, name in SUFFIXES.items()]
    assert len(graphs[0]) > 30
    assert {len(graph) for graph in graphs} == {len(graphs[0])}
    named = [{t for t in graph if not any(x.startswith("_:") for x in map(_n3, t))} for graph in graphs]
    assert all(one == named[0] for one in named)


def _n3(term: object) -> str:
    return term.n3() if hasattr(term, "n3") else str(term)


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("suffix", sorted(RAPPER))
def test_rapper_reads_every_statement(served: FlaskClient, path: str, suffix: str, tmp_path: Path) -> None:
    rapper = shutil.which("rapper")
    if rapper is None:
        pytest.skip("rapper is not installed")
    data = served.get(f"{path}.{suffix}").data
    file = tmp_path / f"data.{suffix}"
    file.write_bytes(data)
    done = subprocess.run(
        [rapper, "-q", "-i", RAPPER[suffix], "-o", "ntriples", str(file), ids.DEFAULT_BASE],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert len(set(done.stdout.splitlines())) == len(set(syntax.parse(data, suffix)))


def test_owlready_loads_what_is_served_as_rdf_xml(served: FlaskClient) -> None:
    world = owlready2.World()
    ontology = world.get_ontology(f"{ids.DEFAULT_BASE}ontology")
    ontology.load(fileobj=io.BytesIO(served.get("/ontology.rdf").data))
    declared = assets.vocabulary()
    ours = {iri for iri in declared.terms if iri.startswith(NAMESPACE)}
    classes = {c.iri for c in world.classes() if c.iri.startswith(NAMESPACE)}
    properties = {p.iri for p in world.properties() if p.iri.startswith(NAMESPACE)}
    assert properties == ours & set(declared.properties)
    assert classes == ours - set(declared.properties) - set(declared.concepts)
    labels = world.sparql(f"SELECT ?l {{ <{NAMESPACE}Act> rdfs:label ?l }}")
    assert {label.lang for (label,) in labels} == {"ar", "en", "es", "fr", "ru", "zh"}


def test_every_term_has_its_names_in_owlready(served: FlaskClient) -> None:
    """There ``term.label`` is ``igr:label``, which has the same last part; names are ``label[term]``."""
    world = owlready2.World()
    ontology = world.get_ontology(f"{ids.DEFAULT_BASE}ontology")
    ontology.load(fileobj=io.BytesIO(served.get("/ontology.rdf").data))
    assert owlready2.label[world[f"{NAMESPACE}Act"]].fr == ["acte"]
    terms = [t for t in [*world.classes(), *world.properties()] if t.iri.startswith(NAMESPACE)]
    assert len(terms) > 200
    for term in terms:
        names = [name.lang for name in owlready2.label[term]]
        assert set(names) >= {"ar", "en", "es", "fr", "ru", "zh"}, term.iri
    assert "owlready2.label[term]" in (TOP / "site" / "manual" / "ontology.md").read_text(encoding="utf-8")


def test_the_context_names_every_term_as_the_ontology_does(served: FlaskClient) -> None:
    context = served.get("/context.jsonld").get_json()["@context"]
    graph = Graph().parse(data=served.get("/ontology.nt").data, format="nt")
    links = {str(s) for s in graph.subjects(RDF.type, OWL.ObjectProperty)}
    terms = [iri for iri in assets.vocabulary().terms if iri.startswith(NAMESPACE)]
    assert len(terms) > 200
    for iri in terms:
        name = iri.removeprefix(NAMESPACE)
        wanted = {"@id": f"igr:{name}", "@type": "@id"} if iri in links else f"igr:{name}"
        assert context[name] == wanted


def test_the_context_reads_a_thing_back(served: FlaskClient) -> None:
    context = served.get("/context.jsonld").get_json()["@context"]
    body = {"@context": context, "id": "http://a.example/1", "type": "Act", "agent": "http://a.example/2"}
    graph = Graph().parse(data=json.dumps(body), format="json-ld")
    assert {tuple(map(str, t)) for t in graph} == {
        ("http://a.example/1", str(RDF.type), f"{NAMESPACE}Act"),
        ("http://a.example/1", f"{NAMESPACE}agent", "http://a.example/2"),
    }
    assert quads.prefixes(ids.DEFAULT_BASE)["igr"] == NAMESPACE
