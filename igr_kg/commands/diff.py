"""``igr-kg diff``: what changed between two versions."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from igr_kg.commands.options import settings_of
from igr_kg.errors import UsageError

if TYPE_CHECKING:
    from igr_kg.graph.specification import Difference, Specification

CURRENT = "current"


@click.command("diff")
@click.argument("old")
@click.argument("new", default=CURRENT)
@click.option("--ontology", is_flag=True, help="Compare versions of ontology, shapes and context.")
@click.option(
    "--format", "form", type=click.Choice(("text", "json", "turtle")), default="text", show_default=True
)
@click.option("--language", metavar="TAG", default="en", show_default=True, help="Language of the sentences.")
@click.pass_context
def command(context: click.Context, old: str, new: str, ontology: bool, form: str, language: str) -> int:
    """Tell in plain words what changed from version OLD to NEW (a number such as 1.0.0, or current)."""
    from igr_kg.graph import specification
    from igr_kg.graph.specification import notes
    from igr_kg.graph.syntax import serialise

    if not ontology:
        raise UsageError(
            "USAGE",
            "Only versions of the ontology, its shapes and context can be compared.",
            hint=f"Say: igr-kg diff --ontology {old} {new}",
        )
    base = settings_of(context).base_iri
    difference = specification.compare(_read(old, base), _read(new, base))
    if form == "json":
        click.echo(notes.document(difference, language), nl=False)
    elif form == "turtle":
        sys.stdout.buffer.write(serialise(notes.quads([difference]), "ttl", base=base))
    else:
        click.echo(_text(difference, language))
    return 0


def _read(name: str, base: str) -> Specification:
    from igr_kg.graph import specification

    if name == CURRENT:
        return specification.now(base)
    version = specification.Version.of(name)
    current = specification.number()
    kept = version in specification.kept()
    return specification.now(base) if name == current and not kept else specification.read(version, base)


def _text(difference: Difference, language: str) -> str:
    from igr_kg.graph.specification import Level
    from igr_kg.graph.specification.words import Teller

    teller = Teller(difference, language)
    lines = [f"{difference.old.version} -> {difference.new.version}"]
    for level in sorted(Level, reverse=True):
        found = [change for change in difference.changes if change.level is level]
        if found:
            lines += ["", teller.words["levels"][level.name.lower()]]
            lines += [f"- {teller.sentence(change)}" for change in found]
    return "\n".join(lines)
