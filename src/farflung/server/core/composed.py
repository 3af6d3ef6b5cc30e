"""Queries that every page asks: composed once, asked each time.

Django composes a query anew whenever it is asked, and looks up anew which column is what; both take longer
than the database takes to answer one of these.
"""

from collections.abc import Callable
from functools import cached_property
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)


class Composed(Generic[M]):
    """The one record that a query finds by one value: `compose` makes it for the value given as `any_`."""

    def __init__(self, compose: Callable[[Any], QuerySet[M]], any_: Any) -> None:
        self._compose, self._any = compose, any_

    def one(self, value: Any) -> M | None:
        """The record for a value; None where there is none. One query."""
        asked = self._asked
        with connection.cursor() as cursor:
            cursor.execute(asked.sql, [value if each == self._any else each for each in asked.values])
            row = cursor.fetchone()
        return None if row is None else asked.record(row)

    @cached_property
    def _asked(self) -> "_Asked[M]":
        return _Asked(self._compose(self._any))


class _Asked(Generic[M]):
    def __init__(self, queries: QuerySet[M]) -> None:
        compiler = queries.query.get_compiler(connection=connection)
        self.sql, self.values = compiler.as_sql()
        columns = compiler.klass_info["select_fields"]
        self._model = queries.model
        self._names = [compiler.select[at][0].target.attname for at in columns]
        self._more: dict[str, int] = dict(compiler.annotation_col_map)
        self._to_read = compiler.get_converters([column for column, _, _ in compiler.select])

    def record(self, row: tuple[Any, ...]) -> M:
        values = list(row)
        for at, (steps, column) in self._to_read.items():
            for step in steps:
                values[at] = step(values[at], column, connection)
        found: M = self._model.from_db(connection.alias, self._names, values[: len(self._names)])
        for name, at in self._more.items():
            setattr(found, name, values[at])
        return found
