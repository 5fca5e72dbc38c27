"""The ontology has none of the faults that are looked for, and each check finds the fault that it names."""

from __future__ import annotations

import re
from functools import cache

import pytest
from rdflib import Graph

from igr_kg import ids
from igr_kg.check import quality
from igr_kg.check.ontology import Check, Ontology
from igr_kg.check.terms import graph_of
from igr_kg.graph import ontology, quads, syntax
from tests.support import TOP

PREFIXES = (
    "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in quads.prefixes(ids.DEFAULT_BASE).items())
    + "@prefix : <https://w3id.org/igr/scheme/s/> .\n"
)
NAMED = (
    'rdfs:label "{0}"@en, "{0}甲"@zh ; skos:definition "What {0} is, in words."@en, "{0}之义，详述之。"@zh'
)
HOME = "<https://w3id.org/igr/ontology>"


@cache
def shipped() -> Ontology:
    """Return the ontology and the shapes that ship, with the names of terms that anything uses."""
    texts = [p.read_text(encoding="utf-8") for p in (TOP / "igr_kg").rglob("*.py")]
    texts += [p.read_text(encoding="utf-8") for p in (TOP / "shapes").glob("*.ttl")]
    texts += [p.read_text(encoding="utf-8") for p in (TOP / "data" / "queries").rglob("*.rq")]
    used = {name for text in texts for name in re.findall(r"\b[A-Za-z][A-Za-z0-9]*\b", text)}
    return Ontology(
        graph_of(ontology.quads(folders=("ontology",))),
        graph_of(ontology.quads(folders=("shapes",))),
        ids.DEFAULT_BASE,
        used=used,
    )


def small(turtle: str, shapes: str = "") -> Ontology:
    """Return an ontology of a few statements whose terms are to be named in English and Chinese."""
    one, other = (
        graph_of(syntax.parse((PREFIXES + text).encode(), "ttl", base=ids.DEFAULT_BASE))
        for text in (turtle, shapes)
    )
    both = ("en", "zh")
    return Ontology(
        one, other, ids.DEFAULT_BASE, languages=both, defined=both, used={"A", "B", "C", "p", "q"}
    )


@pytest.mark.parametrize("check", quality.CHECKS, ids=lambda check: check.__name__)
def test_the_ontology_has_no_fault(check: Check) -> None:
    assert quality.findings(shipped(), [check]) == []


FAULTS = {
    "missing_label": 'igr:A a owl:Class ; rdfs:label "a"@en .',
    "missing_definition": 'igr:A a owl:Class ; skos:definition "What it is."@en .',
    "several_labels": 'igr:A a owl:Class ; rdfs:label "a"@en, "one a"@en .',
    "label_without_language": 'igr:A a owl:Class ; rdfs:label "a" .',
    "white_space": 'igr:A a owl:Class ; rdfs:label "a  b"@en .',
    "label_case": 'igr:p a owl:ObjectProperty ; rdfs:label "hasPart"@en .',
    "equal_labels": 'igr:A a owl:Class ; rdfs:label "act"@en . igr:B a owl:Class ; rdfs:label "Act"@en .',
    "equal_definitions": 'igr:A a owl:Class ; skos:definition "One."@en . '
    'igr:B a owl:Class ; skos:definition "one."@en .',
    "definition_is_label": 'igr:A a owl:Class ; rdfs:label "heading"@en ; skos:definition "A heading."@en .',
    "missing_isdefinedby": "igr:A a owl:Class .",
    "bad_name": "igr:small a owl:Class .",
    "undeclared": "igr:A a owl:Class ; rdfs:subClassOf igr:Nowhere .",
    "two_kinds": "igr:p a owl:ObjectProperty, owl:DatatypeProperty .",
    "cycle": "igr:A rdfs:subClassOf igr:B . igr:B rdfs:subClassOf igr:A .",
    "redundant_parent": "igr:A rdfs:subClassOf igr:B, igr:C . igr:B rdfs:subClassOf igr:C .",
    "wrong_inverse": "igr:p a owl:ObjectProperty ; rdfs:domain igr:A ; owl:inverseOf igr:q . "
    "igr:q a owl:ObjectProperty ; rdfs:range igr:B .",
    "wrong_characteristics": "igr:p a owl:DatatypeProperty, owl:TransitiveProperty .",
    "domain_or_range_missing": "igr:p a owl:ObjectProperty ; rdfs:domain igr:A .",
    "several_domains": "igr:p a owl:ObjectProperty ; rdfs:domain igr:A, igr:B .",
    "narrower_property": "igr:p rdfs:subPropertyOf igr:q ; rdfs:domain igr:A . igr:q rdfs:domain igr:B .",
    "disjoint_with_parent": "igr:A a owl:Class ; rdfs:subClassOf igr:B . igr:A owl:disjointWith igr:B .",
    "no_disjointness": "igr:A a owl:Class .",
    "unconnected": "igr:A a owl:Class .",
    "deprecated_reference": "igr:A owl:deprecated true ; dcterms:isReplacedBy igr:C . "
    "igr:B rdfs:subClassOf igr:A .",
    "unused": "igr:Nowhere a owl:Class .",
    "bad_concept": ':a a skos:Concept ; skos:inScheme : ; skos:notation "a" .',
    "missing_metadata": f'{HOME} a owl:Ontology ; dcterms:title "Title"@en .',
    "remote_import": f"{HOME} owl:imports <http://example.org/other> .",
    "stray_blank": '[] rdfs:label "nobody"@en .',
}


