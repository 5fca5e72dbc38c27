"""The syntaxes of RDF: writing the same bytes twice, reading with the place of an error.

The one module outside ``store`` that knows pyoxigraph. Statements come and go as
:class:`igr_kg.graph.quads.Quad`.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import BinaryIO
from xml.parsers import expat

import pyoxigraph

from igr_kg.errors import InputError
from igr_kg.graph.quads import RDF_TYPE, Quad, lines, prefixes


@dataclass(frozen=True, slots=True)
class Syntax:
    """One syntax of RDF.

    :param name: the extension of its files, without the dot
    :param graphs: whether it can tell graphs apart
    """

    name: str
    title: str
    media_type: str
    graphs: bool


SYNTAXES = {
    syntax.name: syntax
    for syntax in (
        Syntax("nq", "N-Quads", "application/n-quads", True),
        Syntax("trig", "TriG", "application/trig", True),
        Syntax("ttl", "Turtle", "text/turtle", False),
        Syntax("nt", "N-Triples", "application/n-triples", False),
        Syntax("jsonld", "JSON-LD", "application/ld+json", True),
        Syntax("rdf", "RDF/XML", "application/rdf+xml", False),
    )
}
BY_MEDIA_TYPE = {syntax.media_type: syntax for syntax in SYNTAXES.values()}

_FORMATS = {
    "nq": pyoxigraph.RdfFormat.N_QUADS,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "ttl": pyoxigraph.RdfFormat.TURTLE,
    "nt": pyoxigraph.RdfFormat.N_TRIPLES,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
    "rdf": pyoxigraph.RdfFormat.RDF_XML,
}
_NAME_AT_END = re.compile(r"[^\W\d][\w.\-·]*>\Z")
MOST_NESTED = 500
"""Levels of elements that RDF/XML may have; a deeper file costs the square of its depth."""


class XmlFilter(io.BytesIO):
    """A file that passes UTF-8 XML on with every character that XML 1.0 can carry as it is.

    A CR becomes a character reference (a reader would turn it into a line feed, XML 1.0, section
    2.11); a character that XML forbids becomes U+FFFD. Call :meth:`finish` at the end.
    """

    _FORBIDDEN = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")

    def __init__(self, write: Callable[[bytes], object]) -> None:
        super().__init__()
        self._write = write
        self._kept = b""

    def write(self, data: bytes, /) -> int:  # type: ignore[override]
        """Pass the bytes on but for the last two, which may begin a character."""
        block = self._kept + data
        self._kept = block[-2:]
        self._pass_on(block[:-2])
        return len(data)

    def finish(self) -> None:
        """Pass on what was kept."""
        self._pass_on(self._kept)
        self._kept = b""

    def _pass_on(self, block: bytes) -> None:
        safe = self._FORBIDDEN.sub("\ufffd".encode(), block)
        self._write(safe.replace(b"\r", b"&#xD;"))


def _order(quad: Quad) -> tuple[str, str, bool, str, str]:
    return quad.g, quad.s, quad.p != RDF_TYPE, quad.p, quad.o


def _readable(quads: Iterable[Quad], *, graphs: bool) -> Iterator[Quad]:
    """Yield each statement once, by graph and subject, the type of a thing first."""
    chosen = set(quads) if graphs else {Quad(q.s, q.p, q.o) for q in quads}
    return iter(sorted(chosen, key=_order))


def _native(quads: Iterable[Quad]) -> Iterator[pyoxigraph.Quad]:
    text = "".join(f"{s} {p} {o} {g} .\n" for s, p, o, g in quads)
    return iter(pyoxigraph.parse(text, pyoxigraph.RdfFormat.N_QUADS))


def _used(quads: list[Quad], base: str) -> dict[str, str]:
    """Return the prefixes whose namespaces occur, so that small files have small heads."""
    terms = {quad.p for quad in quads}
    objects = {quad.o for quad in quads if quad.o[-1] == ">"}
    terms.update(term if term[0] == "<" else term[term.rindex("<") :] for term in objects)
    heads = {term[1 : max(term.rfind("#"), term.rfind("/")) + 1] for term in terms}
    return {name: iri for name, iri in prefixes(base).items() if iri in heads}


def write(quads: Iterable[Quad], syntax: str, file: BinaryIO, *, base: str) -> None:
    """Write statements to a binary file; equal sets of statements give equal bytes.

    Every statement stands once. A syntax without graphs gets the statements of all of them.

    :param syntax: a key of :data:`SYNTAXES`
    :param base: base IRI, for the project's own prefixes
    :raises InputError: ``NOT_REPRESENTABLE`` when RDF/XML cannot name a predicate
    """
    if syntax in ("nq", "nt"):
        chosen = quads if syntax == "nq" else (Quad(q.s, q.p, q.o) for q in quads)
        for block in _blocks(lines(chosen)):
            file.write(block)
        return
    rows = list(_readable(quads, graphs=SYNTAXES[syntax].graphs))
    if syntax != "rdf":
        used = {} if syntax == "jsonld" else _used(rows, base)
        pyoxigraph.serialize(_statements(rows, syntax), file, _FORMATS[syntax], prefixes=used)
        return
    for predicate in {row.p for row in rows}:
        if not _NAME_AT_END.search(predicate):
            problem = f"RDF/XML cannot write the predicate {predicate}."
            raise InputError("NOT_REPRESENTABLE", problem, hint="Ask for Turtle or JSON-LD.")
    safe = XmlFilter(file.write)
    pyoxigraph.serialize(_statements(rows, syntax), safe, _FORMATS[syntax], prefixes=_used(rows, base))
    safe.finish()


def _blocks(rows: Iterator[str]) -> Iterator[bytes]:
    """Yield lines as larger pieces of UTF-8: a call for each line costs more than the line."""
    while block := "".join(islice(rows, 4096)):
        yield block.encode()


def _statements(rows: Iterable[Quad], syntax: str) -> Iterator[pyoxigraph.Quad] | Iterator[pyoxigraph.Triple]:
    native = _native(rows)
    return native if SYNTAXES[syntax].graphs else (quad.triple for quad in native)


def serialise(quads: Iterable[Quad], syntax: str, *, base: str) -> bytes:
    """Return statements in a syntax; see :func:`write`.

    >>> print(serialise([Quad("<a:s>", "<a:p>", '"o"@en')], "ttl", base="https://w3id.org/igr/").decode())
    <a:s> <a:p> "o"@en .
    <BLANKLINE>
    """
    file = io.BytesIO()
    write(quads, syntax, file, base=base)
    return file.getvalue()


_REASONS: tuple[tuple[str, str, str], ...] = (
    (r"The prefix (\S*?):? has not been declared", "rdf_prefix", "The prefix {0}: is not declared."),
    (r"Unknown prefix (\S*?):", "rdf_prefix", "The prefix {0}: is not declared."),
    (r"No scheme found", "rdf_relative", "A relative IRI stands here, and there is no base IRI."),
    (r"Invalid IRI code point '(.)'", "rdf_character", "The character {0!r} cannot stand in an IRI."),
    (r"language (?:sub)?tag", "rdf_language", "This is no language tag."),
    (
        r"LoadDocumentCallback|remote context",
        "rdf_context",
        "A remote @context is not fetched (but the project's own is known); write it into the file.",
    ),
    (r"Invalid UTF-8", "rdf_utf8", "The text is not UTF-8."),
    (r"followed by a dot", "rdf_dot", "A statement stands without its dot."),
    (r"amplification", "rdf_amplification", "The entities of the file expand to far more than the file."),
    (r"unbound prefix", "rdf_unbound", "A prefix is not declared."),
    (r"Unexpected end|no element found", "rdf_end", "The text ends inside a statement."),
)
"""What a parser says -> key in the tables of texts, and the project's sentence."""


