"""`farflung operator`: lets somebody run the site, or in again who ran it."""

from typing import Annotated

import typer

from farflung.cli import server


def command(
    email: Annotated[str, typer.Argument(metavar="EMAIL", help="Whose account.", show_default=False)],
    data: server.Data = None,
) -> None:
    """Prints a link by which somebody becomes an operator, or chooses a new password as one.

    For when the last operator has lost their password. It works once, and for a week.
    """
    server.choose(FARFLUNG_DATA=data)
    server.call("upkeep.operator", email=email, say=typer.echo)
