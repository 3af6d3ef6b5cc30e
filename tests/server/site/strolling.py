"""Somebody of the cast walks the served demo in a real browser, in several windows at once.

Every page that is seen is looked at by axe on a desk, those that everybody opens on a phone too; measured on
the narrowest screen; and kept as a picture.
"""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Literal
from zoneinfo import ZoneInfo

from playwright.sync_api import Browser, ConsoleMessage, Page, Response

from farflung.server.core import clock
from tests.server.browsing import LANGUAGE, Scheme, violations

PICTURES = Path(__file__).resolve().parents[3] / "screenshots"
LOCALES = {"en": "en-GB", "fr": "fr-FR", "es": "es-ES", "ar": "ar-AE"}
NARROW = 360
"""The narrowest phone that a page is to fit."""
TURNED = """() => {
  const texts = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT), turned = [];
  const from = (text, start) => {
    const range = document.createRange();
    range.setStart(text, start);
    range.setEnd(text, start + 5);
    return range.getBoundingClientRect();
  };
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (text.parentElement.closest("svg")) continue;
    for (const found of text.data.matchAll(/\\d\\d:\\d\\d–\\d\\d:\\d\\d/g)) {
      const first = from(text, found.index), last = from(text, found.index + 6);
      if (first.top === last.top && first.left > last.left) turned.push(found[0]);
    }
  }
  return turned;
}"""
"""Hours on the page of which the end stands left of the beginning."""

Language = Literal["en", "fr", "es", "ar"]


@dataclass(frozen=True, slots=True)
class Look:
    """A window, and what its reader's system asks for."""

    width: int
    height: int
    scheme: Scheme
    language: Language

    def __str__(self) -> str:
        return f"{self.width}-{self.scheme}-{self.language}"


DESK = Look(1280, 900, "light", "en")
PHONE = Look(390, 844, "dark", "ar")
BOTH = (DESK, PHONE)
"""How every page is seen."""
WHOLE = os.environ.get("FARFLUNG_WALK") == "whole"
"""Whether to look at everything in every way and with axe, which takes four minutes, or at each page once.

The pages that everybody opens are then still seen twice: on a desk and, dark and in Arabic, on a phone.
"""
MAIN = (*BOTH, Look(390, 844, "light", "en"), Look(1280, 900, "dark", "fr"))
"""How the pages that everybody opens are seen."""
ALL = (*MAIN, Look(1280, 900, "dark", "ar"), Look(390, 844, "light", "es"))


@dataclass
class Stroll:
    """One of the cast, "" for a stranger who is nobody yet. `complaints` are those of pages and policy."""

    browser: Browser
    address: str
    name: str
    pages: dict[Look, Page] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)

    def page(self, look: Look = DESK) -> Page:
        """Their window of that look; where it is first asked for, the bar on top makes them who they are."""
        if look not in self.pages:
            self.pages[look] = self._opened(look)
        return self.pages[look]

    def _opened(self, look: Look) -> Page:
        size = {"width": look.width, "height": look.height}
        context = self.browser.new_context(
            viewport=size, color_scheme=look.scheme, locale=LOCALES[look.language]  # type: ignore[arg-type]
        )  # fmt: skip
        context.set_default_timeout(10_000)
        context.add_cookies([{"name": LANGUAGE, "value": look.language, "url": self.address}])
        page = context.new_page()
        page.on("console", self._listen)
        page.on("response", self._look)
        if self.name:
            page.goto(f"{self.address}/sign-in")
            page.locator(".cast button", has_text=re.compile(f"^{self.name}$")).click()
        return page

    def see(self, path: str, called: str, looks: Sequence[Look] = BOTH, status: int = 200) -> str:
        """Opens a page in each window and keeps it; the sentences of its English one."""
        for look in shown(looks):
            answer = self.page(look).goto(f"{self.address}{path}")
            assert answer is not None
            assert answer.status == status, (self.name, path, answer.status)
            self.keep(called, look, axe=look is DESK or (look is PHONE and len(looks) > len(MAIN)))
        self.complaints = [one for one in self.complaints if one != f"{status} {self.address}{path}"]
        return sentences(self.page(looks[0]))

    def keep(self, called: str, look: Look = DESK, *, axe: bool = True) -> str:
        """What stands in a window now, as a picture; its sentences. It is whole, and open to everybody."""
        page = self.page(look)
        page.evaluate("document.activeElement?.blur()")
        page.screenshot(path=PICTURES / f"{plain(self.name) or 'nobody'}-{called}-{look}.png", full_page=True)
        told = (self.name, called, str(look))
        assert page.evaluate("[document.documentElement.lang, document.dir]") == [
            look.language, "rtl" if look.language == "ar" else "ltr",
        ], told  # fmt: skip
        assert wide(page) <= look.width, told
        assert page.evaluate(TURNED) == [], told
        if look.width < 720:
            page.set_viewport_size({"width": NARROW, "height": look.height})
            assert wide(page) <= NARROW, told
            page.set_viewport_size({"width": look.width, "height": look.height})
        if axe and WHOLE:
            found = violations(page)
            assert found.violations_count == 0, f"{told}: {found.generate_report()}"
        return sentences(page)

    def led(self, path: str, words: str) -> str:
        """Where the link of these words on a page leads."""
        page = self.page()
        page.goto(f"{self.address}{path}")
        link = page.locator("main").get_by_role("link", name=words, exact=True).first
        return str(link.get_attribute("href"))

    def statuses(self, paths: Sequence[str]) -> Mapping[str, int]:
        """What each address answers, asked for by script as a visitor who knows it might."""
        return {path: self.page().request.get(f"{self.address}{path}").status for path in paths}

    def end(self) -> None:
        """Closes the windows. Nothing was complained about in any."""
        for page in self.pages.values():
            page.context.close()
        assert self.complaints == []

    def _listen(self, message: ConsoleMessage) -> None:
        if not message.text.startswith("Failed to load resource"):  # the answer says which, below
            self.complaints.append(message.text)

    def _look(self, answer: Response) -> None:
        if answer.status >= 400 or not answer.url.startswith(self.address):
            self.complaints.append(f"{answer.status} {answer.url}")


def shown(looks: Sequence[Look]) -> Sequence[Look]:
    """The looks that are taken this time."""
    if WHOLE:
        return looks
    return BOTH if len(looks) > len(BOTH) else looks[:1]


def sentences(page: Page) -> str:
    """The text of a page's part that is its own, on one line."""
    return " ".join(page.inner_text("main").split())


def wide(page: Page) -> int:
    """How wide the page is, whatever the window."""
    return int(page.evaluate("document.documentElement.scrollWidth"))


def plain(name: str) -> str:
    """A name for files."""
    return name.lower().replace("á", "a")


def shows_the_clock(text: str, place: str, zone: str) -> bool:
    """Whether "16:45 Bengaluru" stands there, as clocks in that zone show now or showed two minutes ago."""
    shown = (clock.now() - timedelta(minutes=ago) for ago in (0, 1, 2))
    return any(f"{then.astimezone(ZoneInfo(zone)):%H:%M} {place}" in text for then in shown)


def hours_ahead(zone: str, of: str) -> float:
    """By how many hours the clock of a zone is now ahead of that of another."""
    now = clock.now()
    offsets = [now.astimezone(ZoneInfo(name)).utcoffset() for name in (zone, of)]
    assert offsets[0] is not None
    assert offsets[1] is not None
    return (offsets[0] - offsets[1]) / timedelta(hours=1)
