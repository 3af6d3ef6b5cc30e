"""Programs of the cast: clients with a token, on one morning."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from farflung.server.core import clock
from farflung.server.core.actions.tokens import make_token
from farflung.server.core.api.door import Scope
from tests.server.company import NOW, Cast

ALL = tuple(Scope)


class Program:
    """A client with a token; bodies are JSON, answers too."""

    def __init__(self, word: str) -> None:
        self.word = word
        self.client = Client(headers={"authorization": f"Bearer {word}"})

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(f"/api/v1{path}", query)

    def post(self, path: str, body: Any = None, **options: Any) -> Any:
        return self.client.post(f"/api/v1{path}", body or {}, content_type="application/json", **options)

    def put(self, path: str, body: Any = None) -> Any:
        return self.client.put(f"/api/v1{path}", body or {}, content_type="application/json")

    def patch(self, path: str, body: Any) -> Any:
        return self.client.patch(f"/api/v1{path}", body, content_type="application/json")

    def delete(self, path: str) -> Any:
        return self.client.delete(f"/api/v1{path}")


Programs = Callable[..., Program]


@pytest.fixture(autouse=True)
def _morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def program(polaris: Cast) -> Programs:
    """A program of one of the cast by name, with all scopes or some."""

    def made(name: str, *scopes: Scope) -> Program:
        given = scopes or ALL
        account = polaris.account(name)
        return Program(make_token(name="test", scopes=given, valid=timedelta(days=1), by=account, now=NOW)[1])

    return made
