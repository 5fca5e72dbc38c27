"""XML of other vocabularies: the words of its elements, one under another.

A file that names a preamble and articles, as the files of declarations do, is taken as it is marked up.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from igr_kg.text.readers import akn
from igr_kg.text.readers.made import Made, Marked, Paper

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_PREAMBLE, _ARTICLE, _TITLE, _NOTE = "preamble", "article", "title", "note"


def read(data: bytes, name: str) -> Made:
    """Return the words of an XML file; each element that holds words itself is a paragraph.

    Where a preamble and articles are named, these are parts: the titles, what is said over the
    preamble, its recitals, the articles with their paragraphs.

    :raises InputError: as :func:`igr_kg.text.readers.akn.parse`
    """
    root = akn.parse(data, name)
    paper = Paper()
    named = {akn.local(element) for element in root}
    if {_PREAMBLE, _ARTICLE} <= named:
        _write_marked(root, paper)
    else:
        for said in _paragraphs(root):
            paper.gap()
            paper.write(said)
    return Made(paper.text, "utf-8", root.get(_LANGUAGE), tuple(paper.parts))


def _paragraphs(root: Element) -> Iterator[str]:
    """Yield the words of each element that holds words itself, in reading order."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        words = [element.text, *(child.tail for child in element)]
        if any(part and part.strip() for part in words):
            said = akn.words_of(element)
            if said:
                yield said
        else:
            waiting.extend(reversed(element))


def _write_marked(root: Element, paper: Paper) -> None:
    begun = False
    for element in root:
        tag = akn.local(element)
        begun = begun or tag in (_PREAMBLE, _ARTICLE)
        if tag == _NOTE and not begun:
            _cover(element, paper)
        elif tag == _TITLE:
            _parts(element, paper, "heading", "heading")
        elif tag in (_PREAMBLE, _ARTICLE):
            _titled(element, paper)
        else:
            _parts(element, paper, "paragraph", "paragraph")


def _titled(element: Element, paper: Paper) -> None:
    """Write a preamble or an article: its title, then its clauses or paragraphs."""
    article = akn.local(element) == _ARTICLE
    for child in element:
        if akn.local(child) == _TITLE:
            _parts(child, paper, "heading", "section" if article else "heading", element.get("number"))
        elif article:
            _parts(child, paper, "paragraph", "paragraph")
        else:
            _parts(child, paper, "preamble", "clause")


def _cover(element: Element, paper: Paper) -> None:
    """Write what is said over the preamble, as one part."""
    places = []
    for said in _paragraphs(element):
        paper.gap()
        places.append(paper.write(said))
    if places:
        paper.mark(Marked("cover", "cover", places[0][0], places[-1][1]))


def _parts(element: Element, paper: Paper, kind: str, role: str, number: str | None = None) -> None:
    for said in _paragraphs(element):
        paper.gap()
        start, end = paper.write(said)
        level = int(role == "section")
        paper.mark(Marked(kind, role, start, end, number if level else None, level=level))
