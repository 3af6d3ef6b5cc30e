"""The constitution is tested on the real server, with its PostgreSQL and the cast of Polaris."""

import pytest

from farflung.server.core import clock
from tests.server import conftest as server
from tests.server.company import NOW, Cast
from tests.server.conftest import _fresh_map, django_db_modify_db_settings, django_db_setup, polaris
from tests.server.walking import Company, company

__all__ = ["_fresh_map", "django_db_modify_db_settings", "django_db_setup", "polaris"]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Takes the folder of the database away, where the tests of the server do not."""
    if not config.pluginmanager.is_registered(server):
        server.pytest_unconfigure()


@pytest.fixture(autouse=True)
def _morning(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def everybody(polaris: Cast) -> Company:
    """The cast at their browsers."""
    return company(polaris)
