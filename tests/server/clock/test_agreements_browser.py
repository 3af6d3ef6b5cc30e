"""The pages of working agreements in a real browser: phone and desk, light and dark, right to left."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from farflung.server.clock.models import Agreement
from farflung.server.core import clock
from tests.server.browsing import Reading, check
from tests.server.company import NOW, Cast, build_polaris

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULE = "agreement: Short days\nmeetings:\n  - earliest: '10:00'\n    latest: '16:00'\n"


@pytest.fixture
def cast(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    return build_polaris()


@pytest.fixture
def camille(browser: Browser, live_server: Any, cast: Cast) -> Iterator[Reading]:
    reading = Reading(browser, live_server.url, cast.account("Camille"))
    yield reading
    for context in browser.contexts:
        context.close()
    assert reading.complaints == []


@pytest.mark.slow
def test_pages_are_for_everybody(camille: Reading, cast: Cast) -> None:
    one = Agreement.objects.get()
    for path in ("/agreements", f"/agreements/{one.code}", "/agreements/new?starter=async-first"):
        camille.check(path)


@pytest.mark.slow
def test_a_rule_is_looked_at_and_saved(camille: Reading, cast: Cast) -> None:
    page = camille.page("/agreements/new", 390)
    page.get_by_label("The agreement, as YAML").fill(RULE)
    page.get_by_role("button", name="See what it would flag").click()
    page.get_by_text("that is not flagged now").or_(page.get_by_text("that are not flagged now")).wait_for()
    check(page, "effect")
    page.get_by_role("button", name="Save it").click()
    page.get_by_role("heading", name="Short days").wait_for()
    assert Agreement.objects.filter(name="Short days").exists()


@pytest.mark.slow
def test_a_rule_is_filled_in_without_writing_any(camille: Reading, cast: Cast) -> None:
    page = camille.page("/agreements/new", 390)
    page.locator("summary", has_text="Meetings").click()
    page.get_by_label("No meeting starts before").fill("10:00")
    page.locator("button[name=add][value=meetings]").click()
    page.get_by_role("heading", name="What it would do").wait_for()
    check(page, "rules")
    assert 'earliest: "10:00"' in page.get_by_label("The agreement, as YAML").input_value()
    page.get_by_role("button", name="Save it").click()
    page.get_by_role("heading", name="Working agreement").first.wait_for()
    assert Agreement.objects.filter(name="Working agreement").exists()
