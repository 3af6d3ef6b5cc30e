"""Findings in a real browser: phone and desk, light and dark, in Arabic too; mended without any script."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from farflung.server.clock.actions.checking import check_all
from farflung.server.clock.models import Finding, Meeting
from farflung.server.core import clock
from tests.server.browsing import Reading
from tests.server.company import NOW, Cast, build_polaris

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def lead(
    browser: Browser, live_server: Any, transactional_db: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Reading]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    made: Cast = build_polaris()
    check_all(now=NOW)
    reading = Reading(browser, live_server.url, made.account("Mei-Ling"))
    yield reading
    for context in browser.contexts:
        context.close()
    assert reading.complaints == []


@pytest.mark.slow
def test_pages_are_readable_by_everybody_and_a_series_is_mended(lead: Reading) -> None:
    row = Finding.objects.get(rule="burden.same-people", meeting__title="Ops review")
    other = Finding.objects.filter(rule="meeting-rules.hours", meeting__title="Ops review").get()
    for path in (
        "/findings?whose=all",
        f"/findings/{row.code}",
        f"/findings/{other.code}",
        "/meetings/audit",
    ):
        lead.check(path)
    page = lead.page(f"/findings/{row.code}")
    page.get_by_role("button", name="Do it").first.click()
    assert "Done." in page.inner_text(".messages")
    assert (Meeting.objects.get(title="Ops review").rotation or {})["zone"] == "UTC"
