"""The data of the package, and tables as people's spreadsheets write them."""

import csv
import io
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any


def text(name: str) -> str:
    """A file of the package's data."""
    return files("farflung.example").joinpath("data", *name.split("/")).read_text(encoding="utf-8")


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """A table of the package's data."""
    return tuple(csv.DictReader(io.StringIO(text(name))))


@cache
def tables(name: str) -> dict[str, Any]:
    """A TOML file of the package's data."""
    return tomllib.loads(text(name))


def table(heading: Iterable[str], lines: Iterable[Iterable[object]]) -> str:
    """Comma-separated text with a heading; cells that hold commas are quoted."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heading)
    writer.writerows(lines)
    return out.getvalue()
