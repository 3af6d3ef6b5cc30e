"""`farflung doctor`: what is misconfigured, and how to mend it."""

import typer

from farflung.cli import server


def command(data: server.Data = None) -> None:
    """Says what is misconfigured, where, and how to mend it; changes nothing.

    Ends with status 1 where something must be mended.
    """
    server.choose(FARFLUNG_DATA=data)
    server.call("upkeep.doctor", database=False, say=typer.echo)
