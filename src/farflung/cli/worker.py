"""`farflung worker`: more hands for the jobs of a site that is served elsewhere."""

from typing import Annotated

import typer

from farflung.cli import server


def command(
    count: Annotated[int, typer.Option("--count", help="How many.", min=1)] = 1,
    data: server.Data = None,
) -> None:
    """Runs workers until Ctrl-C: as many as you like, on as many machines, on one database."""
    server.choose(FARFLUNG_DATA=data)
    server.call("commands.worker", count=count, say=typer.echo)
