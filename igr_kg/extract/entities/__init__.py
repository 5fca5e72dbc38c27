"""Entities: what the mentions of a document refer to.

Coreference stays inside the document. Known things get their authority key; everything else is
named by the fullest name that the text gives, and nothing is merged by guess.
"""

from __future__ import annotations

from collections.abc import Sequence

from igr_kg.extract.entities import named
from igr_kg.extract.entities.bodies import BodyResolver
from igr_kg.extract.entities.context import Context, Register
from igr_kg.extract.entities.events import Events
from igr_kg.model import Document, Entity, Mention
from igr_kg.packs import language
from igr_kg.packs.authority import Authority

__all__ = ["resolve"]


def resolve(
    document: Document, mentions: Sequence[Mention], authority: Authority
) -> tuple[tuple[Mention, ...], dict[str, Entity]]:
    """Return the mentions with what they refer to, and the entities by id.

    :param document: the document that the mentions stand in
    :param mentions: from :func:`igr_kg.extract.mentions.find`
    :param authority: known names; may be empty
    :returns: the mentions in reading order, ``entity`` set on all but dates; the entities
    """
    context = Context(document, mentions, language.load(document.language), authority)
    register = Register()
    BodyResolver(context, register).resolve()
    named.places(context, register)
    named.persons(context, register)
    named.instruments(context, register)
    named.Offices(context, register).resolve()
    named.documents(context, register)
    events = Events(context, register)
    events.meetings()
    events.decisions()
    return tuple(register.resolved(context.mentions)), register.entities()
