"""The authority tables are whole, unambiguous and say where they come from; broken ones are refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from igr_kg.assets import folder
from igr_kg.errors import PackError
from igr_kg.packs import authority

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


def test_roles_of_offices_are_those_of_the_scheme() -> None:
    text = (folder("ontology") / "schemes.ttl").read_text(encoding="utf-8")
    scheme = set(re.findall(r"scheme/office-kind/([a-z-]+)> a", text))
    roles = {r.facts["role"] for r in authority.load().rows.values() if r.mention == "role"}
    assert roles <= scheme
    assert "executive-director" in roles


def test_a_city_has_a_country_only_from_a_source_that_says_so() -> None:
    cities = [r for r in authority.load().rows.values() if r.kind == "city"]
    assert any(r.related for r in cities)
    assert all(("capital" in r.source) == ("country" in r.related) for r in cities)


def test_nothing_known() -> None:
    assert authority.empty().names("zh", "body") == {}
    assert authority.empty().get("body/unep") is None


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (("key\tkind\tsource", "body/a\tpanel\tx", "body/a\tpanel\tx"), "stands twice"),
        (("key\tkind\tsource", "body/a\tpanel"), "cells"),
        (("key\tkind\tsource", "body/a\tpanel\t"), "source"),
        (("key\tkind\tparent\tsource", "body/a\tpanel\tbody/z\tx"), "no row"),
        (("key\tkind\tdissolved\tsource", "body/a\tpanel\t2013\tx"), "needs a dates_source"),
        (
            ("key\tkind\tdissolved\tdates_source\tsource", "body/a\tpanel\t1.3.2013\ty\tx"),
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
    ("lines", "words", "line"),
    [
        (("body/a\tComité A\tpreferred\tx", "body/b\tComité A\tpreferred\tx"), "body/a and of body/b", 3),
        (("body/z\tComité Z\tpreferred\tx",), "no row", 2),
        (("body/a\tComité A\tofficial\tx",), "no kind of name", 2),
        (("body/a\tComité A\tpreferred\tx", "body/a\tComité B\tpreferred\tx"), "two preferred", 3),
        (("body/a\tComité A\talternative\tx",), "no preferred name", 2),
        (("body/a\tComité A\tpreferred\tx", "body/a\tComité A\tform\tx"), "stands twice", 3),
        (("body/a\tComité A\tpreferred\t",), "lacks", 2),
        (("body/a\tComité A\tpreferred",), "cells", 2),
    ],
)
def test_broken_names_are_refused(tmp_path: Path, lines: tuple[str, ...], words: str, line: int) -> None:
    table(tmp_path, "bodies", "key\tkind\tsource", "body/a\tpanel\tx", "body/b\tpanel\tx")
    (tmp_path / "names").mkdir()
    table(tmp_path, "names/fr", "key\tname\tkind\tsource", *lines)
    with pytest.raises(PackError, match=words) as caught:
        authority.load(tmp_path)
    assert caught.value.where
    assert caught.value.where.endswith(f"fr.tsv:{line}")


def test_names_of_any_language(tmp_path: Path) -> None:
    table(tmp_path, "bodies", "key\tkind\tsource", "body/a\tpanel\tx")
    (tmp_path / "names").mkdir()
    rows = ("body/a\tKA\tshort\tx", "body/a\tKomitee A\tpreferred\tx", "body/a\tKomitees A\tform\tx")
    table(tmp_path, "names/de", "key\tname\tkind\tsource", *rows)
    known = authority.load(tmp_path)
    row = known.rows["body/a"]
    assert (row.labels, row.names) == ({"de": "Komitee A"}, {"de": ("Komitee A", "KA")})
    assert known.names("de", "body") == dict.fromkeys(("Komitee A", "KA", "Komitees A"), "body/a")


def test_states_have_names_in_the_six_languages() -> None:
    states = [r for r in authority.load().rows.values() if r.kind == "country" and r.key != "country/TWN"]
    assert len(states) > 190
    for row in states:
        assert {"zh", "en", "fr", "es", "ru", "ar"} <= row.labels.keys(), row.key
        for names in row.names.values():
            assert not any(
                set("*[]") & set(n) or n.endswith(("(le)", "(la)", "(el)", "(les)")) for n in names
            )
    afghan = authority.load().rows["country/AFG"].names
    assert afghan["fr"] == ("Afghanistan", "République islamique d'Afghanistan")
    assert afghan["es"] == ("Afganistán", "República Islámica del Afganistán")
    assert afghan["ru"] == ("Афганистан", "Исламская Республика Афганистан")
    assert afghan["ar"] == ("أفغانستان", "جمهورية أفغانستان الإسلامية")


@pytest.mark.parametrize(("tag", "least"), [("fr", 130), ("es", 130), ("ru", 130), ("ar", 130)])
def test_bodies_offices_and_instruments_of_more_languages(tag: str, least: int) -> None:
    rows = authority.load().rows.values()
    assert sum(tag in r.labels for r in rows if r.mention in {"body", "role", "instrument"}) >= least
