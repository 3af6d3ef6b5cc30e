"""Rows as plain values and back, so that what an import wrote can be compared and taken back."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange

Snapshot = dict[str, Any]

_DERIVED: Final = frozenset({"words"})
"""Made of other columns and of other rows, and made anew whenever those change."""


def columns(model: type[models.Model]) -> "list[models.Field[Any, Any]]":
    """The columns that say something by themselves."""
    return [f for f in model._meta.concrete_fields if not f.generated and f.name not in _DERIVED]


def snapshot(row: models.Model) -> Snapshot:
    """The row as values that JSON keeps."""
    return {field.attname: _plain(getattr(row, field.attname)) for field in columns(type(row))}


def restored(model: type[models.Model], values: Mapping[str, Any]) -> Snapshot:
    """The values of a snapshot as columns take them."""
    by_name = {field.attname: field for field in columns(model)}
    return {name: _typed(by_name[name], value) for name, value in values.items() if name in by_name}


def _plain(value: Any) -> Any:
    if isinstance(value, DateRange):
        return [_plain(value.lower), _plain(value.upper)]
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    return list(value) if isinstance(value, (list, tuple)) else value


def _typed(field: "models.Field[Any, Any]", value: Any) -> Any:
    if value is None:
        return None
    if isinstance(field, DateRangeField):
        return DateRange(*(edge and date.fromisoformat(edge) for edge in value))
    if isinstance(field, models.DateTimeField):
        return datetime.fromisoformat(value)
    if isinstance(field, models.DateField):
        return date.fromisoformat(value)
    return UUID(value) if isinstance(field, models.UUIDField) else value
