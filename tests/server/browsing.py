"""A real browser in which one of the cast reads; it remembers every complaint of the page and its policy."""

import os
from pathlib import Path
from typing import Any, Final, Literal

from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Response

_AXE = Axe()
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
"""What axe looks for; of what is as it should be it makes no list, which took longer than the looking."""
REPEATED = {"exclude": [["li:nth-child(n+21)"], ["tbody tr:nth-child(n+21)"]]}
"""What axe passes over: rows that are as the twenty before them, and take it minutes."""
HEIGHT = 844
WIDTHS = (360, 768, 1280)
"""A narrow phone, a tablet, a desk."""
SESSION, LANGUAGE = "farflung_session", "farflung_language"
Scheme = Literal["light", "dark"]
LOOKS: Final[tuple[tuple[int, Scheme, str], ...]] = ((390, "light", "en"), (1280, "dark", "ar"))
"""A phone and a desk, light and dark, left to right and right to left."""


class Reading:
    """`complaints` are what the console says, answers that failed, and whatever was asked of elsewhere.

    `answers` is all that was loaded.
    """

    def __init__(self, browser: Browser, address: str, who: Any) -> None:
        self.browser, self.address = browser, address
        client = Client()
        client.force_login(who)
        self.session = client.cookies[SESSION].value
        self.complaints: list[str] = []
        self.answers: list[Response] = []
        self.windows: dict[tuple[int, Scheme, str], Page] = {}

    def page(self, path: str, width: int = 1280, scheme: Scheme = "light", language: str = "en") -> Page:
        """A page in a window of that width, as light or dark as the reader's system asks for."""
        page = self.window(width, scheme, language)
        page.goto(f"{self.address}{path}")
        return page

    def window(self, width: int, scheme: Scheme, language: str) -> Page:
        """An empty one, in a browser of its own."""
        page = self.context(width, scheme, language).new_page()
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("response", self._look)
        return page

    def context(self, width: int = 1280, scheme: Scheme = "light", language: str = "en") -> BrowserContext:
        """A browser of its own, without anything in its cache."""
        context = self.browser.new_context(viewport={"width": width, "height": HEIGHT}, color_scheme=scheme)
        context.add_cookies([
            {"name": SESSION, "value": self.session, "url": self.address},
            {"name": LANGUAGE, "value": language, "url": self.address},
        ])  # fmt: skip
        return context

    def check(self, path: str) -> None:
        """The page in every look is for everybody. A look has one window for all pages: to open one takes as
        long as to load a page."""
        for width, scheme, language in LOOKS:
            if (width, scheme, language) not in self.windows:
                self.windows[width, scheme, language] = self.window(width, scheme, language)
            page = self.windows[width, scheme, language]
            page.set_viewport_size({"width": width, "height": HEIGHT})
            page.goto(f"{self.address}{path}")
            check(page, f"{path} {width} {language}")

    def _look(self, answer: Response) -> None:
        self.answers.append(answer)
        if answer.status >= 400 or not answer.url.startswith(self.address):
            self.complaints.append(f"{answer.status} {answer.url}")


def check(page: Page, told: str) -> None:
    """With everything open axe finds nothing, and nothing is wider than the screen, whichever that is."""
    page.evaluate("document.querySelectorAll('main details').forEach(d => d.open = true)")
    keep(page, told)
    found = violations(page)
    assert found.violations_count == 0, f"{told}: {found.generate_report()}"
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (told, width)


def violations(page: Page) -> AxeResults:
    """What axe finds. Of all else that it could tell nothing is sent from the browser."""
    page.evaluate(_AXE.axe_script)
    asked = "([context, options]) => axe.run(context, options).then(({violations}) => ({violations}))"
    return AxeResults(page.evaluate(asked, [REPEATED, AXE]))


def keep(page: Page, told: str) -> None:
    """A picture, for whoever names a folder in FARFLUNG_PICTURES."""
    if folder := os.environ.get("FARFLUNG_PICTURES"):
        name = "".join(letter if letter.isalnum() else "-" for letter in told).strip("-")
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
