"""How often a part of the map has changed: exact, and once for a request that only reads."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from farflung.server.core.writing import MAP, one_look, raise_revision, revision, seen_revision
from tests.server.company import Cast

pytestmark = pytest.mark.django_db


def raised_by_another(name: str) -> None:
    """As another process does it: without this one's knowing."""
    with connection.cursor() as cursor:
        cursor.execute("UPDATE core_revision SET number = number + 1 WHERE name = %s", [name])


def test_outside_of_a_request_it_is_as_it_is_now() -> None:
    raise_revision("x")
    before = seen_revision("x")
    raised_by_another("x")
    assert seen_revision("x") == before + 1 == revision("x")


def test_a_request_that_reads_looks_once() -> None:
    raise_revision("x")
    with one_look(), CaptureQueriesContext(connection) as asked:
        before = seen_revision("x")
        raised_by_another("x")
        assert (seen_revision("x"), seen_revision("never raised")) == (before, 0)
        assert revision("x") == before + 1
    assert len(asked.captured_queries) == 3
    assert seen_revision("x") == before + 1


def test_what_it_raises_itself_it_sees() -> None:
    with one_look():
        before = seen_revision("x")
        raise_revision("x")
        assert seen_revision("x") == before + 1


def test_a_database_without_any_is_asked_once() -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM core_revision")
    with one_look(), CaptureQueriesContext(connection) as asked:
        assert [seen_revision(MAP), seen_revision("x")] == [0, 0]
    assert len(asked.captured_queries) == 1


@pytest.mark.parametrize("path", ["/", "/now"])
def test_a_page_asks_for_them_once(polaris: Cast, client: Client, path: str) -> None:
    client.force_login(polaris.account("Ana"))
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code == 200
    found = [one["sql"] for one in asked.captured_queries if "core_revision" in one["sql"]]
    # A map that is not kept yet is made with the number that belongs to its rows.
    assert sum("WHERE" not in one for one in found) == 1
