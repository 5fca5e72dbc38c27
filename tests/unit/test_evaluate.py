"""The scorer: perfect against itself, exact on small cases, and equal to the reference scorer."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from igr_kg.evaluate import by_rule, grouped, macro, score, side_by_side, table
from tests.support import TOP, shared

GOLD = sorted((TOP / "tests" / "gold").glob("*.json"))


def load(path: Path) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return data


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_gold_against_itself_is_perfect(path: Path) -> None:
    assert {layer: s.f1 for layer, s in score([(load(path), load(path))]).items() if s.f1 < 1} == {}


def damaged(gold: dict[str, Any]) -> dict[str, Any]:
    """Return a copy with every third record gone, spans moved, and values changed."""
    worse = copy.deepcopy(gold)
    for layer in ("blocks", "mentions", "acts", "facts"):
        worse[layer] = [r for i, r in enumerate(worse.get(layer, [])) if i % 3]
    for i, record in enumerate(worse["mentions"] + worse["blocks"]):
        if i % 4 == 0:
            record["start"] += 1
    for i, fact in enumerate(worse["facts"]):
        if i % 2 and fact["slots"]:
            fact["slots"][next(iter(fact["slots"]))] = "x"
    worse["document"]["kind"] = "other"
    return worse


@pytest.mark.parametrize("path", GOLD, ids=lambda p: p.stem)
def test_same_figures_as_the_reference_scorer(path: Path, tmp_path: Path) -> None:
    reference = shared("annotation", "score.py")
    predicted = tmp_path / "predicted.json"
    predicted.write_text(json.dumps(damaged(load(path))), encoding="utf-8")
    out = subprocess.run(
        [sys.executable, str(reference), "--json", str(path), str(predicted)],
        capture_output=True,
        check=True,
        text=True,
    )
    theirs = json.loads(out.stdout)
    ours = {
        k: v.to_json() for k, v in score([(load(path), load(predicted))]).items() if not k.startswith("verb:")
    }
    assert ours == {k: v for k, v in theirs.items() if k in ours}
    assert set(theirs) - set(ours) <= {"acts.verb macro", "mentions.key"}


def test_a_wrong_value_counts_on_both_sides() -> None:
    gold = {"mentions": [{"kind": "date", "value": "2010-01-02", "start": 0, "end": 9}]}
    wrong = {"mentions": [{"kind": "date", "value": "2010-01-03", "start": 0, "end": 9}]}
    found = score([(gold, wrong)])["mentions.date"]
    assert (found.hits, found.predicted, found.gold) == (0, 1, 1)
    assert "mentions.date" in table(score([(gold, wrong)]))


def test_scores_by_language_and_the_verbs_each_counting_once() -> None:
    def pair(language: str, verbs: str, found: str) -> tuple[dict[str, Any], dict[str, Any]]:
        def acts(names: str) -> list[dict[str, Any]]:
            return [{"verb": v, "start": n, "end": n + 1} for n, v in enumerate(names.split())]

        return {"source": {"language": language}, "acts": acts(verbs)}, {"acts": acts(found)}

    pairs = [pair("en", "notes notes notes urges", "notes notes notes decides"), pair("ru", "notes", "notes")]
    languages = grouped(pairs, lambda gold: str(gold["source"]["language"]))
    assert {name: scores["acts.verb"].f1 for name, scores in languages.items()} == {"en": 0.75, "ru": 1.0}
    assert macro(languages["en"]) == pytest.approx(1 / 3)
    assert "0.750" in side_by_side(languages, "language")


def test_rules_are_judged_by_what_they_find() -> None:
    gold: dict[str, Any] = {
        "source": {"language": "fr"},
        "mentions": [{"kind": "date", "value": "2010", "start": 0, "end": 4}],
        "facts": [{"type": "decision", "slots": {"number": "1/1", "date": "2010"}, "spans": [[0, 9]]}],
    }
    found: dict[str, Any] = copy.deepcopy(gold) | {"source": {}}
    found["mentions"][0] |= {"rule": "date.year"}
    found["mentions"].append({"kind": "date", "value": "2011", "start": 5, "end": 9, "rule": "date.year"})
    found["facts"][0] |= {"rule": "decision", "slots": {"number": "1/1", "body": "Council"}}
    assert [(m.rule, m.found, m.right) for m in by_rule([(gold, found)])] == [
        ("date.year", 2, 1),
        ("decision", 2, 1),
    ]
