"""*My day* and *Now* in a real browser: phone and desk, light and dark, left to right and right to left."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import Browser

from farflung.engine.atlas import Atlas
from farflung.engine.model import Absence, Stay, StayKind
from farflung.server.core import clock
from farflung.server.org.models import Person
from tests.company import BENGALURU, company
from tests.server.browsing import HEIGHT, Reading, Scheme, check
from tests.server.clock import rows
from tests.server.clock.moment import MONDAY
from tests.server.clock.test_now import large

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = ("/", "/now")


@pytest.fixture(autouse=True)
def _monday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: MONDAY)


@pytest.fixture
def cast(transactional_db: None) -> dict[str, Person]:
    """The cast by their ids, among a hundred others."""
    crowd, few = large(), company()
    away = (Absence("daniel", date(2027, 3, 15), date(2027, 3, 19)),)
    stays = (Stay("tomás", BENGALURU, StayKind.TRAVEL, date(2027, 3, 13), date(2027, 3, 19)),)
    holidays = {**crowd.holidays, **few.holidays}
    people = rows.write(Atlas(few.people + crowd.people, stays, away, holidays, few.teams + crowd.teams))
    for key in ("ana", "mei-ling", "jack", "camille"):
        rows.account(people[key], f"{key}@polaris.example")
    return people


@pytest.fixture
def ana(browser: Browser, live_server: Any, cast: dict[str, Person]) -> Iterator[Reading]:
    reading = Reading(browser, live_server.url, cast["ana"].account)
    yield reading
    for context in browser.contexts:
        context.close()
    assert reading.complaints == []


@pytest.mark.slow
def test_pages_are_for_everybody(ana: Reading) -> None:
    looks: tuple[tuple[int, Scheme, str], ...] = (
        (390, "light", "en"), (1280, "dark", "en"), (390, "dark", "ar"), (1280, "light", "ar"),
    )  # fmt: skip
    for path in PAGES:
        for width, scheme, language in looks:
            page = ana.page(path, width, scheme, language)
            check(page, f"{path} {width} {language}")
            page.context.close()


@pytest.mark.slow
def test_nothing_is_wider_than_the_screen(ana: Reading) -> None:
    """Folded as it comes, and with everything open."""
    for path in PAGES:
        for language in ("en", "fr", "ar"):
            page = ana.page(path, 360, language=language)
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            for width in (360, 390, 768, 1024, 1280):
                page.set_viewport_size({"width": width, "height": HEIGHT})
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, language, width)
            page.close()


def test_my_day_is_at_most_a_screen_of_a_phone(
    browser: Browser, live_server: Any, cast: dict[str, Person]
) -> None:
    for name in ("ana", "mei-ling", "jack", "camille"):
        page = Reading(browser, live_server.url, cast[name].account).page("/", 390)
        bottom = page.evaluate(
            "document.querySelector('main').lastElementChild.getBoundingClientRect().bottom"
        )
        page.context.close()
        assert bottom <= HEIGHT, name


def test_the_keyboard_alone_reaches_everything(ana: Reading) -> None:
    page = ana.page("/", 1280)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    seen: list[str] = []
    for _ in range(30):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate("document.activeElement.tagName + ' ' + document.activeElement.textContent.trim()")
        )
    assert any(place.startswith("SUMMARY The same as a table") for place in seen)
    assert any(place.startswith("BUTTON العربية") for place in seen)


def test_the_language_is_switched_without_a_script(ana: Reading) -> None:
    page = ana.page("/now")
    page.get_by_role("button", name="Español").click()
    assert page.url.endswith("/now")
    assert page.get_attribute("html", "lang") == "es"


def test_right_to_left_turns_the_page_and_not_the_clock(ana: Reading) -> None:
    page = ana.page("/", 1280, language="ar")
    row = page.locator(".ribbons > li").nth(1)
    name, ribbon = (row.locator(what).bounding_box() for what in (".who", "svg"))
    assert name is not None
    assert ribbon is not None
    assert name["x"] > ribbon["x"]
    first, last = (page.locator(".scale text").nth(n).bounding_box() for n in (0, -1))
    assert first is not None
    assert last is not None
    assert first["x"] < last["x"]


def test_without_scripts_and_styles_it_can_be_read(ana: Reading) -> None:
    page = ana.page("/")
    page.evaluate("document.querySelectorAll('link[rel=stylesheet]').forEach(l => l.remove())")
    text = page.inner_text("main")
    assert "At work until 18:00" in text
    assert page.locator("script").count() == 0


def test_it_weighs_little(ana: Reading) -> None:
    """Everything that the first visit loads."""
    for path in PAGES:
        ana.answers.clear()
        ana.page(path).wait_for_load_state("networkidle")
        assert sum(len(answer.body()) for answer in ana.answers) < 150_000
