"""On-call feeds as pagers export them: one concrete event for every turn, in UTC."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import cycle

from farflung.engine.time import CivilTime, packaged_zones
from farflung.example.calendars import calendar_lines, utc_text

WEEKS_BEFORE, WEEKS_AFTER = 4, 18


@dataclass(frozen=True, slots=True)
class OnCall:
    """Somebody who takes turns."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: two instants."""

    start: datetime
    end: datetime
    who: OnCall


def weekly(who: Sequence[OnCall], zone: str, hour: int, opening: date) -> Iterator[Turn]:
    """Each holds a week, handed over on Mondays at the same hour of `zone`, whatever its clocks do."""
    monday = opening - timedelta(days=opening.weekday(), weeks=WEEKS_BEFORE)
    for week, person in zip(range(WEEKS_BEFORE + WEEKS_AFTER), cycle(who), strict=False):
        first = monday + timedelta(weeks=week)
        yield Turn(_at(first, hour, zone), _at(first + timedelta(weeks=1), hour, zone), person)


def day_and_night(
    days: Sequence[OnCall], nights: Sequence[OnCall], zone: str, hour: int, opening: date
) -> Iterator[Turn]:
    """Two layers that relieve each other every twelve hours of the clock of `zone`."""
    first = opening - timedelta(weeks=1)
    for number, day, night in zip(range(7 * (WEEKS_AFTER - 4)), cycle(days), cycle(nights), strict=False):
        today = first + timedelta(days=number)
        noon = _at(today, hour + 12, zone)
        yield Turn(_at(today, hour, zone), noon, day)
        yield Turn(noon, _at(today + timedelta(days=1), hour, zone), night)


def _at(day: date, hour: int, zone: str) -> datetime:
    civil = CivilTime(day, time(hour), zone)
    return civil.instant(packaged_zones().zone(zone))


def pagerduty(duty: str, turns: Iterable[Turn]) -> str:
    """As PagerDuty's feed of a schedule: "On Call - name - schedule", the address as attendee."""
    return calendar_lines(
        f"On Call Schedule for {duty}",
        (
            _event(f"On Call - {turn.who.name} - {duty}", turn, f"pd{n:04d}", duty)
            for n, turn in enumerate(turns)
        ),
        program="-//PagerDuty//On-Call Schedule//EN",
    )


def grafana(duty: str, turns: Iterable[Turn]) -> str:
    """As Grafana OnCall's export of a schedule: "[L1] address"."""
    return calendar_lines(
        duty,
        (_event(f"[L1] {turn.who.email}", turn, f"go{n:04d}", duty) for n, turn in enumerate(turns)),
        program="-//web schedule//oncall//",
    )


def _event(title: str, turn: Turn, number: str, duty: str) -> list[str]:
    slug = duty.casefold().replace(" ", "-")
    return [
        "BEGIN:VEVENT",
        f"DTSTART:{utc_text(turn.start)}",
        f"DTEND:{utc_text(turn.end)}",
        f"UID:{number}-{slug}@{turn.who.email.partition('@')[2]}",
        f"SUMMARY:{title}",
        f"ATTENDEE:mailto:{turn.who.email}",
        "END:VEVENT",
    ]
