"""The VoID description of a release: figures computed from its default view, and what all graphs hold.

Class partitions hold the predicates of their instances, which is what query editors complete from.
No blank nodes: a partition is a fragment of the release's IRI, named after what it counts.
"""

from __future__ import annotations

from collections.abc import Mapping

from igr_kg import ids
from igr_kg.graph.quads import Quad, expand, is_iri, literal, node, value
from igr_kg.graph.syntax import SYNTAXES
from igr_kg.release.catalogue import About, Describer, texts
from igr_kg.release.counting import ClassPartition, Partition, Statistics
from igr_kg.release.mappings import describe_linksets

_FORMATS = "http://www.w3.org/ns/formats/"
_FEATURES = {
    "nq": "N-Quads",
    "trig": "TriG",
    "ttl": "Turtle",
    "nt": "N-Triples",
    "jsonld": "JSON-LD",
    "rdf": "RDF_XML",
}


def void(
    about: About, figures: Statistics, total: int, links: Mapping[tuple[str, str], int] | None = None
) -> list[Quad]:
    """Return the VoID description of a release (https://www.w3.org/TR/void/).

    The release is its default view; it is a subset of all graphs, which stand beside it as a data set of
    their own. Each names the dumps that hold just as many statements as it says.

    :param figures: the statistics of the default view
    :param total: statements of all graphs, those of this description included
    :param links: how many links lead to each other data set, by its namespace and the relation
    """
    sheet = Describer(about)
    _header(sheet, figures)
    _all_graphs(sheet, total)
    for part in figures.properties:
        name = _part(about, "property", part.predicate)
        sheet.say(about.release, "void:propertyPartition", node(name))
        _property(sheet, name, part)
    for class_ in figures.classes:
        if is_iri(class_.class_):
            _class(sheet, class_)
    describe_linksets(sheet, links or {})
    return sheet.rows


def _header(sheet: Describer, figures: Statistics) -> None:
    about, release = sheet.about, sheet.about.release
    sheet.type_(about.dataset, "void:Dataset")
    sheet.type_(release, "void:Dataset")
    sheet.text(release, "dcterms:title", texts()["title"])
    sheet.text(release, "dcterms:description", texts()["description"])
    sheet.say(release, "dcterms:license", node(texts()["licence"]))
    sheet.say(release, "foaf:homepage", node(about.base))
    sheet.say(release, "void:sparqlEndpoint", node(f"{about.base}sparql"))
    sheet.say(release, "void:uriSpace", literal(about.base))
    _dumps(sheet, release, graphs=False)
    sheet.say(release, "void:triples", literal(figures.triples))
    sheet.say(release, "void:entities", literal(figures.entities))
    sheet.say(release, "void:distinctSubjects", literal(figures.subjects))
    sheet.say(release, "void:distinctObjects", literal(figures.objects))
    sheet.say(release, "void:classes", literal(len(figures.classes)))
    sheet.say(release, "void:properties", literal(len(figures.properties)))
    for prefix in _vocabularies(figures, about.base):
        sheet.say(release, "void:vocabulary", node(prefix))


def _all_graphs(sheet: Describer, total: int) -> None:
    name = f"{sheet.about.release}#all-graphs"
    sheet.type_(name, "void:Dataset")
    sheet.text(name, "dcterms:title", texts()["title"])
    sheet.text(name, "dcterms:description", texts()["all_graphs"])
    sheet.say(name, "void:subset", node(sheet.about.release))
    _dumps(sheet, name, graphs=True)
    sheet.say(name, "void:triples", literal(total))


def _dumps(sheet: Describer, name: str, *, graphs: bool) -> None:
    for syntax in SYNTAXES.values():
        if syntax.graphs == graphs:
            sheet.say(name, "void:dataDump", node(sheet.about.dump(f"igr.{syntax.name}.gz")))
            sheet.say(name, "void:feature", node(_FORMATS + _FEATURES[syntax.name]))


def _vocabularies(figures: Statistics, base: str) -> list[str]:
    used = {value(part.predicate) for part in figures.properties}
    spaces = {iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] for iri in used}
    return sorted(spaces | {expand("igr:", base)})


def _part(about: About, kind: str, *names: str) -> str:
    return f"{about.release}#{kind}-{ids.short_hash(*names)}"


def _property(sheet: Describer, name: str, part: Partition) -> None:
    sheet.type_(name, "void:Dataset")
    sheet.say(name, "void:property", part.predicate)
    sheet.say(name, "void:triples", literal(part.triples))
    sheet.say(name, "void:distinctSubjects", literal(part.subjects))
    sheet.say(name, "void:distinctObjects", literal(part.objects))


def _class(sheet: Describer, part: ClassPartition) -> None:
    about = sheet.about
    name = _part(about, "class", part.class_)
    sheet.say(about.release, "void:classPartition", node(name))
    sheet.type_(name, "void:Dataset")
    sheet.say(name, "void:class", part.class_)
    sheet.say(name, "void:entities", literal(part.entities))
    sheet.say(name, "void:triples", literal(part.triples))
    for inner in part.properties:
        inner_name = _part(about, "class-property", part.class_, inner.predicate)
        sheet.say(name, "void:propertyPartition", node(inner_name))
        _property(sheet, inner_name, inner)
