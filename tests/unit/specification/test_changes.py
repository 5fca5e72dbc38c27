"""Every kind of change is found, weighs what it should and is told in plain words."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from igr_kg.graph import context, syntax
from igr_kg.graph.quads import Quad
from igr_kg.graph.specification import Change, Level, Specification, Version, compare, least_next
from igr_kg.graph.specification.words import Teller

HEAD = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix igr: <https://w3id.org/igr/ontology#> .
@prefix igrsh: <https://w3id.org/igr/shapes#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix s: <https://w3id.org/igr/scheme/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
TERMS = """
igr:Act a owl:Class ; rdfs:label "act"@en, "行为"@zh .
igr:Request a owl:Class ; rdfs:label "request"@en, "请求"@zh ; rdfs:subClassOf igr:Act .
igr:Decision a owl:Class ; rdfs:label "decision"@en, "决定"@zh .
igr:Document a owl:Class ; rdfs:label "document"@en, "文件"@zh .
igr:number a owl:DatatypeProperty ; rdfs:label "number"@en, "编号"@zh ; rdfs:domain igr:Decision .
igr:verb a owl:ObjectProperty ; rdfs:label "verb"@en, "动词"@zh .
s:verb a skos:ConceptScheme ; skos:prefLabel "verbs"@en, "动词方案"@zh .
s:verb\\/asks a skos:Concept ; skos:inScheme s:verb ; skos:prefLabel "asks"@en, "要求"@zh ;
    skos:notation "asks" .
"""
SHAPES = """
igrsh:D a sh:NodeShape ; sh:targetClass igr:Decision ; sh:property igrsh:D-number, igrsh:D-verb .
igrsh:D-number a sh:PropertyShape ; sh:path igr:number ; sh:maxCount 2 ;
    sh:message "One number."@en, "一个编号。"@zh .
