"""Options that several verbs share, so that they are spelt and explained in one way."""

from pathlib import Path
from typing import Annotated

import typer

Arguments = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE|PERSON",
        help="Files as for `check`, people of those files, or people typed out: 'Ana=Lisbon 09-18'.",
        show_default=False,
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")]
Viewer = Annotated[
    str | None,
    typer.Option(
        "--viewer", metavar="PERSON|ZONE", help="Whose own time to show beside UTC.", show_default=False
    ),
]
From = Annotated[
    str | None,
    typer.Option(
        "--from", metavar="DATE", help="First UTC date, like 2027-03-01. Default: the day of the run."
    ),
]
At = Annotated[
    str,
    typer.Option(
        "--at", metavar="TIME", help="A time with its zone: 2027-03-15T11:15Z or '2027-03-15 11:15 Lisbon'."
    ),
]
Answers = Annotated[
    Path | None,
    typer.Option(
        "--answers",
        metavar="FILE",
        help="Answers to questions about the files; `check` adds those you give.",
        show_default=False,
    ),
]
Team = Annotated[
    str | None, typer.Option("--team", metavar="NAME", help="Only this team.", show_default=False)
]
Days = Annotated[int, typer.Option("--days", metavar="N", help="How many days to look at.", min=1, max=731)]
Within = Annotated[
    str | None,
    typer.Option("--within", metavar="HH-HH", help="Acceptable hours of everybody's day, like 07-22."),
]
