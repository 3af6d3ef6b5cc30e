"""`farflung demo`: writes the example companies' files, checks them, and serves them as one company."""

import os
import shutil
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from farflung.cli import server
from farflung.cli.checking import Wanted, checked
from farflung.engine.time import Span
from farflung.example import EXAMPLE_FROM, company_files, write_company
from farflung.example.write import Kind
from farflung.intake.given import Given
from farflung.report import Ending, Format, render, write
from farflung.server.core.environment import default_data

_DAYS = 90
_ENDING = Ending(0, "the demo ended well; `farflung check` ends with 1 where it finds errors")
_SERVED = (
    "people.csv", "teams.csv", "stays.csv", "absences.csv",
    "meetings.ics", "leadership.ics", "agreement.yaml",
)  # fmt: skip
"""What the site takes over: it keeps no rotas yet."""
_KINDS: tuple[Kind, ...] = ("polaris", "large")


def command(
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where to write everything.")] = Path(
        "demo"
    ),
    serve: Annotated[
        bool, typer.Option("--serve", help="Then serve both as one company, until Ctrl-C.")
    ] = False,
    address: server.Address = None,
    data: server.Data = None,
) -> None:
    """Writes two example companies, 23 and 5,000 people, into a folder and checks both.

    With --serve they then are one company on a site where you may be any of its cast. Its database is one of
    its own, beside that of `farflung serve`; one that has people or accounts already is refused.
    """
    start = datetime.combine(EXAMPLE_FROM, time(0, 0), tzinfo=UTC)
    window = Span(start, start + timedelta(days=_DAYS))
    console = Console()
    for kind in _KINDS:
        files = write_company(out / kind, kind)
        _, checked_now = checked(files, window, Wanted())
        summary = replace(checked_now, ending=_ENDING)
        page = out / f"{kind}.html"
        write(page, render(summary, Format.HTML))
        if kind == "large":
            wide = console.width if console.is_terminal else None
            typer.echo(
                render(summary, width=wide, colour=console.is_terminal and not console.no_color), nl=False
            )
    _say_what_next(out, serve=serve)
    if serve:
        _serve(address, data)


def _serve(address: str | None, data: Path | None) -> None:
    own = data or os.environ.get("FARFLUNG_DATA") or default_data("demo")
    level = os.environ.get("FARFLUNG_LOG_LEVEL") or "WARNING"  # the log of each request is for no demo
    server.choose(FARFLUNG_ADDRESS=address, FARFLUNG_DATA=own, FARFLUNG_LOG_LEVEL=level)
    typer.echo("")
    server.call("commands.demo", counting=True, companies=_companies, say=typer.echo)


def _companies(opening: date) -> list[list[Given]]:
    """The files that the site takes over, as if they had been written for a window that opens then."""
    return [
        [Given(name, text.encode()) for name, text in company_files(kind, opening) if name in _SERVED]
        for kind in _KINDS
    ]


def _say_what_next(out: Path, *, serve: bool) -> None:
    names = "\n".join(f"  {out / kind}/  and its report  {out / kind}.html" for kind in _KINDS)
    typer.echo(f"\nWritten, for you to look at:\n{names}")
    command = _command()
    typer.echo(
        "\nTry the small company as one of its people:\n"
        f"  {command} check {out}/polaris/* --from {EXAMPLE_FROM} --viewer Ana\n"
        "Then your own, names and cities are enough:\n"
        f"  {command} check people.csv"
    )
    if not serve:
        typer.echo(f"See them as a site, as any of the cast:\n  {command} demo --out {out} --serve")


def _command() -> str:
    """The command as it can be typed here: by its path where it was run by its path, as `make demo` does.

    Under `python -m farflung` that path is one of a module, which nobody types.
    """
    run = Path(sys.argv[0])
    return "farflung" if shutil.which("farflung") or run.suffix == ".py" else str(run)
