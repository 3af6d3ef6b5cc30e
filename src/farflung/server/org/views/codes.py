"""Codes out of queries and forms, where no converter of an address has read them."""

from uuid import UUID

from django.http import Http404


def code_of(text: str) -> UUID:
    """The code; 404 for what is none."""
    try:
        return UUID(text)
    except ValueError as error:
        raise Http404 from error
