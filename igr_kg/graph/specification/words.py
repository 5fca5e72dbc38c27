"""Changes as sentences, in each language that ``data/changes`` has a file for."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from igr_kg import assets
from igr_kg.graph.quads import PREFIXES, is_iri, is_literal, language, value
from igr_kg.graph.specification.change import Change
from igr_kg.graph.specification.comparing import Difference
from igr_kg.graph.specification.statements import Statements, iri

FOLDER = "data/changes"
DEFAULT = "en"
SHOWN = 6
"""Names that a sentence about names, links or messages lists before it only counts."""
_COUNTED = ("names-", "links-", "messages-")
_LABELS = tuple(map(iri, ("skos:prefLabel", "rdfs:label")))
_NUMBERED = frozenset({"none", "at-most", "any-number", "more", "fewer"})


def languages() -> tuple[str, ...]:
    """Return the tags of the languages that changes are told in.

    >>> {"en", "zh"} <= set(languages())
    True
    """
    return tuple(sorted(path.stem for path in assets.folder(FOLDER).glob("*.toml")))


def table(tag: str) -> Mapping[str, Mapping[str, str]]:
    """Return the words of a language, of English where there are none."""
    tag = tag.partition("-")[0]
    return _table(assets.folder(FOLDER) / f"{tag if tag in languages() else DEFAULT}.toml")


@cache
def _table(path: Path) -> Mapping[str, Mapping[str, str]]:
    found: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    return found


class Teller:
    """Says in one language what changed.

    :param difference: whose terms are named; a term that is gone has the name that it had
    :param tag: language tag
    :param shown: names that a sentence lists before it only counts
    """

    def __init__(self, difference: Difference, tag: str, shown: int = SHOWN) -> None:
        self.tag = tag.partition("-")[0]
        self.words = table(tag)
        self._shown = shown
        self._both = [Statements(x.ontology, x.base) for x in (difference.new, difference.old)]
        self._base = difference.new.base

    def sentence(self, change: Change) -> str:
        """Return the sentence for a change, which begins with a capital letter."""
        values = dict(change.values)
        said: dict[str, str] = {
            "terms": self._listed(change.about, self._shown if change.kind.startswith(_COUNTED) else None),
            "count": str(len(change.about)),
            "code": self.code(change.about[0]) if change.about else "",
        }
        said["target"] = self._target(change, values)
        said["path"] = self.words["words"]["step"].join(self._step(step) for step in values.get("path", ()))
        form = "values" if said["path"] else "self"
        said["values"] = self.words["words"][form].format_map(said)
        for name, terms in values.items():
            if name not in ("how", "path", "message", "language"):
                said[name] = self._listed(terms) or self._empty(change.kind)
                said[f"{name}_code"] = self.words["words"]["list"].join(map(self.code, terms))
        if "property" in values:
            code = self.code(values["property"][0])
            said["property"] = self.words["properties"].get(code, code)
        if "message" in values:
            said["message"] = self._message(values["message"])
        if "language" in values:
            said["language"] = self._language(values["language"][0])
        text = self.words["sentences"][change.kind].format_map(said)
        return text[:1].upper() + text[1:]

    def name(self, term: str) -> str:
        """Return what a term is called in a sentence."""
        if is_literal(term):
            return self.words["words"]["quoted"].format(text=value(term))
        if term.startswith("["):
            return self.words["words"]["condition"]
        if not is_iri(term):
            return term
        graph = next((graph for graph in self._both if term in graph.terms), None)
        code = self.code(term)
        if graph is None:
            known = self.words["properties"].get(code)
            return self.words["words"]["quoted"].format(text=known) if known else code
        local = code.rpartition(":")[2].rpartition("/")[2]
        return self.words["names"][graph.kind(term)].format(
            label=self._label(term, graph) or local, local=local, code=code
        )

    def code(self, term: str) -> str:
        """Return the short form of an IRI: with a prefix, or its path below the base."""
        text = value(term) if is_literal(term) else term[1:-1] if is_iri(term) else term
        for prefix, namespace in PREFIXES.items():
            whole = namespace if ":" in namespace else self._base + namespace
            if text.startswith(whole):
                return f"{prefix}:{text[len(whole) :]}"
        return text.removeprefix(self._base)

    def _label(self, term: str, graph: Statements) -> str:
        found = {language(x): value(x) for p in _LABELS for x in sorted(graph.objects(term, p))}
        return found.get(self.tag) or found.get(DEFAULT) or ""

    def _listed(self, terms: Iterable[str], most: int | None = None) -> str:
        every = [self.name(term) for term in terms]
        names = self.words["words"]["list"].join(every[:most])
        more = len(every) - len(every[:most])
        return self.words["words"]["more"].format(names=names, n=more) if more > 0 else names

    def _target(self, change: Change, values: Mapping[str, tuple[str, ...]]) -> str:
        how = values.get("how", ("class",))[0]
        term = self.name(change.about[0]) if change.about else ""
        return self.words["targets"][how].format(term=term)

    def _step(self, step: str) -> str:
        if step.startswith("^"):
            return self.words["words"]["back"].format(term=self.name(step[1:]))
        return self.name(step)

    def _message(self, messages: tuple[str, ...]) -> str:
        """Return what a shape says; in English, so marked, where it has no words in this language."""
        found = [value(x) for x in messages if language(x) == self.tag]
        other = [value(x) for x in messages if language(x) == DEFAULT]
        return " ".join(found) if found or not other else f"{' '.join(other)} [{DEFAULT}]"

    def _language(self, tag: str) -> str:
        return self.words["languages"].get(tag, tag)

    def _empty(self, kind: str) -> str:
        numbered = kind.removesuffix("-warning").removesuffix("-looser") in _NUMBERED
        return self.words["words"]["any_number" if numbered else "nothing"]
