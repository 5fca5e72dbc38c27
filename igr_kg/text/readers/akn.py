"""Akoma Ntoso XML (OASIS LegalDocML 1.0; AKN4UN): the structure is taken as it is marked up.

Entities are not expanded. Each heading, recital, paragraph, point and note is a part; the text has them
one under another, each with the number that its ``num`` gives.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from igr_kg.errors import InputError
from igr_kg.text.readers.made import Made, Marked, Paper

_ROOT = re.compile(r"<(?P<name>[A-Za-z_][\w.:\-]*)[\s/>]")
_SAMPLE = 16_384
_LANGUAGES = {
    "eng": "en",
    "fra": "fr",
    "fre": "fr",
    "spa": "es",
    "rus": "ru",
    "ara": "ar",
    "zho": "zh",
    "chi": "zh",
}
"""ISO 639-2 codes of the six languages -> BCP 47."""

_LEFT_OUT = frozenset({"meta"})
_HEADS = frozenset({"heading", "subheading", "docTitle"})
_SECTIONS = frozenset({"section", "chapter", "part", "title", "article", "division", "subsection"})
_ITEMS = frozenset({"point", "indent", "item", "subparagraph", "alinea", "subrule", "li"})
_OPENINGS = frozenset({"formula"})
_TITLES = frozenset({"longTitle", "shortTitle"})
_ANNEXES = frozenset({"attachment", "annex", "attachments"})
_WORDS = frozenset({"p", "num", "heading", "subheading", "docTitle"})
_LABEL = re.compile(r"\(?(?P<label>[1-9][0-9]{0,2}(?:\.[0-9]{1,3}){0,3}|[a-z]{1,2})(?P<end>\)|\.)?\s")
_SIGNS = "().,:;-–— \t\n\u00a0"
MAX_DEPTH = 200


def accepts(text: str) -> bool:
    """Tell whether the root element of an XML file is that of Akoma Ntoso."""
    root = _ROOT.search(text[:_SAMPLE])
    return root is not None and root["name"].rpartition(":")[2] == "akomaNtoso"


def read(data: bytes, name: str) -> Made:
    """Return the text of an Akoma Ntoso file with its parts.

    :raises InputError: as :func:`parse`
    """
    root = parse(data, name)
    writer = _Writer()
    writer.walk(root, None)
    return Made(writer.paper.text, "utf-8", _language(root), tuple(writer.paper.parts))


def parse(data: bytes, name: str) -> Element:
    """Return the root element of an XML file.

    :raises InputError: ``INPUT_DAMAGED`` (not well-formed, with line and column), ``INPUT_HOSTILE`` (it
        declares entities) or ``INPUT_TOO_LARGE`` (elements nested too deeply)
    """
    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root: Element = fromstring(data, forbid_dtd=False, forbid_entities=True, forbid_external=True)
    except DefusedXmlException:
        raise InputError(
            "INPUT_HOSTILE",
            "The XML file declares entities, which are not expanded.",
            hint="Write the characters themselves, or references such as &#233;.",
            where=name,
        ) from None
    except ParseError as error:
        line, column = error.position
        raise InputError(
            "INPUT_DAMAGED",
            "The XML file is not well-formed.",
            hint="Correct it at the place named.",
            where=f"{name}:{line}:{column + 1}",
        ) from None
    _check_depth(root, name)
    return root


def _check_depth(root: Element, name: str) -> None:
    level, depth = [root], 0
    while level:
        depth += 1
        if depth > MAX_DEPTH:
            raise InputError(
                "INPUT_TOO_LARGE",
                f"The elements of the XML file are nested more than {MAX_DEPTH} deep.",
                hint="Give a file that is nested as documents are.",
                where=name,
            )
        level = [child for element in level for child in element]


def local(element: Element) -> str:
    """Return the name of an element without its namespace."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def words_of(element: Element) -> str:
    """Return the words of an element in one line, those of notes left out."""
    return " ".join("".join(_said(element)).split())


def _said(element: Element) -> Iterator[str]:
    if local(element) not in ("authorialNote", "remark"):
        yield element.text or ""
        for child in element:
            yield from _said(child)
            yield child.tail or ""
        if local(element) in ("br", "p"):
            yield " "


def _language(root: Element) -> str | None:
    for element in root.iter():
        if local(element) == "FRBRlanguage":
            code = element.get("language", "")
            return _LANGUAGES.get(code, code or None)
    return None


