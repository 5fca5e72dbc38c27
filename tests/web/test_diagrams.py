"""Diagrams: nothing lies over anything else, lines go where they should, the same input gives the same."""

from __future__ import annotations

from itertools import combinations, pairwise
from xml.etree import ElementTree

from hypothesis import given
from hypothesis import strategies as st

from igr_kg.web.diagram import Box, Line, draw
from igr_kg.web.layout import GAP, Layout, Place, layered

SVG = "{http://www.w3.org/2000/svg}"
NODES = st.integers(1, 12)
GRAPHS = NODES.flatmap(
    lambda n: st.tuples(
        st.lists(st.tuples(st.integers(20, 200), st.integers(20, 90)), min_size=n, max_size=n),
        st.lists(st.tuples(st.integers(0, n - 1), st.integers(0, n - 1)), max_size=20),
    )
)


def laid_out(sizes: list[tuple[int, int]], edges: list[tuple[int, int]]) -> Layout:
    return layered(
        {f"n{i}": (float(w), float(h)) for i, (w, h) in enumerate(sizes)},
        [(f"n{a}", f"n{b}") for a, b in edges],
    )


def apart(one: Place, other: Place) -> bool:
    beside = one.x + one.width <= other.x or other.x + other.width <= one.x
    return beside or one.y + one.height <= other.y or other.y + other.height <= one.y


@given(GRAPHS)
def test_boxes_never_lie_over_one_another_and_stay_inside(
    graph: tuple[list[tuple[int, int]], list[tuple[int, int]]],
) -> None:
    found = laid_out(*graph)
    assert len(found.places) == len(graph[0])
    for one, other in combinations(found.places.values(), 2):
        assert apart(one, other)
    for place in found.places.values():
        assert place.x >= 0
        assert place.y >= -0.01
        assert place.x + place.width <= found.width + 0.01
        assert place.y + place.height <= found.height + 0.01


@given(GRAPHS)
def test_the_same_boxes_and_lines_are_laid_out_the_same(
    graph: tuple[list[tuple[int, int]], list[tuple[int, int]]],
) -> None:
    assert laid_out(*graph) == laid_out(*graph)


def test_what_leads_to_a_box_stands_left_of_it_but_for_a_circle() -> None:
    found = laid_out([(50, 20)] * 4, [(0, 1), (1, 2), (0, 2), (2, 0)])
    xs = [found.places[f"n{i}"].x for i in range(3)]
    assert xs == sorted(set(xs))


def test_a_long_line_bends_in_every_layer_that_it_crosses_beside_the_boxes() -> None:
    found = laid_out([(50, 40)] * 3, [(0, 1), (1, 2), (0, 2)])
    (first, second) = found.bends["n0", "n2"]
    middle = found.places["n1"]
    assert (first[0], second[0]) == (middle.x, middle.edge)
    assert first[1] == second[1]
    assert not middle.y - GAP / 2 < first[1] < middle.y + middle.height + GAP / 2
    assert found.bends["n2", "n0"] == [second, first]


BOXES = [
    Box(
        "act", "act", "", "#Act", (), [Line("agent", "", "#agent", "body", "body"), Line("text", "", "#text")]
    ),
    Box("request", "request", "", "#Request", ("act",)),
    Box("body", "机构 & <co>", "zh", "#Body", (), (), own=False),
    Box("lone", "lone", "", "#Lone"),
]


def test_every_box_and_line_of_a_picture_is_a_link_and_well_formed() -> None:
    drawn = draw(BOXES, "Acts “and” <more>", "en")
    root = ElementTree.fromstring(drawn.svg)
    assert root.get("aria-label") == "Acts “and” <more>"
    assert root.findtext(f"{SVG}title") == "Acts “and” <more>"
    links = [(a.get("href"), "".join(a.itertext())) for a in root.iter(f"{SVG}a")]
    assert links == [
        ("#Act", "act"),
        ("#agent", "agent → body"),
        ("#text", "text"),
        ("#Request", "request"),
        ("#Body", "机构 & <co>"),
        ("#Lone", "lone"),
    ]
    assert [t.get("lang") for t in root.iter(f"{SVG}text") if t.get("lang")] == ["zh"]
    assert len([p for p in root.iter(f"{SVG}path") if p.get("class") == "line up"]) == 1
    assert len([p for p in root.iter(f"{SVG}path") if p.get("class") == "line to"]) == 1


def test_words_of_wide_letters_fit_their_box() -> None:
    narrow, wide = (draw([Box("a", text, "", "#a")], "t", "en").width for text in ("abcdef", "环境规划署理"))
    assert wide > narrow


def test_a_picture_is_as_large_as_what_it_holds() -> None:
    drawn = draw(BOXES, "t", "en")
    root = ElementTree.fromstring(drawn.svg)
    rects = [
        {k: float(r.get(k, "0")) for k in ("x", "y", "width", "height")} for r in root.iter(f"{SVG}rect")
    ]
    assert max(r["x"] + r["width"] for r in rects) <= drawn.width
    assert max(r["y"] + r["height"] for r in rects) <= drawn.height
    assert all(one["y"] <= other["y"] or one["x"] != other["x"] for one, other in pairwise(rects))
