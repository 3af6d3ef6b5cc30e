"""Writes an example company's files into a folder, always the same bytes for the same seed."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

from farflung.example import large, polaris

Kind = Literal["polaris", "large"]

EXAMPLE_FROM = date(2027, 3, 1)
"""The first day of the window that the examples are made for; what there is to find lies in 90 days of it."""

SEED = 5000


def write_company(folder: Path, kind: Kind, seed: int = SEED) -> tuple[Path, ...]:
    """Writes the files of an example company and returns their paths.

    `polaris` is the cast of the texts and tests, 23 people; `large` is Meridian, 5,000 people made from
    `seed`. The folder is made where it is missing; files of the same names are overwritten. Raises
    `OSError` where the folder cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in company_files(kind, seed=seed):
        path = folder / name
        # Bytes, so that no platform changes the ends of lines.
        path.write_bytes(text.encode())
        written.append(path)
    return tuple(written)


def company_files(kind: Kind, opening: date = EXAMPLE_FROM, seed: int = SEED) -> Iterator[tuple[str, str]]:
    """Name and text of every file of an example company whose window opens on a day, a Monday."""
    return polaris.files(opening) if kind == "polaris" else large.files(opening, seed)
