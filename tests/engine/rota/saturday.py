"""Scenario C10: Saturday night needs `payments` and Arabic, and each of three candidates cannot have it."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from farflung.engine.atlas import Atlas
from farflung.engine.model import Absence, PatternPeriod, Person, Place, WeeklyPattern
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules import Away, HoursPerWeek, Rest
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.demand import Demand
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.time import Span, as_instant

DUBAI = ZoneInfo("Asia/Dubai")
SATURDAY = date(2027, 3, 6)
KINDS = (
    ShiftKind("day", "desk", 9 * 60, 17 * 60, zone="Asia/Dubai"),
    ShiftKind("long", "desk", 7 * 60, 19 * 60, zone="Asia/Dubai"),
    ShiftKind("saturday night", "night", 20 * 60, 28 * 60, zone="Asia/Dubai", weekdays=frozenset({5})),
    ShiftKind("sunday", "desk", 14 * 60, 22 * 60, zone="Asia/Dubai", weekdays=frozenset({6})),
)


def local(day: date, hour: int) -> datetime:
    """An hour in Dubai as an instant."""
    return as_instant(datetime(day.year, day.month, day.day, tzinfo=DUBAI) + timedelta(hours=hour))


def line(who: str, day: date, start: int, end: int, kind: str) -> Assignment:
    """A shift on the desk in Dubai."""
    return Assignment(Span(local(day, start), local(day, end)), who, "desk", kind, day, (end - start) * 60)


def candidate(name: str, languages: str = "ar") -> Person:
    """Somebody in Dubai who knows payments."""
    hours = (PatternPeriod(WeeklyPattern.daily(0, 1440, range(7))),)
    return Person(
        name, name, Place("Asia/Dubai", "AE"), hours,
        skills=frozenset({"payments"}), languages=frozenset({languages}),
    )  # fmt: skip


def saturday_night() -> Problem:
    """Salma is on leave, Omar is on the desk on Sunday 60 minutes too early, Huda is at 48 hours already.

    Wei knows payments but no Arabic. Their desk shifts stand.
    """
    people = (*map(candidate, ("Salma", "Omar", "Huda")), candidate("Wei", "zh"))
    atlas = Atlas(people, absences=(Absence("Salma", SATURDAY, SATURDAY + timedelta(days=1)),))
    monday = SATURDAY - timedelta(days=5)
    fixed = (
        line("Omar", SATURDAY + timedelta(days=1), 14, 22, "sunday"),  # ten hours after the night ends
        *(line("Huda", monday + timedelta(days=n), 7, 19, "long") for n in range(4)),
    )
    window = Span(local(monday, 0), local(monday + timedelta(days=7), 0))
    wanted = Demand("night", 1, 1, WeeklyPattern.daily(20 * 60, 28 * 60, (5,)), "Asia/Dubai",
                    skills=frozenset({"payments"}), languages=frozenset({"ar"}))  # fmt: skip
    rules = (Rest(11 * 60), HoursPerWeek(48 * 60), Away())
    return Problem(atlas, window, tuple(p.id for p in people), KINDS, (wanted,), rules=rules, fixed=fixed)


def without(problem: Problem, name: str) -> Problem:
    """The same without the rule of that name."""
    return replace(problem, rules=tuple(rule for rule in problem.rules if rule.name != name))
