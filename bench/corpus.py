"""A release of made-up documents in the project's own vocabulary and graph layout, as large as wished.

For measuring an endpoint, and for comparing engines on data that every machine makes alike: each statement
follows from the number of its document, so that whoever asks knows the answer. A document has
:data:`PER_DOCUMENT` statements, about as many as a page of a resolution gives: a decision with what it cites
and asks (``graph/document``), ten paragraphs in two sections (``graph/text``), three records of evidence
(``graph/evidence``); bodies stand in ``graph/authority``. The default graph is the default view.

>>> rows = list(document(7))
>>> len(rows) == PER_DOCUMENT == 105
True
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import pyoxigraph

from igr_kg import ids
from igr_kg.graph.quads import Quad, line, literal, node, term
from igr_kg.release.files import Writer
from igr_kg.release.view import default_view
from igr_kg.store import search

BASE = ids.DEFAULT_BASE
BODIES = 200
PARAGRAPHS = 10
MEETINGS = 500
PER_DOCUMENT = 105
LANGUAGE = "en"
_EVIDENCE = ("igr:decidedBy", "igr:number", "igr:adoptionDate")
_FIRST_DAY = date(1950, 1, 1)
_TOPICS = ("water", "desert", "ocean", "forest", "climate", "waste", "ozone", "mountain", "river", "wetland")
_VERBS = ("requests", "invites", "urges", "calls-upon", "encourages")


def iri(name: str) -> str:
    """Return the IRI of a local name."""
    return BASE + name


def slug(number: int) -> str:
    """Return the slug of a document."""
    return f"made-res-{number}"


def document_iri(number: int) -> str:
    """Return the IRI of a document."""
    return iri(f"id/document/{slug(number)}")


def decision_iri(number: int) -> str:
    """Return the IRI of the decision of a document."""
    return iri(f"id/decision/made-{number}")


def body_iri(number: int) -> str:
    """Return the IRI of a body."""
    return iri(f"id/body/made-{number}")


def graph_iri(kind: str, number: int) -> str:
    """Return the IRI of a graph of a document; ``kind`` is document, text or evidence."""
    return iri(f"graph/{kind}/{slug(number)}/{LANGUAGE}")


def identifier(number: int) -> str:
    """Return the symbol of a document."""
    return f"MADE/RES/{number}"


def title(number: int) -> str:
    """Return the title of a document, without its language."""
    return f"Resolution {number} on {_TOPICS[number % len(_TOPICS)]}"


def body_of(number: int) -> int:
    """Return the number of the body that decides: low ones decide more often."""
    return number * number % BODIES


def day_of(number: int) -> str:
    """Return the day of the decision of a document (ISO 8601)."""
    return (_FIRST_DAY + timedelta(days=number * 37 % 25_000)).isoformat()


def cited_by(number: int) -> int:
    """Return the number of the decision that the decision of a document cites: a tree with its root at 0."""
    return number // 2


class _Rows:
    """Statements that are written down one after another in a graph."""

    def __init__(self, graph: str) -> None:
        self._graph = node(graph)
        self.rows: list[Quad] = []

    def add(self, subject: str, **values: str) -> None:
        """Add statements about a subject; a name is ``prefix_local`` for ``prefix:local``."""
        subject = node(subject)
        for name, value in values.items():
            object_ = value if value.startswith(('"', "<")) else term(value, BASE)
            self.rows.append(Quad(subject, term(name.replace("_", ":", 1), BASE), object_, self._graph))


def _facts(number: int) -> list[Quad]:
    rows = _Rows(graph_iri("document", number))
    about, decision, body = document_iri(number), node(decision_iri(number)), node(body_iri(body_of(number)))
    rows.add(
        about,
        rdf_type="igr:Document",
        dcterms_identifier=literal(identifier(number)),
        dcterms_title=literal(title(number), language=LANGUAGE),
        igr_hasVersion=node(f"{about}/{LANGUAGE}"),
    )
    rows.add(
        decision_iri(number),
        rdf_type="igr:Decision",
        igr_number=literal(f"{number}({day_of(number)[:4]})"),
        igr_adoptionDate=literal(day_of(number), datatype="xsd:date"),
        igr_decidedBy=body,
        igr_documentedIn=node(about),
        igr_adoptedAt=node(iri(f"id/meeting/made-{number % MEETINGS}")),
    )
    rows.add(
        f"{about}/par/2/citation/1",
        rdf_type="igr:Citation",
        igr_citingPart=node(f"{about}/par/2"),
        igr_cites=node(decision_iri(cited_by(number))),
        igr_citedParagraph=literal(str(number % PARAGRAPHS + 1)),
    )
    rows.add(
        f"{about}/par/3/act/1",
        rdf_type="igr:Request",
        igr_agent=body,
        igr_addressee=node(body_iri((number + 1) % BODIES)),
        igr_inDecision=decision,
        igr_mode=node(iri("scheme/act-mode/operative")),
        igr_verb=node(iri(f"scheme/verb/{_VERBS[number % len(_VERBS)]}")),
        igr_content=literal(f"to report on {_TOPICS[number % len(_TOPICS)]}", language=LANGUAGE),
    )
    return rows.rows


def _evidence(number: int, facts: Iterable[Quad]) -> list[Quad]:
    graph = graph_iri("evidence", number)
    rows = _Rows(graph)
    wanted = {term(name, BASE) for name in _EVIDENCE}
    for count, fact in enumerate(quad for quad in facts if quad.p in wanted):
        start = 40 * count
        rows.add(
            f"{graph}#{number:012x}{count:04x}",
            rdf_type="igr:Evidence",
            rdf_subject=fact.s,
            rdf_predicate=fact.p,
            rdf_object=fact.o,
            igr_status="igr:extracted",
            igr_rule=node(iri(f"id/rule/{LANGUAGE}/made.{count}")),
            prov_wasGeneratedBy=node(iri("run/0123456789abcdef")),
            igr_passage=node(f"{document_iri(number)}/par/{count + 1}"),
            igr_start=literal(start),
            igr_end=literal(start + 20 + number % 20),
            igr_quote=literal(f"words {count} of resolution {number}", language=LANGUAGE),
            igr_reviewStatus=node(iri("scheme/review-status/unreviewed")),
        )
    return rows.rows


def _text(number: int) -> list[Quad]:
    rows = _Rows(graph_iri("text", number))
    about = document_iri(number)
    digest = hashlib.sha256(str(number).encode()).hexdigest()
    version = literal(LANGUAGE)
    rows.add(
        f"{about}/{LANGUAGE}",
        rdf_type="igr:DocumentVersion",
        dcterms_language=version,
        igr_textSHA256=literal(digest),
        igr_versionOf=node(about),
    )
    for section in (1, 2):
        rows.add(f"{about}/sec/{section}", rdf_type="igr:Section", igr_partOf=node(about))
    for paragraph in range(1, PARAGRAPHS + 1):
        topic = _TOPICS[(number + paragraph) % len(_TOPICS)]
        asks = f"{_VERBS[(number + paragraph) % len(_VERBS)]} all bodies to care for {topic}"
        words = f"Paragraph {paragraph} of {identifier(number)} {asks}"
        rows.add(
            f"{about}/par/{paragraph}",
            rdf_type="igr:Paragraph",
            igr_partOf=node(f"{about}/sec/{1 + paragraph % 2}"),
            igr_order=literal(paragraph),
            igr_text=literal(words, language=LANGUAGE),
        )
    return rows.rows


def document(number: int) -> Iterator[Quad]:
    """Yield the statements of a document, each in its named graph."""
    facts = _facts(number)
    yield from facts
    yield from _evidence(number, facts)
    yield from _text(number)


def authority() -> Iterator[Quad]:
    """Yield the statements about the bodies: a tree in which each has up to three below it."""
    rows = _Rows(iri("graph/authority"))
    for number in range(BODIES):
        rows.add(
            body_iri(number),
            rdf_type="igr:GovernanceBody",
            skos_prefLabel=literal(f"Body {number}", language="en"),
            skos_altLabel=literal(f"机构{number}", language="zh"),
        )
        if number:
            rows.add(body_iri(number), igr_parentBody=node(body_iri((number - 1) // 3)))
    yield from rows.rows


def statements(documents: int) -> Iterator[Quad]:
    """Yield every statement of a release of so many documents, each in its named graph."""
    yield from authority()
    for number in range(documents):
        yield from document(number)


def _write_plain(whole: Path, view: Path, documents: int) -> list[search.Entry]:
    """Write all statements as N-Quads and the default view as N-Triples; return what is searched."""
    found: list[search.Entry] = []
    remaining = statements(documents)
    with whole.open("w", encoding="utf-8") as quads, view.open("w", encoding="utf-8") as triples:
        while block := list(islice(remaining, 10_000)):
            quads.writelines(map(line, block))
            triples.writelines(map(line, default_view(block, BASE)))
            found += search.entries(block, BASE)
    return found


def _copy(path: Path) -> Callable[[BinaryIO], None]:
    def write(file: BinaryIO) -> None:
        with path.open("rb") as source:
            shutil.copyfileobj(source, file, 1 << 20)

    return write


def write_release(folder: Path, documents: int) -> None:
    """Write a release folder that ``igr-kg serve --release`` takes: store, dumps, manifest, checksums.

    Other than that of a build, its dumps are not sorted and not in every syntax, and nothing is checked.

    :param folder: does not exist yet
    """
    folder.mkdir(parents=True)
    whole, view = folder / "igr.nq", folder / "igr.nt"
    entries = _write_plain(whole, view, documents)
    store = pyoxigraph.Store(str(folder / "store"))
    store.bulk_load(path=str(whole), format=pyoxigraph.RdfFormat.N_QUADS)
    store.bulk_load(path=str(view), format=pyoxigraph.RdfFormat.N_TRIPLES)
    store.optimize()
    store.flush()
    del store
    search.write(folder / "store" / search.FILE, entries)
    writer = Writer(folder)
    for path in (whole, view):
        writer.packed(path.name, _copy(path))
        path.unlink()
    manifest = {"schema": "igr-release/1", "name": "igr", "version": folder.name, "base": BASE}
    writer.plain("manifest.json", json.dumps(manifest).encode())
    writer.write_sums()


def release(build: Path, triples: int) -> Path:
    """Return the folder of a release of so many statements, made when it is not there yet.

    :param build: folder of what is kept between runs
    :param triples: statements in named graphs; the default view comes on top of them
    """
    documents = documents_in(triples)
    made_by = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:8]
    folder = build / f"made-{documents}-{made_by}"
    if not folder.is_dir():
        building = folder.with_name(f".{folder.name}")
        shutil.rmtree(building, ignore_errors=True)
        write_release(building, documents)
        building.rename(folder)
    return folder


def documents_in(triples: int) -> int:
    """Return how many documents give about so many statements."""
    return max(1, round((triples - 4 * BODIES) / PER_DOCUMENT))
