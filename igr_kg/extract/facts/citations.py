"""Which block cites which document or decision, with the paragraphs, and how a vote went."""

from __future__ import annotations

import re
from collections.abc import Iterator

from igr_kg.extract.facts.ground import PRINTED, Ground, count, fact
from igr_kg.extract.slots import gather, slot_of
from igr_kg.model import Block, Fact, Slot, Span
from igr_kg.packs.patterns import Match


def find(ground: Ground) -> tuple[Fact, ...]:
    """Return one fact for each pair of a block and a cited symbol or number, and the votes.

    :param ground: the document with mentions and fields
    """
    return (*_citations(ground), *_votes(ground))


def _citations(ground: Ground) -> Iterator[Fact]:
    own = {slot.value for name in ("symbol", "number") for slot in ground.fields.get(name, ())}
    for block in ground.blocks(PRINTED):
        found: dict[str, list[Match]] = {}
        tagged = ground.tagged(block, inner=True)
        taken: set[int] = set()
        for match in ground.pack.makers("citation").find(tagged):
            mention = match.mentions["cited"][0]
            if mention.start in taken or any(_is_own(mention.value, name) for name in own):
                continue
            taken.add(mention.start)
            found.setdefault(mention.value, []).append(match)
        for matches in found.values():
            yield _citation(ground, block, sorted(matches, key=lambda m: m.start))


def _is_own(cited: str, own: str) -> bool:
    """Tell whether a symbol is the text's own, written with or without the year in brackets.

    >>> _is_own("S/RES/1985", "S/RES/1985(2011)"), _is_own("S/RES/19", "S/RES/1985(2011)")
    (True, False)
    """
    return cited == own or (own.startswith(cited) and own[len(cited)] == "(")


def _citation(ground: Ground, block: Block, matches: list[Match]) -> Fact:
    mention = matches[0].mentions["cited"][0]
    with_paragraph = [m for m in matches if "paragraph" in m.spans]
    ranges = tuple(ground.pack.words.get("paragraph_ranges", ("-",)))
    numbers = ",".join(dict.fromkeys(_paragraphs(m.texts["paragraph"], ranges) for m in with_paragraph))
    places = tuple(m.spans["paragraph"] for m in with_paragraph)
    rule = with_paragraph[0].pattern.id if with_paragraph else matches[0].pattern.id
    cited = Slot(mention.value, tuple(m.mentions["cited"][0].span for m in matches), mention.entity)
    slots = gather(
        cited=cited,
        paragraph=Slot(numbers, places) if places else None,
        block=Slot(block.id, (Span(block.start, block.end),), block.id),
    )
    return fact("citation", block, rule, [m.span for m in matches], slots)


def _paragraphs(words: str, ranges: tuple[str, ...]) -> str:
    """Return numbers of paragraphs in the form of the annotations: a list with commas, ranges with a dash.

    :param ranges: words that stand between the ends of a range

    >>> [_paragraphs(words, ("to", "-")) for words in ("19 and 23", "12 to 15", "119, 122-124", "5 (a)")]
    ['19,23', '12-15', '119,122-124', '5(a)']
    """
    closed = re.sub(r"\s+(?=\()", "", words)
    numbers = re.findall(r"[0-9]+(?:\.[0-9]+)?(?:\([a-z0-9]+\))*|[^0-9]+", closed)
    joined = (n if n[0].isdigit() else "-" if any(r in n for r in ranges) else "," for n in numbers)
    return "".join(joined).strip(",-")


def _votes(ground: Ground) -> Iterator[Fact]:
    """Yield each vote that is counted, or, where none is, how the text first says that it was adopted."""
    votes = list(ground.matches("vote", ("paragraph", "cover", "item")))
    noted = list(ground.matches("vote", ("note",)))
    counted = [v for v in votes if "for" in v[1].spans]
    for block, match in (*(counted or votes[:1]), *noted):
        numbers = {
            name: Slot(number, (match.spans[group],))
            for name in ("for", "against", "abstaining")
            if (group := next((g for g in (name, f"{name}2") if g in match.texts), None)) is not None
            and (number := count(match.texts[group], ground.pack)) is not None
        }
        said = next((n for n in sorted(match.spans) if n.startswith("result")), None)
        result = Slot(match.texts[said], (match.spans[said],)) if said else None
        meeting = match.mentions.get("", ())
        slots = {name: (slot,) for name, slot in numbers.items()} | gather(
            result=result, meeting=[slot_of(m) for m in meeting if m.kind == "meeting"]
        )
        yield fact("vote", block, match.pattern.id, [match.span], slots)
