"""A mail server to which the site of the tests sends."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.conf import settings

from farflung.server.core import clock
from tests.server.connect.posting import MORNING
from tests.server.connect.receiving import Postbox, receiving


@pytest.fixture
def box(monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    """What comes in there, on a morning."""
    with receiving() as found:
        given = replace(
            settings.ENVIRONMENT, smtp_url=found.url, mail_from="Farflung <map@polaris.example>",
            url="https://map.polaris.example",
        )  # fmt: skip
        monkeypatch.setattr(settings, "ENVIRONMENT", given)
        monkeypatch.setattr(clock, "now", lambda: MORNING)
        yield found
