"""Checks of the names, definitions and header of the ontology; which ones see :mod:`igr_kg.check.quality`."""

from __future__ import annotations

import re
from collections import defaultdict

from rdflib import OWL, RDF, RDFS, SKOS, URIRef
from rdflib.namespace import DCTERMS

from igr_kg.check.ontology import Found, Ontology

LABELS = (RDFS.label, SKOS.prefLabel)
TEXTS = (*LABELS, SKOS.altLabel, SKOS.definition, SKOS.scopeNote, SKOS.example)
_WORD = re.compile(r"\b(?:(?![\d_])\w){3,}\b")
_NAME = {"class": re.compile(r"[A-Z][A-Za-z0-9]*"), "property": re.compile(r"[a-z][A-Za-z0-9]*")}


def missing_label(of: Ontology) -> Found:
    """P08: a term has a label in each language."""
    for term in of.everything:
        tags = {text.language for name in LABELS for text in of.texts(term, name)}
        for tag in sorted(set(of.languages) - {str(t) for t in tags}):
            yield term, f"no label in {tag}"


def missing_definition(of: Ontology) -> Found:
    """P08: a term has a definition in each language that definitions are written in."""
    for term in of.everything:
        tags = {str(text.language) for text in of.texts(term, SKOS.definition)}
        for tag in sorted(set(of.defined) - tags):
            yield term, f"no definition in {tag}"


def several_labels(of: Ontology) -> Found:
    """ROBOT multiple_labels, multiple_definitions: one of each kind in a language."""
    for term in of.everything:
        for name in (*LABELS, SKOS.definition, SKOS.scopeNote):
            tags = [text.language for text in of.texts(term, name)]
            for tag in sorted({str(t) for t in tags if tags.count(t) > 1}):
                yield term, f"several values of {name.n3()} in {tag}"


def label_without_language(of: Ontology) -> Found:
    """OOPS! P08 in spirit: every text says its language."""
    for term in of.everything:
        for name in TEXTS:
            for text in of.texts(term, name):
                if not text.language:
                    yield term, f"{text.n3()} says no language"


def white_space(of: Ontology) -> Found:
    """ROBOT annotation_whitespace, label_whitespace, label_formatting."""
    for term in of.everything:
        for name in TEXTS:
            for text in map(str, of.texts(term, name)):
                if not text.strip() or text != text.strip() or re.search(r"  |[\t\n\r]", text):
                    yield term, f"white space in {text!r}"


def label_case(of: Ontology) -> Found:
    """ROBOT label_formatting: a label is a name, no sentence, no identifier and not in capitals."""
    for term in [*of.classes, *of.properties]:
        for text in of.texts(term, RDFS.label):
            if text.endswith((".", ";", ":")) or sum(1 for w in _WORD.findall(text) if w.isupper()) > 1:
                yield term, f"{text.n3()} is written as a sentence or in capitals"
            if re.search(r"[a-z][A-Z]", text) or "_" in text:
                yield term, f"{text.n3()} is an identifier, not a name"


def equal_labels(of: Ontology) -> Found:
    """ROBOT duplicate_label: no two classes, and no two properties, are called the same."""
    for terms in (of.classes, of.properties):
        by: dict[tuple[str, str], list[URIRef]] = defaultdict(list)
        for term in terms:
            for text in of.texts(term, RDFS.label):
                by[str(text.language), text.casefold()].append(term)
        for (tag, words), same in by.items():
            if len(set(same)) > 1 and tag in of.defined:
                yield same[0], f"{words!r}@{tag} names also {', '.join(map(str, same[1:]))}"


def equal_definitions(of: Ontology) -> Found:
    """ROBOT duplicate_definition."""
    seen: dict[tuple[str, str], URIRef] = {}
    for term in of.everything:
        for text in of.texts(term, SKOS.definition):
            other = seen.setdefault((str(text.language), text.casefold()), term)
            if other != term:
                yield term, f"defined with the words of {other}"


def definition_is_label(of: Ontology) -> Found:
    """ROBOT in spirit: a definition says more than the name, half as much again at least."""
    for term in of.everything:
        names = {text.casefold() for name in LABELS for text in of.texts(term, name)}
        for text in of.texts(term, SKOS.definition):
            words = text.rstrip(".。").casefold()
            if any(name in words and 2 * (len(words) - len(name)) < len(name) for name in names):
                yield term, f"the definition {text.n3()} is the label"


def missing_isdefinedby(of: Ontology) -> Found:
    """P41 in spirit: a term leads to its ontology."""
    home = URIRef(f"{of.base}ontology")
    for term in of.everything:
        if home not in set(of.graph.objects(term, RDFS.isDefinedBy)):
            yield term, "does not say where it is defined"


def bad_name(of: Ontology) -> Found:
    """P22: names follow one convention: classes with a capital, properties without."""
    for kind, terms in (("class", of.classes), ("property", of.properties)):
        for term in terms:
            if not _NAME[kind].fullmatch(term.partition("#")[2]):
                yield term, f"is no name of a {kind}"


def missing_metadata(of: Ontology) -> Found:
    """ROBOT missing_ontology_*, P38, P41: the header names itself, its version, licence, makers and dates."""
    home = URIRef(f"{of.base}ontology")
    wanted = (
        *(DCTERMS.title, DCTERMS.description, DCTERMS.license, DCTERMS.creator, DCTERMS.publisher),
        *(DCTERMS.created, DCTERMS.issued, DCTERMS.modified, OWL.versionIRI, OWL.versionInfo),
    )
    if (home, RDF.type, OWL.Ontology) not in of.graph:
        yield home, "is not declared"
    for name in wanted:
        if (home, name, None) not in of.graph:
            yield home, f"no {name.n3()}"
    for language in of.defined:
        for name in (DCTERMS.title, DCTERMS.description):
            if language not in {o.language for o in of.texts(home, name)}:
                yield home, f"no {name.n3()} in {language}"
