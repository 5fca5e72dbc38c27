"""Lists of responses and options, views on them, findings, principles, results and topics."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from igr_kg.extract.lists import options, responses, statements, topics
from igr_kg.extract.lists.source import Source
from igr_kg.model import Act, Document, Entity, Fact, Mention
from igr_kg.packs.language import LanguagePack


def find(
    document: Document,
    mentions: Sequence[Mention],
    entities: Mapping[str, Entity],
    acts: Sequence[Act],
    pack: LanguagePack,
) -> tuple[Fact, ...]:
    """Return what lists and qualified statements of a document say.

    Types: ``response-list response measure aim product constraint option-set option assessment finding
    principle naming work-of result builds-on topic``; ids are ``<block>.<type>.<n>``, and slots that
    refer to another of these facts carry its id in ``ref``.

    :param document: with blocks and views
    :param mentions: of the whole document, with ``entity`` where resolved
    :param entities: by id
    :param acts: what the text performs; gives a holder where no subject is written
    :param pack: the document's language; a pack without such patterns gives no facts
    """
    source = Source(document, mentions, entities, acts, pack)
    if "clause_marks" in pack.words:
        responses.find(source)
        options.find(source)
        statements.find(source)
    topics.find(source)
    return tuple(source.facts)
