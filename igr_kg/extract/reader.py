"""From a structured document to everything that is read from it, in a fixed order."""

from __future__ import annotations

from igr_kg.extract import acts, entities, facts, fields, lists, mentions
from igr_kg.model import Document, Reading
from igr_kg.packs import language
from igr_kg.packs.authority import Authority


def read_document(document: Document, authority: Authority) -> Reading:
    """Return what is read from one language version of a document.

    Mentions come first; what they refer to is settled over the whole document; acts and facts are
    read from text in which mentions are known.

    :param document: read and structured by ``igr_kg.text``
    :param authority: names of bodies, places, instruments; may be empty
    :raises PackError: ``PACK_MISSING`` when there is no pack for the document's language
    """
    pack = language.load(document.language)
    named, things = entities.resolve(document, mentions.find(document, pack, authority), authority)
    done = acts.find(document, named, things, pack)
    heading = fields.find(document, named, things, pack)
    stated = facts.find(document, named, things, done, heading, pack)
    listed = lists.find(document, named, things, done, pack)
    return Reading(document, named, things, done, (*stated, *listed), heading)
