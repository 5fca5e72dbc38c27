"""Literals are written as XML Schema says, and dates are those of a calendar."""

from __future__ import annotations

import pytest

from igr_kg.check.lexical import well_typed
from igr_kg.graph.quads import XSD

GOOD = """date 2020-02-29|date 2000-02-29Z|date -0044-03-15|date 12020-01-01|date 2020-01-01+14:00
dateTime 2020-01-01T00:00:00|dateTime 2020-01-01T24:00:00|dateTime 2020-01-01T12:30:59.25-05:00
gYear 2020|gYear -0001|gYearMonth 2020-12|gMonthDay --02-29|gMonth --12|gDay ---31|time 24:00:00
duration P1Y2M3DT4H5M6.7S|duration -PT1S|yearMonthDuration P1Y|dayTimeDuration PT36H
integer 007|integer +5|integer -0|nonNegativeInteger 0|positiveInteger 1|byte -128|unsignedByte 255
decimal .5|decimal 5.|double 1e5|double INF|float NaN|boolean true|boolean 0|language zh-Hans
hexBinary 00ff|string x|anyURI a b"""
BAD = """date 2020-13-45|date 2021-02-29|date 1900-02-29|date 2020-1-1|date 020-01-01|date 2020-04-31
date 二〇二〇
dateTime 2020-01-01|dateTime 2020-02-30T00:00:00|dateTime 2020-01-01T24:00:01|gYear 99|gYearMonth 2020-13
gMonthDay --02-30|gMonth 12|gDay ---32|time 25:00:00|duration P|duration PT|duration 1Y|yearMonthDuration P1D
integer 1.0|integer x|integer ５|nonNegativeInteger -1|positiveInteger 0|byte 128|unsignedByte 256
decimal 1e5|double inf|boolean yes|boolean TRUE|language en-|hexBinary 0"""


def cases(text: str) -> list[list[str]]:
    return [case.split(" ", 1) for row in text.splitlines() for case in row.split("|")]


@pytest.mark.parametrize(("kind", "lexical"), cases(GOOD))
def test_what_is_written_well(kind: str, lexical: str) -> None:
    assert well_typed(lexical, XSD + kind)
    assert well_typed(f" {lexical}\n", XSD + kind)


@pytest.mark.parametrize(("kind", "lexical"), cases(BAD))
def test_what_is_not(kind: str, lexical: str) -> None:
    assert not well_typed(lexical, XSD + kind)


def test_other_datatypes_are_not_judged_and_long_numbers_are_no_trouble() -> None:
    assert well_typed("anything", "http://example.org/type")
    assert well_typed("9" * 10_000, f"{XSD}integer")
    assert not well_typed("-" + "9" * 10_000, f"{XSD}nonNegativeInteger")
    assert not well_typed("9" * 10_000, f"{XSD}long")
