"""The pages of teams in a real browser: phone and desk, light and dark, left to right and right to left."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from farflung.server.core import clock
from farflung.server.org import actions
from tests.server.browsing import Reading
from tests.server.clock.moment import MONDAY
from tests.server.company import Cast, build_polaris

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """The cast; *Gulf* is a team that shares hours, and a part of Ledger."""
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    made = build_polaris()
    gulf = actions.add_team(name="Gulf", parent=made.team("Ledger"), by=None, now=MONDAY)
    for name in ("Salma", "Ravi", "Kasia"):
        actions.join_team(team=gulf, person=made.person(name), by=None, now=MONDAY)
    return made


@pytest.fixture
def ana(browser: Browser, live_server: Any, cast: Cast) -> Iterator[Reading]:
    reading = Reading(browser, live_server.url, cast.account("Ana"))
    yield reading
    for context in browser.contexts:
        context.close()
    assert reading.complaints == []


def pages(cast: Cast) -> list[str]:
    """The tree, a team with all there is to tell, and one that shares hours."""
    return ["/teams", *(f"/teams/{cast.team(name).code}" for name in ("Ledger", "Gulf"))]


@pytest.mark.slow
def test_pages_are_for_everybody(ana: Reading, cast: Cast) -> None:
    for path in pages(cast):
        ana.check(path)


def test_the_tree_unfolds_by_keyboard_and_leads_to_a_team(ana: Reading) -> None:
    page = ana.page("/teams")
    below = page.locator("main summary")
    first = below.first.evaluate("summary => summary.parentElement.open")
    below.first.focus()
    page.keyboard.press("Enter")
    assert below.first.evaluate("summary => summary.parentElement.open") is not first
    page.get_by_role("link", name="Ledger").click()
    assert page.inner_text("h1") == "Ledger"


def test_it_weighs_little(ana: Reading, cast: Cast) -> None:
    """Everything that the first visit loads."""
    for path in pages(cast):
        ana.answers.clear()
        ana.page(path).wait_for_load_state("networkidle")
        assert sum(len(answer.body()) for answer in ana.answers) < 150_000, path
