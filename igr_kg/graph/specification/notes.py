"""The change log as RDF and as JSON.

ADMS has the property for it: ``adms:versionNotes`` holds what changed between a version and the one before
it; DCAT 3, section 11, uses it for the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from igr_kg.graph.quads import RDF_TYPE, Quad, literal, named, term
from igr_kg.graph.specification.comparing import Difference
from igr_kg.graph.specification.words import Teller, languages


def quads(differences: Iterable[Difference]) -> Iterator[Quad]:
    """Yield what changed with each version: one note for one sentence in each language."""
    for difference in differences:
        base = difference.new.base
        versions = [named(f"ontology/{x.version}", base) for x in (difference.new, difference.old)]
        for name, version in zip(versions, (difference.new.version, difference.old.version), strict=True):
            yield Quad(name, RDF_TYPE, term("owl:Ontology", base))
            yield Quad(name, term("owl:versionInfo", base), literal(str(version)))
            yield Quad(name, term("dcterms:isVersionOf", base), named("ontology", base))
        yield Quad(versions[0], term("owl:priorVersion", base), versions[1])
        for tag in languages():
            teller = Teller(difference, tag)
            for change in difference.changes:
                note = literal(teller.sentence(change), language=tag)
                yield Quad(versions[0], term("adms:versionNotes", base), note)


def document(difference: Difference, tag: str) -> str:
    """Return what changed as JSON: every change with its level, kind, terms and sentence.

    :param tag: language of the sentences
    """
    teller = Teller(difference, tag)
    whole = {
        "old": str(difference.old.version),
        "new": str(difference.new.version),
        "least": str(difference.least),
        "compatible": difference.compatible,
        "changes": [
            {
                "level": change.level.name.lower(),
                "part": change.part,
                "kind": change.kind,
                "about": [teller.code(name) for name in change.about],
                "sentence": teller.sentence(change),
            }
            for change in difference.changes
        ],
    }
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