igrsh:D-verb a sh:PropertyShape ; sh:path igr:verb ; sh:class igr:Act .
"""


def statements(text: str) -> tuple[Quad, ...]:
    return tuple(syntax.parse((HEAD + text).encode(), "ttl"))


def specification(terms: str, shapes: str = SHAPES, version: str = "1.0.0") -> Specification:
    rows = statements(terms)
    return Specification(Version.of(version), rows, statements(shapes), context.document(rows))


@dataclass(frozen=True)
class Case:
    """A change of one part; what is replaced must stand there."""

    kind: str
    level: Level
    old: str
    new: str
    english: str
    chinese: str = ""


LABELS = ' rdfs:label "duty"@en, "义务"@zh'
TERM_CASES = [
    Case(
        "class-added-below",
        Level.MINOR,
        "",
        f"igr:ReportingDuty a owl:Class ; rdfs:subClassOf igr:Request ;{LABELS} .",
        "The class Request has a new narrower class ReportingDuty.",
        "类“请求”（Request）新增下位类“义务”（ReportingDuty）。",
    ),
    Case("class-added", Level.MINOR, "", f"igr:Duty a owl:Class ;{LABELS} .", "There is a new class Duty."),
    Case(
        "class-removed",
        Level.MAJOR,
        'igr:Document a owl:Class ; rdfs:label "document"@en, "文件"@zh .',
        "",
        "The class Document is gone.",
        "类“文件”（Document）已不存在。",
    ),
    Case("term-renamed", Level.MAJOR, "igr:Document a", "igr:Paper a", "(was: igr:Document)", "igr:Paper"),
    Case(
        "kind-changed",
        Level.MAJOR,
        "igr:number a owl:DatatypeProperty",
        "igr:number a owl:ObjectProperty",
        "“number” (igr:number) is of another kind",
    ),
    Case(
        "property-added-below",
        Level.MINOR,
        "",
        f"igr:duty a owl:ObjectProperty ; rdfs:subPropertyOf igr:verb ;{LABELS} .",
        "The property “verb” has a new narrower property “duty” (igr:duty).",
    ),
    Case(
        "concept-added",
        Level.MINOR,
        "",
        's:verb\\/tells a skos:Concept ; skos:inScheme s:verb ; skos:prefLabel "tells"@en .',
        "New in the scheme “verbs” (1): “tells”.",
    ),
    Case(
        "above-lost", Level.MAJOR, " ; rdfs:subClassOf igr:Act .", " .", "No longer below Act (1): Request."
    ),
    Case(
        "above-got",
        Level.MINOR,
        "igr:Decision a owl:Class ;",
        "igr:Decision a owl:Class ; rdfs:subClassOf igr:Act ;",
        "Now below Act (1): Decision.",
    ),
    Case(
        "domain-changed",
        Level.MAJOR,
        "rdfs:domain igr:Decision",
        "rdfs:domain igr:Act",
        "What has “number” is now a thing of the class Act (was: Decision).",
        "具有“编号”者现为类“行为”（Act）的事物（此前：“决定”（Decision））。",
    ),
    Case(
        "range-changed",
        Level.MAJOR,
        "igr:verb a owl:ObjectProperty ;",
        "igr:verb a owl:ObjectProperty ; rdfs:range skos:Concept ;",
        "The values of “verb” are now skos:Concept (was: nothing).",
    ),
    Case(
        "functional-added",
        Level.MAJOR,
        "igr:verb a owl:ObjectProperty",
        "igr:verb a owl:ObjectProperty, owl:FunctionalProperty",
        "Of these a thing has at most one value now (1): “verb”.",
        "以下属性现在每一事物至多有其一个值（1 项）：“动词”。",
    ),
    Case(
        "transitive-added",
        Level.MINOR,
        "igr:verb a owl:ObjectProperty",
        "igr:verb a owl:ObjectProperty, owl:TransitiveProperty",
        "These lead on over several steps now (1): “verb”.",
    ),
    Case(
        "chain-added",
        Level.MINOR,
        "igr:verb a owl:ObjectProperty ;",
        "igr:verb a owl:ObjectProperty ; owl:propertyChainAxiom ( igr:number igr:verb ) ;",
        "“verb” now follows from “number” → “verb”.",
    ),
    Case(
        "type-added",
        Level.MINOR,
        "igr:verb a owl:ObjectProperty",
        "igr:verb a owl:ObjectProperty, <http://a.example/Kind>",
        "“verb” is now of the type http://a.example/Kind.",
    ),
    Case(
        "statement-removed",
        Level.MAJOR,
        ' ;\n    skos:notation "asks"',
        "",
        "“asks” has lost a statement: code “asks”.",
    ),
    Case(
        "deprecated-for",
        Level.MINOR,
        "igr:Document a owl:Class ;",
        "igr:Document a owl:Class ; owl:deprecated true ; dcterms:isReplacedBy igr:Decision ;",
        "Document (igr:Document) is deprecated; use Decision (igr:Decision).",
        "请改用“决定”（Decision）",
    ),
    Case("names-added", Level.PATCH, '"act"@en', '"act"@en, "acte"@fr', "New in French: name (1): Act."),
    Case("names-changed", Level.PATCH, '"act"@en', '"deed"@en', "Reworded in English: name (1): Act."),
    Case(
        "links-added",
        Level.MINOR,
        "igr:Act a owl:Class ;",
        "igr:Act a owl:Class ; skos:closeMatch <http://a.example/Act> ;",
        "New links to other vocabularies: close match (1): Act.",
    ),
    Case(
        "apart-added",
        Level.MAJOR,
        "",
        "[] a owl:AllDisjointClasses ; owl:members ( igr:Act igr:Document ) .",
        "Nothing can be Act and at the same time Document.",
    ),
    Case(
        "apart-added",
        Level.MINOR,
        "",
        f"igr:Duty a owl:Class ;{LABELS} . [] a owl:AllDisjointClasses ; owl:members ( igr:Act igr:Duty ) .",
        "Nothing can be Act and at the same time Duty.",
    ),
    Case(
        "apart-added",
        Level.MAJOR,
        "igr:Act a owl:Class ;",
        "igr:Act a owl:Class ; owl:disjointWith igr:Decision ;",
        "Nothing can be Act and at the same time Decision.",
        "任何事物不得既为“行为”（Act）又为“决定”（Decision）。",
    ),
    Case(
        "condition-added",
        Level.MAJOR,
        "igr:Act a owl:Class ;",
        "igr:Act a owl:Class ; rdfs:subClassOf [ a owl:Restriction ; owl:onProperty igr:verb ] ;",
        "There is a new condition on Act.",
    ),
    Case("context-removed", Level.MAJOR, "igr:Document a", "igr:Paper a", "“Document”"),
    Case(
        "context-changed",
        Level.MAJOR,
        "igr:number a owl:DatatypeProperty",
        "igr:number a owl:ObjectProperty",
        "In the JSON-LD context “number” now stands for",
    ),
    Case(
        "context-added",
        Level.MINOR,
        "",
        f"igr:Duty a owl:Class ;{LABELS} .",
        "The JSON-LD context has new names (1): “Duty”.",
    ),
]
NUMBER = "sh:path igr:number ; sh:maxCount 2 ;"
CLASS = "sh:path igr:verb ; sh:class igr:Act"
SHAPE_CASES = [
    Case(
        "must",
        Level.MAJOR,
        NUMBER,
        f"{NUMBER} sh:minCount 1 ;",
        "Decision must now have “number” (was: may).",
        "“决定”（Decision）现在必须有“编号”（此前：可以有）。",
    ),
    Case(
        "must-warning",
        Level.MINOR,
        "sh:property igrsh:D-number,",
        "sh:property [ sh:path igr:number ; sh:minCount 1 ; sh:severity sh:Warning ], igrsh:D-number,",
        "Decision should now have “number” (was: may).",
    ),
    Case(
        "at-most",
        Level.MAJOR,
        NUMBER,
        NUMBER.replace("2", "1"),
        "Decision may now have no more than 1 “number” (was: 2).",
    ),
    Case(
        "at-most-looser",
        Level.MINOR,
        NUMBER,
        NUMBER.replace("2", "3"),
        "Decision may now have up to 3 “number” (was: 2).",
    ),
    Case("any-number", Level.MINOR, " sh:maxCount 2 ;", "", "Decision may now have any number of “number”"),
    Case(
        "values-looser",
        Level.MINOR,
        CLASS,
        "sh:path igr:verb ; sh:or ( [ sh:class igr:Act ] [ sh:class igr:Document ] )",
        "“verb” of Decision may now be: Act, Document (was: Act).",
    ),
    Case(
        "values-changed",
        Level.MAJOR,
        CLASS,
        "sh:path igr:verb ; sh:class igr:Request",
        "“verb” of Decision must now be: Request (was: Act).",
    ),
    Case(
        "values-bound",
        Level.MAJOR,
        NUMBER,
        f"{NUMBER} sh:datatype xsd:string ;",
        "“number” of Decision must now be: xsd:string.",
    ),
    Case("values-free", Level.MINOR, f"{CLASS} .", "sh:path igr:verb .", "need no longer be: Act."),
    Case(
        "rule-added",
        Level.MAJOR,
        NUMBER,
        f'{NUMBER} sh:pattern "^1" ;',
        "There is a new rule for “number” of Decision; where it is broken, it says: One number.",
        "一个编号。",
    ),
    Case(
        "severity-lowered",
        Level.MINOR,
        f"igrsh:D-verb a sh:PropertyShape ; {CLASS}",
        f"igrsh:D-verb a sh:PropertyShape ; sh:severity sh:Warning ; {CLASS}",
        "A check of “verb” of Decision is less grave than it was",
    ),
    Case(
        "messages-changed",
        Level.PATCH,
        '"One number."@en',
        '"Only one number."@en',
        "The sentences about what is wrong are reworded (1): Decision.",
    ),
    Case(
        "rule-added",
        Level.MAJOR,
        "",
        'igrsh:W a igr:DatasetCheck ; igr:code "WHOLE" ; sh:severity sh:Violation ; sh:message "Whole."@en .',
        "There is a new rule for the whole data set; where it is broken, it says: Whole.",
    ),
]


def changed(text: str, case: Case) -> str:
    if not case.old:
        return text + case.new
    assert case.old in text
    return text.replace(case.old, case.new)


def the_one(changes: tuple[Change, ...], case: Case) -> Change:
    found = [change for change in changes if change.kind == case.kind]
    assert len(found) == 1, [change.kind for change in changes]
    return found[0]


@pytest.mark.parametrize(
    ("part", "case"),
    [*(("terms", case) for case in TERM_CASES), *(("shapes", case) for case in SHAPE_CASES)],
    ids=lambda value: value if isinstance(value, str) else f"{value.kind} {value.level.name}",
)
def test_a_change_is_found_weighed_and_told(part: str, case: Case) -> None:
    terms, shapes = (changed(TERMS, case), SHAPES) if part == "terms" else (TERMS, changed(SHAPES, case))
    difference = compare(specification(TERMS), specification(terms, shapes))
    change = the_one(difference.changes, case)
    assert change.level is case.level
    assert case.english in Teller(difference, "en").sentence(change)
    assert case.chinese in Teller(difference, "zh").sentence(change)
    if part == "shapes":
        assert {c.part for c in difference.changes} == {"shapes"}
        assert difference.least == Version(1, 0, 0).next(case.level)


def test_nothing_changed_where_shapes_only_have_other_names_and_order() -> None:
    other = SHAPES.replace("igrsh:D-number", "igrsh:Renamed")
    inline = other.replace(", igrsh:D-verb", f", [ {CLASS} ]")
    difference = compare(specification(TERMS), specification(TERMS, inline))
    assert difference.changes == ()
    assert difference.least == Version(1, 0, 0)


def test_what_a_named_shape_asks_counts_where_it_is_named() -> None:
    named = SHAPES.replace("sh:class igr:Act", "sh:node igrsh:is-act") + "igrsh:is-act sh:class igr:Act ."
    assert compare(specification(TERMS), specification(TERMS, named)).changes == ()
    tighter = named.replace("sh:class igr:Act .", "sh:class igr:Request .")
    changes = compare(specification(TERMS, named), specification(TERMS, tighter)).changes
    assert [(change.kind, change.level) for change in changes] == [("values-changed", Level.MAJOR)]


def test_a_new_class_between_two_loses_nothing() -> None:
    between = TERMS.replace("rdfs:subClassOf igr:Act", "rdfs:subClassOf igr:Ask") + (
        'igr:Ask a owl:Class ; rdfs:subClassOf igr:Act ; rdfs:label "ask"@en .'
    )
    assert compare(specification(TERMS), specification(between)).least == Version(1, 1, 0)


def test_rules_for_what_is_new_break_no_data() -> None:
    terms = TERMS + f"igr:Duty a owl:Class ;{LABELS} . igr:due a owl:ObjectProperty ; rdfs:label 'due'@en ."
    shapes = SHAPES + "igrsh:Y a sh:NodeShape ; sh:targetClass igr:Duty ; sh:property igrsh:D-number ."
    shapes += "igrsh:D sh:property [ sh:path igr:due ; sh:class igr:Duty ] ."
    difference = compare(specification(TERMS), specification(terms, shapes))
    assert difference.compatible
    kinds = {change.kind for change in difference.changes}
    assert {"shape-added", "values-bound"} <= kinds
    must = shapes.replace("sh:class igr:Duty ]", "sh:minCount 1 ]")
    assert not compare(specification(TERMS), specification(terms, must)).compatible


def test_a_bound_that_all_old_concepts_keep_breaks_no_data() -> None:
    scheme = "igrsh:A sh:targetClass igr:Act ; sh:property [ sh:path igr:verb ; sh:node igrsh:in ] ."
    scheme += "igrsh:in sh:property [ sh:path skos:inScheme ; sh:hasValue s:verb ] ."
    bound = scheme + "igrsh:in sh:property [ sh:path skos:narrower ; sh:maxCount 0 ] ."
    group = TERMS + 's:verb\\/all a skos:Concept ; skos:inScheme s:verb ; skos:prefLabel "all"@en .'
    assert compare(specification(TERMS, scheme), specification(group, bound)).compatible
    wider = group + "s:verb\\/asks skos:narrower s:verb\\/all ."
    assert not compare(specification(TERMS, scheme), specification(wider, bound)).compatible


def test_the_gravest_change_decides_the_number() -> None:
    levels = [Change(level, "terms", "names-added", ()) for level in Level]
    assert least_next(Version(2, 3, 4), levels) == Version(3, 0, 0)
    assert least_next(Version(2, 3, 4), levels[:2]) == Version(2, 4, 0)
    assert least_next(Version(2, 3, 4), levels[:1]) == Version(2, 3, 5)
    assert least_next(Version(2, 3, 4), []) == Version(2, 3, 4)
