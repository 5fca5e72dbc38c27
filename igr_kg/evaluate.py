"""Scores of what was read against gold annotations, layer by layer.

Mentions, acts and blocks match one to one when they overlap and agree (blocks also strictly, to the
character); facts of one type are paired when their spans overlap by a third of the shorter, best fit
first, and then counted slot by slot. Figures are micro-averaged over the files.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Record = Mapping[str, Any]

FIELDS = ("symbol", "kind", "title", "date", "agenda_item", "meeting")
SCORED_BLOCKS = frozenset({"heading", "paragraph", "preamble", "item"})
EQUAL_KINDS = frozenset({"document", "decision", "date", "meeting"})
NUMBER_SLOTS = frozenset({"ordinal", "number", "represented", "paragraph", "for", "against", "abstaining"})
DATE_SLOTS = frozenset({"start", "end", "date", "due", "until"})
EQUAL_SLOTS = NUMBER_SLOTS | DATE_SLOTS | {"kind", "label", "of", "option", "cited", "in"}
BLOCK_OVERLAP = 0.8
"""Share of their union that two blocks have in common to count as the same, but for their edges."""

FACT_OVERLAP = 3
"""A fact is found when the spans share one third (one in this many characters) of the shorter."""


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and F1 of one layer with the counts they come from."""

    hits: int
    predicted: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """Share of what is there that was found."""
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def to_json(self) -> dict[str, float | int]:
        """Return the score with figures rounded to three places."""
        return {
            "precision": round(self.precision, 3),
            "recall": round(self.recall, 3),
            "f1": round(self.f1, 3),
            "gold": self.gold,
            "predicted": self.predicted,
        }


def score(pairs: Iterable[tuple[Record, Record]]) -> dict[str, Score]:
    """Return the score of each layer over pairs of (gold, predicted) annotations.

    :param pairs: annotations in the form ``igr-annotation/1``
    :return: layer name -> score; the layers ``mentions`` and ``facts`` sum up their kinds and types
    """
    totals: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for gold, predicted in pairs:
        for layer, hits, n_predicted, n_gold in _layers(gold, predicted):
            summed = {layer.partition(".")[0]} & {"mentions", "facts"}
            for name in {layer, *summed}:
                totals[name].update(hits=hits, predicted=n_predicted, gold=n_gold)
    return {
        layer: Score(c["hits"], c["predicted"], c["gold"])
        for layer, c in sorted(totals.items())
        if c["gold"] or c["predicted"]
    }


def table(scores: Mapping[str, Score]) -> str:
    """Return the scores as a table of fixed width, with the verbs' macro-average in place of each verb."""
    verbs = [s for layer, s in scores.items() if layer.startswith("verb:")]
    lines = [f"{'layer':24} {'P':>6} {'R':>6} {'F1':>6} {'gold':>6} {'found':>6}"]
    for layer, s in scores.items():
        if not layer.startswith("verb:"):
            lines.append(
                f"{layer:24} {s.precision:6.3f} {s.recall:6.3f} {s.f1:6.3f} {s.gold:6d} {s.predicted:6d}"
            )
    if verbs:
        macro = sum(s.f1 for s in verbs) / len(verbs)
        lines.append(f"{'acts.verb macro':24} {'':6} {'':6} {macro:6.3f} {len(verbs):6d} {'':>6}")
    return "\n".join(lines)


def normal(value: object) -> str:
    """Return a value folded for comparison: width, case, dashes, no white space.

    >>> normal("UNEP／GC. 26–18")
    'unep/gc.26-18'
    """
    text = unicodedata.normalize("NFKC", str(value)).casefold()
    return re.sub(r"[\s\u200b\u00ad]+", "", re.sub(r"[\u2010-\u2015\u2212]", "-", text))


def _overlap(a: Record, b: Record) -> bool:
    return bool(min(a["end"], b["end"]) > max(a["start"], b["start"]))


def _contain(a: object, b: object) -> bool:
    left, right = normal(a), normal(b)
    return left in right or right in left


def _pairs(gold: Sequence[Any], predicted: Sequence[Any], same: Callable[[Any, Any], bool]) -> int:
    free = list(predicted)
    hits = 0
    for g in gold:
        found = next((i for i, p in enumerate(free) if same(g, p)), None)
        if found is not None:
            del free[found]
            hits += 1
    return hits


Row = tuple[str, int, int, int]


def _layers(gold: Record, predicted: Record) -> Iterator[Row]:
    yield from _document(gold.get("document", {}), predicted.get("document", {}))
    yield from _blocks(gold.get("blocks", []), predicted.get("blocks", []))
    yield from _mentions(gold.get("mentions", []), predicted.get("mentions", []))
    yield from _acts(gold.get("acts", []), predicted.get("acts", []))
    if "facts" in gold:
        yield from _facts(gold["facts"], predicted.get("facts", []))


