"""Letters whatever marks stand on them."""

from __future__ import annotations

import unicodedata


def unaccented(text: str) -> str:
    """Return letters without the marks on them (Unicode Standard Annex 15, form D).

    >>> unaccented("conférence"), unaccented("ёй"), unaccented("أ")
    ('conference', 'еи', 'ا')
    """
    if text.isascii():
        return text
    return "".join(c for c in unicodedata.normalize("NFD", text) if unicodedata.category(c) != "Mn")
