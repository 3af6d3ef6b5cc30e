"""`farflung restore`: a backup into an empty place."""

from pathlib import Path
from typing import Annotated

import typer

from farflung.cli import server


def command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A backup.", show_default=False)],
    data: server.Data = None,
) -> None:
    """Restores a backup, into an empty place only: a new --data FOLDER, or an empty DATABASE_URL."""
    server.choose(FARFLUNG_DATA=data)
    server.call("upkeep.restore", file=file, say=typer.echo)
