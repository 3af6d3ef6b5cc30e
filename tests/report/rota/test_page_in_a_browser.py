"""The page of a plan in a real browser: width, accessibility, policy. Needs a Chromium."""

from pathlib import Path
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from farflung.report.rota.html import plan_page
from tests.report.rota.planned import view
from tests.report.test_browser import AXE, OPEN_ALL, WIDTHS, browser
from tests.report.test_browser import opened as at_width

__all__ = ["browser"]

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("plan") / "plan.html"
    path.write_text(plan_page(view("Europe/Warsaw")), encoding="utf-8")
    return path


def opened(browser: Browser, file: Path, width: int, scheme: Literal["light", "dark"]) -> Page:
    """The page at a width, folded out."""
    shown = at_width(browser, file, width, scheme)
    shown.evaluate(OPEN_ALL)
    return shown


def test_nothing_is_wider_than_the_screen(browser: Browser, file: Path) -> None:
    shown = opened(browser, file, WIDTHS[0], "light")
    for width in WIDTHS:
        shown.set_viewport_size({"width": width, "height": 900})
        assert shown.evaluate("document.documentElement.scrollWidth") <= width
    shown.close()


@pytest.mark.parametrize(
    ("width", "scheme"), [(390, "light"), (390, "dark"), (1280, "light"), (1280, "dark")]
)
def test_axe_finds_nothing(
    browser: Browser, file: Path, width: int, scheme: Literal["light", "dark"]
) -> None:
    shown = opened(browser, file, width, scheme)
    found = Axe().run(shown, options=AXE)
    assert found.violations_count == 0, found.generate_report()
    shown.close()
