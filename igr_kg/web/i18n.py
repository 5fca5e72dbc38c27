"""The texts of the pages: one TOML file per language in ``site/i18n``; a new file is a new language."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from igr_kg.packs.letters import unaccented

DEFAULT = "en"
_SIZES = ("kilobytes", "megabytes", "gigabytes")


class _Grouped(int):
    """A whole number that ``{n:,}`` writes with the group separator of a language."""

    separator = ","

    def __format__(self, spec: str) -> str:
        return super().__format__(spec).replace(",", self.separator)


def collated(text: str) -> str:
    """Return what a name is sorted by: without capitals and without marks on its letters.

    >>> sorted(["vote", "évaluation", "Fin"], key=collated)
    ['évaluation', 'Fin', 'vote']
    """
    return unaccented(text.casefold())


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
        return self.fill(text, values) if values else text

    def fill(self, text: str, values: Mapping[str, object]) -> str:
        """Return a text with values in its places; numbers are written as in this language.

        >>> Texts("fr", {"number.group": "\u202f"}).fill("{n:,} octets", {"n": 4096})
        '4\u202f096 octets'
        """
        return text.format_map({name: self._grouped(value) for name, value in values.items()})

    def _grouped(self, value: object) -> object:
        if not isinstance(value, int) or isinstance(value, bool):
            return value
        found = _Grouped(value)
        found.separator = self.get("number.group", ",")
        return found

    def number(self, n: int) -> str:
        """Return a whole number with its digits in groups.

        >>> Texts("en", {}).number(157165)
        '157,165'
        """
        return self.fill("{n:,}", {"n": n})

    def size(self, n: int) -> str:
        """Return how many bytes something has, in the largest unit of which it has one or more.

        >>> Texts("fr", {"number.decimal": ",", "number.megabytes": "{n} Mo"}).size(2_450_000)
        '2,5 Mo'
        """
        if n < 1000:
            return self("number.bytes", n=n)
        power = min(len(_SIZES), (len(str(n)) - 1) // 3)
        number = f"{n / 1000**power:.1f}".replace(".", self.get("number.decimal", "."))
        return self(f"number.{_SIZES[power - 1]}", n=number)

    @property
    def direction(self) -> str:
        """The direction of the script: ``ltr`` or ``rtl``."""
        return self.get("language.direction", "ltr")

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
