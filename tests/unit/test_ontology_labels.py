"""Every concept and term is named in the six languages, and every name says where it was taken from."""

from __future__ import annotations

import csv
import re
import tomllib
from collections import defaultdict
from functools import cache
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from igr_kg import ids
from igr_kg.check import assets
from igr_kg.check.terms import graph_of
from igr_kg.errors import PackError
from igr_kg.graph import ontology_names
from igr_kg.graph.ontology import quads
from tests.support import TOP

IGR = Namespace(f"{ids.DEFAULT_BASE}ontology#")
SCHEME = f"{ids.DEFAULT_BASE}scheme/"
SIX = ("ar", "en", "es", "fr", "ru", "zh")
LABELS = (RDFS.label, SKOS.prefLabel, SKOS.altLabel)
SIX_SCRIPTS = {"ar": "\u0600-\u06ff", "ru": "\u0400-\u04ff", "zh": "\u3400-\u9fff"}
VERBS = """
requests invites decides recommends urges calls-upon encourages welcomes notes stresses reaffirms recalls
endorses approves adopts authorizes appreciates recognizes considers concerned instructs demands condemns
commends supports establishes extends convinced determines guided-by bearing-in-mind expresses other
"""


@cache
def whole() -> Graph:
    """Return the ontology as it is published, with its names and their sources."""
    return graph_of(quads(folders=("ontology",)))


def concepts() -> list[Node]:
    return sorted(whole().subjects(RDF.type, SKOS.Concept), key=str)


def schemes() -> list[Node]:
    return sorted(whole().subjects(RDF.type, SKOS.ConceptScheme), key=str)


def terms() -> list[Node]:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    found = {s for kind in kinds for s in whole().subjects(RDF.type, kind)}
    return sorted((s for s in found if str(s).startswith(str(IGR))), key=str)


def ours() -> list[Node]:
    return [*terms(), *concepts(), *schemes()]


def labels(thing: Node, property_: URIRef) -> list[Literal]:
    return [o for o in whole().objects(thing, property_) if isinstance(o, Literal)]


def members(scheme: Node) -> set[Node]:
    return set(whole().subjects(SKOS.inScheme, scheme))


def test_every_concept_and_scheme_has_one_name_in_each_of_the_six_languages() -> None:
    for thing in [*concepts(), *schemes()]:
        assert sorted(str(o.language) for o in labels(thing, SKOS.prefLabel)) == list(SIX), thing


def test_every_term_has_one_label_in_each_of_the_six_languages() -> None:
    for thing in terms():
        assert sorted(str(o.language) for o in labels(thing, RDFS.label)) == list(SIX), thing


def test_every_class_is_defined_in_the_six_languages() -> None:
    for thing in whole().subjects(RDF.type, OWL.Class):
        if str(thing).startswith(str(IGR)):
            assert sorted(str(o.language) for o in labels(thing, SKOS.definition)) == list(SIX), thing


def test_names_are_written_in_the_script_of_their_language() -> None:
    for thing in ours():
        for property_ in (*LABELS, SKOS.definition):
            for label in labels(thing, property_):
                script = SIX_SCRIPTS.get(str(label.language))
                if script and "SHA-256" not in label:
                    assert re.search(f"[{script}]", label), (thing, label)
                elif not script:
                    assert not re.search(f"[{''.join(SIX_SCRIPTS.values())}]", label), (thing, label)
                assert str(label) == label.strip()


def test_no_two_concepts_of_a_scheme_share_a_name_in_a_language() -> None:
    for scheme in schemes():
        by: dict[Literal, set[Node]] = defaultdict(set)
        for concept in members(scheme):
            for label in labels(concept, SKOS.prefLabel):
                by[Literal(label.casefold(), lang=label.language)].add(concept)
        assert {k: v for k, v in by.items() if len(v) > 1} == {}


def test_no_name_of_a_concept_is_both_preferred_and_alternative() -> None:
    """SKOS, section 5.4, S13."""
    for concept in concepts():
        assert set(labels(concept, SKOS.prefLabel)) & set(labels(concept, SKOS.altLabel)) == set()


