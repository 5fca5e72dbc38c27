"""The settings table and its sources."""

from dataclasses import fields

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
