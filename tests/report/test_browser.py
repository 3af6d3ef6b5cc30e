"""The page in a real browser: width, accessibility, filter, policy, print. Needs a Chromium."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from farflung.report.html import page
from tests.report import example
from tests.report.large import large

pytestmark = pytest.mark.browser

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
"""What is looked for; of what is as it should be no list is made, which took longer than the looking."""
WIDTHS = (360, 390, 768, 1024, 1280)
OPEN_ALL = "document.querySelectorAll('details').forEach(d => d.open = true)"


@pytest.fixture(scope="module")
def browser(chromium: Path) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(chromium), args=FLAGS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(page(example.summary()), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def large_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("report") / "large.html"
    path.write_text(page(large()), encoding="utf-8")
    return path


def opened(
    browser: Browser, report: Path, width: int = 1280, scheme: Literal["light", "dark"] = "light"
) -> Page:
    """The page at a width, with every complaint of the browser turned into a failure."""
    shown = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    complaints: list[str] = []
    shown.on("console", lambda message: complaints.append(message.text))
    shown.on("request", lambda request: complaints.append(request.url) if request.url[:4] == "http" else None)
    shown.goto(report.as_uri())
    assert complaints == []
    return shown


@pytest.mark.parametrize("which", ["report", "large_report"])
def test_nothing_is_wider_than_the_screen(
    browser: Browser, which: str, request: pytest.FixtureRequest
) -> None:
    """Folded as it comes, and with every table open."""
    shown = opened(browser, request.getfixturevalue(which), WIDTHS[0])
    assert shown.evaluate("document.documentElement.scrollWidth") <= WIDTHS[0]
    shown.evaluate(OPEN_ALL)
    for width in WIDTHS:
        shown.set_viewport_size({"width": width, "height": 900})
        assert shown.evaluate("document.documentElement.scrollWidth") <= width
    shown.close()


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1280, "dark")])
def test_axe_finds_nothing(
    browser: Browser, report: Path, width: int, scheme: Literal["light", "dark"]
) -> None:
    shown = opened(browser, report, width, scheme)
    found = Axe().run(shown, options=AXE)
    assert found.violations_count == 0, found.generate_report()
    shown.close()


@pytest.mark.slow
def test_axe_finds_nothing_in_what_is_folded(browser: Browser, report: Path) -> None:
    """Colours are those of the rest, and computed by a test of the tokens; asking again takes a minute."""
    shown = opened(browser, report)
    shown.evaluate(OPEN_ALL)
    found = Axe().run(shown, options={**AXE, "rules": {"color-contrast": {"enabled": False}}})
    assert found.violations_count == 0, found.generate_report()
    shown.close()


def test_the_filter_hides_other_kinds_without_a_script(browser: Browser, report: Path) -> None:
    shown = opened(browser, report)
    everything = shown.locator(".findings > li:visible").count()
    shown.get_by_role("radio", name="Who pays").check(force=True)
    assert shown.locator(".findings > li:visible").count() == 1
    shown.get_by_role("radio", name="All").check(force=True)
    assert shown.locator(".findings > li:visible").count() == everything == 20
    shown.close()


def test_the_keyboard_reaches_the_findings_first(browser: Browser, report: Path) -> None:
    shown = opened(browser, report)
    shown.keyboard.press("Tab")
    assert shown.evaluate("document.activeElement.textContent") == "Skip to the findings"
    shown.keyboard.press("Enter")
    assert shown.evaluate("location.hash") == "#findings"
    shown.close()


def test_text_keeps_its_size_in_pictures_on_a_phone(browser: Browser, report: Path) -> None:
    shown = opened(browser, report, 390)
    sizes = shown.evaluate(
        "[...document.querySelectorAll('svg text')].filter(t => t.getClientRects().length)"
        ".map(t => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a)"
    )
    assert min(sizes) >= 9.5
    shown.close()


def test_it_prints(browser: Browser, report: Path) -> None:
    shown = opened(browser, report)
    shown.emulate_media(media="print")
    assert shown.locator("nav").is_hidden()
    assert shown.locator("#findings h2").is_visible()
    assert shown.pdf(format="A4").startswith(b"%PDF")
    shown.close()
