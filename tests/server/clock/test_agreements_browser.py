"""The pages of working agreements in a real browser: phone and desk, light and dark, right to left."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from farflung.server.clock.models import Agreement
from farflung.server.core import clock
from tests.server.browsing import AXE, Reading, Scheme
from tests.server.company import NOW, Cast, build_polaris

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
RULE = "agreement: Short days\nmeetings:\n  - earliest: '10:00'\n    latest: '16:00'\n"
LOOKS: tuple[tuple[int, Scheme, str], ...] = (
    (390, "light", "en"),
    (1280, "dark", "ar"),
    (1280, "light", "en"),
)


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


def looked_at(page: Page, where: str) -> None:
    """Nothing is wider than the screen, and axe finds nothing."""
    page.evaluate("document.querySelectorAll('main details').forEach(d => d.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), where
    found = Axe().run(page, options=AXE)
    assert found.violations_count == 0, f"{where}: {found.generate_report()}"


@pytest.mark.slow
def test_pages_are_for_everybody(camille: Reading, cast: Cast) -> None:
    one = Agreement.objects.get()
    for path in ("/agreements", f"/agreements/{one.code}", "/agreements/new?starter=async-first"):
        for width, scheme, language in LOOKS:
            page = camille.page(path, width, scheme, language)
            looked_at(page, f"{path} {width} {language}")
            page.close()


@pytest.mark.slow
def test_a_rule_is_looked_at_and_saved(camille: Reading, cast: Cast) -> None:
    page = camille.page("/agreements/new", 390)
    page.get_by_label("The agreement, as YAML").fill(RULE)
    page.get_by_role("button", name="See what it would flag").click()
    page.get_by_text("that is not flagged now").or_(page.get_by_text("that are not flagged now")).wait_for()
    looked_at(page, "effect")
    page.get_by_role("button", name="Save it").click()
    page.get_by_role("heading", name="Short days").wait_for()
    assert Agreement.objects.filter(name="Short days").exists()
