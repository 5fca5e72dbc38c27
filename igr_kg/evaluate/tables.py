"""Scores as tables of fixed width."""

from __future__ import annotations

from collections.abc import Mapping

from igr_kg.evaluate.scores import VERB, Score, macro


def table(scores: Mapping[str, Score]) -> str:
    """Return the scores of each layer, with the verbs' macro-average in place of each verb."""
    lines = [f"{'layer':24} {'P':>6} {'R':>6} {'F1':>6} {'gold':>6} {'found':>6}"]
    for layer, s in scores.items():
        if not layer.startswith(VERB):
            lines.append(
                f"{layer:24} {s.precision:6.3f} {s.recall:6.3f} {s.f1:6.3f} {s.gold:6d} {s.predicted:6d}"
            )
    mean = macro(scores)
    if mean is not None:
        verbs = sum(layer.startswith(VERB) for layer in scores)
        lines.append(f"{MACRO:24} {'':6} {'':6} {mean:6.3f} {verbs:6d} {'':>6}")
    return "\n".join(lines)


MACRO = "acts.verb macro"


def side_by_side(groups: Mapping[str, Mapping[str, Score]], title: str) -> str:
    """Return the F1 of each layer (a row) in each group of documents (a column).

    :param title: what the groups are, for the head of the first column
    """
    names = list(groups)
    width = {name: max(7, len(name) + 1) for name in names}
    layers = sorted({layer for g in groups.values() for layer in g if not layer.startswith(VERB)})
    lines = [f"{'F1 by ' + title:24}" + "".join(f"{name:>{width[name]}}" for name in names)]
    for layer in layers:
        cells = (f"{groups[n][layer].f1:.3f}" if layer in groups[n] else "-" for n in names)
        lines.append(f"{layer:24}" + "".join(f"{c:>{width[n]}}" for n, c in zip(names, cells, strict=True)))
    means = (macro(groups[n]) for n in names)
    shown = ("-" if mean is None else f"{mean:.3f}" for mean in means)
    lines.append(f"{MACRO:24}" + "".join(f"{c:>{width[n]}}" for n, c in zip(names, shown, strict=True)))
    return "\n".join(lines)
