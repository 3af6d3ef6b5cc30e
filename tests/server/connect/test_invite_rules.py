"""The rule of a series as calendars read it."""

from datetime import date, time

from farflung.engine.model import Recurrence
from farflung.engine.time import CivilTime, packaged_zones
from farflung.server.connect.channels.mail.invite import _rrule

LAST = date(2027, 7, 9)


def test_all_starts_of_the_last_day_are_in_it() -> None:
    start = CivilTime(date(2027, 7, 5), time(9), "Europe/Lisbon")
    for hours, told in (("9,17", "20270709T160000Z"), ("9", "20270709T080000Z")):
        rule = Recurrence(start, 60, f"FREQ=DAILY;BYHOUR={hours}", until=LAST)
        written = _rrule(rule, packaged_zones().zone("Europe/Lisbon")).to_ical().decode()  # type: ignore[no-untyped-call]
        assert f"UNTIL={told}" in written
