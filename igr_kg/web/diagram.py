"""A module of the ontology as a picture (SVG): classes as boxes with their properties, each a link."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from igr_kg.web.layout import Edge, Layout, Place, layered

_LINE = 19.0
_HEAD = 26.0
_PAD = 10.0
_MARGIN = 12.0
_SIZE = 12.5
_NARROW, _WIDE, _CAPITAL = 0.56, 1.0, 0.68


@dataclass(frozen=True, slots=True)
class Line:
    """A property in a box.

    :param language: tag of the text where it is not that of the page
    :param values: what its values are, in words; may be empty
    :param target: box that a line leads to, or ``""``
    """

    text: str
    language: str
    href: str
    values: str = ""
    target: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A class.

    :param above: boxes of the classes that it is a kind of
    :param own: whether the module declares it
    """

    key: str
    text: str
    language: str
    href: str
    above: Sequence[str] = ()
    lines: Sequence[Line] = ()
    own: bool = True


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished picture: the drawing itself, and its boxes for a text that says the same."""

    svg: str
    boxes: Sequence[Box]
    width: int
    height: int


def _width(text: str, scale: float = 1.0) -> float:
    """Return about how wide a text is, in pixels, whatever the font."""
    ems = 0.0
    for character in text:
        wide = unicodedata.east_asian_width(character) in "WF"
        ems += _WIDE if wide else _CAPITAL if character.isupper() else _NARROW
    return ems * _SIZE * scale


def _words(line: Line) -> str:
    return f"{line.text} → {line.values}" if line.values else line.text


def _size(box: Box) -> tuple[float, float]:
    widest = max([_width(box.text, 1.08), *(_width(_words(line)) for line in box.lines)])
    return round(widest + 2 * _PAD), _HEAD + _LINE * len(box.lines) + (6 if box.lines else 0)


def _edges(boxes: Mapping[str, Box]) -> list[Edge]:
    up = [(parent, box.key) for box in boxes.values() for parent in box.above if parent in boxes]
    across = [(box.key, line.target) for box in boxes.values() for line in box.lines if line.target in boxes]
    return list(dict.fromkeys([*up, *across]))


def _components(boxes: Mapping[str, Box], edges: Sequence[Edge]) -> list[list[str]]:
    """Return the boxes that lines join, directly or not, in the order of their first."""
    home = {key: key for key in boxes}

    def root(key: str) -> str:
        while home[key] != key:
            key = home[key]
        return key

    for one, other in edges:
        home[root(other)] = root(one)
    found: dict[str, list[str]] = {}
    for key in boxes:
        found.setdefault(root(key), []).append(key)
    return list(found.values())


def _placed(boxes: Mapping[str, Box]) -> Layout:
    """Return the layout: what lines join first, one group below the other, then what stands alone in rows."""
    edges = _edges(boxes)
    places: dict[str, Place] = {}
    bends: dict[Edge, Sequence[tuple[float, float]]] = {}
    y, width = 0.0, 640.0
    alone = []
    for keys in sorted(_components(boxes, edges), key=lambda keys: -len(keys)):
        if len(keys) == 1:
            alone += keys
            continue
        group = layered({key: _size(boxes[key]) for key in keys}, [edge for edge in edges if edge[0] in keys])
        for key, place in group.places.items():
            places[key] = replace(place, y=place.y + y)
        for edge, points in group.bends.items():
            bends[edge] = [(x, at + y) for x, at in points]
        y += group.height + 2 * _LINE
        width = max(width, group.width)
    places.update(_in_rows({key: _size(boxes[key]) for key in alone}, y, width))
    right = max((place.x + place.width for place in places.values()), default=0.0)
    lowest = max((place.y + place.height for place in places.values()), default=0.0)
    return Layout(right, lowest, places, bends)


def _in_rows(sizes: Mapping[str, tuple[float, float]], y: float, limit: float) -> Iterable[tuple[str, Place]]:
    """Yield the places of boxes that nothing joins: beside one another as far as there is room."""
    x, lowest = 0.0, y
    for key, (width, height) in sizes.items():
        if x and x + width > limit:
            x, y = 0.0, lowest + _LINE
        yield key, Place(x, y, width, height)
        x += width + _LINE
        lowest = max(lowest, y + height)


def _curve(points: Sequence[tuple[float, float]]) -> str:
    """Return the path of a line that leaves and arrives level."""
    parts = [f"M{points[0][0]:.1f},{points[0][1]:.1f}"]
    for (x1, y1), (x2, y2) in pairwise(points):
        half = (x2 - x1) / 2
        parts.append(f"C{x1 + half:.1f},{y1:.1f} {x2 - half:.1f},{y2:.1f} {x2:.1f},{y2:.1f}")
    return "".join(parts)


def _head(x: float, y: float, leftwards: bool, kind: str) -> str:
    back = 9.0 if leftwards else -9.0
    return f'<path class="{kind}" d="M{x:.1f},{y:.1f}l{back:.1f},-5v10z"/>'


def _line(layout: Layout, edge: Edge, start: float, kind: str, *, at_start: bool) -> str:
    """Return a line from a height of the first box to the head of the second, with its arrow.

    :param at_start: whether the arrow is at the first box
    """
    one, other = layout.places[edge[0]], layout.places[edge[1]]
    rightwards = one.x + one.width <= other.x
    first = (one.x + one.width if rightwards else one.x, start)
    last = (other.x if rightwards else other.x + other.width, other.y + _HEAD / 2)
    points = [first, *layout.bends.get(edge, ()), last]
    if rightwards:
        points.insert(1, (one.edge, start))
    else:
        points.insert(-1, (other.edge, last[1]))
    tip = first if at_start else last
    arrow = _head(*tip, leftwards=rightwards == at_start, kind=f"head {kind}")
    return f'<path class="line {kind}" d="{_curve(points)}"/>{arrow}'


def _lines(layout: Layout, boxes: Mapping[str, Box]) -> Iterable[str]:
    for box in boxes.values():
        for parent in box.above:
            if parent in boxes and parent != box.key:
                yield _line(
                    layout, (parent, box.key), layout.places[parent].y + _HEAD / 2, "up", at_start=True
                )
        for number, line in enumerate(box.lines):
            if line.target in boxes and line.target != box.key:
                height = layout.places[box.key].y + _HEAD + _LINE * (number + 0.5)
                yield _line(layout, (box.key, line.target), height, "to", at_start=False)


def _text(x: float, y: float, text: str, language: str, kind: str, tail: str = "") -> str:
    """Return a text that begins at a place; ``tail`` holds its arrow."""
    lang = f" lang={quoteattr(language)}" if language else ""
    more = f'<tspan class="values"> {escape(tail)}</tspan>' if tail else ""
    return f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}"{lang}>{escape(text)}{more}</text>'


def _box(box: Box, place: Place, *, rtl: bool) -> str:
    kind = "box" if box.own else "box other"
    start = place.x + (place.width - _PAD if rtl else _PAD)
    arrow = "←" if rtl else "→"
    parts = [
        f'<rect class="{kind}" x="{place.x:.1f}" y="{place.y:.1f}" width="{place.width:.1f}" '
        f'height="{place.height:.1f}" rx="5"/>',
        f"<a href={quoteattr(box.href)}>{_text(start, place.y + 17.5, box.text, box.language, 'class')}</a>",
    ]
    if box.lines:
        parts.append(f'<path class="rule" d="M{place.x:.1f},{place.y + _HEAD:.1f}h{place.width:.1f}"/>')
    for number, line in enumerate(box.lines):
        y = place.y + _HEAD + _LINE * (number + 0.5) + 4.5
        tail = f"{arrow} {line.values}" if line.values else ""
        words = _text(start, y, line.text, line.language, "property", tail)
        parts.append(f"<a href={quoteattr(line.href)}>{words}</a>")
    return "".join(parts)


def draw(boxes: Sequence[Box], title: str, language: str, *, style: str = "", rtl: bool = False) -> Drawing:
    """Return the picture of some classes.

    :param title: what the picture is called, for those who do not see it
    :param language: of the title and of labels that name none
    :param style: CSS to put in, for a picture that stands alone
    :param rtl: whether the language is written from the right; its texts then begin at the right of a box

    >>> draw([Box("a", "act", "", "#Act")], "Acts", "en").svg.startswith("<svg ")
    True
    """
    by = {box.key: box for box in boxes}
    layout = _placed(by)
    width, height = round(layout.width + 2 * _MARGIN), round(layout.height + 2 * _MARGIN)
    inner = "".join([*_lines(layout, by), *(_box(box, layout.places[box.key], rtl=rtl) for box in boxes)])
    direction = "rtl" if rtl else "ltr"
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="diagram" role="group" lang="{language}" '
        f'direction="{direction}" '
        f'viewBox="{-_MARGIN:.0f} {-_MARGIN:.0f} {width} {height}" width="{width}" height="{height}" '
        f"aria-label={quoteattr(title)}><title>{escape(title)}</title>"
        f"{f'<style>{style}</style>' if style else ''}{inner}</svg>"
    )
    return Drawing(svg, boxes, width, height)
