"""Text in which each outermost mention is one character, so that patterns see it as one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from igr_kg.model import Mention, View

TAGS: dict[str, str] = {
    kind: chr(0xE001 + number)
    for number, kind in enumerate(
        ("body", "role", "person", "place", "date", "decision", "document", "meeting", "instrument", "option")
    )
}


@dataclass(frozen=True, slots=True)
class Tagged:
    """A view in which each outermost mention is one character.

    :param view: the tagged text with the ranges that its characters stand for
    :param plain: the reader's text of the same ranges
    :param mentions: the mention that stands at an index of ``view.text``
    """

    view: View
    plain: View
    mentions: Mapping[int, Mention]


def tag(plain: View, mentions: Sequence[Mention]) -> Tagged:
    """Return a view in which each outermost mention is one character of the private use area.

    :param plain: a reader's text
    :param mentions: mentions of the same document; those outside the view are passed over
    """
    if not mentions:
        return Tagged(plain, plain, {})
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    placed: dict[int, Mention] = {}
    index, length, tried = 0, 0, -1

    def keep(stop: int) -> int:
        text.append(plain.text[index:stop])
        starts.extend(plain.starts[index:stop])
        ends.extend(plain.ends[index:stop])
        return length + stop - index

    for mention in sorted(mentions, key=lambda m: (m.start, -m.end)):
        at = plain.index(mention.start)
        if mention.start == tried or at < index or at >= len(plain.text) or plain.starts[at] != mention.start:
            continue
        tried = mention.start
        stop = plain.index(mention.end)
        if stop > at and plain.ends[stop - 1] <= mention.end:
            length = keep(at)
            placed[length] = mention
            text.append(TAGS[mention.kind])
            starts.append(mention.start)
            ends.append(plain.ends[stop - 1])
            index, length = stop, length + 1
    keep(len(plain.text))
    return Tagged(View("".join(text), tuple(starts), tuple(ends)), plain, placed)
