"""A Turtle text in pieces, one for each subject, so that each can be linked to."""

from __future__ import annotations

import re


def pieces(text: str, prefix: str) -> list[tuple[str, str]]:
    r"""Return a Turtle text as its statements about one subject each, with the anchor of the subject.

    :param text: as the serialiser writes it: what belongs to a subject is indented
    :param prefix: of the names that have an anchor; all between two of them is one piece, with ``""``

    >>> pieces("@prefix a: <http://a/> .\n@prefix b: <http://b/> .\na:x a a:y ;\n\ta:z 1 .\n", "a")
    [('', '@prefix a: <http://a/> .\n@prefix b: <http://b/> .\n'), ('x', 'a:x a a:y ;\n\ta:z 1 .\n')]
    """
    found: list[tuple[str, str]] = []
    for piece in re.split(r"^(?=\S)", text, flags=re.MULTILINE)[1:]:
        name, _, local = piece.split(maxsplit=1)[0].partition(":")
        anchor = local if name == prefix else ""
        if not anchor and found and not found[-1][0]:
            piece = found.pop()[1] + piece
        found.append((anchor, piece))
    return found
