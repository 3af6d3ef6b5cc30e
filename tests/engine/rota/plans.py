"""Small plans for tests of rules: shifts by hand, and what breaks of them."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person
from farflung.engine.rota.check import violations
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules import Amount, Rule
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.time import CivilTime, Span

MONDAY = datetime(2027, 3, 1, tzinfo=UTC)
"""A Monday in a month in which Europe's clocks change on the 28th."""


def person(name: str, zone: str = "UTC", start: int = 0, end: int = 1440) -> Person:
    """Somebody who works these hours every day of the week."""
    return Person.simple(name, zone, start, end, range(7))


def shift(
    who: str, start: datetime, hours: float, zone: str = "UTC", kind: str = "day", duty: str = "watch"
) -> Assignment:
    """A shift by hand; its day is the date in `zone`."""
    atlas = Atlas((person(who, zone),))
    day = CivilTime.of(start, atlas.zones.zone(zone)).date
    return Assignment(Span(start, start + timedelta(hours=hours)), who, duty, kind, day, round(hours * 60))


def problem(people: Sequence[Person], rules: Iterable[Rule], days: int = 28, **more: Any) -> Problem:
    """A problem without demand: its rules are what is looked at."""
    kinds = more.pop("kinds", (ShiftKind("day", "watch", 9 * 60, 17 * 60),))
    window = more.pop("window", Span(MONDAY, MONDAY + timedelta(days=days)))
    atlas = more.pop("atlas", Atlas(tuple(people)))
    return Problem(atlas, window, tuple(p.id for p in people), kinds, rules=tuple(rules), **more)


def broken(of: Problem, plan: Iterable[Assignment]) -> list[tuple[str, str, int]]:
    """What breaks: (rule, person, by)."""
    return [(v.rule, v.person, v.by) for v in violations(of, plan)]


def keeps(of: Problem, plan: Iterable[Assignment]) -> bool:
    """Whether a plan breaks nothing but least amounts, which may give way where nothing keeps all."""
    told = violations(of, plan)
    return all(v.rule == Amount.name and str(v.text).endswith("are the least") for v in told)


def at(day: int, hour: float) -> datetime:
    """So many days and hours after that Monday, 00:00 UTC."""
    return MONDAY + timedelta(days=day, hours=hour)
