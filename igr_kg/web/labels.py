"""How things are called on the pages: the best label in the visitor's language, never a bare IRI."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from igr_kg.graph import alignment, quads
from igr_kg.graph.quads import Quad
from igr_kg.web.addresses import Addresses
from igr_kg.web.data import Data, chunks
from igr_kg.web.i18n import Texts
from igr_kg.web.names import DocumentName, document_name, is_statement, part_words

_NAMES = (
    "skos:prefLabel",
    "rdfs:label",
    "igr:outcomeName",
    "dcterms:title",
    "igr:attestedName",
    "igr:officeTitle",
    "sh:message",
)
_WORDS = ("igr:content", "igr:topicText", "igr:stanceText", "igr:capacityText")
_CODES = ("dcterms:identifier", "igr:number")
_MAPPED = ("igr:mappingSubject", "igr:mappingObject")
_COUNTED = ("void:class", "void:property")
_OTHER = (
    *("rdf:type", "igr:ordinal", "igr:meetingOf", "igr:decidedBy", "igr:label", "igr:startDate"),
    *("owl:inverseOf", *_MAPPED, *_COUNTED),
)
_NAMED_BY = ("igr:meetingOf", "igr:decidedBy", "igr:mappingSubject")
_OBJECTS = (
    "SELECT DISTINCT ?s ?p ?o WHERE { VALUES ?s { $things } ?s ?p ?o FILTER(isIRI(?o)) } ORDER BY ?s ?p ?o"
)
_SNIPPET = 46
_NAMES_LENGTH = 120
_NAMED_OBJECTS = 3

_COLLECTED = """SELECT DISTINCT ?s ?o WHERE {
  VALUES ?s { $things }
  GRAPH $graph { ?s dcterms:identifier ?o }
}"""
"""The symbols that collectors give: documents do not always print their own, or a bare number of it."""

_QUERY = f"""SELECT DISTINCT ?s ?p ?o WHERE {{
  VALUES ?s {{ $things }}
  ?s ?p ?o FILTER(?p IN ({", ".join((*_NAMES, *_WORDS, *_CODES, *_OTHER))}))
}}"""
"""A second ``VALUES`` would ask for each property of each thing, which is fifteen times slower."""


@dataclass(frozen=True, slots=True)
class Label:
    """What a thing is called.

    :param text: never empty
    :param language: language tag of the text, ``""`` when it has none or is the page's own
    :param head: what stands before the text, in the language of the page
    :param place: the passage that tells it from others of the same words
    :param short: what it is called where its words stand beside it, ``""`` when there is no shorter name
    """

    text: str
    language: str = ""
    head: str = ""
    place: str = ""
    short: str = ""

    @property
    def plain(self) -> str:
        """The name without its place."""
        return self.head + self.text

    @property
    def whole(self) -> str:
        """The name with its place, where only a string can stand."""
        return f"{self.plain} · {self.place}" if self.place else self.plain


@dataclass(frozen=True, slots=True)
class Facts:
    """What the store says about some things for naming them: ``thing -> property -> terms``."""

    values: Mapping[str, Mapping[str, Sequence[str]]] = field(default_factory=dict)

    def of(self, thing: str, name: str) -> Sequence[str]:
        """Return the terms of one property (a prefixed name) of a thing, sorted."""
        return self.values.get(thing, {}).get(name, ())


@dataclass(frozen=True, slots=True)
class Known:
    """What a namer has learned, for another one over the same store.

    :param facts: thing -> property -> terms
    :param objects: statement-like thing without words -> what it leads to
    """

    facts: Mapping[str, Mapping[str, Sequence[str]]]
    objects: Mapping[str, Sequence[str]]


def snippet(text: str, length: int = _SNIPPET) -> str:
    """Return the beginning of a text, with an ellipsis when something is left out."""
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def in_language(terms: Iterable[str], language: str) -> str | None:
    """Return the literal that suits a language best: its own, English, none, any; the longest of equals."""

    def rank(term: str) -> tuple[int, int, str]:
        tag = quads.language(term) or ""
        order = [tag.split("-")[0] == language, tag.split("-")[0] == "en", not tag]
        place = order.index(True) if True in order else len(order)
        return place, -len(term), term

    literals = [term for term in terms if quads.is_literal(term)]
    return min(literals, key=rank, default=None)


class Namer:
    """Names things for one page: ask for all of them at once, then call :meth:`label` for each."""

    def __init__(self, data: Data, addresses: Addresses, texts: Texts, vocabulary: Facts) -> None:
        self.data = data
        self.addresses = addresses
        self.texts = texts
        self._vocabulary = vocabulary
        self._known: dict[str, Mapping[str, Sequence[str]]] = {}
        self._objects: dict[str, list[str]] = defaultdict(list)
        self._labels: dict[str, Label] = {}

    def learn(self, things: Iterable[str]) -> None:
        """Fetch what names the things (IRIs) that are not known yet, and what their own labels need."""
        wanted = [thing for thing in dict.fromkeys(things) if thing not in self._known]
        wanted = [
            thing for thing in wanted if self.addresses.local(thing) and thing not in self._vocabulary.values
        ]
        if not wanted:
            return
        self._labels.clear()
        found = fetch(self.data, wanted)
        self._known |= {thing: found.values.get(thing, {}) for thing in wanted}
        deeper = [
            quads.value(term) for thing in wanted for name in _NAMED_BY for term in found.of(thing, name)
        ]
        self.learn([*deeper, *self._learn_objects([t for t in wanted if self._is_wordless(t)])])

    @property
    def known(self) -> Known:
        """What was learned so far."""
        return Known(dict(self._known), {thing: tuple(of) for thing, of in self._objects.items()})

    def recall(self, known: Known) -> None:
        """Take over what another namer has learned."""
        self._labels.clear()
        self._known |= known.facts
        self._objects.update({thing: list(of) for thing, of in known.objects.items()})

    def tell(self, rows: Iterable[Quad]) -> None:
        """Take names from statements at hand, for things that the default view does not name."""
        names = {self.data.term(name): name for name in (*_NAMES, *_CODES, *_OTHER)}
        told: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for row in rows:
            if row.p in names and quads.is_iri(row.s) and not self._known.get(quads.value(row.s)):
                told[quads.value(row.s)][names[row.p]].add(row.o)
        self._labels.clear()
        self._known |= {s: {p: tuple(sorted(o)) for p, o in by.items()} for s, by in told.items()}

    def _is_wordless(self, thing: str) -> bool:
        """Tell whether a statement-like thing has no words of its own, so that its objects name it."""
        facts = self._known.get(thing, {})
        return is_statement(self.addresses.local(thing) or "") and not any(facts.get(name) for name in _WORDS)

    def _learn_objects(self, things: Sequence[str]) -> list[str]:
        type_ = self.data.term("rdf:type")
        for piece in chunks(things):
            for row in self.data.rows(_OBJECTS, things=piece):
                value = quads.value(row["o"])
                name = document_name(self.addresses.local(value) or "")
                if row["p"] != type_ and not (
                    name and (name.statement or name.part[:5] not in ("", "name/"))
                ):
                    self._objects[quads.value(row["s"])].append(value)
        return [value for thing in things for value in self._objects[thing][:_NAMED_OBJECTS]]

    def facts(self, thing: str) -> Facts:
        """Return what is known of a thing."""
        if thing in self._vocabulary.values:
            return self._vocabulary
        return Facts(self._known)

    def label(self, thing: str) -> Label:
        """Return what a thing is called on this page."""
        if thing not in self._labels:
            self._labels[thing] = self._label(thing)
        return self._labels[thing]

    def heading(self, thing: str) -> Label:
        """Return what a thing is called on its own page: as :meth:`label`, but never cut."""
        self.learn(self._objects.get(thing, ()))
        return self._label(thing, cut=False)

    def inverse(self, property_: str) -> str:
        """Return what a property (IRI) is called on the page of its value."""
        for other in self.facts(property_).of(property_, "owl:inverseOf"):
            return self.label(quads.value(other)).plain
        name = self.label(property_) if self.addresses.local(property_) else self.foreign(property_)
        known = self.texts.get(f"inverse.{self.short(property_)}", "")
        return known or self.texts("label.inverse", name=name.plain)

    def foreign(self, iri: str) -> Label:
        """Return what a thing of another data set or vocabulary is called."""
        return Label(self.texts.get(f"term.{self.short(iri)}", self.short(iri)))

    def _label(self, thing: str, *, cut: bool = True) -> Label:
        facts = self.facts(thing)
        local = self.addresses.local(thing) or ""
        name = document_name(local)
        if name and name.statement:
            return self._statement(thing, facts, name, cut=cut)
        if name and name.part and not name.part.startswith("name/"):
            return Label(self._part(name))
        if name and name.version:
            language = self.texts.get(f"language.{name.version.lower()}", name.version)
            return Label(f"{self._document(name.slug)} · {language}")
        codes = facts.of(thing, "dcterms:identifier")
        if local.startswith("id/document/") and codes:
            return Label(quads.value(codes[0]))
        if facts.of(thing, "igr:meetingOf") and not facts.of(thing, "skos:prefLabel"):
            return Label(self._meeting(thing, facts))
        for property_ in _NAMES:
            best = in_language(facts.of(thing, property_), self.texts.language)
            if best and property_ == "sh:message":
                return replace(self._literal(best), head=_tail(thing) + self.texts("label.colon"))
            if best:
                return self._literal(best)
        if local.startswith("run/"):
            return Label(self.texts("label.run", n=local.removeprefix("run/")))
        composed = self._composed(thing, facts)
        named = self.texts.get(f"term.{self.short(thing)}", "") or self.texts.get(f"foot.{local}", "")
        return Label(composed or named or _tail(thing))

    def _part(self, name: DocumentName) -> str:
        return " · ".join(filter(None, (self._document(name.slug), part_words(name.part, self.texts))))

    def type_label(self, thing: str) -> str:
        """Return the name of the most special class of a thing, or an empty string."""
        types = [quads.value(term) for term in self.facts(thing).of(thing, "rdf:type")]
        ours = [type_ for type_ in types if self.addresses.local(type_)]
        return self.label(ours[-1]).plain if ours else ""

    def short(self, iri: str) -> str:
        """Return a foreign IRI with the prefix of its namespace when that is well known, else whole."""
        cut = max(iri.rfind("#"), iri.rfind("/")) + 1
        known = _prefixes(self.addresses.base)
        return f"{known[iri[:cut]]}:{iri[cut:]}" if iri[:cut] in known and iri[cut:] else iri

    def _literal(self, term: str) -> Label:
        tag = quads.language(term) or ""
        return Label(quads.value(term), "" if tag.split("-")[0] == self.texts.language else tag)

    def _document(self, slug: str) -> str:
        thing = f"{self.addresses.base}id/document/{slug}"
        self.learn([thing])
        codes = self.facts(thing).of(thing, "dcterms:identifier")
        return quads.value(codes[0]) if codes else slug

    def _statement(self, thing: str, facts: Facts, name: DocumentName, *, cut: bool) -> Label:
        kind = self.type_label(thing) or name.statement.replace("-", " ")
        label = facts.of(thing, "igr:label")
        head = f"{kind} ({quads.value(label[0])})" if label else f"{kind} {name.number}"
        place = self._part(name)
        words = next((w for p in _WORDS if (w := in_language(facts.of(thing, p), self.texts.language))), None)
        told = self._literal(words) if words else Label(self._told_by_objects(thing, cut=cut))
        if not told.text:
            return Label(head, place=place)
        most = _SNIPPET if words else _NAMES_LENGTH
        text = snippet(told.text, most) if cut else " ".join(told.text.split())
        return Label(text, told.language, head + self.texts("label.colon"), place, head)

    def _told_by_objects(self, thing: str, *, cut: bool) -> str:
        objects = list(dict.fromkeys(self._objects.get(thing, ())))
        names = [self.label(value).plain for value in objects[: _NAMED_OBJECTS if cut else None]]
        return self.texts("label.comma").join(names)

    def _meeting(self, thing: str, facts: Facts) -> str:
        """Return the name of a meeting: its body's and what the text calls it, or its number or date."""
        body = self.label(quads.value(facts.of(thing, "igr:meetingOf")[0])).plain
        attested = in_language(facts.of(thing, "igr:attestedName"), self.texts.language)
        if attested and (quads.language(attested) or "").split("-")[0] == self.texts.language:
            name = quads.value(attested)
            return name if body in name else self.texts("label.of_body", body=body, name=name)
        for ordinal in facts.of(thing, "igr:ordinal"):
            return self.texts("label.meeting", n=quads.value(ordinal), kind=self.type_label(thing), body=body)
        start = "".join(quads.value(term) for term in facts.of(thing, "igr:startDate")[:1])
        return self.texts("label.meeting_plain", body=body, when=start).strip()

    def _composed(self, thing: str, facts: Facts) -> str:
        """Return a name made of what is known of a decision, a mapping or a count without one of its own."""
        mapped = [quads.value(term) for name in _MAPPED for term in facts.of(thing, name)[:1]]
        if len(mapped) == len(_MAPPED):
            source, target = (
                self.label(iri).plain if self.addresses.local(iri) else _address(iri) for iri in mapped
            )
            return self.texts("label.mapping", source=source, target=target)
        for counted in (quads.value(term) for name in _COUNTED for term in facts.of(thing, name)):
            return (self.label if self.addresses.local(counted) else self.foreign)(counted).plain
        by, number = facts.of(thing, "igr:decidedBy"), facts.of(thing, "igr:number")
        if number:
            body = self.label(quads.value(by[0])).plain if by else ""
            return self.texts("label.decision", n=quads.value(number[0]), body=body).strip()
        return ""


