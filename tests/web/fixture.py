"""A small release written by hand: an invented document with everything that the pages show.

The offsets are computed from the text, as the contract wants them: code points of the text as read,
which here has a running head, broken lines and a character outside the Basic Multilingual Plane.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from igr_kg import ids
from igr_kg.graph import quads
from igr_kg.graph.quads import Quad

BASE = "https://w3id.org/igr/"
SLUG, LANG = "test-a-1-2", "zh"
DOC = f"id/document/{SLUG}"
TEXT = """测试大会 𠮷
TEST/A.1/2
1. 测试规划署于2010年2月26日在内罗
毕举行了第二次会议。
TEST/A.1/2
2
(a) 加强测试规划署的
能力建设；
(b) 设立世界测试组织。
"""
FURNITURE = "TEST/A.1/2\n2\n"


@dataclass
class Fixture:
    """Collects statements; a fact comes with its evidence."""

    rows: list[Quad] = field(default_factory=list)
    n: int = 0

    def term(self, name: str) -> str:
        if name.startswith(('"', "<", "_:")):
            return name
        if name.split(":")[0] in quads.PREFIXES and ":" in name:
            return quads.term(name, BASE)
        return quads.node(ids.iri(name, BASE))

    def add(self, graph: str, s: str, p: str, o: str) -> Quad:
        quad = Quad(self.term(s), self.term(p), self.term(o), self.term(graph))
        self.rows.append(quad)
        return quad

    def fact(self, s: str, p: str, o: str, part: str, *words: str) -> None:
        quad = self.add(f"graph/document/{SLUG}/{LANG}", s, p, o)
        graph = f"graph/evidence/{SLUG}/{LANG}"
        self.n += 1
        record = f"{graph}#{self.n:016x}"
        for name, term in (("subject", quad.s), ("predicate", quad.p), ("object", quad.o)):
            self.add(graph, record, f"rdf:{name}", term)
        self.add(graph, record, "rdf:type", "igr:Evidence")
        self.add(graph, record, "igr:status", "igr:extracted")
        self.add(graph, record, "igr:rule", "id/rule/zh.test")
        self.add(graph, record, "prov:wasGeneratedBy", "run/0123456789abcdef")
        for number, word in enumerate(words):
            for node in (record, f"{graph}#{self.n:016x}-{number}"):
                if node == record and number:
                    continue
                if node != record:
                    if len(words) == 1:
                        continue
                    self.add(graph, record, "igr:span", node)
                start = TEXT.index(word)
                self.add(graph, node, "igr:passage", f"{DOC}/{part}" if part else DOC)
                self.add(graph, node, "igr:start", quads.literal(start))
                self.add(graph, node, "igr:end", quads.literal(start + len(word)))
                self.add(graph, node, "igr:quote", quads.literal(joined(word), language=LANG))

    def block(self, path: str, kind: str, label: str | None, begins: str, ends: str, container: str) -> None:
        graph = f"graph/text/{SLUG}/{LANG}"
        start = TEXT.index(begins)
        end = TEXT.index(ends, start) + len(ends)
        part = f"{DOC}/{path}"
        order = sum(1 for q in self.rows if q.p == self.term("igr:order")) + 1
        self.add(graph, part, "rdf:type", f"igr:{kind.title()}")
        self.add(graph, part, "igr:partOf", f"{DOC}/{container}" if container else DOC)
        self.add(graph, part, "igr:kindOfBlock", quads.literal(kind))
        self.add(graph, part, "igr:order", quads.literal(order))
        self.add(graph, part, "igr:start", quads.literal(start))
        self.add(graph, part, "igr:end", quads.literal(end))
        self.add(graph, part, "igr:text", quads.literal(joined(TEXT[start:end]), language=LANG))
        if label:
            self.add(graph, part, "igr:label", quads.literal(label))


def joined(words: str) -> str:
    """Return words as printed: furniture taken out, lines joined as Chinese does."""
    return words.replace(FURNITURE, "").replace("\n", "")


def zh(text: str) -> str:
    return quads.literal(text, language="zh")


def en(text: str) -> str:
    return quads.literal(text, language="en")


BODY, OTHER, MEETING, PLACE = (
    "id/body/tpu",
    "id/body/wto-test",
    "id/meeting/tpu-meeting-2",
    "id/place/nairobi",
)


def _authority(f: Fixture) -> None:
    for thing, kind, english, chinese in (
        (BODY, "GovernanceBody", "Test Programme", "测试规划署"),
        (PLACE, "City", "Nairobi", "内罗毕"),
        (OTHER, "ProposedBody", "World Test Organization", "世界测试组织"),
    ):
        f.add("graph/authority", thing, "rdf:type", f"igr:{kind}")
        f.add("graph/authority", thing, "skos:prefLabel", en(english))
        f.add("graph/authority", thing, "skos:prefLabel", zh(chinese))
    f.add("graph/links", BODY, "skos:exactMatch", "<http://www.wikidata.org/entity/Q1>")


def _ontology(f: Fixture) -> None:
    names = {
        "GovernanceBody": ("body", "机构"),
        "ProposedBody": ("proposed body", "拟设机构"),
        "City": ("city", "城市"),
        "Meeting": ("meeting", "会议"),
        "Document": ("document", "文件"),
        "DocumentVersion": ("language version", "语文版本"),
        "Measure": ("measure", "措施"),
        "SystemWideResponse": ("system-wide response", "全系统应对之策"),
        "hasMeasure": ("has measure", "措施为"),
        "attestedName": ("name in the text", "文中名称"),
        "heldIn": ("held in", "举行地点"),
        "startDate": ("start date", "开始日期"),
        "meetingOf": ("meeting of", "所属机构"),
        "mentions": ("mentions", "提及"),
        "content": ("content", "内容"),
        "bodyNamed": ("body named", "提及机构"),
    }
    for name, (english, chinese) in names.items():
        kind = "owl:Class" if name[0].isupper() else "owl:ObjectProperty"
        f.add("graph/ontology", f"igr:{name}", "rdf:type", kind)
        f.add("graph/ontology", f"igr:{name}", "rdfs:label", en(english))
        f.add("graph/ontology", f"igr:{name}", "rdfs:label", zh(chinese))
    f.add("graph/ontology", "ontology", "rdf:type", "owl:Ontology")
    f.add("graph/ontology", "ontology", "rdfs:label", en("Test ontology"))
    f.add("graph/ontology", "ontology", "owl:versionIRI", "ontology/9.0.0")
    scheme, code = "scheme/modality", "scheme/modality/should"
    f.add("graph/ontology", scheme, "rdf:type", "skos:ConceptScheme")
    f.add("graph/ontology", scheme, "skos:prefLabel", en("Modalities"))
    f.add("graph/ontology", code, "rdf:type", "skos:Concept")
    f.add("graph/ontology", code, "skos:inScheme", scheme)
    f.add("graph/ontology", code, "skos:prefLabel", en("should"))
    f.add("graph/ontology", code, "skos:prefLabel", zh("应当"))
    f.add("graph/ontology", "igr:City", "skos:definition", en("A town."))
    f.add("graph/ontology", "igr:City", "skos:scopeNote", zh("不含村庄。"))
    f.add("graph/ontology", "igr:City", "skos:example", quads.literal("à Nairobi", language="fr"))
    for number, (thing, name) in enumerate(((code, "skos:prefLabel"), ("igr:City", "rdfs:label"))):
        axiom = f"_:axiom{number}"
        f.add("graph/ontology", axiom, "rdf:type", "owl:Axiom")
        f.add("graph/ontology", axiom, "owl:annotatedSource", thing)
        f.add("graph/ontology", axiom, "owl:annotatedProperty", name)
        f.add("graph/ontology", axiom, "owl:annotatedTarget", en("should" if number == 0 else "city"))
        f.add("graph/ontology", axiom, "dcterms:source", "id/project/test")


def _text(f: Fixture) -> None:
    graph, version = f"graph/text/{SLUG}/{LANG}", f"{DOC}/{LANG}"
    f.add(graph, DOC, "igr:hasVersion", version)
    f.add(graph, version, "rdf:type", "igr:DocumentVersion")
    f.add(graph, version, "igr:versionOf", DOC)
    f.add(graph, version, "dcterms:language", quads.literal(LANG))
    f.add(graph, version, "igr:textSHA256", quads.literal(hashlib.sha256(TEXT.encode()).hexdigest()))
    f.block("cover", "cover", None, "测试大会", "𠮷", "")
    f.block("par/1", "paragraph", "1", "1. 测试", "会议。", "")
    f.block("par/1/a", "item", "a", "(a)", "能力建设；", "par/1")
    f.block("par/1/b", "item", "b", "(b)", "组织。", "par/1")


def _facts(f: Fixture) -> None:
    f.fact(DOC, "rdf:type", "igr:Document", "cover", "测试大会")
    f.fact(DOC, "dcterms:identifier", quads.literal("TEST/A.1/2"), "cover", "TEST/A.1/2")
    f.fact(DOC, "dcterms:title", zh("测试大会 𠮷"), "cover", "测试大会 𠮷")
    f.fact(BODY, "igr:attestedName", zh("测试规划署"), "par/1", "测试规划署")
    f.fact(MEETING, "rdf:type", "igr:Meeting", "par/1", "第二次会议")
    f.fact(MEETING, "igr:meetingOf", BODY, "par/1", "测试规划署", "第二次会议")
    f.fact(MEETING, "igr:ordinal", quads.literal(2), "par/1", "第二次会议")
    f.fact(MEETING, "igr:heldIn", PLACE, "par/1", "内罗\n毕")
    date = quads.literal("2010-02-26", datatype="xsd:date")
    f.fact(MEETING, "igr:startDate", date, "par/1", "2010年2月26日")
    f.fact(f"{DOC}/par/1", "igr:mentions", PLACE, "par/1", "内罗\n毕")
    response, measure = f"{DOC}/par/1/a/response/1", f"{DOC}/par/1/a/measure/1"
    words = "加强测试规划署的\n能力建设"
    f.fact(response, "rdf:type", "igr:SystemWideResponse", "par/1/a", words)
    f.fact(response, "igr:hasMeasure", measure, "par/1/a", words)
    f.fact(measure, "rdf:type", "igr:Measure", "par/1/a", words)
    f.fact(measure, "igr:content", zh(joined(words)), "par/1/a", words)
    f.fact(measure, "igr:modality", "scheme/modality/should", "par/1/a", "加强")
    f.fact(measure, "igr:bodyNamed", BODY, "par/1/a", "测试规划署的\n能力")
    f.fact(OTHER, "igr:attestedName", zh("世界测试组织"), "par/1/b", "世界测试组织")


def statements() -> list[Quad]:
    """Return every quad of the fixture, without the default graph."""
    f = Fixture()
    _authority(f)
    _ontology(f)
    _text(f)
    _facts(f)
    f.add("graph/catalogue", "dataset/igr", "rdf:type", "dcat:Dataset")
    f.add("graph/catalogue", "dataset/igr", "dcterms:title", en("Test data"))
    f.add("graph/catalogue", "dataset/igr", "dcat:distribution", "dataset/igr#dump")
    f.add("graph/catalogue", "dataset/igr#dump", "dcterms:title", en("The dump"))
    f.add("graph/catalogue", "run/0123456789abcdef", "rdf:type", "prov:Activity")
    return f.rows


def default_view(rows: list[Quad]) -> Iterator[Quad]:
    """Yield the triples of the default graph: what the contract puts there."""
    kinds = ("document/", "submission/", "authority", "links", "ontology")
    for quad in rows:
        if quads.value(quad.g).removeprefix(f"{BASE}graph/").startswith(kinds):
            yield quad._replace(g="")
