"""``igr-kg evaluate``: scores against gold annotations."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from igr_kg.commands.options import bytes_of
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
    for path in _annotations(gold):
        truth = _load(path)
        text = path.parent / str(truth["source"]["file"])
        reading = pipeline.read_bytes(
            bytes_of(str(text)), text.name, language=truth["source"].get("language")
        )
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


def _annotations(paths: tuple[str, ...]) -> list[Path]:
    found: list[Path] = []
    for name in paths:
        path = Path(name)
        found.extend(sorted(path.rglob("*.json")) if path.is_dir() else [path])
    return found


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