@cache
def _prefixes(base: str) -> Mapping[str, str]:
    """Return the prefixes of the project and of the vocabularies that it is aligned with, by namespace."""
    table = {**alignment.terms().prefixes, **quads.prefixes(base)}
    return {namespace: prefix for prefix, namespace in table.items()}


def _address(iri: str) -> str:
    """Return a web address as people write it."""
    return iri.partition("://")[2].removeprefix("www.") or iri


def _tail(thing: str) -> str:
    """Return the last words of an IRI."""
    return thing.rstrip("/#").rsplit("#", 1)[-1].rsplit("/", 1)[-1] or thing


def fetch(data: Data, things: Sequence[str]) -> Facts:
    """Return what the default view says for naming the things; the catalogue, of documents without symbol."""
    names = {quads.expand(name, data.base): name for name in (*_NAMES, *_WORDS, *_CODES, *_OTHER)}
    values: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for piece in chunks(things):
        for row in data.rows(_QUERY, things=piece):
            values[quads.value(row["s"])][names[quads.value(row["p"])]].append(row["o"])
    start = f"{data.base}id/document/"
    documents = [t for t in things if t.startswith(start) and "/" not in t.removeprefix(start)]
    printed = {t: "".join(values[t].get("dcterms:identifier", ())) for t in documents}
    bare = [t for t in documents if not any(map(str.isalpha, printed[t]))]
    for piece in chunks(bare):
        for row in data.rows(_COLLECTED, things=piece, graph=f"{data.base}graph/catalogue"):
            values[quads.value(row["s"])]["dcterms:identifier"] = [row["o"]]
    return Facts({s: {p: tuple(sorted(o)) for p, o in by.items()} for s, by in values.items()})


def vocabulary(data: Data) -> Facts:
    """Return the names of every class, property and concept in the graph of the ontology."""
    rows = data.rows(
        """SELECT DISTINCT ?s WHERE { GRAPH $graph { ?s rdfs:label|skos:prefLabel ?o } }""",
        graph=f"{data.base}graph/ontology",
    )
    found = fetch(data, [quads.value(row["s"]) for row in rows if quads.is_iri(row["s"])])
    values = {thing: dict(facts) for thing, facts in found.values.items()}
    for thing, facts in found.values.items():
        for other in facts.get("owl:inverseOf", ()):
            values.setdefault(quads.value(other), {})["owl:inverseOf"] = (quads.node(thing),)
    return Facts(values)
