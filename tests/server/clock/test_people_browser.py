"""*People* and a person in a real browser: live while one types, whole without scripts, open to everybody."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from farflung.server.core import clock
from tests.server.browsing import LANGUAGE, SESSION, Reading
from tests.server.clock.moment import MONDAY
from tests.server.company import Cast, build_polaris

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: MONDAY)


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return build_polaris()


@pytest.fixture
def ana(browser: Browser, live_server: Any, cast: Cast) -> Iterator[Reading]:
    reading = Reading(browser, live_server.url, cast.account("Ana"))
    yield reading
    for context in browser.contexts:
        context.close()
    assert reading.complaints == []


def paths(cast: Cast) -> tuple[str, ...]:
    people = (f"/people/{cast.people[name].code}" for name in ("Ravi", "Jack", "Ana"))
    return ("/people", "/people?q=ledgr&country=PT", *people)


@pytest.mark.slow
def test_pages_are_for_everybody(ana: Reading, cast: Cast) -> None:
    for path in paths(cast):
        ana.check(path)


def test_the_list_follows_what_is_typed(ana: Reading) -> None:
    page = ana.page("/people")
    page.locator("#q").press_sequentially("tomas")
    expect(page.locator(".found > li")).to_have_count(1)
    expect(page.locator(".found > li")).to_contain_text("Tomás")
    expect(page.locator("#said")).to_have_text("1 person")
    expect(page).to_have_url(f"{ana.address}/people?q=tomas")
    page.locator("#q").fill("")
    page.locator("input[name=working]").check()
    expect(page).to_have_url(f"{ana.address}/people?working=1")
    page.reload()
    expect(page.locator("input[name=working]")).to_be_checked()


def test_without_scripts_the_form_finds_as_well(ana: Reading, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies([
        {"name": SESSION, "value": ana.session, "url": ana.address},
        {"name": LANGUAGE, "value": "en", "url": ana.address},
    ])  # fmt: skip
    page = context.new_page()
    page.goto(f"{ana.address}/people")
    page.locator("#q").fill("sao paulo")
    page.get_by_role("button", name="Find").click()
    expect(page.locator(".found > li")).to_have_count(2)
    page.get_by_role("link", name="Rafael").click()
    expect(page.locator("h1")).to_contain_text("Rafael")


def test_it_weighs_little(ana: Reading, cast: Cast) -> None:
    """Everything that the first visit loads."""
    for path in paths(cast):
        ana.answers.clear()
        ana.page(path).wait_for_load_state("networkidle")
        assert sum(len(answer.body()) for answer in ana.answers) < 150_000, path
