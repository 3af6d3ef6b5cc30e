"""The cast at their browsers, attacked."""

import pytest

from farflung.server.core import clock
from tests.server.company import NOW, Cast
from tests.server.walking import Company, company


@pytest.fixture(autouse=True)
def _morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def everybody(polaris: Cast) -> Company:
    """The cast at their browsers."""
    return company(polaris)
