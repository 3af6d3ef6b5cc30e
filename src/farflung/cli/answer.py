"""One shape for the answer to every single question: a title, a table, the data, and what it rests on."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from farflung.engine.time import ZoneDatabase


@dataclass(frozen=True, slots=True)
class Answer:
    """`columns` and `rows` are for people, `data` for machines; `basis` names rules and sources."""

    verb: str
    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    data: Mapping[str, Any]
    basis: Sequence[str] = ()
    notes: Sequence[str] = field(default=())


def show(answer: Answer, zones: ZoneDatabase, *, as_json: bool) -> None:
    """Prints the answer; the JSON form has the keys verb, title, answer, basis, notes, zone_database."""
    basis = (*answer.basis, f"IANA time zone database {zones.version}")
    if as_json:
        document = {
            "verb": answer.verb,
            "title": answer.title,
            "answer": answer.data,
            "basis": list(basis),
            "notes": list(answer.notes),
            "zone_database": zones.version,
        }
        typer.echo(json.dumps(document, ensure_ascii=False, indent=2))
        return
    console = Console()
    console.print(escape(answer.title), style="bold", highlight=False)
    if answer.rows:
        console.print(_table(answer))
    for note in answer.notes:
        console.print(escape(note), highlight=False)
    console.print(escape("Rests on: " + "; ".join(basis)), style="dim", highlight=False)


def _table(answer: Answer) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, 2, 0, 0))
    for column in answer.columns:
        table.add_column(escape(column), overflow="fold")
    for row in answer.rows:
        table.add_row(*(escape(cell) for cell in row))
    return table
