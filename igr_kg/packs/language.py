"""Language packs: a folder of TOML files under ``data/lang/<BCP 47 tag>``.

``pack.toml`` holds the tag, the rules for joining and folding, and word lists; every ``*.toml`` of
the folder may add ``[macros]``, ``[words]`` and ``[[pattern]]`` tables.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from igr_kg import assets
from igr_kg.errors import PackError, PackMissingError
from igr_kg.packs.fold import FoldRules, folded
from igr_kg.packs.literals import Parts
from igr_kg.packs.patterns import TAGS, Pattern, Patterns, compile_all, compile_pattern, expand_macros

_PRINTED = ("structure_letters_",)
"""Words that are compared with lines as printed, not as read."""


_SIDE_BY_SIDE = 12
"""So many words are compared one by one."""


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
    _makers: dict[tuple[str, ...], Patterns] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _sorted: dict[str, tuple[str, ...]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def longest_first(self, name: str) -> tuple[str, ...]:
        """Return a list of words, the longest word first; empty where there is none of that name."""
        found = self._sorted.get(name)
        if found is None:
            found = self._sorted[name] = tuple(sorted(self.words.get(name, ()), key=len, reverse=True))
        return found

    def makers(self, *makes: str) -> Patterns:
        """Return the patterns that make one of the named things, in order."""
        found = self._makers.get(makes)
        if found is None:
            found = self._makers[makes] = Patterns(p for p in self.patterns if p.makes in makes)
        return found

    def makers_in_turn(self, *makes: str) -> Patterns:
        """Return the patterns that make the first of the named things, then those of the next one."""
        key = ("", *makes)
        found = self._makers.get(key)
        if found is None:
            found = self._makers[key] = Patterns(p for name in makes for p in self.makers(name))
        return found


def tags() -> tuple[str, ...]:
    """Return the tags of the packs there are."""
    return tuple(sorted(p.parent.name for p in assets.folder("data/lang").glob("*/pack.toml")))


@cache
def spellings() -> FoldRules:
    """Return the ways to write letters of all languages whose texts are read in other letters than printed.

    Patterns that serve every language match both (:func:`igr_kg.packs.fold.either`).
    """
    found = (_read(assets.folder("data/lang") / tag / "pack.toml") for tag in tags())
    rules = [load(head["tag"]).rules for head in found if head.get("fold_patterns")]
    return FoldRules(variants={char: read for r in rules for char, read in r.variants.items()})


def load(tag: str, root: Path | None = None) -> LanguagePack:
    """Return a language pack, loaded once and checked.

    Expressions are compiled when they are first needed. Those of another folder are compiled at once, so
    that a broken one is told here; the project's own are compiled by the tests.

    :param tag: BCP 47 tag of a folder; ``zh-Hans`` falls back to ``zh``
    :param root: the folder of packs; default the project's ``data/lang``
    :raises PackMissingError: ``PACK_MISSING``
    :raises PackError: ``PACK_INVALID``
    """
    return _load(tag, root or assets.folder("data/lang"))


@cache
def words(tag: str, root: Path | None = None, *names: str) -> Mapping[str, Any]:
    """Return some word lists of a pack as written, without its patterns: many packs are asked for a few.

    Only the files in which one of the names stands are taken apart.

    :param tag: BCP 47 tag of a folder
    :param root: the folder of packs; default the project's ``data/lang``
    :param names: the lists that are wanted; none is given for one that the pack does not have
    :raises PackError: ``PACK_INVALID``
    """
    folder = (root or assets.folder("data/lang")) / tag
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.toml"))}
    files = {path.name: _read(path) for path, text in texts.items() if any(name in text for name in names)}
    merged = _merged(files, "words", tag)
    return {name: merged[name] for name in names if name in merged}


@cache
def _load(tag: str, root: Path) -> LanguagePack:
    folder = root / tag
    if not (folder / "pack.toml").is_file():
        if "-" in tag:
            return _load(tag.rsplit("-", 1)[0], root)
        known = ", ".join(sorted(p.parent.name for p in root.glob("*/pack.toml")))
        raise PackMissingError(
            "PACK_MISSING", f"There is no language pack {tag!r}.", hint=f"There are: {known}."
        )
    files = {path.name: _read(path) for path in sorted(folder.glob("*.toml"))}
    head = files["pack.toml"]
    rules = FoldRules(
        head.get("join", " "),
        head.get("cjk_punctuation", False),
        _variants(folder, head.get("variants")),
        _unwritten(head),
        head.get("turned_quotes", False),
    )
    words = _merged(files, "words", tag)
    if head.get("fold_patterns"):
        words = {n: v if n.startswith(_PRINTED) else _said(v, rules) for n, v in words.items()}
    raw = {**_word_macros(words), **_merged(files, "macros", tag)}
    macros = expand_macros(raw, tag)
    said = rules if head.get("fold_patterns") else None
    read = {name: folded(text, said) for name, text in raw.items()} if said else raw
    parts = Parts({**read, **TAGS})
    macros_read = expand_macros(read, tag) if said else macros
    patterns = tuple(
        compile_pattern(row, macros, f"{tag}/{name}", said, parts, macros_read)
        for name, content in files.items()
        for row in content.get("pattern", ())
    )
    twice = sorted(name for name, count in Counter(p.id for p in patterns).items() if count > 1)
    if twice:
        raise PackError("PACK_INVALID", f"Two patterns have one id: {twice}.", where=tag)
    if root != assets.folder("data/lang"):
        compile_all(patterns)
    return LanguagePack(head["tag"], rules, words, patterns)


def _unwritten(head: Mapping[str, Any]) -> tuple[str, str] | None:
    """Return the letter that is said and not written, with the expression behind which it is."""
    found = head.get("unwritten")
    return (found["letter"], found["behind"]) if found else None


def _said(value: Any, rules: FoldRules) -> Any:
    """Return words in the letters that texts are read in."""
    if isinstance(value, str):
        return folded(value, rules)
    if isinstance(value, list):
        return [_said(v, rules) for v in value]
    if isinstance(value, dict):
        return {folded(k, rules): _said(v, rules) for k, v in value.items()}
    return value


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise PackError(
            "PACK_INVALID", f"The file is no TOML: {error}.", where=f"{path.parent.name}/{path.name}"
        ) from None


def _variants(folder: Path, name: str | None) -> Mapping[str, str]:
    """Return a pack's table of characters written otherwise: two columns, one character each."""
    if name is None:
        return {}
    variants: dict[str, str] = {}
    for number, line in enumerate((folder / name).read_text(encoding="utf-8").splitlines()[1:], 2):
        cells = line.split("\t")
        if [len(cell) for cell in cells] != [1, 1] or cells[0] in variants:
            raise PackError("PACK_INVALID", "A row is no new pair of characters.", where=f"{name}:{number}")
        variants[cells[0]] = cells[1]
    return variants