def _error(message: str, title: str, where: str, place: tuple[int, int] | None) -> InputError:
    """Return ``SYNTAX_ERROR`` with the project's own sentence for what a parser says."""
    say, problem, found = "rdf_malformed", f"This is no well-formed {title}.", ""
    for pattern, key, sentence in _REASONS:
        match = re.search(pattern, message)
        if match:
            found = "".join(match.groups()[:1])
            say, problem = key, sentence.format(found)
            break
    return InputError(
        "SYNTAX_ERROR",
        problem,
        hint=f"Correct the {title} at this place and try again.",
        where=_located(where, place),
        say=say,
        values={"syntax": title, "found": found},
    )


def _check_xml(data: bytes, where: str) -> None:
    """Refuse XML that is not well-formed, and XML that is made to cost (depth, entities in entities).

    The RDF parser gives no place for errors of XML and sets no limits; expat does both.

    :raises InputError: ``SYNTAX_ERROR``
    """
    depth = 0
    parser = expat.ParserCreate(namespace_separator=" ")

    def start(name: str, attributes: object) -> None:
        nonlocal depth
        depth += 1
        if depth > MOST_NESTED:
            raise _XmlDepth

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    try:
        parser.Parse(data, True)
    except _XmlDepth:
        raise InputError(
            "SYNTAX_ERROR",
            f"The elements are nested more than {MOST_NESTED} deep.",
            hint="Correct the RDF/XML at this place and try again.",
            where=_located(where, (parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)),
            say="rdf_depth",
            values={"most": MOST_NESTED},
        ) from None
    except expat.ExpatError as error:
        raise _error(str(error), "RDF/XML", where, (error.lineno, error.offset + 1)) from None


