"""HTML: the words that a browser would show, laid out by inscriptis.

What a page has around its text (navigation, scripts, forms) is left out where HTML says so.
"""

from __future__ import annotations

import re

from igr_kg.errors import InputError
from igr_kg.text.readers import plain
from igr_kg.text.readers.made import Made

_AROUND = ("script", "style", "noscript", "template", "nav", "form", "iframe", "object", "svg", "button")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9_.:\-]{1,40})", re.IGNORECASE)
_SAMPLE = 4096
_BLANKS = re.compile(r"\n[ \t]*\n(?:[ \t]*\n)+")


def read(data: bytes, name: str) -> Made:
    """Return the text of an HTML page.

    :raises InputError: ``INPUT_ENCODING``, or ``INPUT_DAMAGED`` where no element can be made out
    """
    from inscriptis import Inscriptis
    from inscriptis.css_profiles import CSS_PROFILES
    from inscriptis.model.config import ParserConfig
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring

    source, encoding = _decoded(data, name)
    parser = HTMLParser(encoding="utf-8", huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        tree = document_fromstring(source.replace("\0", "").encode(), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise InputError(
            "INPUT_DAMAGED",
            "The HTML page holds no element that can be made out.",
            hint="Save the page anew, or give its text.",
            where=name,
        ) from None
    etree.strip_elements(tree, *_AROUND, with_tail=False)
    layout = ParserConfig(css=CSS_PROFILES["strict"])
    shown = Inscriptis(tree, layout).get_text()
    text = "\n".join(line.rstrip() for line in shown.replace("\xa0", " ").splitlines())
    return Made(_BLANKS.sub("\n\n", text).strip("\n") + "\n", encoding, _language(tree.get("lang")))


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    """Return the source and its encoding: a mark, the one that a meta element names, or as plain text."""
    declared = _CHARSET.search(data[:_SAMPLE])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        encoding = declared[1].decode("ascii").lower()
        encoding = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252"}.get(encoding, encoding)
        try:
            return data.decode(encoding), encoding
        except (LookupError, UnicodeDecodeError):
            pass
    return plain.read(data, name)


def _language(tag: str | None) -> str | None:
    return tag.strip() or None if tag else None
