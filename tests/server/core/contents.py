"""Everything that is in a database, to be compared with another."""

import psycopg
from psycopg import sql


def contents(url: str) -> dict[str, list[str]]:
    """Every row of every table, as text."""
    with psycopg.connect(url) as asking:
        tables = asking.execute(
            "SELECT table_name FROM information_schema.tables "
            "WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        ).fetchall()
        return {
            table: sorted(
                row[0]
                for row in asking.execute(sql.SQL("SELECT t::text FROM {} t").format(sql.Identifier(table)))
            )
            for (table,) in tables
        }
