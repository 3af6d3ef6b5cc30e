"""The description of the interface: kept as it is, complete, and a page that can be tried."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from pydantic import BaseModel

from farflung.server.core.api.door import Scope
from farflung.server.core.api.shapes import Given, Told
from farflung.server.site.api.assembled import api
from scripts.openapi import KEPT, description
from tests.server.api.conftest import Programs
from tests.server.company import Cast


def operations() -> list[tuple[str, str, dict[str, Any]]]:
    paths = api.get_openapi_schema()["paths"]
    return [(method, path, told) for path, ways in paths.items() for method, told in ways.items()]


def test_the_description_is_the_one_that_is_kept() -> None:
    kept = KEPT.read_text(encoding="utf-8")
    assert description() == kept, "the interface has changed: run 'python -m scripts.openapi' and commit it"


def shapes(of: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for one in of.__subclasses__():
        if one.__module__.startswith("farflung."):
            yield one
        yield from shapes(one)


def test_no_two_shapes_have_one_name() -> None:
    """The description would show one of them for both."""
    named = Counter(one.__name__ for base in (Told, Given) for one in set(shapes(base)))
    assert len(named) > 60
    assert [name for name, count in named.items() if count > 1] == []


@pytest.mark.django_db
def test_a_value_that_no_text_holds_is_refused_as_a_value(polaris: Cast, program: Programs) -> None:
    client = Client()
    client.force_login(polaris.account("Ana"))
    assert client.get("/api/v1/people", {"skill": "a\0b"}).status_code == 422
    assert client.get("/people", {"skill": "a\0b"}).status_code == 400


ASKS = {"/api/v1/meetings/find", "/api/v1/agreements/preview"}
"""Questions that are longer than an address, and change nothing."""


def test_every_operation_has_a_name_a_scope_and_a_way_in() -> None:
    found = operations()
    assert len({told["operationId"] for _, _, told in found}) == len(found) >= 60
    for method, path, told in found:
        assert told["x-scope"] in set(Scope), path
        assert told["security"] == [{"PersonalToken": []}, {"Session": []}], path
        assert told["description"], path
        assert {401, 403, 404, 422, 429} <= told["responses"].keys(), path
        reads = (method == "get" or path in ASKS) and told["x-scope"].startswith("read:")
        assert reads or told["x-scope"].startswith("write:"), path


@pytest.mark.django_db
def test_every_operation_is_reached_and_asks_for_a_token(polaris: Cast) -> None:
    client = Client()
    for method, path, _told in operations():
        filled = path
        for name in ("id", "person"):
            filled = filled.replace(f"{{{name}}}", "00000000-0000-0000-0000-000000000000")
        answer = client.generic(method.upper(), filled.replace("{role}", "people"))
        assert answer.status_code == 401, (method, path)


@pytest.mark.django_db
def test_the_page_has_every_operation_and_nothing_from_elsewhere(polaris: Cast, program: Programs) -> None:
    client = Client()
    assert client.get("/api/docs").status_code == 404
    client.force_login(polaris.account("Mallory"))
    assert client.get("/api/docs").status_code == 404
    client.force_login(polaris.account("Ana"))
    answer = client.get("/api/docs")
    page = answer.content.decode()
    assert [path for _, path, _ in operations() if path not in page] == []
    assert len(answer.content) < 150_000
    assert "//" not in page.replace("http://testserver", "").split("<main", 1)[0].split("<link", 1)[1]
    assert "<script>" not in page
    assert " style=" not in page


@pytest.mark.django_db
def test_the_description_is_served(program: Programs) -> None:
    answer = program("Ana").get("/openapi.json")
    assert answer.status_code == 200
    assert answer.json()["openapi"].startswith("3.1")
