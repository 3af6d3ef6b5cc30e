"""`farflung check`: everything that is broken or about to break, worst first."""

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from farflung.cli import moments, options
from farflung.cli.checking import Wanted, checked
from farflung.cli.errors import Exit, UsageError
from farflung.cli.words import count
from farflung.engine.checks import Report, Severity
from farflung.intake.load import Intake
from farflung.report import FORMATS, Ending, Format, Summary, refusal, render, write


class FailOn(StrEnum):
    """From which severity on the status is 1."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"
    NEVER = "never"


def command(
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE", help="People, rotas, meetings, stays, absences, agreements, in any order."
        ),
    ],
    first: options.From = None,
    days: options.Days = 90,
    format_: Annotated[
        Format | None,
        typer.Option(
            "--format", help="How to show the report.", show_default="by the ending of --out, else terminal"
        ),
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="FILE", help="Write it there, not to the screen.")
    ] = None,
    fail_on: Annotated[
        FailOn, typer.Option("--fail-on", help="From which severity on the status is 1.")
    ] = FailOn.ERROR,
    rule: Annotated[
        list[str] | None,
        typer.Option("--rule", metavar="RULE", help="A coverage rule in words: 'at least 2 at all times'."),
    ] = None,
    try_: Annotated[
        str | None,
        typer.Option(
            "--try",
            metavar="PACK",
            help="What a starter agreement would flag: async-first, meeting-light or support-24-7.",
        ),
    ] = None,
    viewer: options.Viewer = None,
    answers: options.Answers = None,
    assume_hours: Annotated[
        str | None, typer.Option("--assume-hours", metavar="HH-HH", help="Hours of people who have none.")
    ] = None,
    width: Annotated[
        int | None,
        typer.Option("--width", metavar="N", help="Columns of the terminal report.", min=60, max=200),
    ] = None,
) -> None:
    """Everything that is broken or about to break, worst first, each with its cause and a tried fix."""
    if out is not None and (why := refusal(out)):
        raise UsageError(why, param_hint="--out")
    wanted = Wanted(rule or [], try_, assume_hours, viewer)
    shown = _format(format_, out)
    intake, summary = checked(files, moments.window(first, days), wanted, answers, FORMATS[shown].load)
    status, why = _ending(summary.report, intake, fail_on)
    _deliver(replace(summary, ending=Ending(int(status), why)), shown, out, width)
    raise typer.Exit(status)


def _ending(report: Report, intake: Intake, fail_on: FailOn) -> tuple[Exit, str]:
    unread = sum(problem.severity is Severity.ERROR for problem in intake.problems)
    if unread or intake.questions:
        return Exit.UNREAD, _left_open(unread, len(intake.questions))
    if fail_on is not FailOn.NEVER:
        bad = len(report.at_least(Severity[fail_on.name]))
        if bad:
            return Exit.FINDINGS, f"{count(bad, 'finding')} at or above {fail_on}"
        return Exit.GOOD, f"no finding at or above {fail_on}"
    return Exit.GOOD, "no finding fails with --fail-on never"


def _left_open(unread: int, questions: int) -> str:
    parts = [f"{count(unread, 'thing')} in the files could not be read or placed"] if unread else []
    parts += [f"{count(questions, 'question')} open"] if questions else []
    return ", ".join(parts)


def _format(wanted: Format | None, out: Path | None) -> Format:
    """The format asked for, else the one that the file's ending names, else the terminal's."""
    if wanted is not None:
        return wanted
    suffixes = {form.suffix: name for name, form in FORMATS.items()}
    return suffixes.get(out.suffix.lower(), Format.TERMINAL) if out else Format.TERMINAL


def _deliver(summary: Summary, format_: Format, out: Path | None, width: int | None) -> None:
    if out is not None:
        write(out, render(summary, format_, width=width))
        typer.echo(f"{count(len(summary.findings), 'finding')} written to {out}", err=True)
        return
    from rich.console import Console  # for the screen only: a file has neither width nor colour

    console = Console()
    wide = width or (console.width if console.is_terminal else None)
    colour = console.is_terminal and not console.no_color
    typer.echo(render(summary, format_, width=wide, colour=colour), nl=False)
