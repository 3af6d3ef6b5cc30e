"""`farflung migrate`: the tables of the database, brought up to date."""

import typer

from farflung.cli import server


def command(data: server.Data = None) -> None:
    """Brings the tables up to date; `farflung serve` does it by itself. Two at once do not collide."""
    server.choose(FARFLUNG_DATA=data)
    server.call("commands.migrate", say=typer.echo)
