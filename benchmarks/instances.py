"""The published staff-scheduling instances (Curtois and Qu 2014) as problems of ours.

A file has sections of comma-separated lines; day 0 is a Monday. Everybody lives by UTC, each type of shift is
a kind that begins at midnight, and every rule of the files is one of ours.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from farflung.engine.atlas import Atlas
from farflung.engine.model import Absence, Person
from farflung.engine.rota.problem import Aim, Problem
from farflung.engine.rota.rules import (
    Amount,
    Away,
    ConsecutiveDays,
    DaysOff,
    KindLimit,
    Rule,
    Succession,
    Weekends,
)  # fmt: skip
from farflung.engine.rota.values.assignment import Wish
from farflung.engine.rota.values.demand import Headcount
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.time import Span

MONDAY = date(2024, 1, 1)
DUTY = "ward"
Personal = Amount | ConsecutiveDays | DaysOff | Weekends | KindLimit
Sections = dict[str, list[list[str]]]


@dataclass(frozen=True, slots=True)
class Staff:
    """A line of SECTION_STAFF: all that holds for one person."""

    name: str
    shifts: dict[str, int]
    most_minutes: int
    least_minutes: int
    most_days: int
    least_days: int
    least_off: int
    weekends: int


def problem_of(path: Path) -> Problem:
    """The problem that a file asks."""
    sections = _sections(path.read_text(encoding="utf-8"))
    days = int(sections["SECTION_HORIZON"][0][0])
    staff = [_staff(row) for row in sections["SECTION_STAFF"]]
    start = datetime(MONDAY.year, MONDAY.month, MONDAY.day, tzinfo=UTC)
    people = tuple(Person.simple(one.name, "UTC", 0, 1440, range(7)) for one in staff)
    return Problem(
        Atlas(people, absences=tuple(_absences(sections))),
        Span(start, start + timedelta(days=days)),
        tuple(one.name for one in staff),
        tuple(ShiftKind(name, DUTY, 0, int(long)) for name, long, *_ in sections["SECTION_SHIFTS"]),
        headcounts=tuple(_headcounts(sections)),
        rules=(Away(), *_successions(sections), *_rules(staff)),
        wishes=tuple(_wishes(sections)),
        aims=(frozenset({Aim.COVER, Aim.WISHES}),),
    )


def _sections(text: str) -> Sections:
    found: Sections = defaultdict(list)
    name = ""
    for line in map(str.strip, text.splitlines()):
        if line.startswith("SECTION_"):
            name = line
        elif line and not line.startswith("#"):
            found[name].append([cell.strip() for cell in line.split(",")])
    return found


def _staff(row: list[str]) -> Staff:
    shifts = {kind: int(most) for kind, most in (part.split("=") for part in row[1].split("|"))}
    return Staff(row[0], shifts, *map(int, row[2:8]))


def _day(index: str) -> date:
    return MONDAY + timedelta(days=int(index))


def _absences(sections: Sections) -> Iterable[Absence]:
    for name, *days in sections["SECTION_DAYS_OFF"]:
        yield from (Absence(name, _day(day), _day(day)) for day in days)


def _headcounts(sections: Sections) -> Iterable[Headcount]:
    for day, kind, people, under, over in sections["SECTION_COVER"]:
        yield Headcount(kind, _day(day), int(people), None, int(under), int(over))


def _wishes(sections: Sections) -> Iterable[Wish]:
    for section, want in (("SECTION_SHIFT_ON_REQUESTS", True), ("SECTION_SHIFT_OFF_REQUESTS", False)):
        for name, day, kind, weight in sections[section]:
            yield Wish(name, _day(day), kind, want, int(weight))


def _successions(sections: Sections) -> Iterable[Rule]:
    for name, _, *after in sections["SECTION_SHIFTS"]:
        never = frozenset(filter(None, "".join(after).split("|")))
        if never:
            yield Succession(name, never)


def _rules(staff: list[Staff]) -> Iterable[Rule]:
    """A rule for everybody for whom it says the same."""
    same: dict[Personal, set[str]] = defaultdict(set)
    for one in staff:
        for rule in _rules_of(one):
            same[rule].add(one.name)
    for rule, names in same.items():
        yield replace(rule, people=frozenset(names))


def _rules_of(one: Staff) -> Iterable[Personal]:
    yield Amount(one.most_minutes, one.least_minutes)
    yield ConsecutiveDays(one.most_days, one.least_days)
    yield DaysOff(one.least_off)
    yield Weekends(one.weekends)
    for kind, most in one.shifts.items():
        yield KindLimit(frozenset({kind}), most)
