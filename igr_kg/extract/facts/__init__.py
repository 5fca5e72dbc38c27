"""What the text states: meetings, decisions, requests, people, citations, votes, input, views.

One file for each group. Nothing is inferred from what only a name suggests; what follows from several
passages together carries the status ``implied`` and every passage.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from igr_kg.extract.facts import (
    annexes,
    citations,
    decisions,
    discharge,
    effects,
    establishments,
    giving,
    meetings,
    officers,
    people,
    requests,
    views,
)
from igr_kg.extract.facts.ground import Ground
from igr_kg.extract.slots import Slots, number_facts
from igr_kg.model import Act, Document, Entity, Fact, Mention
from igr_kg.packs.language import LanguagePack


def find(
    document: Document,
    mentions: Sequence[Mention],
    entities: Mapping[str, Entity],
    acts: Sequence[Act],
    fields: Slots,
    pack: LanguagePack,
) -> tuple[Fact, ...]:
    """Return the general facts of a document, with ids, in reading order.

    Types: ``meeting decision establishment extension request participation officer citation vote
    submission input discharge reported-result view thanks honour annex-document reporting termination
    amendment in-force agenda``.

    :param document: with blocks and views
    :param mentions: with the entities that they refer to
    :param entities: by id
    :param acts: what the text performs and tells
    :param fields: the document's description of itself
    :param pack: the language pack; one without patterns for facts gives what needs none
    """
    ground = Ground(document, mentions, entities, acts, fields, pack)
    known = decisions.find(ground)
    found = [
        *meetings.find(ground),
        *known,
        *establishments.find(ground, known),
        *requests.find(ground, known),
        *people.find(ground),
        *officers.find(ground),
        *citations.find(ground),
        *giving.find(ground),
        *views.find(ground),
        *annexes.find(ground),
        *effects.find(ground),
    ]
    numbered = number_facts(found)
    return number_facts((*numbered, *discharge.find(ground, numbered)))
