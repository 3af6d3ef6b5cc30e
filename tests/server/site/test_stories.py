"""Four stories of one company, in a real browser: a note, an hour in turns, a rule, a stranger's program.

Jack's note waits for Ana's morning and both see when; Mei-Ling lets the ops review take turns, and São Paulo
and Mexico City pay less for it; Camille sees which meetings a rule would flag before she saves it; a calendar
program that has no cookie shows Ana's calendar.
"""

import os
import re
from collections.abc import Callable, Iterator
from datetime import date, time
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Browser, Page

from farflung.engine.model import Recurrence
from farflung.engine.time import CivilTime
from farflung.server.clock.actions.meetings import Guests, make_meeting
from farflung.server.clock.models import Agreement, Meeting
from farflung.server.connect.actions.gateway import deliver
from farflung.server.core import clock
from tests.server.browsing import Reading, Scheme
from tests.server.company import Cast, build_polaris
from tests.server.connect.icalendars import read
from tests.server.connect.posting import MORNING, NIGHT

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
PICTURES = os.environ.get("FARFLUNG_PICTURES", "")
"""A folder to keep what was seen in."""
RULE = "agreement: Daylight\nmeetings:\n  - earliest: '09:00'\n    latest: '18:00'\n"
Sit = Callable[[str], Reading]


@pytest.fixture
def cast(transactional_db: None, monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr(clock, "now", lambda: NIGHT)
    return build_polaris()


@pytest.fixture
def sit(browser: Browser, live_server: Any, cast: Cast) -> Iterator[Sit]:
    """One of the cast at their browser."""
    readings: list[Reading] = []

    def made(name: str) -> Reading:
        readings.append(Reading(browser, live_server.url, cast.account(name)))
        return readings[-1]

    yield made
    for context in browser.contexts:
        context.close()
    assert [one for reading in readings for one in reading.complaints] == []


def told(page: Page, called: str = "") -> str:
    """What stands on a page, on one line; kept as a picture where somebody wants to look."""
    if PICTURES and called:
        page.screenshot(path=Path(PICTURES) / f"story-{called}.png", full_page=True)
    return " ".join(page.inner_text("main").split())


def seen(reading: Reading, path: str, called: str) -> str:
    """A page on a desk; on a phone too, dark and in Arabic, where it has to fit."""
    if PICTURES:
        scheme: Scheme = "dark"
        phone = reading.page(path, 360, scheme, "ar")
        assert phone.evaluate("document.documentElement.scrollWidth") <= 360, called
        told(phone, f"{called}-phone")
        phone.context.close()
    page = reading.page(path)
    text = told(page, called)
    page.context.close()
    return text


def test_four_stories(sit: Sit, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    a_note_at_night_waits_for_the_morning(sit, cast, monkeypatch)
    an_hour_in_turns_is_paid_by_others_too(sit, cast)
    a_rule_is_seen_before_it_is_saved(sit, cast)
    a_program_without_a_cookie_shows_the_calendar(sit)


def a_note_at_night_waits_for_the_morning(sit: Sit, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    jack, ana = sit("Jack"), sit("Ana")
    page = jack.page(f"/people/{cast.people['Ana'].code}/message")
    assert "It lands 09:00 Lisbon (20:00 Sydney)." in told(page, "jack-writes")
    page.get_by_label("What you want to say").fill("@Ana, could you look at the ledger?")
    page.get_by_role("button", name="Send").click()
    deliver(now=NIGHT)
    assert "lands 09:00 Lisbon (20:00 Sydney)" in seen(jack, "/inbox/sent", "jack-sees")
    waiting = seen(ana, "/inbox", "ana-sees")
    assert "09:00" in waiting
    assert "could you look" not in waiting
    monkeypatch.setattr(clock, "now", lambda: MORNING)
    deliver(now=MORNING)
    assert "@Ana, could you look at the ledger?" in seen(ana, "/inbox", "ana-reads")


def an_hour_in_turns_is_paid_by_others_too(sit: Sit, cast: Cast) -> None:
    series = Meeting.objects.get(title="Ops review")
    path = f"/meetings/{series.code}"
    paying = {name: sit(name) for name in ("Rafael", in_mexico(cast))}
    before = {name: points(reading, path) for name, reading in paying.items()}
    assert min(before.values()) > 0
    lead = sit("Mei-Ling")
    page = lead.page(path)
    assert "Who pays for its hour, and taking turns" in told(page, "ops-review")
    page.get_by_role("button", name="Do it from the next date on").first.click()
    page.get_by_text("It takes these hours in turn").wait_for()
    told(page, "ops-review-in-turns")
    after = {name: points(reading, path) for name, reading in paying.items()}
    assert all(after[name] < before[name] for name in paying), (before, after)


def in_mexico(cast: Cast) -> str:
    """Who of the team is in Mexico City."""
    return next(name for name in cast.people if cast.person(name).place.city == "Mexico City")


def points(reading: Reading, path: str) -> float:
    """What the dates ahead cost whoever reads, as they alone are told."""
    page = reading.page(path)
    found = re.search(r"Together they cost you ([\d.]+) points", told(page))
    page.context.close()
    assert found
    return float(found[1])


def evenings(cast: Cast, count: int) -> None:
    """So many series in the evening of Lisbon."""
    for number in range(count):
        at = CivilTime(date(2027, 3, 22 + number), time(19), "Europe/Lisbon")
        make_meeting(
            title=f"Evening {number}", recurrence=Recurrence(at, 1170, "FREQ=WEEKLY"),
            guests=Guests((cast.person("Ana"), cast.person("Jack"))), organizer=cast.person("Ana"), by=None,
            now=NIGHT,
        )  # fmt: skip


def a_rule_is_seen_before_it_is_saved(sit: Sit, cast: Cast) -> None:
    evenings(cast, 4)  # beside the seven that the company has
    camille = sit("Camille")
    page = camille.page("/agreements/new")
    page.get_by_label("The agreement, as YAML").fill(RULE)
    page.get_by_role("button", name="See what it would flag").click()
    page.get_by_text("that are not flagged now").wait_for()
    assert "It would flag 11 things that are not flagged now." in told(page, "rule-effect")
    assert not Agreement.objects.filter(name="Daylight").exists()
    page.get_by_role("button", name="Save it").click()
    page.get_by_role("heading", name="Daylight").wait_for()
    told(page, "rule-saved")
    assert Agreement.objects.get(name="Daylight").ended_at is None


def a_program_without_a_cookie_shows_the_calendar(sit: Sit) -> None:
    page = sit("Ana").page("/me/calendars")
    page.locator("#id_name").fill("A stranger's program")
    page.get_by_role("button", name="Make it").click()
    address = page.inner_text("code:has-text('/feeds/fc_')")
    told(page, "calendar-made")
    request = Request(address, headers={"User-Agent": "Thunderbird"})  # noqa: S310 - of this machine
    with urlopen(request, timeout=20) as answer:  # noqa: S310 - the same
        calendar = read(answer.read())
        assert not answer.headers.get("Set-Cookie")
    shown = {event.get("SUMMARY") for event in calendar.all("VEVENT")}
    assert {"In Dubai", "Ledger weekly", "Good Friday (public holiday, Lisbon)"} <= shown
