"""The authority tables are whole, unambiguous and say where they come from; broken ones are refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from igr_kg.assets import folder
from igr_kg.errors import PackError
from igr_kg.packs import authority
from igr_kg.packs.authority import PREDICATES

KINDS = re.compile(r"scheme/body-kind/([a-z-]+)> a")


def table(root: Path, name: str, *lines: str) -> None:
    (root / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_names_lead_to_their_rows() -> None:
    known = authority.load()
    for name, key in (
        ("联合国环境规划署", "body/unep"),
        ("环境署", "body/unep"),
        ("安理会", "body/unsc"),
        ("联合国系统", "group/un-system"),
    ):
        assert known.names("zh", "body")[name] == key
    assert known.names("en", "place")["Kenya"] == "country/KEN"
    assert known.names("zh-Hans", "instrument")["鹿特丹公约"] == "instrument/rotterdam-convention"


def test_a_short_form_that_only_context_explains_is_no_name() -> None:
    bodies = authority.load().names("zh", "body")
    assert not {"理事会", "委员会", "秘书处", "小组", "缔约方大会", "磋商小组"} & bodies.keys()


def test_breadth() -> None:
    rows = authority.load().rows.values()
    bodies = [r for r in rows if r.mention == "body"]
    assert len(bodies) >= 150
    assert all({"zh", "en"} <= r.labels.keys() and r.source for r in rows)


def test_kinds_of_bodies_are_those_of_the_scheme() -> None:
    scheme = set(KINDS.findall((folder("ontology") / "schemes.ttl").read_text(encoding="utf-8")))
    kinds = {r.kind for r in authority.load().rows.values() if r.mention == "body"}
    assert kinds - scheme == {"actor-group"}


def test_a_city_has_a_country_only_from_a_source_that_says_so() -> None:
    cities = [r for r in authority.load().rows.values() if r.kind == "city"]
    assert any(r.related for r in cities)
    assert all(("capital" in r.source) == ("country" in r.related) for r in cities)


def test_links_are_true_mappings_without_labels() -> None:
    known = authority.load()
    assert len(known.links) > 100
    pairs = [(link.subject, link.object) for link in known.links]
    assert len(pairs) == len(set(pairs)), "two properties relate the same two things"
    for link in known.links:
        assert link.predicate in PREDICATES
        assert 0 < link.confidence <= 1
        assert link.object.startswith(("http://", "https://"))
        assert link.source
        assert link.licence
        assert link.subject in known.rows or link.subject.startswith("topic/")


def test_nothing_known() -> None:
    assert authority.empty().names("zh", "body") == {}
    assert authority.empty().get("body/unep") is None


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (("key\tkind\tzh\tsource", "body/a\tpanel\t甲\tx", "body/a\tpanel\t乙\tx"), "stands twice"),
        (("key\tkind\tzh\tsource", "body/a\tpanel\t甲\tx", "body/b\tpanel\t甲\tx"), "body/a and of body/b"),
        (("key\tkind\tzh\tsource", "body/a\tpanel\t甲"), "cells"),
        (("key\tkind\tzh\tsource", "body/a\tpanel\t甲\t"), "source"),
        (("key\tkind\tzh\tparent\tsource", "body/a\tpanel\t甲\tbody/z\tx"), "no row"),
        (("key\tkind\tzh\tdissolved\tsource", "body/a\tpanel\t甲\t2013\tx"), "needs a dates_source"),
        (
            ("key\tkind\tzh\tdissolved\tdates_source\tsource", "body/a\tpanel\t甲\t1.3.2013\ty\tx"),
            "no year, month or day",
        ),
    ],
)
def test_broken_tables_are_refused(tmp_path: Path, lines: tuple[str, ...], words: str) -> None:
    table(tmp_path, "bodies", *lines)
    with pytest.raises(PackError, match=words) as caught:
        authority.load(tmp_path)
    assert caught.value.code == "AUTHORITY_INVALID"
    assert caught.value.where


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ("body/z\tskos:exactMatch\thttp://x\tm\t0.9\ts\tl", "neither a row nor a topic"),
        ("topic/a\trdfs:seeAlso\thttp://x\tm\t0.9\ts\tl", "no mapping property"),
        ("topic/a\tskos:exactMatch\thttp://x\tm\tsure\ts\tl", "no confidence"),
        ("topic/a\tskos:exactMatch\thttp://x\tm\t0.9\ts\t", "lacks"),
    ],
)
def test_broken_links_are_refused(tmp_path: Path, cells: str, words: str) -> None:
    table(tmp_path, "links", "\t".join(authority.LINK_COLUMNS), cells)
    with pytest.raises(PackError, match=words):
        authority.load(tmp_path)
