"""Every kind of change has a sentence in every language, and the languages name the same things."""

from __future__ import annotations

import re

import pytest

from igr_kg.graph.specification.terms import CHARACTERS
from igr_kg.graph.specification.words import languages, table
from tests.support import TOP

SOURCES = [
    TOP / "igr_kg" / "graph" / "specification" / f"{name}.py" for name in ("terms", "shapes", "contexts")
]


@pytest.mark.parametrize("tag", languages())
def test_every_kind_of_change_has_a_sentence(tag: str) -> None:
    sentences = table(tag)["sentences"]
    kinds = {
        f"{kind}-{how}" for kind in ("class", "property", "concept", "scheme") for how in ("added", "removed")
    }
    kinds |= {f"{name}-{how}" for name in CHARACTERS for how in ("added", "removed")}
    kinds |= {f"{kind}-{how}" for kind in ("names", "links") for how in ("added", "changed", "removed")}
    counted = ("must", "may", "more", "fewer", "none", "at-most", "at-most-looser", "any-number")
    kinds |= {f"{kind}{weaker}" for kind in counted for weaker in ("", "-warning")}
    code = "".join(path.read_text("utf-8") for path in SOURCES)
    kinds |= set(re.findall(r'"([a-z]+(?:-[a-z]+)+)"', code)) - {"added-below"}
    assert kinds - set(sentences) == set()


def test_the_languages_tell_the_same() -> None:
    english = table("en")
    for tag in languages():
        words = table(tag)
        assert {name: set(part) for name, part in words.items()} == {n: set(p) for n, p in english.items()}
        for key, sentence in words["sentences"].items():
            said = set(re.findall(r"{(\w+)}", sentence))
            assert said == set(re.findall(r"{(\w+)}", english["sentences"][key])), key
