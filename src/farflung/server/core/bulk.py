"""Many rows at once, by COPY: a second where statements with a value for each of them take half a minute.

For imports and the like, inside of a transaction that somebody else opened. The rows are complete, as
`Model(...)` made them; the database adds what it generates, and nothing else.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.fields.ranges import RangeField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models
from psycopg import sql

Row = TypeVar("Row", bound=models.Model)
_NEW = "bulk_new"
_MANY = 500


def insert(rows: Iterable[Row]) -> list[Row]:
    """Inserts rows of one table, in order, and gives them their primary keys."""
    given = list(rows)
    if not given:
        return given
    model = type(given[0])
    free = iter(_keys(model, sum(row.pk is None for row in given)))
    for row in given:
        if row.pk is None:
            row.pk = next(free)
        row._state.adding, row._state.db = False, connection.alias
    fields = _fields(model)
    _copy(model._meta.db_table, fields, given)
    if len(given) >= _MANY:
        count_anew(model)
    return given


def update(rows: Sequence[models.Model], names: Iterable[str]) -> None:
    """Writes some columns of rows of one table, in one statement."""
    if not rows:
        return
    model = type(rows[0])
    wanted = set(names)
    changed = [field for field in _fields(model) if field.name in wanted]
    key = model._meta.pk
    table, new = sql.Identifier(model._meta.db_table), sql.Identifier(_NEW)
    make = sql.SQL("CREATE TEMPORARY TABLE {} ON COMMIT DROP AS SELECT {} FROM {} WITH NO DATA")
    take = sql.SQL("UPDATE {} AS kept SET {} FROM {} AS given WHERE kept.{} = given.{}")
    sets = sql.SQL(", ").join(sql.SQL("{} = given.{}").format(_name(f), _name(f)) for f in changed)
    with connection.cursor() as cursor:
        cursor.execute(make.format(new, _names([key, *changed]), table))
        _copy(_NEW, [key, *changed], rows)
        cursor.execute(take.format(table, sets, new, _name(key), _name(key)))
        cursor.execute(sql.SQL("DROP TABLE {}").format(new))


def count_anew(model: type[models.Model]) -> None:
    """Lets the planner know what the table is like now: it would take a table of thousands for an empty one.

    The database does so by itself a minute later, and the queries of that minute would take half of it.
    """
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(model._meta.db_table)))


def _keys(model: type[models.Model], count: int) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [model._meta.db_table, model._meta.pk.column, count],
        )
        return [row[0] for row in cursor.fetchall()]


def _fields(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    return [field for field in model._meta.concrete_fields if not field.generated]


def _name(field: "models.Field[Any, Any]") -> sql.Identifier:
    return sql.Identifier(str(field.column))


def _names(fields: "Iterable[models.Field[Any, Any]]") -> sql.Composed:
    return sql.SQL(", ").join(_name(field) for field in fields)


def _copy(table: str, fields: "Sequence[models.Field[Any, Any]]", rows: Iterable[models.Model]) -> None:
    command = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), _names(fields))
    written = [(field.attname, _writer(field)) for field in fields]
    with connection.cursor() as cursor, cursor.cursor.copy(command) as copy:
        for row in rows:
            copy.write_row([_text(getattr(row, name), write) for name, write in written])


Write = Callable[[Any], str]


def _writer(field: "models.Field[Any, Any]") -> Write:
    """How a column's values are written as text."""
    if isinstance(field, models.JSONField):
        return _json
    if isinstance(field, ArrayField):
        return _array
    return _range if isinstance(field, RangeField) else _plain


def _text(value: Any, write: Write) -> str | None:
    return None if value is None else write(value)


def _json(value: Any) -> str:
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)


def _array(values: Iterable[Any]) -> str:
    return "{" + ",".join('"' + str(v).replace("\\", "\\\\").replace('"', '\\"') + '"' for v in values) + "}"


def _range(value: Any) -> str:
    lower, upper = ("" if edge is None else edge.isoformat() for edge in (value.lower, value.upper))
    return f"[{lower},{upper})" if lower else f"({lower},{upper})"


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return "t" if value else "f"
    return value.isoformat() if isinstance(value, date) else str(value)
