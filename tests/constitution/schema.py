"""The database as it is, asked itself: whatever a migration did, however a column came to be there."""

import re
from collections.abc import Iterable, Iterator

from django.apps import apps
from django.db import connection

from farflung.server.core import beside
from farflung.server.core import classified as of_core
from farflung.server.org import classified as of_org

OURS = ("core_", "org_", "clock_", "site_", "ui_")
_COLUMNS = """
    SELECT table_name, column_name FROM information_schema.columns
    WHERE table_schema = 'public' ORDER BY table_name, ordinal_position"""


def columns() -> list[tuple[str, str]]:
    """Every table and column."""
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS)
        return [(str(table), str(column)) for table, column in cursor.fetchall()]


def run(statement: str) -> None:
    """Plants an offence; the test's transaction takes it back."""
    with connection.cursor() as cursor:
        cursor.execute(statement)


def words_of(name: str) -> set[str]:
    """The words of a table's or a column's name."""
    return set(re.split(r"[_\d]+", name.lower())) - {""}


def named(words: Iterable[str], but: Iterable[tuple[str, str]] = ()) -> list[str]:
    """The columns whose name, or whose table's name, has one of these words; `a_b` means both together."""
    wanted, allowed = [set(word.split("_")) for word in words], set(but)
    return [
        f"{table}.{column}"
        for table, column in columns()
        if table.startswith(OURS) and (table, column) not in allowed
        if any(word <= words_of(table) or word <= words_of(column) for word in wanted)
    ]


def classified() -> dict[str, of_core.Column]:
    """Every column of the lists, as `table.column` of the database."""
    found = {}
    lists = [("core", of_core.listed(of_core.TABLES)), ("org", of_org.own_columns())]
    lists += [(one.label, of_core.listed(one.tables)) for one in beside.others()]
    for label, listed in lists:
        for column in listed:
            table, _, name = column.name.partition(".")
            found[f"{label}_{table}.{_column(label, table, name)}"] = column
    return found


def _column(label: str, table: str, name: str) -> str:
    return str(apps.get_model(label, table)._meta.get_field(name).column)


def of_nobody() -> set[str]:
    """Tables that say nothing about anybody, with a reason."""
    return {
        *of_core.OF_NOBODY,
        *of_org.OF_NOBODY,
        *(name for one in beside.others() for name in one.of_nobody),
    }


def unclassified() -> Iterator[str]:
    """Columns that are in no list."""
    listed, without = classified(), of_nobody()
    for table, column in columns():
        if table not in without and f"{table}.{column}" not in listed:
            yield f"{table}.{column}"
