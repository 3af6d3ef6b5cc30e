"""A date on which clocks change is in everybody's calendar when the map has it, whatever they read with."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import icalendar
import pytest
import recurring_ical_events
from dateutil.rrule import rrulestr

from farflung.engine.model import Override, Recurrence
from farflung.engine.time import CivilTime, Span, packaged_zones
from farflung.server.connect.channels.mail.invite import written
from farflung.server.connect.feeds import ical
from farflung.server.connect.feeds.entries import Entry, Hours
from farflung.server.connect.planning.invitations import Guest, Invite, dates
from tests.server.connect import icalendars

NOW: Final = datetime(2027, 1, 4, 9, tzinfo=UTC)
FROM, UNTIL = datetime(2026, 12, 1, tzinfo=UTC), datetime(2029, 2, 1, tzinfo=UTC)
DAY: Final = timedelta(days=1)
Held = set[tuple[datetime, datetime]]


def mail(rule: Recurrence) -> bytes:
    ana = Guest("Ana", "ana@polaris.example", required=True)
    invite = Invite(
        "one@farflung", 0, NOW, "Ledger", False, rule, ana, "map@polaris.example", (ana,),
        "https://map.polaris.example/meetings/1", held=True,
    )  # fmt: skip
    return written(invite)


def meant(rule: Recurrence) -> Held:
    """The dates as the map has them."""
    return {(one.start, one.end) for one in dates(rule, FROM, UNTIL - FROM)}


def expanded(data: bytes) -> Held:
    """As one library reads a calendar."""
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(data)).between(FROM, UNTIL)
    return {(one["DTSTART"].dt.astimezone(UTC), one["DTEND"].dt.astimezone(UTC)) for one in found}


def walked(data: bytes) -> Held:
    """As one goes by the standard line by line: the rule by dateutil on the wall clock, and the clocks by
    zoneinfo, which reads what is skipped by the offset of before."""
    whole, *alone = icalendars.read(data).all("VEVENT")
    begins = wall(whole, "DTSTART")
    own = {wall(one, "RECURRENCE-ID"): one for one in alone}
    text = whole.get("RRULE")
    plain = begins.replace(tzinfo=None)
    made: list[datetime] = [plain]
    if text:
        last = [part for part in text.split(";") if part.startswith("UNTIL=")]
        until = datetime.strptime(last[0][6:], "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC) if last else UNTIL
        free = ";".join(part for part in text.split(";") if part not in last)
        every = rrulestr(free, dtstart=plain).between(plain, (UNTIL + DAY).replace(tzinfo=None), inc=True)
        made = [one for one in every if one.replace(tzinfo=begins.tzinfo).astimezone(UTC) <= until]
    off = {
        datetime.fromisoformat(one)
        for name, _, value in whole.lines if name == "EXDATE" for one in value.split(",")
    }  # fmt: skip
    length = re.fullmatch(r"PT(?:(\d+)H)?(?:(\d+)M)?", whole.get("DURATION"))
    long = span(whole)[1] - span(whole)[0]
    if length is not None:
        long = timedelta(hours=int(length[1] or 0), minutes=int(length[2] or 0))
    found = {span(one) for one in alone}
    for one in made:
        if one.replace(tzinfo=begins.tzinfo) not in own and one not in off:
            start = one.replace(tzinfo=begins.tzinfo).astimezone(UTC)
            found.add((start, start + long))
    return {one for one in found if one[1] > FROM and one[0] < UNTIL}


def wall(event: icalendars.Part, name: str) -> datetime:
    params, value = event.whole(name)
    shown = datetime.fromisoformat(value)
    return shown.replace(tzinfo=ZoneInfo(params["TZID"])) if "TZID" in params else shown


def span(event: icalendars.Part) -> tuple[datetime, datetime]:
    start = wall(event, "DTSTART").astimezone(UTC)
    return start, wall(event, "DTEND").astimezone(UTC) if event.get("DTEND") else start


def series(
    zone: str, day: date, clock: time, minutes: int = 60, rule: str | None = "FREQ=DAILY", **more: Any
) -> Recurrence:
    return Recurrence(CivilTime(day, clock, zone, more.pop("fold", 0)), minutes, rule, **more)


JAN = date(2027, 1, 3)
SERIES: Final = {
    "a start that clocks skip": series("Europe/Lisbon", JAN, time(1, 30), 45, "FREQ=WEEKLY;BYDAY=SU"),
    "in whose midst they change": series("America/New_York", JAN, time(1, 30), 60),
    "as long as time is": series("America/New_York", JAN, time(1, 30), 0, elapsed=timedelta(minutes=90)),
    "whose start comes twice": series("Australia/Sydney", JAN, time(2, 30), 30),
    "and the second is meant": series("Europe/Lisbon", date(2027, 10, 31), time(1, 30), 30, fold=1),
    "by half an hour": series("Australia/Lord_Howe", JAN, time(2), 45),
    "at midnight": series("Africa/Cairo", JAN, time(0, 15), 30),
    "which ends with it": series(
        "Europe/Lisbon", JAN, time(1, 30), 45, "FREQ=WEEKLY;BYDAY=SU", until=date(2027, 3, 28)
    ),
    "which begins with it": series("Europe/Lisbon", date(2027, 3, 28), time(1, 30), 45, "FREQ=WEEKLY"),
    "which begins as they change": series("Europe/Lisbon", date(2027, 3, 28), time(0, 30), 120, "FREQ=DAILY"),
    "called off": series(
        "Europe/Lisbon", JAN, time(1, 30), 45, "FREQ=WEEKLY",
        excluded=(CivilTime(date(2027, 3, 28), time(2), "Europe/Lisbon"),),
    ),
    "moved by hand": series(
        "Europe/Lisbon", JAN, time(1, 30), 45, "FREQ=WEEKLY",
        overrides=(
            Override(
                CivilTime(date(2027, 3, 28), time(1, 30), "Europe/Lisbon"),
                datetime(2027, 3, 28, 9, tzinfo=UTC), datetime(2027, 3, 28, 10, tzinfo=UTC), NOW,
            ),
        ),
    ),
    "held once, the second time": series("Europe/Paris", date(2027, 10, 31), time(2, 30), 45, None, fold=1),
    "held once, at a time that is skipped": series("Europe/Paris", date(2027, 3, 28), time(2, 30), 45, None),
    "by day": series("Asia/Tokyo", JAN, time(9), 60, "FREQ=WEEKLY"),
}  # fmt: skip


@pytest.mark.parametrize("name", SERIES)
def test_every_program_has_what_the_map_has(name: str) -> None:
    rule = SERIES[name]
    data, there = mail(rule), meant(rule)
    assert (len(there) == 1) == (rule.rule is None)
    assert expanded(data) == there
    assert walked(data) == there


def test_it_is_the_first_moment_there_is() -> None:
    whole, *alone = icalendars.read(mail(SERIES["a start that clocks skip"])).all("VEVENT")
    (one,) = [event for event in alone if "20270328" in event.get("RECURRENCE-ID")]
    assert one.whole("RECURRENCE-ID") == ({"TZID": "Europe/Lisbon"}, "20270328T013000")
    assert (one.get("DTSTART"), one.get("DTEND")) == ("20270328T010000Z", "20270328T011500Z")
    assert whole.get("SEQUENCE") == one.get("SEQUENCE")


def test_nothing_stands_alone_where_clocks_do_not_matter() -> None:
    assert len(icalendars.read(mail(SERIES["by day"])).all("VEVENT")) == 1
    office = series("Europe/Lisbon", JAN, time(9), 60)
    assert len(icalendars.read(mail(office)).all("VEVENT")) == 1


def test_what_is_held_once_and_was_moved_is_one_event() -> None:
    """Of something without a rule no program has another date that could be moved."""
    start = datetime(2027, 5, 4, 9, tzinfo=UTC)
    once = series("Europe/Paris", date(2027, 5, 3), time(10), 45, None)
    moved = replace(once, overrides=(Override(once.start, start, start + timedelta(minutes=45), NOW),))
    (event,) = icalendars.read(mail(moved)).all("VEVENT")
    assert not event.get("RECURRENCE-ID")
    assert (event.get("DTSTART"), event.get("DTEND")) == ("20270504T090000Z", "20270504T094500Z")


@pytest.mark.parametrize("start", ["2027-10-31T00:30Z", "2027-10-31T01:30Z", "2027-03-28T01:00Z"])
def test_calendars_that_are_fetched_say_the_hour_that_comes_twice(start: str) -> None:
    zone = packaged_zones().zone("Europe/Lisbon")
    span_ = Span(datetime.fromisoformat(start), datetime.fromisoformat(start) + timedelta(minutes=45))
    data = ical.events("", [Entry("one@farflung", "Ledger", Hours(span_.start, span_.end, zone))], NOW)
    assert expanded(data) == walked(data) == {(span_.start, span_.end)}
