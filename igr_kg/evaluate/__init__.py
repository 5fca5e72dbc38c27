"""Scores of what was read against gold annotations: layer by layer, by language and kind, by rule."""

from igr_kg.evaluate.rules import by_rule
from igr_kg.evaluate.scores import Score, grouped, macro, score
from igr_kg.evaluate.tables import side_by_side, table

__all__ = ["Score", "by_rule", "grouped", "macro", "score", "side_by_side", "table"]
