"""Which language a text is in: by script first, then by the commonest words."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache
from pathlib import Path

from igr_kg import assets
from igr_kg.packs import language

_SAMPLE = 20_000
_WORD = re.compile(r"[^\W\d_]+")
_MIXED = 0.1


def detect(text: str) -> str:
    """Return the tag of the language pack that fits a text best.

    Scripts and common words are data of the packs (``structure_scripts``, ``structure_common``). A
    text in the letters of no pack is taken for the first pack whose script is Latin.

    >>> detect("安全理事会，回顾其以前的决议")
    'zh'
    """
    sample = text[:_SAMPLE]
    scripts: Counter[str] = Counter()
    for char, count in Counter(sample).items():
        if char.isalpha():
            scripts[_script(char)] += count
    total = sum(scripts.values()) or 1
    packs = _packs(assets.folder("data/lang"))
    fitting = [
        (tag, scripts[script] / total)
        for tag, (names, _) in packs.items()
        for script in names
        if scripts[script]
    ]
    strong = [tag for tag, share in fitting if share >= _MIXED and "Latin" not in packs[tag][0]]
    written = [tag for tag in strong if set(packs[tag][0]) & set(packs[strong[0]][0])]
    latin = [tag for tag, (names, _) in packs.items() if "Latin" in names]
    likely = written or latin or list(packs)
    words = Counter(_WORD.findall(sample.casefold())) if len(likely) > 1 else Counter()
    return max(likely, key=lambda tag: (sum(words[w] for w in packs[tag][1]), tag == "en"))


@cache
def _packs(root: Path) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return scripts and common words of each pack in a folder."""
    found = {}
    for tag in language.tags():
        words = language.words(tag, root, "structure_scripts", "structure_common")
        found[tag] = (tuple(words.get("structure_scripts", ())), tuple(words.get("structure_common", ())))
    return found


@cache
def _script(char: str) -> str:
    """Return the script of a letter as its Unicode name begins.

    >>> _script("环"), _script("é"), _script("ж")
    ('Han', 'Latin', 'Cyrillic')
    """
    name = unicodedata.name(char, "").split(" ", 1)[0].split("-", 1)[0]
    return "Han" if name == "CJK" else name.capitalize()
