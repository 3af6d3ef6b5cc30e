"""Where a plan goes: files by their endings, a folder of all of them, the screen."""

from collections.abc import Callable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path

import typer
from rich.console import Console

from farflung.cli.errors import UsageError
from farflung.cli.rota.folder import Done, fill
from farflung.cli.words import listed
from farflung.intake.gazetteer.fold import fold
from farflung.report.rota.csv_plan import plan_csv
from farflung.report.rota.html import plan_page
from farflung.report.rota.ics_plan import duty_ics, person_ics, plan_ics
from farflung.report.rota.json_plan import plan_json
from farflung.report.rota.screen import plan_screen
from farflung.report.rota.view import PlanView
from farflung.report.write import refusal, write

_LONGEST_NAME = 60
"""Characters of the name of a file: whatever they are, their bytes fit into what file systems take."""

MAKERS: dict[str, Callable[[PlanView], str]] = {
    ".json": plan_json,
    ".csv": plan_csv,
    ".ics": plan_ics,
    ".html": plan_page,
    ".txt": plan_screen,
}
"""What makes a file of each ending."""


def refuse(outs: Sequence[Path]) -> None:
    """Says before the work what could not be written after it."""
    for out in outs:
        if _folder(out):
            if out.exists() and not out.is_dir():
                raise UsageError(f"{out} is a file, not a folder", param_hint="--out")
            continue
        if out.suffix.lower() not in MAKERS:
            known = ", ".join(MAKERS)
            raise UsageError(
                f"{out} ends in none of {known}: end it so, or name a folder", param_hint="--out"
            )
        if why := refusal(out):
            raise UsageError(why, param_hint="--out")


def deliver(view: PlanView, outs: Sequence[Path]) -> None:
    """Writes what was asked for and says so on stderr."""
    for out in outs:
        if _folder(out):
            _tell(out, fill(out, _all(view), view.record.made))
        else:
            write(out, MAKERS[out.suffix.lower()](view))
            typer.echo(f"written to {out}", err=True)


def _folder(out: Path) -> bool:
    return out.is_dir() or not out.suffix


def _tell(out: Path, done: Done) -> None:
    typer.echo(f"{len(done.written)} files written to {out}", err=True)
    if done.cancelled:
        typer.echo(f"Cancelled, as no longer planned: {listed(done.cancelled)}", err=True)
    if done.left:
        why = "not of this plan, and not as this command wrote them"
        typer.echo(f"Left as they are, {why}: {listed(done.left)}", err=True)


def _all(view: PlanView) -> Iterator[tuple[str, str]]:
    """plan.json, plan.csv, plan.ics, plan.html, a calendar for each person and for each duty."""
    files = {f"plan{ending}": make for ending, make in MAKERS.items() if ending != ".txt"}
    for name, make in files.items():
        yield name, make(view)
    names = _names([view.names[person.id] for person in view.people])
    for person, name in zip(view.people, names, strict=True):
        yield f"people/{name}.ics", person_ics(view, person.id)
    for duty, name in zip(view.problem.duties, _names(view.problem.duties), strict=True):
        yield f"duties/{name}.ics", duty_ics(view, duty)


def _names(texts: Sequence[str]) -> list[str]:
    """Names of files, in the letters of whatever script; that of somebody stays when others come and go."""
    plain = [fold(text)[:_LONGEST_NAME].strip().replace(" ", "-") or "unnamed" for text in texts]
    return [
        name if plain.count(name) == 1 else f"{name}-{sha256(text.encode()).hexdigest()[:6]}"
        for name, text in zip(plain, texts, strict=True)
    ]


def show(view: PlanView, width: int | None) -> None:
    """The picture on the screen, as wide as it is."""
    console = Console()
    wide = width or (console.width if console.is_terminal else 100)
    colour = console.is_terminal and not console.no_color
    typer.echo(plan_screen(view, wide, colour=colour), nl=False)
