"""Every shape says what it should of its examples, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SH, Graph, URIRef

from igr_kg import ids
from igr_kg.check import Report, Result, assets, validate
from igr_kg.graph import syntax
from igr_kg.graph.quads import Quad, value
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


@cache
def as_written() -> Graph:
    return assets.parse_folder("shapes", BASE)


def expected(path: Path) -> set[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return {line.removeprefix(EXPECT) for line in lines if line.startswith(EXPECT)}


def read(path: Path, name: str = "one") -> list[Quad]:
    """Return the statements of an example, its thing renamed so that several can stand side by side."""
    text = path.read_text(encoding="utf-8").replace("ex:one", f"ex:{name}")
    return syntax.parse(text.encode(), "ttl", base=BASE)


def report_on(path: Path) -> Report:
    return validate(read(path), published(), base=BASE)


def said(results: Iterable[Result]) -> set[str]:
    return {result.message(language) for result in results for language in ("en", "zh")}


@pytest.mark.parametrize("shape", sorted({path.parent.name for path in FILES}))
def test_an_example_gives_exactly_its_messages(shape: str) -> None:
    paths = list((EXAMPLES / shape).glob("*.ttl"))
    report = validate([quad for path in paths for quad in read(path, path.stem)], published(), base=BASE)
    by_focus: dict[str, list[Result]] = {path.stem: [] for path in paths}
    for result in report.results:
        by_focus[value(result.focus).rpartition("/")[2]].append(result)
    assert {path.stem: said(by_focus[path.stem]) for path in paths} == {p.stem: expected(p) for p in paths}


def test_good_examples_expect_nothing_and_bad_ones_something() -> None:
    for path in FILES:
        assert bool(expected(path)) == path.stem.startswith("bad-"), path


def constraints() -> dict[str, dict[str, str]]:
    """Return what each shape that constrains something says; what a value is to be (a concept of a scheme, an
    actor) speaks through the property that asks for it."""
    graph, rules = as_written(), assets.shapes(BASE).rules
    found = {s for p in (SH.path, SH["or"], SH["not"], SH.sparql) for s in graph.subjects(p, None)}
    return {
        str(s): dict(rules[str(s)].messages)
        for s in found
        if isinstance(s, URIRef) and not str(s).startswith((f"{IGRSH}in-", f"{IGRSH}is-"))
    }


def test_every_shape_speaks_both_languages() -> None:
    silent = [shape for shape, said in constraints().items() if set(said) != {"en", "zh"}]
    assert silent == []


def test_every_sentence_of_every_shape_has_a_bad_example() -> None:
    said = {sentence for path in FILES for sentence in expected(path)}
    missing = [s for s, messages in constraints().items() if not set(messages.values()) <= said]
    assert missing == []


def test_every_shape_with_a_target_has_a_good_and_a_bad_example() -> None:
    graph = as_written()
    targeted = {str(s).removeprefix(IGRSH).partition("-")[0] for s in graph.subjects(SH.targetClass, None)}
    for kind in ("good", "bad"):
        assert {path.parent.name for path in FILES if path.stem.startswith(f"{kind}-")} == targeted


def test_every_class_has_a_shape() -> None:
    graph = assets.parse_folder("ontology", BASE)
    shapes = as_written()
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


def test_every_property_has_a_shape() -> None:
    """But those that only reports of checks hold: reports are no data."""
    graph, shapes = assets.parse_folder("ontology", BASE), as_written()
    of_reports = {URIRef(f"{IGR}{name}") for name in ("detail", "inGraph")}
    declared = {
        s
        for kind in (OWL.ObjectProperty, OWL.DatatypeProperty)
        for s in graph.subjects(RDF.type, kind)
        if str(s).startswith(IGR)
    }
    assert len(declared) > 150
    assert declared - set(shapes.objects(None, SH.path)) == of_reports


def test_every_property_that_a_shape_names_is_declared() -> None:
    graph = as_written()
    paths = {o for o in graph.objects(None, SH.path) if isinstance(o, URIRef)}
    paths |= {o for o in graph.objects(None, SH.inversePath) if isinstance(o, URIRef)}
    reserved = {RDF.type, RDF.subject, RDF.predicate, RDF.object, RDFS.label}
    declared = assets.vocabulary(BASE).properties
    assert {str(p) for p in paths - reserved} - set(declared) == set()


@pytest.mark.parametrize("name", ["ActShape", "EvidenceShape", "MeasureShape", "MeetingShape"])
def test_shapes_as_written_give_the_same_results(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = [path for path in FILES if path.parent.name == name][::4]
    ours = [report_on(path) for path in paths]
    monkeypatch.setattr(assets, "with_targets_at_properties", lambda graph: graph)
    assets.shapes.cache_clear()
    try:
        assert [report_on(path) for path in paths] == ours
    finally:
        assets.shapes.cache_clear()
