"""Which of the things found are right: gold and found are matched one to one, layer by layer.

Mentions, acts and blocks match when they overlap and agree (blocks also strictly, to the character);
facts of one type are paired when their spans overlap by a third of the shorter, best fit first, and then
judged slot by slot.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
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
class Judged:
    """What was found of one layer of one document, judged.

    :param layer: ``mentions.date``, ``facts.request``, ``acts.verb`` ...
    :param gold: how much there is to find
    :param found: for each thing found the rule that found it, how many values it states and how many of
        them are right; facts state one value a slot, everything else one
    """

    layer: str
    gold: int
    found: tuple[tuple[str, int, int], ...]

    @property
    def hits(self) -> int:
        """How many values are right."""
        return sum(right for _, _, right in self.found)

    @property
    def predicted(self) -> int:
        """How many values were found."""
        return sum(stated for _, stated, _ in self.found)


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


def _judged(
    layer: str, gold: Sequence[Any], predicted: Sequence[Any], same: Callable[[Any, Any], bool]
) -> Judged:
    """Return the things found, each right when something of the gold not yet taken is the same."""
    free = dict(enumerate(predicted))
    right: set[int] = set()
    for g in gold:
        found = next((i for i, p in free.items() if same(g, p)), None)
        if found is not None:
            del free[found]
            right.add(found)
    return Judged(layer, len(gold), tuple((_rule(p), 1, int(i in right)) for i, p in enumerate(predicted)))


def _rule(thing: Any) -> str:
    record = thing[0] if isinstance(thing, tuple) else thing
    return str(record.get("rule", ""))


def judge(gold: Record, predicted: Record) -> Iterator[Judged]:
    """Yield every layer of one document, judged.

    :param gold: an annotation in the form ``igr-annotation/1``
    :param predicted: another of the same text; its records may name their ``rule``
    """
    yield from _document(gold.get("document", {}), predicted.get("document", {}))
    yield from _blocks(gold.get("blocks", []), predicted.get("blocks", []))
    yield from _mentions(gold.get("mentions", []), predicted.get("mentions", []))
    yield from _acts(gold.get("acts", []), predicted.get("acts", []))
    if "facts" in gold:
        yield from _facts(gold["facts"], predicted.get("facts", []))


def _document(gold: Record, predicted: Record) -> Iterator[Judged]:
    def said(record: Record, name: str) -> str | None:
        value = record.get(name)
        if value is None:
            return None
        return f"{value.get('ordinal')}:{value.get('kind')}" if name == "meeting" else normal(value)

    for name in FIELDS:
        if name in gold:
            g, p = said(gold, name), said(predicted, name)
            if g is not None or p is not None:
                found = (("", 1, int(g == p)),) if p is not None else ()
                yield Judged(f"document.{name}", int(g is not None), found)


def _blocks(gold: Sequence[Record], predicted: Sequence[Record]) -> Iterator[Judged]:
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

    yield _judged("blocks", g, p, lenient)
    yield _judged("blocks.strict", g, p, strict)


def _mentions(gold: Sequence[Record], predicted: Sequence[Record]) -> Iterator[Judged]:
    for kind in sorted({m["kind"] for m in (*gold, *predicted)}):
        g, p = ([m for m in side if m["kind"] == kind] for side in (gold, predicted))

        def same(a: Record, b: Record, equal: bool = kind in EQUAL_KINDS) -> bool:
            if not _overlap(a, b):
                return False
            return normal(a["value"]) == normal(b["value"]) if equal else _contain(a["value"], b["value"])

        yield _judged(f"mentions.{kind}", g, p, same)


def _acts(gold: Sequence[Record], predicted: Sequence[Record]) -> Iterator[Judged]:
    def same_verb(a: Record, b: Record) -> bool:
        return bool(a["verb"] == b["verb"]) and _overlap(a, b)

    yield _judged("acts.verb", gold, predicted, same_verb)
    g = [(a, x) for a in gold for x in a.get("addressees", ())]
    p = [(a, x) for a in predicted for x in a.get("addressees", ())]
    yield _judged("acts.addressee", g, p, lambda x, y: same_verb(x[0], y[0]) and _contain(x[1], y[1]))
    for verb in sorted({a["verb"] for a in (*gold, *predicted)}):
        gv, pv = ([a for a in side if a["verb"] == verb] for side in (gold, predicted))
        yield _judged(f"verb:{verb}", gv, pv, _overlap)
    gd, pd = ([a for a in side if a.get("due")] for side in (gold, predicted))
    yield _judged("acts.due", gd, pd, lambda a, b: _overlap(a, b) and normal(a["due"]) == normal(b["due"]))


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


def _facts(gold: Sequence[Record], predicted: Sequence[Record]) -> Iterator[Judged]:
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
        taken: set[int] = set()
        right: dict[int, int] = {}
        for shared, i, j in sorted(fits, reverse=True):
            if shared and i not in taken and j not in right:
                taken.add(i)
                right[j] = shared
        found = tuple((_rule(f), len(_filled(f)), right.get(j, 0)) for j, f in enumerate(p))
        yield Judged(f"facts.{kind}", sum(len(_filled(f)) for f in g), found)