def _document(gold: Record, predicted: Record) -> Iterator[Row]:
    def said(record: Record, name: str) -> str | None:
        value = record.get(name)
        if value is None:
            return None
        return f"{value.get('ordinal')}:{value.get('kind')}" if name == "meeting" else normal(value)

    for name in FIELDS:
        if name in gold:
            g, p = said(gold, name), said(predicted, name)
            if g is not None or p is not None:
                yield f"document.{name}", int(g == p), int(p is not None), int(g is not None)


def _blocks(gold: Sequence[Record], predicted: Sequence[Record]) -> Iterator[Row]:
    g = [b for b in gold if b["kind"] in SCORED_BLOCKS]
    p = [b for b in predicted if b["kind"] in SCORED_BLOCKS]

    def alike(a: Record, b: Record) -> bool:
        return a["kind"] == b["kind"] and normal(a.get("label") or "") == normal(b.get("label") or "")

    def lenient(a: Record, b: Record) -> bool:
        union = max(a["end"], b["end"]) - min(a["start"], b["start"])
        common = min(a["end"], b["end"]) - max(a["start"], b["start"])
        return alike(a, b) and union > 0 and common / union >= BLOCK_OVERLAP

    def strict(a: Record, b: Record) -> bool:
        return alike(a, b) and (a["start"], a["end"]) == (b["start"], b["end"])

    yield "blocks", _pairs(g, p, lenient), len(p), len(g)
    yield "blocks.strict", _pairs(g, p, strict), len(p), len(g)


def _mentions(gold: Sequence[Record], predicted: Sequence[Record]) -> Iterator[Row]:
    for kind in sorted({m["kind"] for m in (*gold, *predicted)}):
        g, p = ([m for m in side if m["kind"] == kind] for side in (gold, predicted))

        def same(a: Record, b: Record, equal: bool = kind in EQUAL_KINDS) -> bool:
            if not _overlap(a, b):
                return False
            return normal(a["value"]) == normal(b["value"]) if equal else _contain(a["value"], b["value"])

        yield f"mentions.{kind}", _pairs(g, p, same), len(p), len(g)


def _acts(gold: Sequence[Record], predicted: Sequence[Record]) -> Iterator[Row]:
    def same_verb(a: Record, b: Record) -> bool:
        return bool(a["verb"] == b["verb"]) and _overlap(a, b)

    yield "acts.verb", _pairs(gold, predicted, same_verb), len(predicted), len(gold)
    g = [(a, x) for a in gold for x in a.get("addressees", ())]
    p = [(a, x) for a in predicted for x in a.get("addressees", ())]
    hits = _pairs(g, p, lambda x, y: same_verb(x[0], y[0]) and _contain(x[1], y[1]))
    yield "acts.addressee", hits, len(p), len(g)
    for verb in sorted({a["verb"] for a in (*gold, *predicted)}):
        gv, pv = ([a for a in side if a["verb"] == verb] for side in (gold, predicted))
        yield f"verb:{verb}", _pairs(gv, pv, _overlap), len(pv), len(gv)
    gd, pd = ([a for a in side if a.get("due")] for side in (gold, predicted))
    yield (
        "acts.due",
        _pairs(gd, pd, lambda a, b: _overlap(a, b) and normal(a["due"]) == normal(b["due"])),
        len(pd),
        len(gd),
    )


def _same_slot(name: str, a: object, b: object) -> bool:
    left, right = sorted((normal(a), normal(b)), key=len)
    if left == right:
        return True
    return name not in EQUAL_SLOTS and len(left) * 2 >= len(right) and left in right


def _filled(fact: Record) -> dict[str, Any]:
    return {k: v for k, v in fact["slots"].items() if v and k != "block"}


def _touch(gold: Record, predicted: Record) -> bool:
    def length(fact: Record) -> int:
        return sum(b - a for a, b in fact["spans"])

    common = sum(max(0, min(x[1], y[1]) - max(x[0], y[0])) for x in gold["spans"] for y in predicted["spans"])
    near = common * FACT_OVERLAP >= min(length(gold), length(predicted))
    # A prediction that claims a whole page would touch every fact on it.
    return near and length(predicted) <= 4 * length(gold) + 40


def _facts(gold: Sequence[Record], predicted: Sequence[Record]) -> Iterator[Row]:
    for kind in sorted({f["type"] for f in (*gold, *predicted)}):
        g, p = ([f for f in side if f["type"] == kind] for side in (gold, predicted))
        fits = []
        for i, a in enumerate(g):
            for j, b in enumerate(p):
                if _touch(a, b):
                    other = _filled(b)
                    shared = sum(
                        1 for k, v in _filled(a).items() if k in other and _same_slot(k, v, other[k])
                    )
                    fits.append((shared, i, j))
        used_g: set[int] = set()
        used_p: set[int] = set()
        hits = 0
        for shared, i, j in sorted(fits, reverse=True):
            if shared and i not in used_g and j not in used_p:
                used_g.add(i)
                used_p.add(j)
                hits += shared
        yield f"facts.{kind}", hits, sum(len(_filled(f)) for f in p), sum(len(_filled(f)) for f in g)
