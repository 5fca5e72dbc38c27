"""The query of the README gives the answer that stands in it."""

from __future__ import annotations

import re

import pytest

from igr_kg import config
from igr_kg.commands import tables
from igr_kg.store.port import Store
from tests.support import TOP


@pytest.mark.slow
def test_the_query_has_this_answer(release_store: Store) -> None:
    text = (TOP / "README.md").read_text(encoding="utf-8")
    query, answer = re.search(r"```sparql\n(.*?)```\n\n```text\n(.*?)```", text, re.DOTALL).groups()  # type: ignore[union-attr]
    result = release_store.query(query, media_type=tables.MEDIA_TYPES["json"]).read()
    assert tables.render(result) == answer.rstrip("\n")


def test_every_command_stands_in_the_readme() -> None:
    from igr_kg.cli import COMMANDS

    text = (TOP / "README.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"igr-kg {name} " not in text] == []


def test_every_setting_has_an_environment_variable_in_the_manual() -> None:
    text = (TOP / "site" / "manual" / "settings.md").read_text(encoding="utf-8")
    for setting in config.SETTINGS:
        assert f"| `{setting.name}` | `{setting.default!r}` | {setting.help} |" in text
