"""Reads that span records."""

from farflung.server.connect.queries.names import accounts_among, names_of, new_for

__all__ = ["accounts_among", "names_of", "new_for"]
