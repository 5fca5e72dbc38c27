"""The gate: whether everything that is published can be true together with the ontology."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from igr_kg import ids
from igr_kg.graph.quads import Quad, value
from igr_kg.reason import hermit
from igr_kg.reason.clashes import clashes
from igr_kg.reason.view import View, view

CONSISTENT = "CONSISTENT"
INCONSISTENT = "INCONSISTENT"
UNSATISFIABLE = "UNSATISFIABLE"
UNDECLARED = "UNDECLARED"
JAVA_MISSING = "JAVA_MISSING"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the reasoner said, in one sentence and with its details.

    :param code: ``CONSISTENT``, ``INCONSISTENT``, ``UNSATISFIABLE`` (a class that can have no member),
        ``UNDECLARED`` (a property that the reasoner would pass over) or ``JAVA_MISSING`` (left out)
    :param message: one sentence
    :param details: clashes in sentences, or IRIs of classes or properties
    """

    code: str
    message: str
    details: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether nothing speaks against publishing (also when the check was left out)."""
        return self.code in (CONSISTENT, JAVA_MISSING)

    @property
    def left_out(self) -> bool:
        """Whether the reasoner did not run."""
        return self.code == JAVA_MISSING


def consistent(quads: Iterable[Quad], *, base: str = ids.DEFAULT_BASE) -> Verdict:
    """Return whether the ontology, the facts and the authority can be true together.

    :param quads: all statements of a data set; none: the ontology by itself
    :param base: base of the project's IRIs
    :raises IgrError: ``REASONER_FAILED`` when HermiT stops for another reason
    """
    seen = view(quads, base)
    if seen.undeclared:
        return Verdict(UNDECLARED, "The ontology does not declare a property that is used.", seen.undeclared)
    runtime = hermit.java()
    if runtime is None:
        return Verdict(
            JAVA_MISSING,
            "Left out: the reasoner needs the extra 'java' (pip install 'igr-kg[java]').",
        )
    answer = hermit.ask((*seen.axioms, *seen.facts), runtime)
    if not answer.consistent:
        return _inconsistent(seen, base, runtime)
    if answer.unsatisfiable:
        return Verdict(UNSATISFIABLE, "A class can have no member.", answer.unsatisfiable)
    return Verdict(CONSISTENT, "The ontology and the facts are consistent.")


def _inconsistent(seen: View, base: str, runtime: str) -> Verdict:
    details = clashes(seen.axioms, seen.facts, base) or _graphs(seen, runtime)
    message = f"Inconsistent: {details[0]}" if details else "The ontology and the facts are inconsistent."
    return Verdict(INCONSISTENT, message, details)


def _graphs(seen: View, runtime: str) -> tuple[str, ...]:
    """Return a sentence on the smallest set of graphs, by halving, that is inconsistent."""
    names = sorted({quad.g for quad in seen.facts})

    def breaks(chosen: list[str]) -> bool:
        wanted = set(chosen)
        facts = (quad for quad in seen.facts if quad.g in wanted)
        return not hermit.ask((*seen.axioms, *facts), runtime).consistent

    while len(names) > 1:
        half = len(names) // 2
        kept = next((part for part in (names[:half], names[half:]) if breaks(part)), None)
        if kept is None:
            break
        names = kept
    if not names:
        return ()
    shown = ", ".join(value(name) for name in names[:5])
    return (f"the contradiction lies within {shown}.",)
