"""What an import writes, row by row, before and after."""

from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db import connection, models

from farflung.server.core.bulk import insert, update
from farflung.server.org.actions.imports.rows import Snapshot, snapshot
from farflung.server.org.models import ImportBatch, ImportChange

Row = TypeVar("Row", bound=models.Model)


class Ledger:
    """Writes rows and remembers them; `close` puts what is remembered beside the batch."""

    def __init__(self, batch: ImportBatch) -> None:
        self.batch = batch
        self._before: dict[tuple[str, int], Snapshot | None] = {}
        self._rows: dict[tuple[str, int], models.Model | None] = {}

    def make(self, rows: Iterable[Row]) -> list[Row]:
        """Inserts rows of one table."""
        given = list(rows)
        if not given:
            return []
        self.made(insert(given))
        return given

    def made(self, rows: Iterable[models.Model]) -> None:
        """Remembers rows that were inserted already."""
        for row in rows:
            self._note(row, None)

    def touch(self, row: models.Model) -> None:
        """Remembers a row as it is before it changes; `save` writes it later."""
        key = (row._meta.model_name or "", row.pk)
        if key not in self._rows:
            self._note(row, snapshot(row))

    def save(self, rows: Sequence[models.Model], fields: Sequence[str]) -> None:
        """Writes some columns of rows that were touched before."""
        if rows and fields:
            update(rows, fields)

    def remove(self, rows: Sequence[models.Model]) -> None:
        """Deletes rows of one table, and nothing with them."""
        if not rows:
            return
        for row in rows:
            self.touch(row)
            self._rows[row._meta.model_name or "", row.pk] = None
        type(rows[0])._default_manager.filter(pk__in=[row.pk for row in rows]).delete()

    def _note(self, row: models.Model, before: Snapshot | None) -> None:
        key = (row._meta.model_name or "", row.pk)
        self._before.setdefault(key, before)
        self._rows[key] = row

    def close(self) -> int:
        """Keeps what was written; how many rows."""
        changes = [
            ImportChange(batch=self.batch, table=table, row=pk, before=self._before[table, pk], after=after)
            for (table, pk), row in self._rows.items()
            if (after := row and snapshot(row)) != self._before[table, pk]
        ]
        return len(insert(changes))


def set_column(model: type[models.Model], column: str, values: Sequence[tuple[int, Any]]) -> None:
    """One integer column of many rows in one statement; names come from the models, never from outside."""
    if not values:
        return
    table, name = model._meta.db_table, {f.name: f.column for f in model._meta.concrete_fields}[column]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {table} SET {name} = given.value "  # noqa: S608 - both are names of our own tables
            f"FROM unnest(%s::bigint[], %s::bigint[]) AS given(row, value) WHERE id = given.row",
            [[pk for pk, _ in values], [value for _, value in values]],
        )
