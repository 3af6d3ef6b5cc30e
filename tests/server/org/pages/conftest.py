"""The pages of the organisation, asked for by the cast on one morning."""

from typing import Any

import pytest

from farflung.server.core import clock
from tests.server.company import NOW


@pytest.fixture(autouse=True)
def _morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def text_of(response: Any) -> str:
    """A page's text, whatever its status."""
    found: str = response.content.decode()
    return found
