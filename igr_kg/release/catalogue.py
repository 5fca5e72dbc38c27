"""What is said of the data set as a whole, whatever the vocabulary: read from ``data/catalogue.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from igr_kg import assets, ids
from igr_kg.graph.quads import Quad, literal, node, term

GRAPH = "graph/catalogue"


@dataclass(frozen=True, slots=True)
class About:
    """The release that is described.

    :param languages: BCP 47 tags of the documents
    """

    version: str
    issued: date | None
    base: str
    languages: Sequence[str]

    @property
    def dataset(self) -> str:
        """IRI of the data set."""
        return f"{self.base}dataset/igr"

    @property
    def release(self) -> str:
        """IRI of this version of it."""
        return f"{self.dataset}/{self.version}"

    def dump(self, name: str) -> str:
        """Return the address of a file of the release."""
        return f"{self.base}dumps/{self.version}/{name}"


@cache
def texts() -> Mapping[str, Any]:
    """Return titles, descriptions, licence and authority IRIs."""
    found: dict[str, Any] = tomllib.loads((assets.folder("data") / "catalogue.toml").read_text("utf-8"))
    return found


class Describer:
    """Collects statements about one release, in the catalogue graph."""

    def __init__(self, about: About) -> None:
        self.about = about
        self.rows: list[Quad] = []
        self._graph = node(ids.iri(GRAPH, about.base))

    def say(self, subject: str, predicate: str, *objects: str) -> None:
        """Add statements.

        :param subject: an IRI
        :param predicate: a prefixed name
        :param objects: terms
        """
        name = term(predicate, self.about.base)
        self.rows += [Quad(node(subject), name, value, self._graph) for value in objects]

    def type_(self, subject: str, *classes: str) -> None:
        """Say what a thing is, by prefixed names."""
        self.say(subject, "rdf:type", *(term(name, self.about.base) for name in classes))

    def text(self, subject: str, predicate: str, texts_: Mapping[str, str | Sequence[str]]) -> None:
        """Add a text in several languages."""
        for tag, found in texts_.items():
            values: Iterable[str] = [found] if isinstance(found, str) else found
            self.say(subject, predicate, *(literal(value, language=tag) for value in values))
