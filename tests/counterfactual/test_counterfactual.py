"""The graph of a variant is the graph of the document under the same substitution."""

from __future__ import annotations

import re
from functools import cache

import pytest

from igr_kg.graph.build import build
from igr_kg.graph.quads import Quad, is_iri, literal, value
from igr_kg.graph.quads import datatype as datatype_of
from igr_kg.graph.quads import language as language_of
from igr_kg.ids import DEFAULT_BASE
from igr_kg.packs.fold import fold_char
from igr_kg.pipeline import read_bytes
from tests.counterfactual.comparing import Triple, difference, short, triples
from tests.counterfactual.variants import VARIANTS, Variant, substitute
from tests.counterfactual.writing import find, original, structured, write

PART = f"<{DEFAULT_BASE}id/document/unep-gc-26-18/"


@cache
def quads_of(text: str) -> list[Quad]:
    return build(read_bytes(text.encode("utf-8"), "zh.txt", language="zh"))


def renamed(graph: set[Triple], variant: Variant) -> set[Triple]:
    """Return a graph with the words and values of a variant in its literals."""
    words = {folded(old): folded(new) for old, new in variant.words.items()}
    return {(s, p, _renamed(p, o, words, variant)) for s, p, o in subjects_aside(graph, variant)}


def _renamed(predicate: str, term: str, words: dict[str, str], variant: Variant) -> str:
    if is_iri(term):
        return term
    said = variant.values.get((short(predicate), value(term)))
    text = said if said is not None else substitute(value(term), words)
    return literal(
        text, language=language_of(term), datatype=None if language_of(term) else datatype_of(term)
    )


def folded(words: str) -> str:
    return re.sub(r"\s+", "", "".join(map(fold_char, words))) if re.search("[㐀-鿿]", words) else words


def subjects_aside(graph: set[Triple], variant: Variant) -> set[Triple]:
    """Leave out topics where a variant is about another subject: other words are other topics."""
    if not variant.other_subject:
        return graph
    return {(s, p, o) for s, p, o in graph if short(p) != "mentionsTopic"}


def without(quads: list[Quad], labels: tuple[str, ...]) -> set[Triple]:
    """Return the facts that have a record of evidence outside the passages that were taken out."""
    document = structured(original())
    gone = [find(document, label).span for label in labels]
    records: dict[str, dict[str, list[str]]] = {}
    for q in quads:
        if "/graph/evidence/" in q.g:
            records.setdefault(q.s, {}).setdefault(short(q.p), []).append(q.o)
    kept: set[Triple] = set()
    for record in records.values():
        if "subject" not in record:
            continue
        places = [record, *(records[span] for span in record.get("span", ()))]
        spans = [(int(value(p["start"][0])), int(value(p["end"][0]))) for p in places]
        if not any(a < g.end and g.start < b for a, b in spans for g in gone):
            kept.add((record["subject"][0], record["predicate"][0], record["object"][0]))
    kept &= triples(quads)
    there = {s for s, p, _ in kept if short(p) == "type"}
    lost = {s for s, p, _ in triples(quads) if short(p) == "type"} - there
    return {(s, p, o) for s, p, o in kept if s not in lost and o not in lost}


@pytest.mark.parametrize(
    "variant", [v for v in VARIANTS if not (v.removed or v.added or v.swapped)], ids=lambda v: v.name
)
def test_replaced_words_are_replaced_in_the_graph_and_nothing_else_changes(variant: Variant) -> None:
    expected = renamed(triples(quads_of(original())), variant)
    assert difference(expected, triples(quads_of(write(variant)))) == []


@pytest.mark.parametrize(
    "variant", [v for v in VARIANTS if v.removed and not v.swapped], ids=lambda v: v.name
)
def test_what_was_taken_out_is_absent(variant: Variant) -> None:
    quads = quads_of(original())
    expected = renamed(without(quads, variant.removed), variant)
    found = subjects_aside(triples(quads_of(write(variant))), variant)
    assert difference(expected, found) == []
    assert len(found) < len(triples(quads))


def test_further_responses_are_read_and_the_rest_stays() -> None:
    variant = next(v for v in VARIANTS if v.added)
    found = triples(quads_of(write(variant)))
    responses = {s for s, p, o in found if short(p) == "type" and short(o) == "SystemWideResponse"}
    assert len(responses) == 9
    part = f"{PART}annex/1/par/7/"
    new = {
        s
        for s, _, _ in found
        if s.startswith((f"{part}g/", f"{part}h/", f"{part}i/", f"{part}g>", f"{part}h>", f"{part}i>"))
    }
    rest = {(s, p, o) for s, p, o in found if s not in new and o not in new}
    expected = renamed(triples(quads_of(original())), variant)
    assert difference(expected, subjects_aside(rest, variant)) == []


def stances(graph: set[Triple]) -> dict[str, set[str]]:
    """Return the stance words on each option's content."""
    content = {s: value(o) for s, p, o in graph if short(p) == "content"}
    stance = {s: value(o) for s, p, o in graph if short(p) == "stanceText"}
    found: dict[str, set[str]] = {}
    for s, p, o in graph:
        if short(p) == "assesses":
            found.setdefault(content[o], set()).add(stance[s])
    return found


def test_options_in_another_order_keep_their_assessments() -> None:
    variant = next(v for v in VARIANTS if v.swapped)
    text = write(variant)
    text = re.sub(r"和\(e\)\s*\([^)]*\)", "", text)
    before, after = stances(triples(quads_of(original()))), stances(triples(quads_of(text)))
    dropped = set(before) - set(after)
    assert len(before) == 5
    assert len(dropped) == 1
    assert after == {content: words for content, words in before.items() if content not in dropped}


def test_exchanged_letters_exchange_the_assessments() -> None:
    text = original()
    head, tail = text[: text.index("12. 磋商小组认识到")], text[text.index("12. 磋商小组认识到") :]
    tail = tail.replace("方案(b)和(d)", "方案(a)和(c)").replace(
        "(a) (加强环境署)、(c) (建立一个诸如", "(b) (建立一个新的伞形组织)、(d) (建立一个诸如"
    )
    before, after = stances(triples(quads_of(text))), stances(triples(quads_of(head + tail)))
    by_letter = sorted(before)
    assert set(by_letter) == set(after)
    changed = {content for content in before if before[content] != after[content]}
    assert len(changed) == 4
