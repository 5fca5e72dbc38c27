"""Quotes find their place in joined text; overlapping ranges become pieces; names tell what they name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from igr_kg.web import align, marks, names, segments
from igr_kg.web.align import Quote
from igr_kg.web.i18n import Texts

LENGTH = 24
RANGES = st.lists(
    st.tuples(st.integers(0, LENGTH - 1), st.integers(1, 8)).map(lambda p: (p[0], min(LENGTH, p[0] + p[1]))),
    max_size=8,
)


@given(RANGES)
def test_pieces_follow_each_other_and_know_what_covers_them(ranges: list[tuple[int, int]]) -> None:
    pieces = segments.cut(LENGTH, ranges)
    assert [p.start for p in pieces] == [0, *(p.end for p in pieces)][:-1]
    assert pieces[-1].end == LENGTH
    for piece in pieces:
        for offset in range(piece.start, piece.end):
            assert set(piece.covering) == {i for i, (a, b) in enumerate(ranges) if a <= offset < b}
        lengths = [ranges[i][1] - ranges[i][0] for i in piece.covering]
        assert lengths == sorted(lengths)
    opened = sorted(i for piece in pieces for i in piece.opening)
    assert opened == list(range(len(ranges)))


@given(st.text("甲乙 \n", min_size=1, max_size=60), st.data())
def test_a_quote_is_found_where_it_was_read(raw: str, data: st.DataObject) -> None:
    kept = [i for i, c in enumerate(raw) if c not in " \n"]
    text = "".join(raw[i] for i in kept)
    if not kept:
        return
    low = data.draw(st.integers(0, len(kept) - 1))
    high = data.draw(st.integers(low + 1, len(kept)))
    unique = [Quote(kept[i], kept[i] + 1, text[i]) for i in range(len(kept)) if text.count(text[i]) == 1]
    quote = Quote(kept[low], kept[high - 1] + 1, text[low:high])
    found = align.locate(text, 0, len(raw), [quote, *unique])[0]
    assert found is not None
    assert text[found[0] : found[1]] == quote.words
    if sum(text.startswith(quote.words, i) for i in range(len(text))) == 1:
        assert found == (low, high)


def test_certain_places_narrow_down_the_others() -> None:
    raw = "环境" + "\n" * 40 + "署的环境，环境" + "与环境。"
    text = raw.replace("\n", "")
    offsets = [i for i in range(len(raw)) if raw.startswith("环境", i)]
    quotes = [Quote(o, o + 2, "环境") for o in offsets]
    certain = Quote(raw.index("署的"), raw.index("署的") + 2, "署的")
    found = align.locate(text, 0, len(raw), [*quotes, certain])
    assert [place and place[0] for place in found[:-1]] == [
        i for i in range(len(text)) if text.startswith("环境", i)
    ]


def test_a_quote_that_runs_on_ends_with_the_block() -> None:
    assert align.locate("一二三四", 0, 9, [Quote(5, 14, "三四五六")]) == [(2, 4)]
    assert align.locate("一二三四", 0, 9, [Quote(5, 14, "五六")]) == [None]


@pytest.mark.parametrize(
    ("local", "types", "kind"),
    [
        ("id/body/unep", (), "body"),
        ("id/meeting/unep-gc-26", (), "meeting"),
        ("id/document/a-1", (), "document"),
        ("id/document/a-1/zh", (), "document"),
        ("id/document/a-1/par/3", (), "statement"),
        ("id/document/a-1/par/3/act/1", (), "statement"),
        ("id/document/a-1/name/6f771b10", ("Meeting",), "meeting"),
        ("id/document/a-1/name/6f771b10", (), "body"),
        ("scheme/verb/requests", (), "statement"),
    ],
)
def test_kinds(local: str, types: tuple[str, ...], kind: str) -> None:
    assert marks.kind_of(local, types) == kind


@pytest.mark.parametrize(
    ("local", "part", "statement", "version"),
    [
        ("id/document/a-1", "", "", ""),
        ("id/document/a-1/zh-Hans", "", "", "zh-Hans"),
        ("id/document/a-1/annex/1/par/7/a", "annex/1/par/7/a", "", ""),
        ("id/document/a-1/annex/1/par/7/a/measure/12", "annex/1/par/7/a", "measure", ""),
        ("id/document/a-1/act/1", "", "act", ""),
        ("id/document/a-1/par/-2", "par/-2", "", ""),
    ],
)
def test_names_of_parts(local: str, part: str, statement: str, version: str) -> None:
    found = names.document_name(local)
    assert found is not None
    assert (found.slug, found.part, found.statement, found.version) == ("a-1", part, statement, version)


@pytest.mark.parametrize("local", ["id/body/unep", "id/document/", "graph/document/a-1/zh", "scheme/x/y"])
def test_names_that_are_no_parts(local: str) -> None:
    assert names.document_name(local) is None


WORDS = Texts(
    "en",
    {
        "part.join": ", ",
        "part.item": " ({label})",
        "part.par": "paragraph {label}",
        "part.par_unnumbered": "unnumbered paragraph {label}",
        "part.annex": "annex {label}",
        "part.cover": "cover {label}",
        "part.cover_whole": "cover",
        "part.sec": "section {label}",
    },
)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("annex/1/par/7/a", "annex 1, paragraph 7 (a)"),
        ("par/-2", "unnumbered paragraph 2"),
        ("annex/1/sec/ii/par/4~2", "annex 1, section ii, paragraph 4 [2]"),
        ("annex/1/cover", "annex 1, cover"),
        ("par/3/a/ii", "paragraph 3 (a) (ii)"),
        ("", ""),
    ],
)
def test_parts_in_words(path: str, words: str) -> None:
    assert names.part_words(path, WORDS) == words
