"""The settings table and its sources."""

from dataclasses import fields
from pathlib import Path

import pytest

from igr_kg.config import SETTINGS, Settings, load
from igr_kg.errors import UsageError


def test_the_settings_object_has_exactly_the_rows_of_the_table() -> None:
    assert [f.name for f in fields(Settings)] == [s.name for s in SETTINGS]


def test_every_setting_says_what_it_is() -> None:
    assert all(s.help.endswith(".") for s in SETTINGS)


def test_environment_beats_default_and_option_beats_environment() -> None:
    environ = {"IGR_KG_QUERY_TIMEOUT": "3"}
    assert load({}, environ=environ).query_timeout == 3.0
    assert load({"query_timeout": 1.5}, environ=environ).query_timeout == 1.5


@pytest.mark.parametrize(
    "environ", [{"IGR_KG_QUERY_TIMEOUT": "soon"}, {"IGR_KG_BASE_IRI": "https://example.org"}]
)
def test_a_bad_value_is_named(environ: dict[str, str]) -> None:
    with pytest.raises(UsageError) as error:
        load({}, environ=environ)
    assert error.value.code == "BAD_SETTING"


@pytest.mark.parametrize("content", [b"query_timeout = ", b"query_timeout = 1\nno_such_setting = 2", b"\xff"])
def test_a_file_that_cannot_be_used_is_named(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "igr.toml"
    file.write_bytes(content)
    with pytest.raises(UsageError) as error:
        load(file=file, environ={})
    assert (error.value.code, error.value.where) == ("BAD_SETTING", str(file))


def test_a_file_beats_the_default_and_the_environment_beats_the_file(tmp_path: Path) -> None:
    file = tmp_path / "igr.toml"
    file.write_text("query_timeout = 7\nquery_queue = 9\n")
    found = load(file=file, environ={"IGR_KG_QUERY_QUEUE": "4"})
    assert (found.query_timeout, found.query_queue) == (7.0, 4)


@pytest.mark.parametrize(("value", "found"), [("no", False), ("False", False), ("1", True), (True, True)])
def test_a_yes_or_no_has_its_words(value: str, found: bool) -> None:
    assert load({"keep_iris": value}, environ={}).keep_iris is found
    assert load(environ={"IGR_KG_KEEP_IRIS": str(value)}).keep_iris is found


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("query_timeout", "0"),
        ("query_timeout", "nan"),
        ("query_timeout", "inf"),
        ("query_processes", "0"),
        ("query_queue", "-1"),
        ("keep_iris", "perhaps"),
    ],
)
def test_a_number_that_cannot_be_is_refused(name: str, value: str) -> None:
    with pytest.raises(UsageError) as caught:
        load(environ={f"IGR_KG_{name.upper()}": value})
    assert caught.value.code == "BAD_SETTING"
