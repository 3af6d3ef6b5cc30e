"""`farflung`: the verbs, and the edge at which every error becomes a readable line and a status."""

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from farflung import __version__
from farflung.cli.errors import Exit
from farflung.cli.verbs import Verbs
from farflung.intake.errors import InlineError, IntakeError

app = typer.Typer(
    name="farflung",
    cls=Verbs,
    help="The system a company with no headquarters runs on: checks people, rotas, meetings and agreements "
    "across zones, and answers single questions about them. No account, no network, no database.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(wanted: bool) -> None:
    if wanted:
        from farflung.engine.time import packaged_zones  # brings numpy, which no other help needs

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
