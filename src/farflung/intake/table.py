"""Delimited text to rows: any delimiter, quoting and line end, with the line on which each row begins."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from farflung.engine.said import said
from farflung.intake.limits import DEFAULT_LIMITS, Limits
from farflung.intake.notebook import Notebook, plain_text, shown

DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
_HEADER_WITHIN: Final = 20  # exports put a title, a date and a filter above the header; none puts more

# The csv module's own limit raises in the middle of a file; ours below is told with line and column.
csv.field_size_limit(2**31 - 1)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line (from 1) on which it begins, and its cells, as many as there are headings."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet. Headings are as written; cells are stripped; empty rows are gone."""

    file: str
    delimiter: str
    headings: tuple[str, ...]
    header_line: int
    rows: tuple[Row, ...]

    def column(self, heading: str) -> int:
        """The position of a heading."""
        return self.headings.index(heading)


def read_table(
    file: str,
    content: str,
    notebook: Notebook,
    *,
    known: Callable[[str], bool],
    limits: Limits = DEFAULT_LIMITS,
) -> Table:
    """The sheet in `content`; `known` tells a heading that means something, to find the header by.

    Everything odd is written into the notebook with its line; only a sheet without rows comes back empty.
    """
    content, delimiter = _without_separator_line(content)
    delimiter = delimiter or sniff(content, known)
    records = list(_bounded(_records(file, content, delimiter, notebook), file, notebook, limits))
    at = _header_position(records, known)
    if at is None:
        return Table(file, delimiter, (), 0, ())
    header = records[at]
    headings = _headings(file, header, notebook)
    rows = [_row(file, record, headings, notebook, limits) for record in records[at + 1 :]]
    return Table(file, delimiter, headings, header.line, tuple(rows))


def sniff(content: str, known: Callable[[str], bool]) -> str:
    """The delimiter: the one that cuts out most known headings, then the one that cuts rows most evenly."""
    sample = content[:65_536]

    def merit(delimiter: str) -> tuple[int, int, int]:
        rows = [cells for _, cells in zip(range(50), _plain(sample, delimiter), strict=False) if any(cells)]
        best = max((sum(known(cell) for cell in row) for row in rows[:_HEADER_WITHIN]), default=0)
        widths = [len(row) for row in rows]
        usual = max(set(widths), key=widths.count, default=1)
        return best, widths.count(usual) if usual > 1 else 0, usual

    return max(DELIMITERS, key=merit)


def _plain(content: str, delimiter: str) -> Iterator[list[str]]:
    yield from csv.reader(io.StringIO(content, newline=""), delimiter=delimiter)


def _without_separator_line(content: str) -> tuple[str, str | None]:
    """Excel writes `sep=;` first to tell the delimiter. The line stays, empty, so that lines count right."""
    first = content[:8].splitlines()[0] if content else ""
    if first.lower().startswith("sep=") and len(first) == 5 and first[4] in DELIMITERS:
        return content[5:], first[4]
    return content, None


def _records(file: str, content: str, delimiter: str, notebook: Notebook) -> Iterator[Row]:
    """Rows with their first line. A quote that never closes would swallow the rest: it is read as a sign."""
    lines = io.StringIO(content, newline="").readlines()
    offset = 0
    while offset < len(lines):
        broken = None
        reader = csv.reader(iter(lines[offset:]), delimiter=delimiter, strict=False)
        before = 0
        for cells in reader:
            first, last = offset + before, offset + reader.line_num
            if last == len(lines) and last - first > 1 and _unclosed(lines[first:last]):
                broken = first
                break
            before = reader.line_num
            yield Row(first + 1, tuple(cells))
        if broken is None:
            return
        notebook.warning(
            "open-quote",
            file,
            said('a quote (") opens here and never closes; the line is read as if it were a plain sign.'),
            said('Write two quotes ("") for one inside a cell, and close every quoted cell.'),
            line=broken + 1,
            read=lines[broken].strip(),
        )
        yield Row(broken + 1, tuple(lines[broken].strip("\r\n").replace('"', "").split(delimiter)))
        offset = broken + 1


def _unclosed(lines: list[str]) -> bool:
    return sum(line.count('"') for line in lines) % 2 == 1


