"""XML of other vocabularies: the words of its elements, one under another."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from igr_kg.text.readers import akn
from igr_kg.text.readers.made import Made, Paper

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read(data: bytes, name: str) -> Made:
    """Return the words of an XML file; each element that holds words itself is a paragraph.

    :raises InputError: as :func:`igr_kg.text.readers.akn.parse`
    """
    root = akn.parse(data, name)
    paper = Paper()
    _write(root, paper)
    return Made(paper.text, "utf-8", root.get(_LANGUAGE))


def _write(root: Element, paper: Paper) -> None:
    waiting = [root]
    while waiting:
        element = waiting.pop()
        words = [element.text, *(child.tail for child in element)]
        if any(part and part.strip() for part in words):
            said = akn.words_of(element)
            if said:
                paper.gap()
                paper.write(said)
        else:
            waiting.extend(reversed(element))
