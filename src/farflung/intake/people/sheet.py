"""A sheet of people to raw people."""

import re
from collections.abc import Iterator
from typing import Final

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

_LONGEST_NO_VALUE: Final = max(map(len, _NO_VALUE))


def raw_people(table: Table, notebook: Notebook) -> tuple[list[RawPerson], Columns]:
    """Every row of the sheet, and what its columns say."""
    columns = columns_of(table.headings)
    headed = {what: table.headings[positions[0]] for what, positions in columns.positions.items()}
    utc = any(
        "utc" in (in_brackets(table.headings[at]) or table.headings[at]).casefold()
        for at in columns.positions.get(Field.HOURS, ())
    )
    people = [_raw(table, row, columns, headed, notebook, utc=utc) for row in table.rows]
    return people, columns


def _raw(
    table: Table, row: Row, columns: Columns, headed: dict[Field, str], notebook: Notebook, *, utc: bool
) -> RawPerson:
    values: dict[Field, str] = {}
    cells = row.cells
    for what, positions in columns.positions.items():
        text = cells[positions[0]]
        if not text and len(positions) > 1:
            text = next((cells[at] for at in positions if cells[at]), "")
        if not text or (len(text) <= _LONGEST_NO_VALUE and text.casefold() in _NO_VALUE):
            continue
        if text[0] in "=@+-" and _FORMULA.match(text):
            _say_formula(table.file, row.line, headed[what], text, notebook)
        values[what] = text if what is Field.HOURS else _on_one_line(text)
    if utc and Field.HOURS in values and "utc" not in values[Field.HOURS].casefold():
        values[Field.HOURS] += " UTC"
    if Field.DAY_START in values or Field.DAY_END in values:
        values = dict(_start_and_end(values))
    return RawPerson(table.file, row.line, values, headed)


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
        f"the cell holds a formula, {shown(text, 40)!r}; it is read as text and never run or written out.",
        "Write the value instead (in a spreadsheet: copy, then paste values only).",
        line=line,
        column=column,
        read=text,
    )