def _bounded(records: Iterator[Row], file: str, notebook: Notebook, limits: Limits) -> Iterator[Row]:
    count, wide = 0, False
    for record in records:
        if not any(map(str.strip, record.cells)):
            continue
        count += 1
        if count > limits.rows:
            message = said("the sheet has more than {most:,} rows; the rest is not read.", most=limits.rows)
            notebook.error("too-many-rows", file, message, said("Split the file."), line=record.line)
            return
        if len(record.cells) > limits.columns:
            if not wide:
                _say_too_many_columns(file, record, notebook, limits)
            record, wide = Row(record.line, record.cells[: limits.columns]), True
        yield record


def _say_too_many_columns(file: str, record: Row, notebook: Notebook, limits: Limits) -> None:
    """Said at the first such row and not again: a sheet that is too wide is so in every row."""
    notebook.error(
        "too-many-columns",
        file,
        said(
            "the row has {columns:,} columns; only the first {most:,} of any row are read.",
            columns=len(record.cells),
            most=limits.columns,
        ),
        said("Remove the columns that say nothing about people, rotas or meetings."),
        line=record.line,
    )


def _header_position(records: list[Row], known: Callable[[str], bool]) -> int | None:
    """The row with most known headings among the first; the first row where there is none."""
    if not records:
        return None
    merits = [sum(known(cell) for cell in record.cells) for record in records[:_HEADER_WITHIN]]
    return merits.index(max(merits))


def _headings(file: str, header: Row, notebook: Notebook) -> tuple[str, ...]:
    """Headings made unique: an empty one is named after its position, a repeated one numbered."""
    seen: dict[str, int] = {}
    out: list[str] = []
    for position, cell in enumerate(header.cells, start=1):
        name = " ".join(plain_text(cell).split())[:200]
        name = name or said("column {position}", position=position)
        seen[name] = seen.get(name, 0) + 1
        if seen[name] > 1:
            message = said(
                "two columns are headed {name!r}; the first that is filled in is used.", name=shown(name)
            )
            remedy = said("Rename or remove one.")
            notebook.warning("repeated-heading", file, message, remedy, line=header.line, column=name)
            name = f"{name} ({seen[name]})"
        out.append(name)
    return tuple(out)


def _row(file: str, record: Row, headings: tuple[str, ...], notebook: Notebook, limits: Limits) -> Row:
    cells = record.cells
    if len(cells) != len(headings):
        if any(map(str.strip, cells[len(headings) :])):
            _say_too_wide(file, record, headings, notebook)
        cells = (*cells[: len(headings)], *[""] * (len(headings) - len(cells)))
    # Looked at all at once: in nearly every row there is nothing to say of any cell.
    if not "".join(cells).isprintable() or max(map(len, cells), default=0) > limits.cell_chars:
        cells = tuple(
            _cell(file, record.line, headings[n], cell, notebook, limits) for n, cell in enumerate(cells)
        )
    return Row(record.line, tuple(map(_bare, cells)))


_MARKED = frozenset(("'=", "'+", "'-", "'@"))
"""An apostrophe before these is no part of the text: it tells a sheet to run nothing, in our files too."""


def _bare(cell: str) -> str:
    text = cell.strip()
    return text[1:] if text[:2] in _MARKED else text


def _say_too_wide(file: str, record: Row, headings: tuple[str, ...], notebook: Notebook) -> None:
    over = " | ".join(cell for cell in record.cells[len(headings) :] if cell.strip())
    notebook.warning(
        "row-too-long",
        file,
        said(
            "the row has {cells} cells, the header {headings}; what is over is not read.",
            cells=len(record.cells),
            headings=len(headings),
        ),
        said("Put a cell that contains the delimiter in quotes."),
        line=record.line,
        read=over,
    )


def _cell(file: str, line: int, heading: str, cell: str, notebook: Notebook, limits: Limits) -> str:
    if len(cell) > limits.cell_chars:
        message = said(
            "the cell has {characters:,} characters; it is left out (at most {most:,} are read).",
            characters=len(cell),
            most=limits.cell_chars,
        )
        remedy = said("Write what the column is for; a quote that was never closed can cause this too.")
        notebook.warning("cell-too-long", file, message, remedy, line=line, column=heading, read=cell)
        return ""
    if (plain := plain_text(cell)) != cell:
        nul = "\x00" in cell
        message = (
            said("the cell contains NUL bytes, which no text has; they are left out.")
            if nul
            else said("the cell contains control characters; they are left out.")
        )
        remedy, code = said("Export the file again."), "nul-byte" if nul else "control-character"
        notebook.warning(code, file, message, remedy, line=line, column=heading, read=cell)
    return plain