def sources_by_axiom() -> dict[tuple[Node, Node, Node], list[Node]]:
    """Return the sources of each annotated axiom."""
    found: dict[tuple[Node, Node, Node], list[Node]] = defaultdict(list)
    graph = whole()
    for axiom in graph.subjects(RDF.type, OWL.Axiom):
        parts = [
            list(graph.objects(axiom, p))
            for p in (OWL.annotatedSource, OWL.annotatedProperty, OWL.annotatedTarget)
        ]
        assert [len(part) for part in parts] == [1, 1, 1]
        found[parts[0][0], parts[1][0], parts[2][0]] += graph.objects(axiom, DCTERMS.source)
    return found


def test_every_name_has_one_source() -> None:
    sources = sources_by_axiom()
    for thing in ours():
        for property_ in LABELS:
            for label in labels(thing, property_):
                assert [type(s) for s in sources[thing, property_, label]] == [URIRef], (thing, label)


def test_every_annotated_axiom_is_stated() -> None:
    for axiom in sources_by_axiom():
        assert axiom in whole()


def test_annotations_are_those_of_owl_2_dl() -> None:
    """OWL 2 Mapping to RDF Graphs, section 2.3.1: an unnamed owl:Axiom, its three parts, annotations."""
    graph = whole()
    properties = set(graph.subjects(RDF.type, OWL.AnnotationProperty)) | {RDFS.comment}
    own = {RDF.type, OWL.annotatedSource, OWL.annotatedProperty, OWL.annotatedTarget}
    for axiom in graph.subjects(RDF.type, OWL.Axiom):
        assert isinstance(axiom, BNode)
        assert set(graph.predicates(axiom)) - own <= properties


def test_the_reasoner_and_the_shapes_are_spared_the_sources_by_axiom() -> None:
    assert not [q for q in quads(names=False) if q.o.endswith("owl#Axiom>")]
    assert not [q for q in quads(folders=("shapes",)) if "owl#annotated" in q.p]


def test_every_source_is_told_and_used() -> None:
    used = {name.source for name in ontology_names.names()} | {ontology_names.OWN}
    assert used == set(ontology_names.sources())
    kinds = {s.kind for s in ontology_names.sources().values()}
    assert kinds == {"project", "translation", "usage", "official", "authority", "vocabulary"}


def test_rows_of_english_and_chinese_only_tell_sources() -> None:
    said = {(q.s, q.p, q.o) for q in quads(folders=("ontology",), names=False)}
    rows = [name for name in ontology_names.names() if name.tag in ("en", "zh")]
    assert len(rows) > 100
    for name in rows:
        assert ontology_names.statement(name, ids.DEFAULT_BASE)[:3] in said, name


def folded(text: str, tag: str) -> str:
    text = text.replace("'", "’").casefold()
    return re.sub(r"\s+", "" if tag == "zh" else " ", text)


def holds(text: str, words: str, tag: str) -> bool:
    """Tell whether words stand in a text, whole."""
    edge = "" if tag == "zh" else r"\b"
    return bool(re.search(f"{edge}{re.escape(folded(words, tag))}{edge}", folded(text, tag)))


def test_a_document_that_is_named_as_a_source_holds_the_words() -> None:
    texts = {}
    for path in (TOP / "data" / "documents").glob("*/meta.toml"):
        symbol = tomllib.loads(path.read_text(encoding="utf-8"))["symbol"]
        for text in path.parent.glob("*.txt"):
            place = ids.document(symbol).removeprefix("id/document/")
            texts[place, text.stem] = text.read_text(encoding="utf-8")
    rows = [name for name in ontology_names.names() if name.source == "document"]
    assert rows
    for name in rows:
        assert holds(texts[name.place, name.tag], name.text, name.tag), name


def test_a_body_that_is_named_as_a_source_has_the_words_in_its_name() -> None:
    names: dict[tuple[str, str], str] = defaultdict(str)
    for path in (TOP / "data" / "authority" / "names").glob("*.tsv"):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                names[row["key"], path.stem] += row["name"] + "\n"
    for name in ontology_names.names():
        if name.source == "authority":
            assert holds(names[name.place, name.tag], name.text, name.tag), name


