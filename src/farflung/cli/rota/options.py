"""Arguments and options that the verbs of `farflung rota` share."""

from pathlib import Path
from typing import Annotated

import typer

Files = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE", help="The rota file, and people, absences, stays, teams, meetings, in any order."
    ),
]
Plan = Annotated[
    Path,
    typer.Argument(metavar="PLAN", help="A plan: JSON of `farflung rota plan`, or a rota as CSV or ICS."),
]
ProblemFile = Annotated[
    Path | None,
    typer.Option(
        "--problem", metavar="FILE", help="The rota file, if it is not among the files.", show_default=False
    ),
]
Viewer = Annotated[
    str | None,
    typer.Option(
        "--viewer",
        metavar="PERSON|ZONE",
        help="Whose time to show it in; UTC if nobody's.",
        show_default=False,
    ),
]
Width = Annotated[
    int | None,
    typer.Option("--width", metavar="N", help="Columns of the picture.", min=60, max=160, show_default=False),
]
Out = Annotated[
    list[Path] | None,
    typer.Option(
        "--out",
        metavar="FILE",
        help="Write it there, by its ending: .json, .csv, .ics, .html; a folder gets all of them.",
        show_default=False,
    ),
]
Seconds = Annotated[
    float,
    typer.Option("--seconds", metavar="N", help="How long to look for better plans.", min=1, max=86_400),
]
Seed = Annotated[
    int, typer.Option("--seed", metavar="N", help="Decides between equals.", min=0, max=2**31 - 1)
]
