"""``igr-kg evaluate``: scores against gold annotations."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import click

from igr_kg.commands.options import bytes_of, files_below
from igr_kg.errors import InputError


@click.command("evaluate")
@click.argument("gold", nargs=-1, required=True, type=click.Path(), metavar="GOLD...")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@click.option("--each", is_flag=True, help="A table for each document before that of all.")
def command(gold: tuple[str, ...], form: str, each: bool) -> None:
    """Score what is read from the texts of GOLD... against them.

    Each GOLD is an annotation (igr-annotation/1) or a folder of them; the text stands beside it under
    the name that the annotation gives.
    """
    from igr_kg import pipeline
    from igr_kg.evaluate import score, table
    from igr_kg.extract.annotation import to_annotation

    pairs: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {}
    for path in map(Path, files_below(gold, ".json")):
        truth = _load(path)
        text = path.parent / str(truth["source"]["file"])
        data = bytes_of(str(text))
        _check_text(truth, data, text)
        reading = pipeline.read_bytes(data, text.name, language=truth["source"].get("language"))
        pairs[path.stem] = (truth, to_annotation(reading))
    every = score(pairs.values())
    if form == "json":
        report: dict[str, Any] = {"all": {k: v.to_json() for k, v in every.items()}}
        report["documents"] = {n: {k: v.to_json() for k, v in score([p]).items()} for n, p in pairs.items()}
        click.echo(json.dumps(report, ensure_ascii=False, indent=1))
        return
    if each:
        for name, pair in pairs.items():
            click.echo(f"{name}\n{table(score([pair]))}\n")
    click.echo(f"{len(pairs)} documents\n{table(every)}")


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
