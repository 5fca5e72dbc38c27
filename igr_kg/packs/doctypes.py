"""Document types: what documents look like in every language, and the signs of each type.

``data/doctypes/structure.toml`` holds the form that all have in common: labels, page furniture,
symbols, masthead lines; ``numbers.toml`` the symbols and numbers that read alike in running text of every
language. Every other file is one type: its id, its rank among types that fit, and
signs with examples; a sign says where it is looked for.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from igr_kg import assets
from igr_kg.errors import PackError
from igr_kg.packs import language
from igr_kg.packs.fold import either
from igr_kg.packs.literals import Parts
from igr_kg.packs.patterns import TAGS, Pattern, compile_all, compile_pattern, expand_macros

_FORM, _NUMBERS = "structure.toml", "numbers.toml"
PLACES = ("cover", "title", "heading", "symbol", "opening", "first", "count", "closing")


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that tells the type of a document.

    :param place: where it is looked for: a line of the ``cover``, a ``title`` (a heading before the
        body), any ``heading``, the ``symbol``, the ``opening`` of the body, the ``first`` paragraph,
        ``closing`` (a line that tells of the adoption)
    :param pattern: the expression with its examples
    :param weight: how much it tells
    :param least: how many places must match, 1 unless the type is made of several such parts
    """

    place: str
    pattern: Pattern
    weight: int
    least: int


@dataclass(frozen=True, slots=True)
class DocType:
    """A type of document.

    :param id: as in the annotation format: ``note report decision resolution ...``
    :param rank: the smaller, the earlier it wins among types of the same weight
    """

    id: str
    rank: int
    signs: tuple[Sign, ...]


def form(root: Path | None = None) -> tuple[Pattern, ...]:
    """Return the patterns of the form that documents of every language have in common.

    :param root: folder of document types; default the project's ``data/doctypes``
    :raises PackError: ``PACK_INVALID``
    """
    return _patterns(root or assets.folder("data/doctypes"), _FORM)


def numbers(root: Path | None = None) -> tuple[Pattern, ...]:
    """Return the patterns of symbols and numbers in running text that every language has in common.

    :param root: folder of document types; default the project's ``data/doctypes``
    :raises PackError: ``PACK_INVALID``

    >>> any(p.regex.search("MEPC.203(62)") for p in numbers())
    True
    """
    return _patterns(root or assets.folder("data/doctypes"), _NUMBERS)


def load(root: Path | None = None) -> tuple[DocType, ...]:
    """Return all document types by rank.

    :param root: folder of document types; default the project's ``data/doctypes``
    :raises PackError: ``PACK_INVALID``
    """
    return _load(root or assets.folder("data/doctypes"))


@cache
def _patterns(root: Path, file: str) -> tuple[Pattern, ...]:
    content = _read(root / file)
    raw = _spelt(content.get("macros", {}))
    macros, parts = expand_macros(raw, file), Parts({**raw, **TAGS})
    rows = (_spelt(row) for row in content.get("pattern", ()))
    patterns = tuple(compile_pattern(row, macros, file, parts=parts) for row in rows)
    if root != assets.folder("data/doctypes"):
        compile_all(patterns)
    return patterns


@cache
def _load(root: Path) -> tuple[DocType, ...]:
    types = [_doctype(path) for path in sorted(root.glob("*.toml")) if path.name not in (_FORM, _NUMBERS)]
    if root != assets.folder("data/doctypes"):
        compile_all(sign.pattern for doctype in types for sign in doctype.signs)
    return tuple(sorted(types, key=lambda t: (t.rank, t.id)))


def _doctype(path: Path) -> DocType:
    content = _read(path)
    macros = expand_macros(_spelt(content.get("macros", {})), path.name)
    missing = {"id", "rank"} - content.keys()
    if missing:
        raise PackError("PACK_INVALID", f"The document type lacks {sorted(missing)}.", where=path.name)
    return DocType(
        content["id"],
        content["rank"],
        tuple(_sign(row, macros, path.name) for row in content.get("sign", ())),
    )


def _sign(row: Mapping[str, Any], macros: Mapping[str, str], source: str) -> Sign:
    if row.get("place") not in PLACES:
        raise PackError(
            "PACK_INVALID",
            f"{row.get('place')!r} is no place for a sign.",
            hint=f"Places are: {', '.join(PLACES)}.",
            where=f"{source}: {row.get('id', '?')}",
        )
    own = ("place", "weight", "least")
    plain = {key: value for key, value in row.items() if key not in own}
    pattern = compile_pattern(_spelt({**plain, "makes": "doctype"}), macros, source)
    return Sign(row["place"], pattern, row.get("weight", 1), row.get("least", 1))


def _spelt(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a pattern, or macros, whose expressions match letters as printed and as read."""
    rules = language.spellings()
    expressions = row.keys() & {"regex"} or row.keys()
    return {k: either(v, rules) if k in expressions and isinstance(v, str) else v for k, v in row.items()}


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise PackError("PACK_INVALID", f"The file cannot be used: {error}.", where=path.name) from None
