"""From bytes to the structured document: readers, page furniture, parts, paths, mastheads."""

from __future__ import annotations

from igr_kg.text.masthead import roles
from igr_kg.text.paths import findings
from igr_kg.text.readers import SUFFIXES, RawText, read
from igr_kg.text.structuring import structure

__all__ = ["SUFFIXES", "RawText", "findings", "read", "roles", "structure"]
