"""The command line: a table of commands, each loaded when it is called.

An error is two lines, what is wrong and what to do; ``--debug`` shows the traceback. Exit status: 0
fine, 1 data does not conform, 2 wrong usage, 3 input cannot be read, 4 internal fault.
"""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

import click

from igr_kg import __version__
from igr_kg.errors import IgrError, InputError, UsageError

_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO)

COMMANDS: dict[str, str] = {
    "read": "Show the text as read, or the structure found in it.",
    "extract": "Show what is read from documents: mentions, acts, facts.",
    "build": "Build a checked release from documents.",
    "validate": "Check a submission against the shapes.",
    "load": "Fill a SPARQL server from a release.",
    "serve": "Serve the site and the SPARQL endpoint.",
    "query": "Run SPARQL on a release without a server.",
    "evaluate": "Score what is read against gold annotations.",
    "diff": "Tell what changed between two versions of the ontology.",
    "verify": "Check a release: checksums, hash, re-derivation.",
}


class LazyGroup(click.Group):
    """A group whose commands are modules of ``igr_kg.commands``, imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, importing its module."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"igr_kg.commands.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table of commands without importing one."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="igr-kg")
@click.option("--debug", is_flag=True, help="Show the traceback of an error.")
@click.option("--config", type=click.Path(exists=True, dir_okay=False), help="A TOML file of settings.")
@click.pass_context
def group(ctx: click.Context, debug: bool, config: str | None) -> None:
    """Intergovernmental documents become trustworthy linked data."""
    ctx.obj = {"debug": debug, "config": config}


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with the status of the contract.

    :param arguments: default ``sys.argv[1:]``
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        status = group.main(given, prog_name="igr-kg", standalone_mode=False)
        sys.stdout.flush()
    except click.exceptions.Abort:
        sys.exit(130)
    except click.ClickException as error:
        _misused(error)
        sys.exit(2)
    except BrokenPipeError:
        _drop_output()
        sys.exit(0)
    except Exception as error:
        if "--debug" in given:
            traceback.print_exc()
        known = _known(error)
        _say(known)
        _drop_output()
        sys.exit(known.exit_status)
    sys.exit(status if isinstance(status, int) else 0)


def _known(error: Exception) -> IgrError:
    """Return an error that people can act on; one of ours as it is."""
    if isinstance(error, IgrError):
        return error
    if isinstance(error, OSError) and error.errno in _FULL:
        return InputError(
            "OUTPUT_UNWRITABLE",
            f"The output cannot be written: {(error.strerror or 'unknown reason').lower()}.",
            hint="Make room, or write it to another place.",
        )
    return IgrError(
        "INTERNAL",
        f"An internal fault: {type(error).__name__}.",
        hint="Run the command with 'igr-kg --debug ...' and report what it prints.",
    )


def _misused(error: click.ClickException) -> None:
    """Say in two lines what click found wrong; where nothing was asked for, show the help."""
    context = getattr(error, "ctx", None)
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
        return
    path = context.command_path if context is not None else "igr-kg"
    message = " ".join(error.format_message().split())
    _say(UsageError("USAGE", message, hint=f"See '{path} --help'."))


def _drop_output() -> None:
    """Let what is still to be written go nowhere, so that the end of the process is quiet."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _say(error: IgrError) -> None:
    where = f"{error.where}: " if error.where else ""
    with suppress(OSError):
        click.echo(f"igr-kg: {where}{error.message} [{error.code}]", err=True)
        if error.hint:
            click.echo(f"        {error.hint}", err=True)
