"""All finders together."""

from __future__ import annotations

from igr_kg.extract.mentions.dates import Dates
from igr_kg.extract.mentions.numbers import numbered
from igr_kg.extract.mentions.scene import scenes
from igr_kg.model import Document, Mention
from igr_kg.packs.authority import Authority
from igr_kg.packs.language import LanguagePack


def find(document: Document, pack: LanguagePack, authority: Authority) -> tuple[Mention, ...]:
    """Return the mentions of a document in reading order, an outer one before those inside it.

    :param document: a structured document with its views
    :param pack: the pack of its language
    :param authority: names that are known; :func:`igr_kg.packs.authority.empty` for none
    :returns: mentions whose offsets are code points of the text as read; none crosses a block
    """
    dates = Dates(pack)
    mentions = []
    for scene in scenes(document):
        found = [*numbered(scene, pack, document.symbol), *dates.find(scene)]
        mentions += [scene.mention(f) for f in found]
    return tuple(sorted(mentions, key=lambda m: (m.start, -m.end)))
