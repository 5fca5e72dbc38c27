"""Language packs: a folder of TOML files under ``data/lang/<BCP 47 tag>``.

``pack.toml`` holds the tag, the rules for joining and folding, and word lists; every ``*.toml`` of
the folder may add ``[macros]``, ``[words]`` and ``[[pattern]]`` tables.
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
from igr_kg.packs.fold import FoldRules
from igr_kg.packs.patterns import TAGS, Pattern, compile_pattern, expand


@dataclass(frozen=True, slots=True)
class LanguagePack:
    """What is known about one language.

    :param tag: BCP 47 tag
    :param rules: how lines are joined and characters folded
    :param words: named lists and tables (months, ordinals, verb classes ...)
    :param patterns: every pattern of the pack, in file and reading order
    """

    tag: str
    rules: FoldRules
    words: Mapping[str, Any]
    patterns: tuple[Pattern, ...]

    def makers(self, *makes: str) -> tuple[Pattern, ...]:
        """Return the patterns that make one of the named things, in order."""
        return tuple(p for p in self.patterns if p.makes in makes)


def tags() -> tuple[str, ...]:
    """Return the tags of the packs there are."""
    return tuple(sorted(p.parent.name for p in assets.folder("data/lang").glob("*/pack.toml")))


def load(tag: str, root: Path | None = None) -> LanguagePack:
    """Return a language pack, loaded once and checked.

    :param tag: BCP 47 tag of a folder; ``zh-Hans`` falls back to ``zh``
    :param root: the folder of packs; default the project's ``data/lang``
    :raises PackError: ``PACK_MISSING`` or ``PACK_INVALID``
    """
    return _load(tag, root or assets.folder("data/lang"))


@cache
def _load(tag: str, root: Path) -> LanguagePack:
    folder = root / tag
    if not (folder / "pack.toml").is_file():
        if "-" in tag:
            return _load(tag.rsplit("-", 1)[0], root)
        known = ", ".join(sorted(p.parent.name for p in root.glob("*/pack.toml")))
        raise PackError("PACK_MISSING", f"There is no language pack {tag!r}.", hint=f"There are: {known}.")
    files = {path.name: _read(path) for path in sorted(folder.glob("*.toml"))}
    head = files["pack.toml"]
    raw_macros: dict[str, str] = {}
    words: dict[str, Any] = {}
    for name, content in files.items():
        for key, target in (("macros", raw_macros), ("words", words)):
            clash = target.keys() & content.get(key, {}).keys()
            if clash:
                raise PackError(
                    "PACK_INVALID", f"{sorted(clash)} stand twice in the pack.", where=f"{tag}/{name}"
                )
            target.update(content.get(key, {}))
    macros = _expand_all({**_word_macros(words), **raw_macros}, tag)
    patterns = tuple(
        compile_pattern(row, macros, f"{tag}/{name}")
        for name, content in files.items()
        for row in content.get("pattern", ())
    )
    ids = [p.id for p in patterns]
    if len(set(ids)) != len(ids):
        twice = sorted({i for i in ids if ids.count(i) > 1})
        raise PackError("PACK_INVALID", f"Two patterns have one id: {twice}.", where=tag)
    rules = FoldRules(head.get("join", " "), head.get("cjk_punctuation", False))
    return LanguagePack(head["tag"], rules, words, patterns)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise PackError(
            "PACK_INVALID", f"The file is no TOML: {error}.", where=f"{path.parent.name}/{path.name}"
        ) from None


def _word_macros(words: Mapping[str, Any]) -> dict[str, str]:
    """Make a macro of every list or table of words, the longest word first."""
    import re

    macros = {}
    for name, value in words.items():
        items = list(value) if isinstance(value, list | dict) else []
        if items and all(isinstance(i, str) for i in items):
            macros[name] = (
                "(?:" + "|".join(re.escape(w) for w in sorted(items, key=lambda w: (-len(w), w))) + ")"
            )
    return macros


def _expand_all(raw: Mapping[str, str], where: str) -> dict[str, str]:
    """Expand macros that use macros; the depth is bounded, so a circle is an error."""
    done = dict(raw)
    for _ in range(8):
        again = {
            name: expand(regex, {**done, **TAGS}, f"{where}: macro {name}") for name, regex in done.items()
        }
        if again == done:
            return {name: f"(?:{regex})" for name, regex in done.items()}
        done = again
    raise PackError("PACK_INVALID", "Macros refer to one another in a circle.", where=where)
