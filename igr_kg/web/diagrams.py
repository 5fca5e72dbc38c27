"""What the picture of each module shows, from the ontology and the shapes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from igr_kg.graph import quads
from igr_kg.web.constraints import Constraints
from igr_kg.web.diagram import Box, Line
from igr_kg.web.i18n import collated
from igr_kg.web.labels import Namer
from igr_kg.web.vocabulary import Vocabulary

_NAMED_VALUES = 2
"""How many classes of values are named in a box."""


@dataclass(frozen=True, slots=True)
class Use:
    """Which classes a property links.

    :param domains: classes of its subjects
    :param ranges: classes, or the datatypes, of its values
    """

    domains: Sequence[str]
    ranges: Sequence[str]


def use_of(property_: str, vocabulary: Vocabulary, shapes: Constraints) -> Use:
    """Return what the ontology says of a property's subjects and values, else what the shapes say."""

    def said(name: str) -> list[str]:
        return [c for node in vocabulary.objects(property_, name) for c in vocabulary.classes(node)]

    return Use(
        said("rdfs:domain") or shapes.used_on.get(property_, ()),
        said("rdfs:range") or shapes.leads_to.get(property_, ()),
    )


def boxes(
    terms: Sequence[str], vocabulary: Vocabulary, shapes: Constraints, namer: Namer, join: str
) -> list[Box]:
    """Return the boxes of a module: its classes, and those elsewhere that its properties stand on.

    :param terms: of the module, in N-Quads, sorted
    :param join: between the names of classes of values
    """
    classes = [term for term in terms if vocabulary.kind(term) == "class"]
    lines: dict[str, list[tuple[str, Sequence[str]]]] = defaultdict(list)
    for property_ in (term for term in terms if vocabulary.kind(term) == "property"):
        use = use_of(property_, vocabulary, shapes)
        ours = [c for c in use.domains if c in vocabulary.by]
        here = [c for c in ours if c in classes] if not vocabulary.objects(property_, "rdfs:domain") else ours
        for domain in _topmost(here or ours, vocabulary):
            lines[domain].append((property_, _topmost(use.ranges, vocabulary)))
    shown = [*classes, *sorted(set(lines) - set(classes))]
    found = []
    for term in shown:
        label = namer.label(quads.value(term))
        above = [parent for parent in vocabulary.objects(term, "rdfs:subClassOf") if parent in shown]
        listed = [_line(property_, ranges, shown, namer, join) for property_, ranges in lines[term]]
        found.append(
            Box(
                term,
                label.plain,
                label.language,
                namer.addresses.href(quads.value(term)) or "#",
                above,
                sorted(listed, key=lambda line: collated(line.text)),
                term in classes,
            )
        )
    return found


def _topmost(classes: Sequence[str], vocabulary: Vocabulary) -> list[str]:
    """Return classes without those that lie below another of them."""
    below = {child for c in classes for child in vocabulary.descendants(c, "rdfs:subClassOf") if child != c}
    return [c for c in classes if c not in below]


def _line(property_: str, ranges: Sequence[str], shown: Sequence[str], namer: Namer, join: str) -> Line:
    iri = quads.value(property_)
    label = namer.label(iri)
    names = [_value(namer, quads.value(term)) for term in ranges[:_NAMED_VALUES]]
    values = join.join(names) + (" …" if len(ranges) > _NAMED_VALUES else "")
    target = next((term for term in ranges if term in shown), "") if len(ranges) == 1 else ""
    return Line(label.plain, label.language, namer.addresses.href(iri) or "#", values, target)


def _value(namer: Namer, iri: str) -> str:
    return (namer.label(iri) if namer.addresses.local(iri) else namer.foreign(iri)).plain
