"""The quality of the ontology itself: what OOPS! and ``robot report`` look for, and what only we promise.

Each check is a function that is named by its code and yields what is wrong. The list follows the pitfalls of
OOPS! (M. Poveda-Villalón, A. Gómez-Pérez, M. C. Suárez-Figueroa, 2014; its numbers are given as P04, P05 ...)
and the rules of ROBOT's ``report`` (R. C. Jackson et al., 2019).
"""

from __future__ import annotations

from collections.abc import Iterable

from igr_kg.check import ontology_axioms as axioms
from igr_kg.check import ontology_texts as texts
from igr_kg.check.ontology import Check, Finding, Ontology

CHECKS: tuple[Check, ...] = (
    texts.missing_label,
    texts.missing_definition,
    texts.several_labels,
    texts.label_without_language,
    texts.white_space,
    texts.label_case,
    texts.equal_labels,
    texts.equal_definitions,
    texts.definition_is_label,
    texts.missing_isdefinedby,
    texts.bad_name,
    texts.missing_metadata,
    axioms.undeclared,
    axioms.two_kinds,
    axioms.cycle,
    axioms.redundant_parent,
    axioms.wrong_inverse,
    axioms.wrong_characteristics,
    axioms.domain_or_range_missing,
    axioms.several_domains,
    axioms.narrower_property,
    axioms.disjoint_with_parent,
    axioms.no_disjointness,
    axioms.unconnected,
    axioms.deprecated_reference,
    axioms.unused,
    axioms.bad_concept,
    axioms.remote_import,
    axioms.stray_blank,
)


def findings(of: Ontology, checks: Iterable[Check] = CHECKS) -> list[Finding]:
    """Return everything that is wrong, by check and term.

    >>> from rdflib import Graph
    >>> findings(Ontology(Graph(), Graph(), "http://a/"), [axioms.remote_import])
    []
    """
    return [
        Finding(check.__name__, term, told)
        for check in checks
        for term, told in sorted({(str(term), told) for term, told in check(of)})
    ]
