"""The texts of the pages: one TOML file per language in ``site/i18n``; a new file is a new language."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DEFAULT = "en"


def _flatten(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield prefix + key, str(value)


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts in one language; call it with a key and the values of its placeholders.

    >>> Texts("en", {"home.count": "{n} documents"})("home.count", n=3)
    '3 documents'
    """

    language: str
    table: Mapping[str, str]
    fallback: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of a key.

        :raises KeyError: when neither this language nor the default one has it
        """
        text = self.table[key] if key in self.table else self.fallback[key]
        return text.format_map(values) if values else text

    def get(self, key: str, default: str) -> str:
        """Return the text of a key that may be missing."""
        return self.table.get(key) or self.fallback.get(key, default)


def load(folder: Path) -> dict[str, Texts]:
    """Return the texts by language tag, the default language first.

    :param folder: holds ``<tag>.toml`` files, ``en.toml`` among them
    """
    tables = {
        path.stem: dict(_flatten(tomllib.loads(path.read_text(encoding="utf-8"))))
        for path in sorted(folder.glob("*.toml"))
    }
    tags = sorted(tables, key=lambda tag: (tag != DEFAULT, tag))
    return {tag: Texts(tag, tables[tag], tables[DEFAULT]) for tag in tags}
