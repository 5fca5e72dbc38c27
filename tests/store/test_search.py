"""The index of words: what is found in the six languages, where it stands, and how much there is in all."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from igr_kg.errors import InputError
from igr_kg.graph.quads import Quad, literal, node, term
from igr_kg.store import search
from igr_kg.store.port import QueryError
from igr_kg.store.search import Entry

BASE = "https://w3id.org/igr/"
ENTRIES = [
    Entry("identifier", "http://t/d1", "", "UNEP/GC.26/18"),
    Entry("name", "http://t/b1", "zh", "联合国环境规划署"),
    Entry("name", "http://t/b1", "fr", "Programme des Nations Unies pour l’environnement"),
    Entry("name", "http://t/b2", "fr", "Côte d’Ivoire"),
    Entry("text", "http://t/p1", "en", "Environmental governance should be strengthened by a green economy."),
    Entry("text", "http://t/p1", "zh", "应加强国际环境治理，并请秘书长提出报告。"),
    Entry("text", "http://t/p2", "ar", "إِنَّ الجمعيةَ العامةَ تُقرِّر"),
    Entry("text", "http://t/p3", "ru", "просит Генерального секретаря представить доклад"),
    Entry("text", "http://t/p4", "zh-hant", "環境治理"),
    Entry("text", "http://t/p5", "en", "A green but small economy, and 260 others"),
]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> search.Index:
    path = tmp_path_factory.mktemp("index") / search.FILE
    search.write(path, ENTRIES)
    return search.Index(path)


@pytest.mark.parametrize(
    ("asked", "subjects"),
    [
        ("unep/gc.26/18", ["d1"]),
        ("UNEP/GC.26/1", []),
        ("26", ["d1"]),
        ("环境", ["b1", "p1"]),
        ("环境治理", ["p1"]),
        ("境治", ["p1", "p4"]),
        ("治", ["p1", "p4"]),
        ("理", ["p1", "p4"]),
        ("环理", []),
        ("秘书长 治理", ["p1"]),
        ("環境", ["p4"]),
        ("ＥＮＶＩＲＯＮ", ["b1", "p1"]),
        ("cote ivoire", ["b2"]),
        ("environnement", ["b1"]),
        ("economy green", ["p1", "p5"]),
        ('"green economy"', ["p1"]),
        ("«green economy»", ["p1"]),
        ('"green econ"', []),
        ("الجمعية", ["p2"]),
        ("ان", ["p2"]),
        ("генеральн доклад", ["p3"]),
        ("zzz", []),
        ("green zzz", []),
        ("", []),
        (" .,/ ", []),
        ('" OR 1=1 NEAR( * ^ :', []),
    ],
)
def test_what_is_found(index: search.Index, asked: str, subjects: list[str]) -> None:
    found = index.find(asked)
    assert sorted({hit.entry.subject.rpartition("/")[2] for hit in found.hits}) == subjects
    assert found.total == len(found.hits)


def test_where_it_stands(index: search.Index) -> None:
    hit = index.find("environment green").hits[0]
    assert [hit.entry.value[start:end] for start, end in hit.places] == ["Environmental", "green"]
    (chinese,) = index.find("环境治理", kinds=["text"]).hits
    assert [chinese.entry.value[start:end] for start, end in chinese.places] == ["环境治理"]


def test_kinds_and_languages(index: search.Index) -> None:
    assert [h.entry.kind for h in index.find("环境", kinds=["name"]).hits] == ["name"]
    assert index.find("环境", kinds=[]).total == 0
    assert [h.entry.language for h in index.find("治", language="zh").hits] == ["zh-hant", "zh"]
    assert [h.entry.language for h in index.find("治", language="zh-hant").hits] == ["zh-hant"]
    assert index.find("治", language="z").total == 0


def test_hits_that_are_not_shown_are_counted(index: search.Index) -> None:
    found = index.find("green", most=1)
    assert (len(found.hits), found.total) == (1, 2)


def test_a_thing_counts_once_and_a_passage_in_each_language(tmp_path: Path) -> None:
    search.write(
        tmp_path / "i",
        [
            Entry("name", "http://t/b", "en", "The long name of a council"),
            Entry("name", "http://t/b", "en", "A council"),
            Entry("text", "http://t/p", "en", "The council met."),
            Entry("text", "http://t/p", "fr", "The Council"),
        ],
    )
    index = search.Index(tmp_path / "i")
    things = index.find("council", kinds=["identifier", "name"], most=1)
    assert ([h.entry.value for h in things.hits], things.total) == (["A council"], 1)
    texts = index.find("council", kinds=["text"])
    assert (sorted(h.entry.language for h in texts.hits), texts.total) == (["en", "fr"], 2)
    assert index.find("council", most=2).total == 3


def test_the_entries_come_back(index: search.Index) -> None:
    assert list(index.entries()) == ENTRIES


def test_a_search_that_takes_too_long(tmp_path: Path) -> None:
    search.write(
        tmp_path / "i", (Entry("text", f"http://t/{n}", "", f"word{n} common") for n in range(20_000))
    )
    assert search.Index(tmp_path / "i").find("word common", most=3).total == 20_000
    with pytest.raises(QueryError, match="took longer"):
        search.Index(tmp_path / "i", seconds=0).find("word common")


def test_threads_share_an_index(index: search.Index) -> None:
    totals: list[int] = []
    threads = [threading.Thread(target=lambda: totals.append(index.find("green").total)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert totals == [2] * 4


@pytest.mark.parametrize("damaged", [None, b"", b"no database at all"])
def test_an_index_that_cannot_be_read(tmp_path: Path, damaged: bytes | None) -> None:
    if damaged is not None:
        (tmp_path / "i").write_bytes(damaged)
    with pytest.raises(InputError, match="cannot be opened"):
        search.Index(tmp_path / "i")


def test_what_is_searched_of_a_data_set() -> None:
    thing, other = node(f"{BASE}id/body/a"), node("http://elsewhere/b")
    label, text = term("skos:prefLabel", BASE), term("igr:text", BASE)
    rows = [
        Quad(thing, text, literal("A passage", language="en"), "<http://g>"),
        Quad(thing, label, literal("A name", language="en")),
        Quad(thing, label, literal("A name", language="en"), "<http://g>"),
        Quad(other, label, literal("A name of others")),
        Quad(thing, term("igr:ordinal", BASE), literal("A value")),
        Quad(thing, label, other),
    ]
    subject = f"{BASE}id/body/a"
    assert search.entries(rows, BASE) == [
        Entry("name", subject, "en", "A name"),
        Entry("text", subject, "en", "A passage"),
    ]


@example("\u17b4", 0, 0)
@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_words_lie_in_their_text_and_in_order(text: str, start: int, end: int) -> None:
    found = list(search.words(text))
    assert all(0 <= w.start < w.end <= len(text) and w.form for w in found)
    assert [w.start for w in found] == sorted(w.start for w in found)
    for phrase in search.phrases(text):
        assert all(form.isalnum() for form in phrase.forms)
        list(phrase.places(found))


@given(st.text("环境治理，。 ", min_size=1, max_size=30), st.data())
def test_any_stretch_of_a_chinese_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    words = list(search.words(text))
    for phrase in search.phrases(text[start:end]):
        assert list(phrase.places(words)), phrase
