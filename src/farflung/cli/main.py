"""`farflung`: the verbs, and the edge at which every error becomes a readable line and a status."""

import os
import re
import sys
from collections.abc import Sequence
from typing import Annotated, Any

import typer

from farflung import __version__
from farflung.cli import (
    check,
    clocks,
    cover,
    demo,
    due,
    handovers,
    hours,
    latency,
    now,
    overlap,
    rotate,
    sessions,
    slots,
    when,
    where,
)
from farflung.cli.errors import Exit
from farflung.engine.time import packaged_zones
from farflung.intake.errors import InlineError, IntakeError

app = typer.Typer(
    name="farflung",
    help="The system a company with no headquarters runs on: checks people, rotas, meetings and agreements "
    "across zones, and answers single questions about them. No account, no network, no database.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class _Verb(typer.core.TyperCommand):
    """A verb whose help names its arguments without their types, which are words of Python."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Without the braces round what must be given: words in capitals say enough."""
        return [piece.replace("{", "").replace("}", "") for piece in super().collect_usage_pieces(ctx)]

    def format_options(self, ctx: Any, formatter: Any) -> None:
        records = [
            (param.param_type_name, *record)
            for param in self.get_params(ctx)
            if (record := param.get_help_record(ctx)) is not None
        ]
        for kind, title in (("argument", "Arguments"), ("option", "Options")):
            rows = [(_TYPE.sub("", name), said) for of, name, said in records if of == kind]
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)


_TYPE = re.compile(r"(?<=\w|\.) <(?:list\[.*\]|str|int range)>$")


def _first(told: str | None) -> str:
    """What a verb does, up to the first mark: the list of verbs has a line for each."""
    return re.split(r"[,;:.]", told or "", maxsplit=1)[0]


_VERBS = (
    check, demo, now, hours, overlap, where, when, due, latency,
    clocks, slots, rotate, sessions, cover, handovers,
)  # fmt: skip
for _verb in _VERBS:
    app.command(name=_verb.__name__.rsplit(".", 1)[-1], cls=_Verb, short_help=_first(_verb.command.__doc__))(
        _verb.command
    )


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"farflung {__version__}, IANA time zone database {packaged_zones().version}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the versions and stop.")
    ] = False,
) -> None:
    """Nothing waits because someone is asleep; nobody is woken because something waits."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs a verb; every error ends as one line on stderr and a documented status, never as a traceback.

    `arguments` are the words after the command's name; None takes the shell's.
    """
    try:
        app(args=arguments)
    except OSError as error:
        _stop(error, Exit.USAGE, _told(error))
    except (IntakeError, ValueError, LookupError) as error:
        unread = isinstance(error, IntakeError) and not isinstance(error, InlineError)
        _stop(error, Exit.UNREAD if unread else Exit.USAGE, str(error))
    except Exception as error:  # noqa: BLE001  the edge: a bug too is told in a line that can be reported
        _stop(
            error, Exit.BUG, f"this is a bug: {type(error).__name__}: {error}. FARFLUNG_DEBUG=1 shows where."
        )


def _told(error: OSError) -> str:
    """What the system refused, and of which file."""
    said = (error.strerror or str(error)).lower()
    return f"{error.filename}: {said}" if error.filename else said


def _stop(error: Exception, status: Exit, message: str) -> None:
    if os.environ.get("FARFLUNG_DEBUG"):
        raise error
    typer.echo(f"farflung: {message}", err=True)
    sys.exit(status)