def _merged(files: Mapping[str, Mapping[str, Any]], table: str, tag: str) -> dict[str, Any]:
    """Return one table of all files of a pack as one; a name stands in one file only."""
    merged: dict[str, Any] = {}
    for name, content in files.items():
        clash = merged.keys() & content.get(table, {}).keys()
        if clash:
            raise PackError(
                "PACK_INVALID", f"{sorted(clash)} stand twice in the pack.", where=f"{tag}/{name}"
            )
        merged.update(content.get(table, {}))
    return merged


def _word_macros(words: Mapping[str, Any]) -> dict[str, str]:
    """Make a macro of every list or table of words, the longest word first."""
    macros = {}
    for name, value in words.items():
        items = list(value) if isinstance(value, list | dict) else []
        if items and all(isinstance(i, str) for i in items):
            macros[name] = alternation(items)
    return macros


def alternation(words: Iterable[str]) -> str:
    """Return an expression for any of some words, the longest that fits first.

    Many words are arranged by their first letters, so that a place is compared with each letter once and
    not with each word; few stay side by side, so that they may stand in a set of characters too.

    >>> alternation(["go", "gone"])
    'gone|go'
    """
    ordered = sorted(set(words), key=lambda w: (-len(w), w))
    if len(ordered) <= _SIDE_BY_SIDE:
        return "|".join(map(re.escape, ordered))
    return _by_letter(ordered)


def _by_letter(words: Sequence[str]) -> str:
    """Return an expression for words by their first letters; what several have in common stands once.

    >>> _by_letter(["gone", "gong", "going", "see"])
    'go(?:n[eg]|ing)|see'
    """
    following: dict[str, list[str]] = {}
    for word in words:
        following.setdefault(word[:1], []).append(word[1:])
    ends = following.pop("", None) is not None
    single = [first for first, rests in following.items() if rests == [""]]
    parts = []
    for first, rests in following.items():
        if rests == [""]:
            continue
        common = _common(rests)
        rest = _by_letter([r[len(common) :] for r in rests]) if len(rests) > 1 else ""
        whole = rest.startswith("[") and rest.endswith("]") and rest.count("[") == 1
        inner = rest if whole or not rest else f"(?:{rest})"
        parts.append(re.escape(first + common) + inner)
    if single:
        parts.append(f"[{''.join(map(re.escape, single))}]" if len(single) > 1 else re.escape(single[0]))
    inside = "|".join(parts)
    return f"(?:{inside})?" if ends else inside


def _common(words: Sequence[str]) -> str:
    """Return what all of some words begin with.

    >>> _common(["one", "on"])
    'on'
    """
    least, most = min(words), max(words)
    length = next((i for i, char in enumerate(least) if char != most[i]), len(least))
    return least[:length]
