"""A sheet of places and how many people are there: enough to plan sessions for a company."""

from pathlib import Path

from farflung.engine.checks.finding import Severity
from farflung.engine.said import Said, said
from farflung.intake.errors import FileError
from farflung.intake.limits import DEFAULT_LIMITS
from farflung.intake.notebook import Notebook
from farflung.intake.problem import Problem
from farflung.intake.table import read_table
from farflung.intake.text import decode

_PLACES = frozenset({"place", "city", "location", "office", "zone", "timezone", "time zone"})
_PEOPLE = frozenset({"people", "count", "number", "headcount", "employees", "n"})


def read_groups(path: Path) -> list[tuple[str, int]]:
    """(place, people) row by row; raises `FileError` at the first row that cannot be used."""
    data = path.read_bytes()
    if len(data) > DEFAULT_LIMITS.file_bytes:
        remedy = said("Give a sheet of places, not of people.")
        raise _refused(path, None, said("the file is too large."), remedy)
    text = decode(str(path), data).content
    table = read_table(str(path), text, Notebook(), known=lambda h: h.strip().lower() in _PLACES | _PEOPLE)
    headings = [heading.strip().lower() for heading in table.headings]
    place = next((i for i, h in enumerate(headings) if h in _PLACES), None)
    people = next((i for i, h in enumerate(headings) if h in _PEOPLE), None)
    if place is None or people is None:
        what, remedy = said("no columns of places and numbers."), said("Head them place, people.")
        raise _refused(path, table.header_line or 1, what, remedy)
    rows = []
    for row in table.rows:
        number = row.cells[people].replace(",", "").replace(" ", "")
        if not number.isdigit() or int(number) == 0:
            what = said("{text!r} is no number of people.", text=row.cells[people])
            raise _refused(path, row.line, what, said("Write a whole number above 0."))
        rows.append((row.cells[place], int(number)))
    return rows


def _refused(path: Path, line: int | None, what: Said, remedy: Said) -> FileError:
    return FileError(Problem(Severity.ERROR, "groups", str(path), what, remedy, line=line))