class _Writer:
    """Walks the tree and writes its words and parts."""

    def __init__(self) -> None:
        self.paper = Paper()
        self._notes: list[Element] = []

    def walk(self, element: Element, parent: int | None) -> None:
        """Write an element and what is in it.

        :param parent: number of the part that holds it
        """
        tag = local(element)
        if tag in _LEFT_OUT:
            return
        self._notes.extend(e for e in element if local(e) == "authorialNote")
        if tag in ("recitals", "recital"):
            self._recital(element, parent)
        elif tag in ("paragraph", "rule") or tag in _ITEMS:
            self._numbered(element, parent)
        elif tag in _SECTIONS:
            self._section(element, parent)
        elif tag in _TITLES or (tag == "container" and element.get("name") == "title"):
            self._title(element, parent)
        elif tag in _ANNEXES or tag == "doc":
            self._annex(element, parent)
        elif tag in _WORDS:
            self._words(element, parent)
        else:
            self._mixed(element, parent)
        if tag in ("akomaNtoso",):
            self._write_notes()

    def _mixed(self, element: Element, parent: int | None) -> None:
        """Write an element that only holds others; words of its own are a paragraph."""
        opening = local(element) in _OPENINGS
        if opening:
            self._part("preamble", "opening", words_of(element), parent)
            return
        if (element.text or "").strip() and not any(local(e) in _WORDS for e in element):
            self._part("paragraph", "paragraph", words_of(element), parent)
            return
        for child in element:
            self.walk(child, parent)
            self._note_marks(child)

    def _note_marks(self, element: Element) -> None:
        self._notes.extend(e for e in element.iter() if local(e) == "authorialNote" and e not in self._notes)

    def _words(self, element: Element, parent: int | None) -> None:
        words = words_of(element)
        if words:
            heading = local(element) in _HEADS
            kind = "heading" if heading else "paragraph"
            self._part(kind, kind, words, parent)

    def _recital(self, element: Element, parent: int | None) -> None:
        """Write recitals: those under common words are items of them."""
        if local(element) == "recitals":
            intro = next((e for e in element if local(e) == "intro"), None)
            recitals = [e for e in element if local(e) == "recital"]
            if intro is None or not words_of(intro):
                for child in recitals:
                    self._recital(child, parent)
                return
            head = self._part("preamble", "recital", words_of(intro), parent)
            for child in recitals:
                label, words = _labelled(child)
                if label is None:
                    self._go_on(head, words)
                else:
                    self._item(words, label, head)
            return
        label, words = _labelled(element)
        if label is None or parent is None:
            self._part("preamble", "recital", words, parent)
        else:
            self._item(words, label, parent)

    def _numbered(self, element: Element, parent: int | None) -> None:
        """Write a paragraph or item with its number, then the items in it."""
        label, words = _labelled(element)
        item = local(element) in _ITEMS or (_is_letter(label) and parent is not None)
        if item:
            here = self._item(words, label, parent)
        else:
            here = self._part("paragraph", "paragraph", words, parent, label)
        for child in _items(element):
            self._numbered(child, here)
        for words in _wraps(element):
            self._go_on(here, words)

    def _section(self, element: Element, parent: int | None) -> None:
        number = next((e for e in element if local(e) == "num"), None)
        heading = next((e for e in element if local(e) in _HEADS), None)
        words = " ".join(words_of(e) for e in (number, heading) if e is not None)
        if words:
            label = words_of(number).strip(_SIGNS) if number is not None else None
            role = "section" if label else "heading"
            self._part("heading", role, words, parent, label or None, level=1)
        for child in element:
            if child is not number and child is not heading:
                self.walk(child, parent)

    def _title(self, element: Element, parent: int | None) -> None:
        """Write a title: a heading, that of a decision where it holds the number."""
        numbered = any(local(e) == "docNumber" for e in element.iter())
        self._part("heading", "decision" if numbered else "heading", words_of(element), parent)

    def _annex(self, element: Element, parent: int | None) -> None:
        head = next((e for e in element if local(e) in _HEADS), None)
        if head is not None and words_of(head):
            self._part("heading", "annex", words_of(head), parent)
        for child in element:
            if child is not head:
                self.walk(child, parent)

    def _part(
        self,
        kind: str,
        role: str,
        words: str,
        parent: int | None,
        label: str | None = None,
        *,
        level: int = 0,
    ) -> int | None:
        if not words:
            return parent
        self.paper.gap()
        start, end = self.paper.write(words)
        number = self.paper.mark(Marked(kind, role, start, end, label, parent, level))
        self._reach(parent, end)
        return number

    def _item(self, words: str, label: str | None, parent: int | None) -> int | None:
        return self._part("item", "item", words, parent, label)

    def _go_on(self, part: int | None, words: str) -> None:
        """Write more words of a part."""
        if words:
            self.paper.gap()
            _, end = self.paper.write(words)
            self._reach(part, end)

    def _reach(self, part: int | None, end: int) -> None:
        """Let a part and all that hold it run to an offset."""
        while part is not None:
            old = self.paper.parts[part]
            self.paper.parts[part] = Marked(
                old.kind, old.role, old.start, max(old.end, end), old.label, old.parent, old.level
            )
            part = old.parent

    def _write_notes(self) -> None:
        """Write the footnotes at the end, each after its mark."""
        for number, note in enumerate(self._notes, 1):
            mark = note.get("marker") or str(number)
            body = " ".join("".join(note.itertext()).split())
            self._part("note", "note", f"{mark} {body}", None, mark)


def _labelled(element: Element) -> tuple[str | None, str]:
    """Return the label of an element and its words with the label before them.

    Files that were converted leave a number at the beginning of the words; it is taken as the label.
    """
    number = next((e for e in element if local(e) == "num"), None)
    words = " ".join(filter(None, (words_of(e) for e in _own(element))))
    if number is not None and words_of(number):
        label = words_of(number).strip(_SIGNS)
        return (None if label == "0" else label), f"{words_of(number)} {words}".strip()
    found = _LABEL.match(words)
    if found and (found["end"] or found["label"][0].isdigit()):
        return found["label"], words
    return None, words


def _own(element: Element) -> Iterator[Element]:
    """Yield what says the words of an element itself: not its number, its items and what follows them."""
    for child in element:
        tag = local(child)
        if tag == "num" or tag in _ITEMS or tag == "paragraph" or tag in ("wrapUp", "authorialNote"):
            continue
        if tag in ("list", "blockList", "ul", "ol"):
            yield from (e for e in child if local(e) in ("intro", "listIntroduction"))
            continue
        yield child


def _items(element: Element) -> Iterator[Element]:
    for child in element:
        tag = local(child)
        if tag in _ITEMS or tag == "paragraph":
            yield child
        elif tag in ("list", "blockList", "ul", "ol"):
            yield from (e for e in child if local(e) in _ITEMS)


def _wraps(element: Element) -> Iterator[str]:
    for child in element.iter():
        if local(child) in ("wrapUp", "listWrapUp"):
            yield words_of(child)


def _is_letter(label: str | None) -> bool:
    return label is not None and not label[0].isdigit()
