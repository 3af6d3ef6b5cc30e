"""A real browser in which one of the cast reads; it remembers every complaint of the page and its policy."""

from typing import Any, Literal

from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, Response

AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
"""What axe looks for; of what is as it should be it makes no list, which took longer than the looking."""
HEIGHT = 844
SESSION, LANGUAGE = "farflung_session", "farflung_language"
Scheme = Literal["light", "dark"]


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

    def page(self, path: str, width: int = 1280, scheme: Scheme = "light", language: str = "en") -> Page:
        """A page in a window of that width, as light or dark as the reader's system asks for."""
        page = self.context(width, scheme, language).new_page()
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("response", self._look)
        page.goto(f"{self.address}{path}")
        return page

    def context(self, width: int = 1280, scheme: Scheme = "light", language: str = "en") -> BrowserContext:
        """A browser of its own, without anything in its cache."""
        context = self.browser.new_context(viewport={"width": width, "height": HEIGHT}, color_scheme=scheme)
        context.add_cookies([
            {"name": SESSION, "value": self.session, "url": self.address},
            {"name": LANGUAGE, "value": language, "url": self.address},
        ])  # fmt: skip
        return context

    def _look(self, answer: Response) -> None:
        self.answers.append(answer)
        if answer.status >= 400 or not answer.url.startswith(self.address):
            self.complaints.append(f"{answer.status} {answer.url}")
