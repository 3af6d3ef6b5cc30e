"""A word aside: written at once, whatever becomes of the transaction that is open here.

For progress that others are to see while a long transaction runs, and for nothing else.
"""

from collections.abc import Sequence
from typing import Any

import psycopg
from django.db import connection


def write_aside(statement: str, values: Sequence[Any]) -> None:
    """Runs one statement on a connection of its own. It must not wait for what the transaction holds."""
    with psycopg.connect(**connection.get_connection_params(), autocommit=True) as own:
        own.execute(statement, values)
