"""The way from a verb to the server, which is an extra: its libraries are loaded when they are asked for."""

import gc
import os
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from farflung.cli.errors import UsageError

Data = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="FOLDER",
        help="Where the embedded database is kept. Default: as FARFLUNG_DATA says.",
        show_default=False,
    ),
]
Address = Annotated[
    str | None,
    typer.Option(
        "--address",
        metavar="HOST:PORT",
        help="Where to listen. Default: as FARFLUNG_ADDRESS says, else 127.0.0.1:8000.",
        show_default=False,
    ),
]
_INSTALL = 'This needs the server: pip install "farflung[server]"'


def call(function: str, *, counting: bool = False, database: bool = True, **given: Any) -> None:
    """Calls `module.function` of `farflung.server.site` with Django loaded; ends with its status."""
    module, _, name = function.rpartition(".")
    gc.disable()  # what is loaded stays: looking through it for garbage takes a sixth of the start
    try:
        import_module("farflung.server.site.starting").begin(counting=counting, database=database)
        found = getattr(import_module(f"farflung.server.site.{module}"), name)
    except ModuleNotFoundError as error:
        if str(error.name).startswith("farflung"):
            raise
        raise UsageError(f"{_INSTALL}   (there is no {error.name} here)") from error
    finally:
        gc.enable()
    gc.freeze()  # nor is it looked through later, which also keeps its memory shared with forked children
    status = found(**given)
    if status:
        raise typer.Exit(status)


def choose(**variables: object) -> None:
    """Options that stand for variables of the environment: what was typed is put into it."""
    os.environ.update({name: str(value) for name, value in variables.items() if value is not None})
