"""Rosters that the tests of coverage share."""

from datetime import date, time

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person, Place, Recurrence, Shift
from farflung.engine.time import CivilTime

SUPPORT = {
    "P1": (14, 22), "P2": (18, 26), "P3": (12, 24), "P4": (9, 17), "P5": (7, 15),
    "P6": (17, 25), "P7": (15, 23), "P8": (0, 8.5), "P9": (10, 18),
}  # fmt: skip
"""A public support roster, hours in UTC, daily (P2 and P6 work past midnight)."""


def daily(duty: str, person: str | None, start: float, end: float, zone: str = "UTC") -> Shift:
    """A shift every day from 1 January 2026, hours on the clocks of `zone`."""
    first = CivilTime(date(2026, 1, 1), time(int(start), round(start % 1 * 60)), zone)
    return Shift(duty, person, Recurrence(first, round((end - start) * 60), "FREQ=DAILY"))


def support() -> Atlas:
    """The support roster as shifts of the duty "Support"."""
    people = tuple(Person(name, name, Place("UTC"), ()) for name in SUPPORT)
    shifts = tuple(daily("Support", name, start, end) for name, (start, end) in SUPPORT.items())
    return Atlas(people, shifts=shifts)


def support_by_hours() -> Atlas:
    """The same people, known by their working hours only."""
    people = tuple(
        Person.simple(name, "UTC", round(start * 60), round(end * 60) % 1440 or 1440, range(7))
        for name, (start, end) in SUPPORT.items()
    )
    return Atlas(people)


def blocks() -> Atlas:
    """Blocks with 1, 1, 2, 2, 1, 2 people over 5, 4, 4, 4, 4, 3 hours, daily from midnight UTC."""
    shifts, at = [], 0
    for number, (people, hours) in enumerate(zip((1, 1, 2, 2, 1, 2), (5, 4, 4, 4, 4, 3), strict=True)):
        shifts += [daily("Queue", f"B{number}{who}", at, at + hours) for who in "ab"[:people]]
        at += hours
    people_of = tuple(Person(str(s.person), str(s.person), Place("UTC"), ()) for s in shifts)
    return Atlas(people_of, shifts=tuple(shifts))
