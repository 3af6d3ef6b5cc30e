"""Dates that are no instant, and an instant that many clocks have a name for: M08 and M11 on the server."""

import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange
from django.test import Client
from django.urls import reverse

from farflung.engine.atlas import Atlas
from farflung.engine.model import MeetingSeries, PatternPeriod, Person, Place, Recurrence, WeeklyPattern
from farflung.engine.time import CivilTime
from farflung.server.clock.models import Meeting
from farflung.server.clock.planning.recurring import kept_recurrence
from farflung.server.clock.planning.series import series_page
from farflung.server.core import clock
from farflung.server.org.models import Absence
from farflung.server.org.models import Place as PlaceRow
from tests.server.clock.test_my_day import words
from tests.server.company import Cast

pytestmark = pytest.mark.django_db
JUNE = datetime(2027, 6, 25, 9, tzinfo=UTC)
WINDOWS = {
    "America/Los_Angeles": "08:00", "America/New_York": "11:00", "Europe/London": "16:00",
    "Europe/Paris": "17:00", "Europe/Istanbul": "18:00", "Asia/Dubai": "19:00", "Asia/Kolkata": "20:30",
}  # fmt: skip


@pytest.mark.parametrize("zone", ["Etc/UTC", "Pacific/Honolulu", "Pacific/Kiritimati"])
def test_m08_a_whole_day_is_that_day_for_whoever_looks(
    polaris: Cast, client: Client, monkeypatch: pytest.MonkeyPatch, zone: str
) -> None:
    """Ana is away on 2 July, said in Lisbon (UTC+1); readers elsewhere see 2 July too."""
    monkeypatch.setattr(clock, "now", lambda: JUNE)
    ana, reader = polaris.person("Ana"), polaris.person("Tomás")
    days = DateRange(date(2027, 7, 2), date(2027, 7, 3))
    Absence.objects.create(person=ana, during=days, recorded_at=JUNE)
    reader.place, _ = PlaceRow.objects.get_or_create(zone=zone, country="", subdivision="", city="Elsewhere")
    reader.save()
    client.force_login(polaris.account("Tomás"))
    text = words(client.get(reverse("clock:person", args=[ana.code])).content.decode())
    said = text[text.rindex("unavailable") - 30 :]
    assert "Fri 2 Jul" in said
    assert not re.search(r"\b[13] Jul", said)


def test_m11_the_page_names_the_days_on_which_published_windows_do_not_hold() -> None:
    hours = (PatternPeriod(WeeklyPattern.daily(480, 1080)),)
    people = tuple(
        Person(zone, zone, Place(zone, None, None, zone.rpartition("/")[2]), hours) for zone in WINDOWS
    )
    daily = Recurrence(CivilTime(date(2026, 3, 29), time(8), "America/Los_Angeles"), 60, "FREQ=DAILY")
    series = MeetingSeries("s", "s", daily, tuple(WINDOWS))
    now = datetime(2026, 3, 29, 12, tzinfo=UTC)
    row = Meeting(title="Window", recurrence=kept_recurrence(daily), made_at=now)
    page = series_page(Atlas(people, meetings=(series,)), row, series, None, now)
    usual = {move.zone: move.usual.time for move in reversed(page.moves)}  # until the first move
    moved = {(move.zone, at.date): at.time for move in page.moves for at in move.times}
    year = [date(2026, 3, 29) + timedelta(days=n) for n in range(364)]  # until clocks in Europe change again
    holds = [
        day
        for day in year
        if all(f"{moved.get((zone, day), usual[zone]):%H:%M}" == WINDOWS[zone] for zone in usual)
    ]
    assert set(WINDOWS) - set(usual) == {"America/New_York", "America/Los_Angeles"}, "the two move together"
    assert (len(holds), holds[0], holds[-1]) == (210, date(2026, 3, 29), date(2026, 10, 24))
