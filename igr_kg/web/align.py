"""Where quotes stand in the text of a block.

Offsets count the text as read, with its line breaks and page furniture; the text of a block, as it is
published, is joined. What was left out between the two only grows from left to right, so that places
which are certain narrow down those of words that occur several times. A text that keeps its lines (a
cover) is compared without blanks and breaks, since the words were joined over them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quote:
    """Words with their offset in the text as read."""

    start: int
    end: int
    words: str


def _occurrences(text: str, words: str) -> Iterator[int]:
    place = text.find(words) if words else -1
    while place >= 0:
        yield place
        place = text.find(words, place + 1)


def _overhang(text: str, words: str) -> int | None:
    """Return where the longest end of the text begins that the words begin with."""
    for place in range(max(0, len(text) - len(words) + 1), len(text)):
        if words.startswith(text[place:]):
            return place
    return None


def _choose(candidates: Sequence[int], offset: int, anchors: Sequence[tuple[int, int]]) -> int:
    """Return the candidate that fits best between the certain places around an offset.

    :param anchors: pairs of offset and place, sorted
    """
    after = bisect_left(anchors, (offset, 0))
    low, high = anchors[max(0, after - 1)], anchors[min(after, len(anchors) - 1)]
    width = high[0] - low[0]
    share = (offset - low[0]) / width if width else 0.0
    dropped = low[0] - low[1] + share * ((high[0] - high[1]) - (low[0] - low[1]))
    return min(candidates, key=lambda place: (abs(offset - dropped - place), place))


def locate(text: str, start: int, end: int, quotes: Sequence[Quote]) -> list[tuple[int, int] | None]:
    r"""Return the range of each quote in the text of a block, None where the words are not in it.

    :param text: the block's text, joined
    :param start: offset of the block's first character in the text as read
    :param end: offset after its last one
    :param quotes: in any order; one that runs on past the block ends with it

    >>> locate("甲乙甲丙", 10, 16, [Quote(14, 15, "甲"), Quote(10, 11, "甲"), Quote(0, 1, "丁")])
    [(2, 3), (0, 1), None]
    >>> locate("甲乙\n丙", 10, 16, [Quote(11, 15, "乙丙")])
    [(1, 4)]
    """
    if end - start == len(text):
        return [_exact(text, start, quote) for quote in quotes]
    if "\n" in text:
        return _locate_over_lines(text, start, end, quotes)
    found = [list(_occurrences(text, quote.words)) for quote in quotes]
    anchors = [(start, 0), (end, len(text))]
    anchors += [(q.start, places[0]) for q, places in zip(quotes, found, strict=True) if len(places) == 1]
    anchors = sorted(set(anchors))
    ranges: list[tuple[int, int] | None] = []
    for quote, places in zip(quotes, found, strict=True):
        if places:
            place = _choose(places, quote.start, anchors)
            ranges.append((place, place + len(quote.words)))
        else:
            over = _overhang(text, quote.words)
            ranges.append(None if over is None else (over, len(text)))
    return ranges


def _locate_over_lines(
    text: str, start: int, end: int, quotes: Sequence[Quote]
) -> list[tuple[int, int] | None]:
    kept = [place for place, character in enumerate(text) if not character.isspace()]
    joined = "".join(text[place] for place in kept)
    bare = [Quote(quote.start, quote.end, "".join(quote.words.split())) for quote in quotes]
    found = locate(joined, start, end, bare)
    return [place and (kept[place[0]], kept[place[1] - 1] + 1) for place in found]


def _exact(text: str, start: int, quote: Quote) -> tuple[int, int] | None:
    low, high = max(0, quote.start - start), min(len(text), quote.end - start)
    return (low, high) if low < high else None
