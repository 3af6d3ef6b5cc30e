"""`farflung backup`: the whole database in one file."""

from pathlib import Path
from typing import Annotated

import typer

from farflung.cli import server


def command(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="Where to write it; not there yet.", show_default=False)
    ],
    data: server.Data = None,
) -> None:
    """Writes a backup, while the site runs or not; `pg_restore` can read it too."""
    server.choose(FARFLUNG_DATA=data)
    server.call("upkeep.backup", file=file, say=typer.echo)
