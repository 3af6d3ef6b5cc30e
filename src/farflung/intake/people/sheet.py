"""A sheet of people to raw people."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from farflung.engine.said import said
from farflung.intake.heading import in_brackets
from farflung.intake.notebook import Notebook, shown
from farflung.intake.people.columns import Columns, columns_of
from farflung.intake.people.field import Field
from farflung.intake.people.raw import RawPerson
from farflung.intake.table import Row, Table

_FORMULA: Final = re.compile(r"[=@]|[+-](?![\d.,:\s]*$)(?=.)")
_DATE_LIKE: Final = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}")
_NO_VALUE: Final = frozenset(
    {"-", "--", "—", "–", "n/a", "na", "none", "null", "nan", "#n/a", "(blank)", "unknown"}
)
_ODD: Final = ("|=", "|@", "|+", "|-", "  ")


def raw_people(table: Table, notebook: Notebook) -> tuple[list[RawPerson], Columns]:
    """Every row of the sheet, and what its columns say."""
    columns = columns_of(table.headings)
    headed = {what: table.headings[positions[0]] for what, positions in columns.positions.items()}
    utc = any(
        "utc" in (in_brackets(table.headings[at]) or table.headings[at]).casefold()
        for at in columns.positions.get(Field.HOURS, ())
    )
    alone = {what: positions[0] for what, positions in columns.positions.items() if len(positions) == 1}
    people = []
    for row in table.rows:
        if len(alone) == len(headed) and _ordinary(row.cells):
            values = {what: text for what, at in alone.items() if (text := row.cells[at])}
        else:
            values = _values(table.file, row, columns, headed, notebook)
        people.append(RawPerson(table.file, row.line, _understood(values, utc=utc), headed))
    return people, columns


def _values(
    file: str, row: Row, columns: Columns, headed: dict[Field, str], notebook: Notebook
) -> dict[Field, str]:
    """What the cells of a row say, each looked at by itself."""
    values: dict[Field, str] = {}
    for what, positions in columns.positions.items():
        text = next((row.cells[at] for at in positions if row.cells[at]), "")
        if not text or text.casefold() in _NO_VALUE:
            continue
        if _FORMULA.match(text):
            _say_formula(file, row.line, headed[what], text, notebook)
        values[what] = text if what is Field.HOURS else _on_one_line(text)
    return values


def _understood(values: dict[Field, str], *, utc: bool) -> dict[Field, str]:
    """With the zone that the heading of the hours names, and dates of employment told from times of day."""
    if utc and Field.HOURS in values and "utc" not in values[Field.HOURS].casefold():
        values[Field.HOURS] += " UTC"
    if Field.DAY_START in values or Field.DAY_END in values:
        return dict(_start_and_end(values))
    return values


def _ordinary(cells: Sequence[str]) -> bool:
    """Whether no cell of a row is a formula, stands for nothing, or has to be put on one line."""
    row = f"|{'|'.join(cells)}"
    odd = not row.isprintable() or any(sign in row for sign in _ODD)
    return not odd and _NO_VALUE.isdisjoint(map(str.casefold, cells))


def _on_one_line(text: str) -> str:
    return text if text.isprintable() and "  " not in text else " ".join(text.split())


def _start_and_end(values: dict[Field, str]) -> Iterator[tuple[Field, str]]:
    """`start` and `end` head times in one sheet and dates of employment in the next: the value tells."""
    dates = {Field.DAY_START: Field.STARTED, Field.DAY_END: Field.ENDED}
    for what, text in values.items():
        if what in dates and _DATE_LIKE.match(text):
            what = dates[what]
        yield what, text


def _say_formula(file: str, line: int, column: str, text: str, notebook: Notebook) -> None:
    notebook.warning(
        "formula-cell",
        file,
        said(
            "the cell holds a formula, {text!r}; it is read as text and never run or written out.",
            text=shown(text, 40),
        ),
        said("Write the value instead (in a spreadsheet: copy, then paste values only)."),
        line=line,
        column=column,
        read=text,
    )
