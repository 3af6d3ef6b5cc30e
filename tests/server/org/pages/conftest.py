"""The pages of the organisation, asked for by the cast on one morning."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from farflung.server.core import clock
from tests.server.company import NOW, Cast

As = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def signed_in(polaris: Cast) -> As:
    """A client of one of the cast by name."""

    def client(name: str) -> Client:
        made = Client()
        made.force_login(polaris.account(name))
        return made

    return client


def text_of(response: Any) -> str:
    """A page's text, whatever its status."""
    found: str = response.content.decode()
    return found