def test_forms_of_verbs_stand_in_the_packs_under_their_class() -> None:
    """A pack may hold the stem alone; then the name begins with it."""
    rows = [name for name in ontology_names.names() if name.source == "verb-forms"]
    assert {name.tag for name in rows} == {"ar", "es", "fr", "ru"}
    forms: dict[tuple[str, str], set[str]] = defaultdict(set)
    for tag in {name.tag for name in rows}:
        for path in (TOP / "data" / "lang" / tag).glob("acts*.toml"):
            words = tomllib.loads(path.read_text(encoding="utf-8")).get("words", {})
            for table in (t for t in words.values() if isinstance(t, dict)):
                for form, code in table.items():
                    forms[tag, str(code)].add(form)
    for name in rows:
        known = forms[name.tag, name.term.rpartition("/")[2]]
        assert any(name.text == form or name.text.startswith(form) for form in known), name


def test_the_verbs_are_those_of_the_annotation_format() -> None:
    scheme = URIRef(f"{SCHEME}verb")
    found = {str(c).rpartition("/")[2] for c in members(scheme) - groups(scheme)}
    assert found == set(VERBS.split())


def groups(scheme: Node) -> set[Node]:
    return {c for c in members(scheme) if (c, SKOS.narrower, None) in whole()}


def test_every_verb_but_the_unknown_one_stands_in_a_group_that_is_no_verb() -> None:
    scheme = URIRef(f"{SCHEME}verb")
    for verb in members(scheme) - groups(scheme) - {URIRef(f"{scheme}/other")}:
        (group,) = whole().objects(verb, SKOS.broader)
        assert group in groups(scheme)


def test_the_check_knows_which_concepts_group_others() -> None:
    told = {s for s, p, _ in assets.vocabulary().context if p == SKOS.narrower}
    assert {URIRef(f"{SCHEME}verb/directive"), URIRef(f"{SCHEME}document-kind/adopted-text")} <= told


def test_broader_and_narrower_are_inverse_within_one_scheme() -> None:
    graph = whole()
    broader = set(graph.subject_objects(SKOS.broader))
    assert broader
    assert {(o, s) for s, o in graph.subject_objects(SKOS.narrower)} == broader
    for child, parent in broader:
        assert list(graph.objects(child, SKOS.inScheme)) == list(graph.objects(parent, SKOS.inScheme))


@pytest.mark.parametrize("scheme", schemes(), ids=lambda s: str(s).rpartition("/")[2])
def test_top_concepts_are_those_without_a_broader_one_and_no_concept_is_above_itself(scheme: Node) -> None:
    graph = whole()
    top = {c for c in members(scheme) if (c, SKOS.broader, None) not in graph}
    assert set(graph.subjects(SKOS.topConceptOf, scheme)) == top
    assert set(graph.objects(scheme, SKOS.hasTopConcept)) == top
    for concept in members(scheme):
        above = set(graph.objects(concept, SKOS.broader))
        reached = {o for parent in above for o in graph.transitive_objects(parent, SKOS.broader)}
        assert concept not in reached
        assert concept in top or reached & top


def test_every_class_has_an_example_and_examples_say_their_language() -> None:
    graph = whole()
    for thing in graph.subjects(RDF.type, OWL.Class):
        if str(thing).startswith(str(IGR)):
            assert labels(thing, SKOS.example), thing
    for example in graph.objects(None, SKOS.example):
        assert isinstance(example, Literal)
        assert example.language in SIX


def test_scope_notes_are_given_in_english_and_chinese() -> None:
    noted = [s for s in ours() if labels(s, SKOS.scopeNote)]
    assert len(noted) > 30
    for thing in noted:
        assert sorted(str(o.language) for o in labels(thing, SKOS.scopeNote)) == ["en", "zh"], thing


@pytest.mark.parametrize("row", ["igr:Act\trdfs:label\tacte\tnobody\n", "igr:Act\trdfs:label\tacte\n"])
def test_a_row_without_a_source_that_is_known_is_told(row: str, tmp_path: Path) -> None:
    names = TOP / ontology_names.FOLDER / "sources.tsv"
    (tmp_path / "sources.tsv").write_text(names.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "fr.tsv").write_text("\t".join(ontology_names.COLUMNS) + "\n" + row, encoding="utf-8")
    with pytest.raises(PackError) as caught:
        ontology_names.read(tmp_path)
    assert caught.value.code == "BAD_NAME"
