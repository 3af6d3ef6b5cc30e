"""One shape for the answer to every single question: a title, a table, the data, and what it rests on."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from textwrap import wrap
from typing import Any

import typer
from rich.cells import cell_len
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from farflung.cli.errors import Exit
from farflung.engine.time import ZoneDatabase

Cell = str | tuple[str, ...]
"""A text, or things that are listed: these are parted between one another where the line is too short."""

Row = Sequence[Cell]
Picture = Callable[[int], Sequence[Text]]
"""Lines of at most so many cells."""

_GAP = 2
_SHORT = 16
"""Columns of the screen up to which what stands in a column is never parted."""

_NARROWEST = 24
"""Columns of the screen below which the widest column of a table is not squeezed to save the others."""


@dataclass(frozen=True, slots=True)
class Answer:
    """`columns` and `rows` are for people, `data` for machines; `basis` names rules and sources.

    A row of one cell is a heading over the rows after it. A column that is empty in every row is not shown.
    A picture stands below the title.
    """

    verb: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Row]
    data: Mapping[str, Any]
    basis: Sequence[str] = ()
    notes: Sequence[str] = field(default=())
    picture: Picture | None = None


def show(answer: Answer, zones: ZoneDatabase, *, as_json: bool, status: Exit = Exit.GOOD) -> None:
    """Prints the answer; the JSON form has the keys verb, title, answer, basis, notes, zone_database.

    Raises `typer.Exit` with the status where it is not good: an answer about half a team is told as one.
    """
    _print(answer, zones, as_json=as_json)
    if status:
        raise typer.Exit(status)


def _print(answer: Answer, zones: ZoneDatabase, *, as_json: bool) -> None:
    basis = _basis(answer, zones)
    if as_json:
        typer.echo(json.dumps(document(answer, zones), ensure_ascii=False, indent=2))
        return
    console = Console()
    _say(console, answer.title, "bold")
    for line in answer.picture(console.width) if answer.picture else ():
        console.print(line, no_wrap=True, highlight=False)
    for heading, rows in _parts(answer.rows):
        if heading:
            _say(console, heading, "bold")
        console.print(_table(answer.columns, rows, console.width))
    for note in answer.notes:
        _say(console, note)
    _say(console, "Rests on: " + "; ".join(basis), "dim")


def document(answer: Answer, zones: ZoneDatabase) -> dict[str, Any]:
    """The JSON form."""
    return {
        "verb": answer.verb,
        "title": answer.title,
        "answer": answer.data,
        "basis": list(_basis(answer, zones)),
        "notes": list(answer.notes),
        "zone_database": zones.version,
    }


def _basis(answer: Answer, zones: ZoneDatabase) -> tuple[str, ...]:
    return (*answer.basis, f"IANA time zone database {zones.version}")


def _say(console: Console, text: str, style: str | None = None) -> None:
    """A passage; its second line and those after it stand in, so that the next passage is told from it."""
    lines = wrap(text, console.width, subsequent_indent="  ", break_on_hyphens=False) or [""]
    for line in lines:
        console.print(escape(line), style=style, highlight=False)


def _parts(rows: Sequence[Row]) -> Iterator[tuple[str, list[Row]]]:
    """Rows by the heading over them; the heading is empty where there is none."""
    heading = ""
    for alone, group in groupby(rows, lambda row: len(row) == 1):
        if alone:
            *_, heading = (_line(row[0]) for row in group)
        else:
            yield heading, list(group)


def _table(columns: Sequence[str], rows: Sequence[Row], width: int) -> Table:
    shown = [n for n in range(len(columns)) if any(row[n] for row in rows)]
    wants = {n: max(cell_len(_line(row[n])) for row in rows) for n in shown}
    heads = _heads([columns[n] for n in shown], list(wants.values()), width - _GAP * (len(shown) - 1))
    for n, head in zip(shown, heads, strict=True):
        wants[n] = max(wants[n], *(cell_len(line) for line in head.split("\n")))
    widest = max(shown, key=lambda n: wants[n], default=-1)
    left = width - sum(wants[n] + _GAP for n in shown if n != widest)
    # Only the widest gives way, if that is enough: two columns that are both cut are read by nobody.
    wide = wants | {widest: left} if left >= _NARROWEST else _widths(wants, rows, width - _GAP * len(shown))
    table = Table(
        box=None, pad_edge=False, header_style="dim", padding=(0, _GAP, 0, 0), show_header=any(heads)
    )
    for n, head in zip(shown, heads, strict=True):
        fixed = n != widest or left < _NARROWEST
        table.add_column(escape(head), overflow="fold", width=wide[n] if fixed else None)
    for row in rows:
        table.add_row(*(escape(_cell(row[n], wide[n])) for n in shown))
    return table


def _widths(wants: dict[int, int], rows: Sequence[Row], room: int) -> dict[int, int]:
    """How wide columns are where several give way: short ones not at all, none is narrower than its longest
    word, and the rest of the room goes to those with the most text.
    """
    column = {n: [row[n] for row in rows] for n in wants}
    words = {n: max(cell_len(word) for cell in cells for word in _words(cell)) for n, cells in column.items()}
    text = {n: sum(cell_len(_line(cell)) for cell in cells) for n, cells in column.items()}
    wide = {n: max(words[n], min(wants[n], _SHORT)) for n in wants}
    for _ in range(min(room, sum(wants.values())) - sum(wide.values())):
        short = [n for n in wants if wide[n] < wants[n]]
        wide[max(short, key=lambda n: text[n] / wide[n])] += 1
    return wide


def _words(cell: Cell) -> Sequence[str]:
    """What is not parted: of what is listed each thing, with the comma after it."""
    return cell.split() or ("",) if isinstance(cell, str) else [f"{item}," for item in cell]


def _heads(columns: Sequence[str], wants: Sequence[int], width: int) -> list[str]:
    """Headings on one line, or on several where they would make the table too wide."""
    if sum(map(max, wants, map(cell_len, columns))) <= width:
        return list(columns)
    return [
        head if cell_len(head) <= want else _on_lines(head) for head, want in zip(columns, wants, strict=True)
    ]


def _on_lines(head: str) -> str:
    return head.replace(", ", ",\n") if ", " in head else head.replace(" ", "\n")


def _line(cell: Cell) -> str:
    return cell if isinstance(cell, str) else ", ".join(cell)


def _cell(cell: Cell, width: int) -> str:
    """The text of a cell; what lists things is parted between them, never inside one."""
    if isinstance(cell, str) or cell_len(_line(cell)) <= width:
        return _line(cell)
    lines = [""]
    for number, item in enumerate(cell):
        said = item if number == len(cell) - 1 else f"{item},"
        fits = cell_len(lines[-1]) + cell_len(said) < width
        lines = [*lines[:-1], f"{lines[-1]} {said}".strip()] if fits else [*lines, said]
    return "\n".join(filter(None, lines))
