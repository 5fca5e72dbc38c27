"""What a local name says by itself: the parts of a document's IRI, in words.

The grammar of these names is the project's IRI policy: ``id/document/<slug>/<chain of containers>``,
a language version ``id/document/<slug>/<tag>``, and statements ``<part>/<kind>/<number>``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from igr_kg.store.describe import STATEMENT_KINDS
from igr_kg.web.i18n import Texts

_STATEMENT = re.compile(r"(?P<part>.*)/(?P<kind>[a-z][a-z-]*)/(?P<number>[0-9]+)\Z")
_VERSION = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
_STATEMENT_KINDS = frozenset(STATEMENT_KINDS)


@dataclass(frozen=True, slots=True)
class DocumentName:
    """A local name under ``id/document/``, taken apart.

    :param slug: of the document
    :param part: path of the part, ``""`` for the document itself
    :param version: language tag when the name is that of a language version
    :param statement: kind of the statement-like thing, or ``""``
    :param number: its number in its part
    """

    slug: str
    part: str = ""
    version: str = ""
    statement: str = ""
    number: str = ""


def document_name(local: str) -> DocumentName | None:
    """Take a local name apart, or return None when it is not under a document.

    >>> document_name("id/document/a-1/annex/1/par/7/a/measure/2")
    DocumentName(slug='a-1', part='annex/1/par/7/a', version='', statement='measure', number='2')
    >>> document_name("id/document/a-1/zh").version
    'zh'
    """
    prefix = "id/document/"
    if not local.startswith(prefix) or len(local) == len(prefix):
        return None
    slug, _, rest = local.removeprefix(prefix).partition("/")
    if _VERSION.match(rest) and "/" not in rest:
        return DocumentName(slug, version=rest)
    found = _STATEMENT.match("/" + rest)
    if found and found["kind"] in _STATEMENT_KINDS:
        return DocumentName(slug, found["part"].lstrip("/"), "", found["kind"], found["number"])
    return DocumentName(slug, rest)


def is_statement(local: str) -> bool:
    """Tell whether a local name is that of a statement-like thing (an act, a measure, an assessment ...)."""
    name = document_name(local)
    return bool(name and name.statement)


def part_words(path: str, texts: Texts) -> str:
    """Return the path of a part in words.

    >>> words = {"part.annex": "annex {label}", "part.par": "paragraph {label}", "part.item": " ({label})"}
    >>> part_words("annex/1/par/7/a", Texts("en", words | {"part.join": ", "}))
    'annex 1, paragraph 7 (a)'
    """
    words: list[str] = []
    segments = path.split("/") if path else []
    while segments:
        head = segments.pop(0)
        if segments and texts.get(f"part.{head}", ""):
            label = segments.pop(0)
            kind = f"{head}_unnumbered" if label.startswith("-") else head
            words.append(texts(f"part.{kind}", label=_label(label.removeprefix("-"))))
        elif texts.get(f"part.{head}_whole", ""):
            words.append(texts(f"part.{head}_whole"))
        else:
            item = texts("part.item", label=_label(head))
            words[-1:] = [words[-1] + item if words else item.strip()]
    return texts("part.join").join(words)


def _label(label: str) -> str:
    """Return a label as people write it; ``3~2`` is the second one labelled 3."""
    number, tilde, repeat = label.partition("~")
    return f"{number} [{repeat}]" if tilde else number
