"""Which country a Government is that of, as its name says."""

from __future__ import annotations

from functools import cache

from igr_kg import ids
from igr_kg.errors import PackError
from igr_kg.graph.names import authority_name
from igr_kg.packs import authority, language

_JOINING = 5
"""How many letters may join the words for a Government with the name of its country (``of the``)."""


def governed(name: str, tag: str) -> str | None:
    """Return the local name of the country in the name of a Government, or None.

    Nothing but the pack's words for a Government (``governments``, ``governments_of``) and what joins them
    with the name may stand beside the country: the Government of Northern Ireland is not that of Ireland.

    :param name: name of the Government, as a text writes it
    :param tag: BCP 47 tag of the text's language

    >>> governed("Government of the Netherlands", "en"), governed("肯尼亚政府", "zh")
    ('id/country/nld', 'id/country/ken')
    >>> governed("Government of Northern Ireland", "en"), governed("Governments of Kenya and Finland", "en")
    (None, None)
    """
    words, text = _words(tag), ids.fold_name(name)
    known = _countries(tag)
    for country in sorted((c for c in known if c in text), key=len, reverse=True):
        before, _, after = text.partition(country)
        for rest, beside in ((before, after), (after, before)):
            word = next((w for w in words if rest.startswith(w)), None)
            if word is not None and not beside and len(rest) - len(word) <= _JOINING:
                return authority_name(known[country])
    return None


@cache
def _words(tag: str) -> tuple[str, ...]:
    try:
        words = language.load(tag).words
    except PackError:
        return ()
    found = {ids.fold_name(w) for key in ("governments", "governments_of") for w in words.get(key, ())}
    return tuple(sorted(found, key=len, reverse=True))


@cache
def _countries(tag: str) -> dict[str, str]:
    """Return key by name, folded, for the States of the authority data."""
    names = authority.load().names(tag, "place")
    return {ids.fold_name(name): key for name, key in names.items() if key.startswith("country/")}
