"""Why some terms and concepts have no instance.

``data/ontology/unused.tsv`` has the columns ``term`` and ``reason``; ``unused-concepts.tsv`` has ``concept``
and ``why``, a code whose words the pages have in their languages.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from igr_kg import assets
from igr_kg.web import state
from igr_kg.web.labels import Label

FILE = "ontology/unused.tsv"
CONCEPTS = "ontology/unused-concepts.tsv"


@cache
def _reasons(path: Path) -> Mapping[str, Mapping[str, str]]:
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    return {
        row["term"].removeprefix("igr:"): {
            name: text for name, text in row.items() if text and name != "term"
        }
        for row in rows
    }


def reasons() -> Mapping[str, Mapping[str, str]]:
    """Return the reasons by local name of the term, each by column: ``reason``, ``reason_zh`` ..."""
    return _reasons(assets.folder("data") / FILE)


def reason(name: str) -> Label:
    """Return the reason for a term in the language of the page, else in English; empty when none is given."""
    found, language = reasons().get(name, {}), state.language()
    own = found.get(f"reason_{language}", "")
    text = own or found.get("reason", "")
    return Label(text, "" if own or language == "en" or not text else "en")


@cache
def _codes(path: Path) -> Mapping[str, str]:
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["concept"]: row["why"] for row in rows}


def why(concept: str) -> str:
    """Return the code of the reason for a concept, by its name below the base; empty when none is given.

    >>> why("scheme/verb/directive")
    'group'
    """
    return _codes(assets.folder("data") / CONCEPTS).get(concept, "")
