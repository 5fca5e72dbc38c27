"""What one running application holds: its settings, store, release folder and texts."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, lru_cache, partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from flask import current_app, g, request

from igr_kg.config import Settings
from igr_kg.graph import quads
from igr_kg.store import search
from igr_kg.store.port import Store
from igr_kg.store.releases import Releases
from igr_kg.store.searching import searched
from igr_kg.web import labels, negotiate
from igr_kg.web.addresses import Addresses
from igr_kg.web.data import Data, Text
from igr_kg.web.evidence import Evidence
from igr_kg.web.i18n import Texts
from igr_kg.web.reference import Reference
from igr_kg.web.usage import Use

if TYPE_CHECKING:
    from igr_kg.pipeline import Checks, Trials

_P = ParamSpec("_P")
_T = TypeVar("_T")

EXTENSION = "igr_kg"
MOST_FOREMOST = 12

_COUNTS = """SELECT ?type (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s a ?type
  FILTER(STRSTARTS(STR(?type), $prefix)) } GROUP BY ?type"""

_FOREMOST = """SELECT ?s (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s igr:hasVersion ?v . ?part ?p ?o } }
GROUP BY ?s ORDER BY DESC(?n) ?s LIMIT $most"""


class Site:
    """The parts that every view uses; one per application, read-only after its start.

    :param release: the folder of the release, or None when only a store is served
    """

    def __init__(
        self, settings: Settings, store: Store, release: Path | None, texts: Mapping[str, Texts]
    ) -> None:
        self.settings = settings
        self.store = searched(store, release, settings)
        self.release = release
        self.texts = texts
        self.data = Data(self.store, settings.base_iri)
        self.releases = Releases(self.store, release, settings.releases_kept)
        self._results: dict[Callable[..., Any], Callable[..., Any]] = {}
        self._lock = threading.Lock()
        self._checks: Checks | None = None
        self._trials: Trials | None = None
        self._closed = False

    @property
    def trials(self) -> Trials:
        """The process that reads documents which nobody keeps."""
        with self._lock:
            if self._trials is None:
                from igr_kg.pipeline import Trials

                self._trials = Trials(self.settings)
                if self._closed:
                    self._trials.close()
            return self._trials

    @property
    def checks(self) -> Checks:
        """The process that checks submissions; what it needs is imported when it is first asked for."""
        with self._lock:
            if self._checks is None:
                from igr_kg.pipeline import Checks

                self._checks = Checks(self.settings, self.release)
                if self._closed:
                    self._checks.close()
            return self._checks

    def close(self) -> None:
        """End the process that checks submissions, and the store."""
        with self._lock:
            self._closed = True
            for guarded in (self._checks, self._trials):
                if guarded is not None:
                    guarded.close()
        self.store.close()

    def results(self, function: Callable[Concatenate[Site, _P], _T], most: int) -> Callable[_P, _T]:
        """Return a function of a site that keeps its last results about this one; see :func:`per_site`."""
        with self._lock:
            if function not in self._results:
                self._results[function] = lru_cache(maxsize=most)(partial(function, self))
        return self._results[function]

    @property
    def index(self) -> search.Index:
        """The index of names and passages."""
        return self.store.index

    @cached_property
    def vocabulary(self) -> labels.Facts:
        """The names of the terms of the ontology and of the concept schemes."""
        return labels.vocabulary(self.data)

    @cached_property
    def manifest(self) -> Mapping[str, Any]:
        """The release's ``manifest.json``; empty without a release folder."""
        path = self.release / "manifest.json" if self.release else None
        if path is None or not path.is_file():
            return {}
        found: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return found

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many things there are of each class of the ontology (by its IRI)."""
        rows = self.data.rows(_COUNTS, prefix=Text(f"{self.settings.base_iri}ontology#"))
        return {quads.value(row["type"]): int(quads.value(row["n"])) for row in rows}

    @cached_property
    def reference(self) -> Reference:
        """What the pages of the ontology need of the store."""
        return Reference(self.data, self.vocabulary)

    @property
    def uses(self) -> Mapping[str, Use]:
        """How often each term of the ontology and each concept (by its IRI) is used, and where."""
        return self.reference.uses

    def warm(self) -> None:
        """Ask the store beforehand for what many pages need, so that no visitor waits for it."""
        reference = self.reference
        terms = reference.vocabulary.terms if reference.schemes else ()
        for language in self.texts:
            reference.instances(terms, language)
        for name in ("counts", "foremost", "triples", "evidence"):
            getattr(self, name)

    @cached_property
    def foremost(self) -> Sequence[str]:
        """The documents (IRIs) that the home page leads to: those of the most text, longest first."""
        return [quads.value(row["s"]) for row in self.data.rows(_FOREMOST, most=MOST_FOREMOST)]

    @cached_property
    def triples(self) -> int:
        """How many triples the default view holds."""
        return self.data.count("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }")

    @cached_property
    def evidence(self) -> int:
        """How many records of evidence there are."""
        return self.data.count("SELECT (COUNT(?e) AS ?n) WHERE { GRAPH ?g { ?e a igr:Evidence } }")

    @property
    def version(self) -> str:
        """The version of the release that is served."""
        return self.store.version


def per_site(
    most: int,
) -> Callable[[Callable[Concatenate[Site, _P], _T]], Callable[Concatenate[Site, _P], _T]]:
    """Let a function of a site keep its last results in that site, with which they go.

    A release does not change while it is served; a process may serve several sites one after another.

    :param most: results that are kept
    """

    def decorate(
        function: Callable[Concatenate[Site, _P], _T],
    ) -> Callable[Concatenate[Site, _P], _T]:
        @wraps(function)
        def kept(site: Site, /, *args: _P.args, **named: _P.kwargs) -> _T:
            return site.results(function, most)(*args, **named)

        return kept

    return decorate


def site() -> Site:
    """Return what the running application holds."""
    found: Site = current_app.extensions[EXTENSION]
    return found


def store() -> Store:
    """Return the store that this request is answered from: of the release served, or the one it names."""
    found: Store = g.get("store") or site().store
    return found


def language() -> str:
    """Return the language of the page: ``?lang=`` when it is one of ours, else ``Accept-Language``."""
    if "language" not in g:
        offers = list(site().texts)
        chosen = request.args.get("lang", "")
        asked = request.headers.get("Accept-Language")
        g.language = chosen if chosen in offers else negotiate.language(asked, offers)
    found: str = g.language
    return found


def texts() -> Texts:
    """Return the texts in the language of the page."""
    return site().texts[language()]


def addresses() -> Addresses:
    """Return the translator between IRIs and links for this request."""
    if "addresses" not in g:
        chosen = request.args.get("lang", "")
        g.addresses = Addresses(
            site().settings.base_iri, request.script_root, chosen if chosen in site().texts else ""
        )
    found: Addresses = g.addresses
    return found


def known_records() -> dict[str, Evidence]:
    """Return the records of evidence that this request has fetched, by their IRIs."""
    if "known_records" not in g:
        g.known_records = {}
    found: dict[str, Evidence] = g.known_records
    return found


def namer_of(store: Store) -> labels.Namer:
    """Return a namer for this request whose names are those of a release."""
    data = Data(store, site().settings.base_iri)
    return labels.Namer(data, addresses(), texts(), site().vocabulary)


def namer() -> labels.Namer:
    """Return the namer of this request."""
    if "namer" not in g:
        g.namer = namer_of(store())
    found: labels.Namer = g.namer
    return found
