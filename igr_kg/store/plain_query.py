"""Most queries are plain: one look at the text shows that it has none of the words that matter.

To find these among the tokens costs more than to evaluate a small query; and a text without the letters of a
word has no such token, whatever is a token in it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from igr_kg.store.port import QueryForm

_BLANK = r"[\t\n\r ]"
_IRI = r"<[^\x00-\x20<>\"{}|^`\\]*+>"
_HEAD = re.compile(
    rf"(?:{_BLANK}++|PREFIX{_BLANK}++(?:[A-Z](?:[\w.-]*[\w-])?)?:{_BLANK}*+{_IRI}|BASE{_BLANK}*+{_IRI})*+"
    "(SELECT|ASK|CONSTRUCT|DESCRIBE)",
    re.IGNORECASE | re.ASCII,
)
_MATTERS = re.compile("SERVICE|FROM|NAMED|NOW|RAND|UUID|BNODE")
_MATTERS_IN_ANY_CASE = re.compile(_MATTERS.pattern, re.IGNORECASE)


@lru_cache(maxsize=16)  # the same text is looked at on every step of its way
def plain_form(text: str) -> QueryForm | None:
    """Return the form of a query without SERVICE, FROM and whatever makes two runs differ.

    :return: None where that takes a closer look: also where such a word stands in a string, an IRI or a
        comment, or the query begins with a comment

    >>> plain_form("PREFIX ex: <http://ex/#> ASK { ?s ex:p 'x' }"), plain_form("ASK { ?s ?p 'from' }")
    (<QueryForm.ASK: 'ASK'>, None)
    """
    if _MATTERS.search(text.upper()) or (not text.isascii() and _MATTERS_IN_ANY_CASE.search(text)):
        return None
    head = _HEAD.match(text)
    return QueryForm(head[1].upper()) if head else None
