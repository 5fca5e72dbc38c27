"""Names of bodies in languages with cases: compared without the endings of their words."""

from __future__ import annotations

from igr_kg.extract.entities.context import Context
from igr_kg.extract.mentions.inflected import inflections
from igr_kg.model import Mention


def heads_alone(context: Context) -> tuple[str, ...]:
    """Return the words that a text uses alone for a body that it has named in full."""
    lists = ("body_heads", "body_heads_bound", "body_heads_taken_up")
    return tuple(word for name in lists for word in context.words(name))


def stems(context: Context, mentions: tuple[Mention, ...]) -> dict[str, str]:
    """Return each name of a body and each head without the endings of their words.

    Only where a pack says (``name_cases``) that cases do not tell one name from another: Комитету по лесам is
    Комитет по лесам. Empty for other languages.

    :param mentions: the mentions of bodies, whose words the text writes apart
    """
    if not context.pack.words.get("name_cases"):
        return {}
    stem = inflections(context.pack).stem
    heads = {head: head for head in heads_alone(context)}
    written = {m.value: context.view(m).slice(m.span) for m in mentions}
    return {name: "".join(map(stem, words.split())) for name, words in (heads | written).items()}
