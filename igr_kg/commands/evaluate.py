"""``igr-kg evaluate``: scores against gold annotations."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from igr_kg.commands.options import bytes_of, files_below
from igr_kg.errors import InputError

if TYPE_CHECKING:
    from igr_kg.evaluate import Score

FORMS = ("table", "json", "rules")
Pair = tuple[dict[str, Any], dict[str, Any]]


@click.command("evaluate")
@click.argument("gold", nargs=-1, required=True, type=click.Path(), metavar="GOLD...")
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "rules"]), default="table", show_default=True
)
@click.option("--each", is_flag=True, help="A table for each document before that of all.")
def command(gold: tuple[str, ...], form: str, each: bool) -> None:
    """Score what is read from the texts of GOLD... against them.

    Each GOLD is an annotation (igr-annotation/1) or a folder of them; the text stands beside it under
    the name that the annotation gives. Several documents are also scored by language and by kind; the
    format ``rules`` is a table (TSV) of how often each rule was right.
    """
    pairs = read_pairs(gold)
    click.echo({"json": _json, "rules": rules, "table": _each if each else _tables}[form](pairs))


def read_pairs(gold: Sequence[str]) -> dict[str, Pair]:
    """Return annotations with what is read from their texts, by name.

    :param gold: paths of annotations, and of folders of them
    :raises InputError: ``GOLD_UNREADABLE``, ``GOLD_CHANGED``, or why a text cannot be read
    """
    from igr_kg import pipeline
    from igr_kg.extract.annotation import to_annotation

    pairs: dict[str, Pair] = {}
    for path in map(Path, files_below(gold, ".json")):
        truth = _load(path)
        text = path.parent / str(truth["source"]["file"])
        data = bytes_of(str(text))
        _check_text(truth, data, text)
        reading = pipeline.read_bytes(data, text.name, language=truth["source"].get("language"))
        pairs[path.stem] = (truth, to_annotation(reading))
    return pairs


def _groups(pairs: Mapping[str, Pair]) -> dict[str, dict[str, dict[str, Score]]]:
    """Return the scores by language and by kind of document."""
    from igr_kg.evaluate import grouped

    return {
        "language": grouped(pairs.values(), lambda gold: str(gold["source"].get("language"))),
        "kind": grouped(pairs.values(), lambda gold: str(gold.get("document", {}).get("kind"))),
    }


def _tables(pairs: Mapping[str, Pair]) -> str:
    from igr_kg.evaluate import score, side_by_side, table

    shown = [f"{len(pairs)} documents\n{table(score(pairs.values()))}"]
    groups = _groups(pairs)
    shown += [side_by_side(scores, name) for name, scores in groups.items() if len(scores) > 1]
    return "\n\n".join(shown)


def _each(pairs: Mapping[str, Pair]) -> str:
    from igr_kg.evaluate import score, table

    shown = [f"{name}\n{table(score([pair]))}" for name, pair in pairs.items()]
    return "\n\n".join([*shown, _tables(pairs)])


def _json(pairs: Mapping[str, Pair]) -> str:
    from igr_kg.evaluate import by_rule, macro, score

    def figures(scores: Mapping[str, Score]) -> dict[str, Any]:
        shown: dict[str, Any] = {layer: s.to_json() for layer, s in scores.items()}
        mean = macro(scores)
        return shown if mean is None else shown | {"acts.verb macro": round(mean, 3)}

    groups = _groups(pairs)
    report = {
        "all": figures(score(pairs.values())),
        "languages": {name: figures(scores) for name, scores in groups["language"].items()},
        "kinds": {name: figures(scores) for name, scores in groups["kind"].items()},
        "documents": {name: figures(score([pair])) for name, pair in pairs.items()},
        "rules": [asdict(rule) for rule in by_rule(pairs.values())],
    }
    return json.dumps(report, ensure_ascii=False, indent=1)


def rules(pairs: Mapping[str, Pair]) -> str:
    """Return how often each rule was right, as a table (TSV) without its last line end."""
    from igr_kg.evaluate import by_rule

    rows = (f"{m.language}\t{m.rule}\t{m.layer}\t{m.found}\t{m.right}" for m in by_rule(pairs.values()))
    return "\n".join(["language\trule\tlayer\tfound\tright", *rows])


def _check_text(truth: dict[str, Any], data: bytes, text: Path) -> None:
    """Refuse a text that is not the one which was annotated: its offsets would mean something else."""
    stated = truth["source"].get("sha256")
    if stated not in (None, hashlib.sha256(data).hexdigest()):
        raise InputError(
            "GOLD_CHANGED",
            "The text is not the one that was annotated: its SHA-256 differs from source.sha256.",
            hint="Bring the text back byte for byte, or annotate the new one.",
            where=str(text),
        )


def _load(path: Path) -> dict[str, Any]:
    try:
        data: dict[str, Any] = json.loads(bytes_of(str(path)))
        data["source"]["file"]
    except (ValueError, KeyError, TypeError):
        raise InputError(
            "GOLD_UNREADABLE",
            "The file is no annotation in the form igr-annotation/1.",
            hint="Give JSON files that have the keys of the format.",
            where=str(path),
        ) from None
    return data
