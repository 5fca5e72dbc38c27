"""SHACL over what was read, and the checks of the whole data set, in one report with sentences."""

from igr_kg.check.report import Report, Result
from igr_kg.check.run import check, validate

__all__ = ["Report", "Result", "check", "validate"]
