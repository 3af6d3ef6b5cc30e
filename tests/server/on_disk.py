"""What stands in the file of a table, also of rows that no query finds any more."""

from django.db import connection


def on_disk(table: str) -> bytes:
    """All bytes of it."""
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SELECT pg_read_binary_file(pg_relation_filepath(%s))", [table])
        return bytes(cursor.fetchone()[0])
