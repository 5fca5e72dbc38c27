"""Code, queries and pages speak only of terms that the ontology declares."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from igr_kg.check import assets
from tests.support import TOP

NAME = re.compile(r"(?<![\w.])igr:([A-Za-z][A-Za-z0-9]*)(?![\w{.-])")
FILES = sorted(
    path
    for folder, ending in (
        ("igr_kg", "*.py"),
        ("data/queries", "*.rq"),
        ("shapes", "*.ttl"),
        ("site", "*.html"),
    )
    for path in (TOP / folder).rglob(ending)
)


@cache
def declared() -> frozenset[str]:
    return frozenset(term.rpartition("#")[2] for term in assets.vocabulary().terms)


def names(text: str) -> set[str]:
    return set(NAME.findall(text))


def test_names_are_found_in_what_people_write() -> None:
    assert names('term("igr:Act") igr:verb/skos:notation ?x igr:hasAim|igr:hasMeasure .') == {
        "Act",
        "verb",
        "hasAim",
        "hasMeasure",
    }
    assert names('f"igr:would{kind}" "igr:{name}"') == set()


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(TOP)))
def test_names_are_declared(path: Path) -> None:
    assert names(path.read_text(encoding="utf-8")) - declared() == set()
