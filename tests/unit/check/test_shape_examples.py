"""Every shape says what it should of its examples, and nothing else."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SH, URIRef

from igr_kg import ids
from igr_kg.check import Report, assets, validate
from igr_kg.graph import syntax
from igr_kg.graph.quads import Quad
from tests.support import TOP

EXAMPLES = TOP / "tests" / "shapes"
FILES = sorted(EXAMPLES.glob("*/*.ttl"))
EXPECT = "# expect: "
BASE = ids.DEFAULT_BASE
IGR = f"{BASE}ontology#"
IGRSH = f"{BASE}shapes#"


@cache
def published() -> tuple[Quad, ...]:
    return tuple(syntax.parse((EXAMPLES / "context.ttl").read_bytes(), "ttl", base=BASE))


def expected(path: Path) -> set[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return {line.removeprefix(EXPECT) for line in lines if line.startswith(EXPECT)}


def report_on(path: Path) -> Report:
    return validate(syntax.parse(path.read_bytes(), "ttl", base=BASE), published(), base=BASE)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_an_example_gives_exactly_its_messages(path: Path) -> None:
    results = report_on(path).results
    said = {result.message(language) for result in results for language in ("en", "zh")}
    assert said == expected(path)
    assert bool(results) == path.stem.startswith("bad-")


def constraints() -> dict[str, dict[str, str]]:
    """Return what each shape that constrains something says; the tests of a concept's scheme speak through
    the property that asks for them."""
    shapes = assets.shapes(BASE)
    found = {s for p in (SH.path, SH["or"], SH.select) for s in shapes.graph.subjects(p, None)}
    return {
        str(s): dict(shapes.rules[str(s)].messages)
        for s in found
        if isinstance(s, URIRef) and not str(s).startswith(f"{IGRSH}in-")
    }


def test_every_shape_speaks_both_languages() -> None:
    silent = [shape for shape, said in constraints().items() if set(said) != {"en", "zh"}]
    assert silent == []


def test_every_sentence_of_every_shape_has_a_bad_example() -> None:
    said = {sentence for path in FILES for sentence in expected(path)}
    missing = [s for s, messages in constraints().items() if not set(messages.values()) <= said]
    assert missing == []


def test_every_shape_with_a_target_has_a_good_and_a_bad_example() -> None:
    graph = assets.shapes(BASE).graph
    targeted = {str(s).removeprefix(IGRSH).partition("-")[0] for s in graph.subjects(SH.targetClass, None)}
    for kind in ("good", "bad"):
        assert {path.parent.name for path in FILES if path.stem.startswith(f"{kind}-")} == targeted


def test_every_class_has_a_shape() -> None:
    graph = assets.parse_folder("ontology", BASE)
    shapes = assets.shapes(BASE).graph
    targets = set(shapes.objects(None, SH.targetClass))
    internal = {URIRef(f"{IGR}DatasetCheck")}
    without = [
        str(c)
        for c in graph.subjects(RDF.type, OWL.Class)
        if str(c).startswith(IGR)
        and c not in internal
        and not targets & set(graph.transitive_objects(c, RDFS.subClassOf))
    ]
    assert without == []


def test_every_property_that_a_shape_names_is_declared() -> None:
    graph = assets.shapes(BASE).graph
    paths = {o for o in graph.objects(None, SH.path) if isinstance(o, URIRef)}
    paths |= {o for o in graph.objects(None, SH.inversePath) if isinstance(o, URIRef)}
    reserved = {RDF.subject, RDF.predicate, RDF.object, RDFS.label}
    declared = assets.vocabulary(BASE).properties
    assert {str(p) for p in paths - reserved} - set(declared) == set()