@pytest.mark.parametrize("check", quality.CHECKS, ids=lambda check: check.__name__)
def test_each_check_finds_its_fault(check: Check) -> None:
    found = quality.findings(small(FAULTS[check.__name__]), [check])
    assert {f.code for f in found} == {check.__name__}


def test_a_small_ontology_without_faults_has_none() -> None:
    """Each check leaves alone what is right, so that what it finds above is the fault."""
    turtle = f"""{HOME} a owl:Ontology ; dcterms:title "T"@en, "题"@zh ;
      dcterms:description "D."@en, "述。"@zh ;
      dcterms:license <http://example.org/l> ; dcterms:creator igr:x ; dcterms:publisher igr:x ;
      dcterms:created "2026-01-01" ; dcterms:issued "2026-01-01" ; dcterms:modified "2026-01-01" ;
      owl:versionIRI <http://example.org/1> ; owl:versionInfo "1" .
    igr:A a owl:Class ; {NAMED.format("act")} ; rdfs:isDefinedBy {HOME} .
    igr:B a owl:Class ; rdfs:subClassOf igr:A ; {NAMED.format("bid")} ; rdfs:isDefinedBy {HOME} .
    igr:C a owl:Class ; owl:disjointWith igr:A ; {NAMED.format("cap")} ; rdfs:isDefinedBy {HOME} .
    igr:p a owl:ObjectProperty ; rdfs:domain igr:A ; rdfs:range igr:C ; owl:inverseOf igr:q ;
      {NAMED.format("has")} ; rdfs:isDefinedBy {HOME} .
    igr:q a owl:ObjectProperty ; {NAMED.format("of")} ; rdfs:isDefinedBy {HOME} ; skos:scopeNote "n"@en .
    : a skos:ConceptScheme ; {NAMED.format("scheme")} ; rdfs:isDefinedBy {HOME} .
    :a a skos:Concept ; skos:inScheme : ; skos:topConceptOf : ; skos:notation "a" ;
      {NAMED.format("code")} ; rdfs:isDefinedBy {HOME} .""".replace("igr:x", "<http://example.org/x>")
    assert quality.findings(small(turtle)) == []


def test_every_check_says_where_it_comes_from() -> None:
    names = [check.__name__ for check in quality.CHECKS]
    assert len(names) == len(set(names))
    for check in quality.CHECKS:
        assert check.__doc__, check
        assert re.search(r"OOPS|ROBOT|P\d\d|SKOS|OWL 2", check.__doc__), check


def test_an_empty_ontology_lacks_its_header_alone() -> None:
    empty = Ontology(Graph(), Graph(), ids.DEFAULT_BASE)
    assert {f.code for f in quality.findings(empty)} == {"missing_metadata"}
