"""*My calendars* in a real browser: phone and desk, light and dark, left to right and right to left."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser

from farflung.server.connect.actions.calendars import Entered, join_calendar
from farflung.server.connect.models import JoinedCalendar
from farflung.server.core import clock
from farflung.server.core.actions.feeds import make_feed
from farflung.server.core.models import CalendarFeed
from farflung.server.org.models import Person
from tests.server.browsing import LOOKS, Reading, check
from tests.server.company import NOW, build_polaris

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def ana(browser: Browser, live_server: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Reading]:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    account = build_polaris().account("Ana")
    for kind, name in (("own", "Phone"), ("hours", "Booking tool of the recruiters")):
        make_feed(kind=kind, team=None, name=name, language="en", by=account, now=NOW)
    CalendarFeed.objects.filter(name="Phone").update(used_at=NOW)
    reading = Reading(browser, live_server.url, account)
    yield reading
    for context in browser.contexts:
        context.close()
    assert reading.complaints == []


def test_a_new_address_fits_a_phone_and_axe_finds_nothing(ana: Reading) -> None:
    for width, scheme, language in LOOKS:
        page = ana.page("/me/calendars", width, scheme, language)
        page.get_by_role("radio").nth(1).check()
        page.locator("#id_name").fill("Thunderbird")
        page.locator("form.card button").click()
        page.wait_for_selector("code:has-text('/feeds/fc_')")
        check(page, f"calendars {width} {language}")
        page.context.close()


def test_joined_calendars_and_what_is_wrong_with_them(ana: Reading) -> None:
    person = Person.objects.select_related("account").get(name="Ana")
    assert person.account is not None
    for name in ("Private", "The one of the university, which is older than all others"):
        entered = Entered("ics", name, "https://calendar.example/ana.ics")
        join_calendar(person=person, entered=entered, by=person.account, now=NOW)
    JoinedCalendar.objects.filter(name="Private").update(read_at=NOW, left_out=2)
    JoinedCalendar.objects.exclude(name="Private").update(trouble="refused", next_at=None)
    ana.check("/me/busy")
