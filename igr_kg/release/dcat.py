"""The DCAT description of a release, as DCAT-AP 3.0.1 wants it.

Every authority IRI that is named is given its type and a label here, since a validator that has
only this file would otherwise report it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from igr_kg.graph.quads import Quad, literal, node, term
from igr_kg.graph.syntax import SYNTAXES
from igr_kg.release.catalogue import About, Describer, texts
from igr_kg.release.mappings import distributions

_GZIP = "application/gzip"
_SHA256 = "spdx:checksumAlgorithm_sha256"


@dataclass(frozen=True, slots=True)
class DumpFile:
    """A file as it lies in the release folder: its size in bytes and its SHA-256 (hex)."""

    size: int
    sha256: str


def dcat(about: About) -> list[Quad]:
    """Return what can be said before the dumps exist; it stands in them and in the store too."""
    sheet = Describer(about)
    _catalog(sheet)
    _dataset(sheet, about.dataset)
    _dataset(sheet, about.release)
    sheet.say(about.dataset, "dcat:hasVersion", node(about.release))
    sheet.say(about.release, "dcat:isVersionOf", node(about.dataset))
    sheet.say(about.release, "dcat:version", literal(about.version))
    for name in SYNTAXES:
        _distribution(sheet, name)
    distributions(sheet)
    _service(sheet)
    _authorities(sheet)
    return sheet.rows


def checksums(about: About, files: Mapping[str, DumpFile]) -> list[Quad]:
    """Return size and checksum of each dump: for the file ``dcat.ttl`` only, since no file can hold its own.

    :param files: by syntax name
    """
    sheet = Describer(about)
    algorithm = term(_SHA256, about.base)
    sheet.type_(algorithm[1:-1], "spdx:ChecksumAlgorithm")
    for name, file in files.items():
        distribution, checksum = _fragment(about, "dump", name), _fragment(about, "sha256", name)
        sheet.say(distribution, "dcat:byteSize", literal(str(file.size), datatype="xsd:nonNegativeInteger"))
        sheet.say(distribution, "spdx:checksum", node(checksum))
        sheet.type_(checksum, "spdx:Checksum")
        sheet.say(checksum, "spdx:algorithm", algorithm)
        sheet.say(checksum, "spdx:checksumValue", literal(file.sha256, datatype="xsd:hexBinary"))
    return sheet.rows


def _fragment(about: About, kind: str, name: str) -> str:
    return f"{about.release}#{kind}-{name}"


def _publisher(about: About) -> str:
    return f"{about.base}id/project/igr-kg"


def _resource(sheet: Describer, subject: str) -> None:
    """Say what catalogue, data sets and service have in common."""
    about = sheet.about
    sheet.say(subject, "dcterms:publisher", node(_publisher(about)))
    sheet.say(subject, "dcterms:license", node(texts()["licence"]))
    if about.issued:
        day = literal(about.issued.isoformat(), datatype="xsd:date")
        sheet.say(subject, "dcterms:modified", day)
        if subject == about.release:
            sheet.say(subject, "dcterms:issued", day)


def _catalog(sheet: Describer) -> None:
    about = sheet.about
    catalog = f"{about.base}catalog"
    sheet.type_(catalog, "dcat:Catalog")
    sheet.text(catalog, "dcterms:title", texts()["title"])
    sheet.text(catalog, "dcterms:description", texts()["description"])
    _resource(sheet, catalog)
    sheet.say(catalog, "foaf:homepage", node(about.base))
    sheet.say(catalog, "dcat:themeTaxonomy", node(texts()["theme_scheme"]))
    sheet.say(catalog, "dcat:dataset", node(about.dataset), node(about.release))
    sheet.say(catalog, "dcat:service", node(f"{about.base}sparql"))
    _languages(sheet, catalog, ["en", "zh"])


def _dataset(sheet: Describer, subject: str) -> None:
    about = sheet.about
    sheet.type_(subject, "dcat:Dataset")
    sheet.text(subject, "dcterms:title", texts()["title"])
    sheet.text(subject, "dcterms:description", texts()["description"])
    sheet.text(subject, "dcat:keyword", texts()["keywords"])
    _resource(sheet, subject)
    sheet.say(subject, "dcterms:identifier", literal(subject))
    sheet.say(subject, "dcterms:accessRights", node(texts()["access"]))
    sheet.say(subject, "dcterms:accrualPeriodicity", node(texts()["frequency"]))
    sheet.say(subject, "dcterms:conformsTo", node(f"{about.base}ontology"))
    sheet.say(subject, "dcat:theme", *(node(theme["iri"]) for theme in texts()["themes"]))
    sheet.say(subject, "dcat:landingPage", node(about.base))
    _languages(sheet, subject, about.languages)


def _languages(sheet: Describer, subject: str, tags: Iterable[str]) -> None:
    known = texts()["languages"]
    for tag in sorted({t.partition("-")[0] for t in tags}):
        if tag in known:
            sheet.say(subject, "dcterms:language", node(known[tag]))
            sheet.type_(known[tag], "dcterms:LinguisticSystem")


def _distribution(sheet: Describer, name: str) -> None:
    about, syntax = sheet.about, SYNTAXES[name]
    subject = _fragment(about, "dump", name)
    address = node(about.dump(f"igr.{name}.gz"))
    sheet.type_(subject, "dcat:Distribution")
    sheet.say(about.release, "dcat:distribution", node(subject))
    sheet.say(about.dataset, "dcat:distribution", node(subject))
    content = "all graphs" if syntax.graphs else "default view"
    title = f"{syntax.title} ({content}, gzip)"
    sheet.say(subject, "dcterms:title", literal(title, language="en"))
    sheet.say(subject, "dcat:accessURL", address)
    sheet.say(subject, "dcat:downloadURL", address)
    sheet.say(subject, "dcterms:license", node(texts()["licence"]))
    for predicate, media_type in (("dcat:mediaType", syntax.media_type), ("dcat:compressFormat", _GZIP)):
        authority = texts()["media_types"] + media_type
        sheet.say(subject, predicate, node(authority))
        sheet.type_(authority, "dcterms:MediaType")
        sheet.say(authority, "rdfs:label", literal(media_type))


def _service(sheet: Describer) -> None:
    about = sheet.about
    service = f"{about.base}sparql"
    sheet.type_(service, "dcat:DataService", "rdfs:Resource")
    sheet.text(service, "dcterms:title", texts()["service"])
    sheet.text(service, "dcterms:description", texts()["service"])
    sheet.text(service, "dcat:keyword", texts()["keywords"])
    _resource(sheet, service)
    sheet.say(service, "dcat:theme", *(node(theme["iri"]) for theme in texts()["themes"]))
    sheet.say(service, "dcat:endpointURL", node(service))
    sheet.say(service, "dcat:endpointDescription", node(service))
    sheet.say(service, "dcat:servesDataset", node(about.dataset))
    sheet.say(service, "dcterms:accessRights", node(texts()["access"]))


def _authorities(sheet: Describer) -> None:
    """Give every IRI of somebody else's list its type and label."""
    about = sheet.about
    publisher = _publisher(about)
    sheet.type_(publisher, "foaf:Agent")
    sheet.say(publisher, "foaf:name", literal(texts()["publisher"]))
    licence = texts()["licence"]
    sheet.type_(licence, "dcterms:LicenseDocument")
    sheet.say(licence, "rdfs:label", literal(texts()["licence_label"], language="en"))
    sheet.type_(texts()["access"], "dcterms:RightsStatement")
    sheet.type_(texts()["frequency"], "dcterms:Frequency")
    sheet.type_(f"{about.base}ontology", "dcterms:Standard")
    sheet.type_(about.base, "foaf:Document")
    sheet.type_(texts()["theme_scheme"], "skos:ConceptScheme")
    sheet.text(texts()["theme_scheme"], "dcterms:title", texts()["themes_title"])
    for theme in texts()["themes"]:
        sheet.type_(theme["iri"], "skos:Concept")
        sheet.say(theme["iri"], "skos:inScheme", node(texts()["theme_scheme"]))
        sheet.text(theme["iri"], "skos:prefLabel", theme["label"])
