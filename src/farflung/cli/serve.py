"""`farflung serve`: the site, with everything it needs."""

from typing import Annotated

import typer

from farflung.cli import server


def command(
    address: server.Address = None,
    workers: Annotated[
        int, typer.Option("--workers", help="Workers beside the web process; 0: they run elsewhere.", min=0)
    ] = 1,
    data: server.Data = None,
) -> None:
    """Serves the site until Ctrl-C.

    Starts the embedded PostgreSQL (or uses DATABASE_URL), brings the tables up to date, then runs the web
    process and workers, and starts again what dies. Every setting: docs/reference/settings.md.
    """
    server.choose(FARFLUNG_ADDRESS=address, FARFLUNG_DATA=data)
    server.call("commands.serve", counting=True, workers=workers, say=typer.echo)
