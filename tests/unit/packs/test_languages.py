"""A broken language pack is refused with the file and the reason; a sound one needs no order."""

from __future__ import annotations

from pathlib import Path

import pytest

from igr_kg.errors import PackError
from igr_kg.packs import language
from igr_kg.packs.fold import FoldRules

HEAD = 'tag = "xx"\njoin = ""\ncjk_punctuation = true\n'
RULE = '[[pattern]]\nid = "{}"\nmakes = "date"\nregex = \'{}\'\nyes = [{{ text = "x" }}]\n'


def pack(root: Path, **files: str) -> Path:
    (root / "xx").mkdir()
    for name, content in files.items():
        (root / "xx" / f"{name}.toml").write_text(content, encoding="utf-8")
    return root


def test_macros_and_words_of_all_files_are_put_in_whatever_their_order(tmp_path: Path) -> None:
    root = pack(
        tmp_path,
        pack=HEAD + '[macros]\nday = "{number}{unit}"\n',
        words='[words]\nunit = ["日", "日间"]\n[macros]\nnumber = "一|二"\n' + RULE.format("d", "第{day}"),
    )
    (rule,) = language.load("xx", root).patterns
    assert rule.regex.fullmatch("第二日间")
    assert not rule.regex.fullmatch("第一")
    assert language.load("xx", root).rules == FoldRules("", True)


def test_a_tag_of_a_script_or_region_falls_back(tmp_path: Path) -> None:
    root = pack(tmp_path, pack=HEAD)
    assert language.load("xx-Hans-AA", root) is language.load("xx", root)
    with pytest.raises(PackError) as caught:
        language.load("yy-Hans", root)
    assert (caught.value.code, caught.value.hint) == ("PACK_MISSING", "There are: xx.")


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("[macros", "no TOML"),
        ('[macros]\na = "{b}"\nb = "{a}"\n', "back to itself: a > b > a"),
        ('[macros]\na = "{nothing}"\n', "no macro 'nothing'"),
        ('[words]\ntwice = ["x"]\n', "'twice'.* stand twice"),
        (RULE.format("one", "x"), "one id: .'one'"),
        (RULE.format("two", "("), "expression is broken"),
        (RULE.format("two", "x") + "surplus = 1\n", "'surplus'"),
    ],
)
def test_a_broken_pack_is_refused(content: str, words: str, tmp_path: Path) -> None:
    sound = HEAD + '[words]\ntwice = ["y"]\n' + RULE.format("one", "{twice}")
    with pytest.raises(PackError, match=words) as caught:
        language.load("xx", pack(tmp_path, pack=sound, more=content))
    assert caught.value.code == "PACK_INVALID"
    assert caught.value.where.startswith("xx")
