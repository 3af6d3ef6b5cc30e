"""Meetings, and *find a time*, in a real browser: phone and desk, light and dark, in Arabic too."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from farflung.server.clock.models import Meeting
from farflung.server.core import clock
from tests.server.browsing import Reading
from tests.server.clock.moment import MONDAY
from tests.server.company import Cast, build_polaris

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = (
    "/meetings",
    "/meetings/new",
    "/meetings/West sync",
    "/meetings/Company all-hands",
    "/meetings/find",
    "/meetings/find?people=Ledger&start=2027-03-17&day=2027-03-17&clock=12:00&low=07:00&high=21:00",
    "/meetings/find?people=Ana,Rafael&optional=Ledger",
    "/meetings/find?people=Nobody+at+all",
)


@pytest.fixture
def ana(
    browser: Browser, live_server: Any, transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Reading]:
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    made: Cast = build_polaris()
    reading = Reading(browser, live_server.url, made.account("Ana"))
    yield reading
    for context in browser.contexts:
        context.close()
    assert [one for one in reading.complaints if "422" not in one] == []


def addresses() -> list[str]:
    """The pages, with the code of a series in place of its title."""
    codes = {one.title: str(one.code) for one in Meeting.objects.all()}
    return [f"/meetings/{codes.get(path.removeprefix('/meetings/'), path.removeprefix('/meetings/'))}"
            if path.startswith("/meetings/") else path for path in PAGES]  # fmt: skip


@pytest.mark.slow
def test_pages_are_for_everybody(ana: Reading) -> None:
    for path in addresses():
        ana.check(path)