class _XmlDepth(Exception):  # noqa: N818 -- leaves the parser, never this module
    """The elements are nested too deep."""


def _located(where: str, position: tuple[int, int] | None) -> str:
    place = f"{position[0]}:{position[1]}" if position else ""
    return ":".join(part for part in (where, place) if part)


def _quad(statement: pyoxigraph.Quad) -> Quad:
    s, p, o, g = statement
    graph = "" if isinstance(g, pyoxigraph.DefaultGraph) else str(g)
    if isinstance(s, pyoxigraph.Triple) or isinstance(o, pyoxigraph.Triple) or getattr(o, "direction", None):
        raise InputError(
            "SYNTAX_ERROR", "Triple terms and base directions (RDF 1.2) are not taken.", hint="Use RDF 1.1."
        )
    return Quad(str(s), str(p), str(o), graph)


def parse(data: bytes, syntax: str, *, base: str | None = None, where: str = "") -> list[Quad]:
    """Return the statements of a file in the order in which they stand.

    Nothing is fetched: a remote JSON-LD ``@context`` or an external XML entity is an error.

    :param syntax: a key of :data:`SYNTAXES`
    :param base: IRI that relative IRIs are resolved against
    :param where: name of the file, for messages
    :raises InputError: ``SYNTAX_ERROR`` with ``where`` = ``name:line:column`` (both from 1, columns
        in code points) as far as the place is known

    >>> parse(b"@prefix e: <http://e/> . e:s e:p 1 .", "ttl")[0].o
    '"1"^^<http://www.w3.org/2001/XMLSchema#integer>'
    """
    title = SYNTAXES[syntax].title
    if syntax == "rdf":
        _check_xml(data, where)
    try:
        return [_quad(statement) for statement in pyoxigraph.parse(data, _FORMATS[syntax], base_iri=base)]
    except SyntaxError as error:
        position = (error.lineno, error.offset or 1) if error.lineno else None
        raise _error(str(error), title, where, position) from None
    except InputError as error:
        raise InputError(error.code, error.message, hint=error.hint, where=where) from None
    except ValueError:
        problem = f"{base!r} is no IRI that relative IRIs could be resolved against."
        raise InputError("BAD_IRI", problem, where=where) from None


def canonical(quads: Iterable[Quad]) -> list[Quad]:
    """Return the statements sorted, each once, blank nodes labelled by RDFC-1.0.

    For our own data: with many alike blank nodes the work grows exponentially (RDFC-1.0, section 7.1).

    >>> canonical([Quad("_:x", "<a:p>", "_:y"), Quad("_:y", "<a:p>", '"1"')])[0]
    Quad(s='_:c14n0', p='<a:p>', o='"1"', g='')
    """
    rows = set(quads)
    blank = {row for row in rows if row.s[0] == "_" or row.o[0] == "_" or row.g[:1] == "_"}
    if not blank:
        return sorted(rows)
    # A label depends on the statements with blank nodes alone (RDFC-1.0, section 4.4.3, steps 2-5).
    dataset = pyoxigraph.Dataset(_native(blank))
    dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
    return sorted((rows - blank) | set(map(_quad, dataset)))


def canonical_hash(quads: Iterable[Quad]) -> str:
    """Return the SHA-256 (hex) of the canonical N-Quads of the statements (RDFC-1.0, section 4.4).

    >>> canonical_hash([Quad("_:x", "<a:p>", '"1"')]) == canonical_hash([Quad("_:y", "<a:p>", '"1"')])
    True
    """
    return digest(canonical(quads))


def digest(quads: Iterable[Quad]) -> str:
    """Return the SHA-256 (hex) of statements whose labels are canonical already; each counts once."""
    found = hashlib.sha256()
    for block in _blocks(lines(quads)):
        found.update(block)
    return found.hexdigest()
