"""Rotas in which much is fixed that breaks rules: a week or so, every rule, closings, absences and history.

`wide.py` draws a few days of everything; here days in a row and off have room to be short, long and cut.
"""

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta

from hypothesis import strategies as st

from farflung.engine.atlas import Atlas
from farflung.engine.model import Absence, Person
from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.model.options import NEVER
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules import (
    Amount,
    Apart,
    AtWork,
    AverageHours,
    Away,
    CallOut,
    ConsecutiveDays,
    ConsecutiveNights,
    DailyHours,
    DaysOff,
    DaysWithNights,
    FreeSundays,
    HoursPerWeek,
    KindLimit,
    NightHours,
    NightShift,
    NightsInPeriod,
    NightWorkerHours,
    Notice,
    OwnHours,
    Rest,
    RestAfterCallOut,
    RestAfterNights,
    RotaNotice,
    Rule,
    Spacing,
    Succession,
    Together,
    Weekends,
    WeeklyRest,
    WorkingDays,
)
from farflung.engine.rota.turn import Turn
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.demand import Demand, Headcount
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.time import Span
from farflung.rulepacks import NightWindow

START = datetime(2027, 3, 24, tzinfo=UTC)  # a Wednesday; clocks change on the Sunday
NIGHT = NightShift(NightWindow(time(22), time(6)), 61)
KINDS = (
    ShiftKind("early", "watch", 360, 840),
    ShiftKind("late", "watch", 840, 1320),
    ShiftKind("dark", "watch", 1320, 1800),
    ShiftKind("call", "phone", 540, 1980, "UTC"),
    ShiftKind("short", "phone", 540, 780, weekdays=frozenset({0, 2, 4, 5})),
)
PEOPLE = ("Ana", "Ravi", "Jack")


@st.composite
def standing(draw: st.DrawFn, *, most: int = 6, turns: bool = True) -> Problem:
    """A problem of one to three people and five to twelve days; each has up to `most` shifts that stand."""
    names = PEOPLE[: draw(st.integers(1, 3))]
    window = Span(
        START, START + timedelta(days=draw(st.integers(5, 12)), hours=draw(st.sampled_from([0, 9])))
    )
    days = (window.end - window.start).days
    kinds = tuple(draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=3, unique=True)))
    atlas = draw(_atlas(names, days))
    problem = Problem(
        atlas, window, names, kinds, tuple(draw(st.lists(_demands(kinds), min_size=1, max_size=2))),
        headcounts=tuple(draw(st.lists(_headcounts(kinds, days), max_size=1))),
        rules=tuple(rule for rule in draw(st.lists(_rules(kinds, names), min_size=1, max_size=4)) if rule),
        history=tuple(one for name in names for one in draw(_history(atlas, name, kinds))),
        turns=tuple(draw(st.lists(_turns(atlas, names, days), max_size=1 if turns else 0))),
    )  # fmt: skip
    return replace(problem, fixed=draw(_fixed(problem, most)))


@st.composite
def _fixed(draw: st.DrawFn, problem: Problem, most: int) -> tuple[Assignment, ...]:
    """Shifts of anybody on any day, whatever rules say of them."""
    model = compiled(problem)
    found: list[tuple[int, int, int]] = []
    for person in range(len(model.people)):
        there = model.options.start[model.row(person)] != NEVER
        places = [(person, int(day), int(kind)) for day, kind in zip(*there.nonzero(), strict=True)]
        if places:
            found += draw(st.lists(st.sampled_from(places), max_size=most, unique=True))
    return model.assignments(found)


@st.composite
def _atlas(draw: st.DrawFn, names: tuple[str, ...], days: int) -> Atlas:
    zones = ("Europe/London", "Asia/Manila", "America/New_York")
    people, away = [], []
    for name in names:
        weekdays = draw(st.sampled_from([range(7), range(7), (0, 1, 2, 3, 4), (0, 2, 4, 6)]))
        hours = draw(st.sampled_from([(0, 1440), (360, 1080), (360, 1320)]))
        people.append(Person.simple(name, draw(st.sampled_from(zones)), *hours, weekdays))
        for at in draw(st.lists(st.integers(0, days - 1), max_size=2)):
            day = START.date() + timedelta(days=at)
            away.append(Absence(name, day, day + timedelta(days=draw(st.integers(0, 2)))))
    return Atlas(tuple(people), absences=tuple(away))


@st.composite
def _demands(draw: st.DrawFn, kinds: tuple[ShiftKind, ...]) -> Demand:
    least = draw(st.integers(0, 2))
    duty = draw(st.sampled_from(sorted({kind.duty for kind in kinds})))
    return Demand(duty, least, draw(st.none() | st.integers(least, 2)), over=draw(st.sampled_from([0, 7])))


@st.composite
def _headcounts(draw: st.DrawFn, kinds: tuple[ShiftKind, ...], days: int) -> Headcount:
    day = START.date() + timedelta(days=draw(st.integers(0, days - 1)))
    return Headcount(draw(st.sampled_from(kinds)).name, day, 1, draw(st.none() | st.just(1)))


@st.composite
def _history(draw: st.DrawFn, atlas: Atlas, name: str, kinds: tuple[ShiftKind, ...]) -> list[Assignment]:
    end = START + timedelta(hours=draw(st.integers(-20, 6)))
    kind = draw(st.sampled_from(kinds))
    found = []
    for ago in range(draw(st.integers(0, 5))):
        span = Span(end - timedelta(days=ago, hours=8), end - timedelta(days=ago))
        day = atlas.local(atlas.person(name), span.start).date
        found.append(Assignment(span, name, kind.duty, kind.name, day, 480))
    return found


@st.composite
def _turns(draw: st.DrawFn, atlas: Atlas, names: tuple[str, ...], days: int) -> Turn:
    name, start = draw(st.sampled_from(names)), START + timedelta(hours=draw(st.integers(0, 24 * days - 1)))
    span = Span(start, start + timedelta(hours=draw(st.sampled_from([8, 12, 30]))))
    day = atlas.local(atlas.person(name), start).date
    duty = draw(st.sampled_from(["watch", "on call"]))
    return Turn(Assignment(span, name, duty, "turn", day, span.elapsed // timedelta(minutes=1)))


def _rules(kinds: tuple[ShiftKind, ...], names: tuple[str, ...]) -> st.SearchStrategy[Rule | None]:
    who = st.none() | st.just(frozenset({"Ana"}))
    some = st.frozensets(st.sampled_from([kind.name for kind in kinds]), min_size=1)
    one = st.sampled_from([kind.name for kind in kinds])
    hours = st.sampled_from([240, 480, 600, 900, 1440, 2400])
    small, phone = st.integers(1, 4), st.just(frozenset({"phone"}))
    calls = st.just((CallOut(Span(START - timedelta(hours=3), START - timedelta(hours=1)), "Ana"),))
    rests: tuple[st.SearchStrategy[Rule], ...] = (
        st.builds(Rest, hours, who),
        st.builds(Spacing, st.sampled_from(["watch", "phone"]), hours, who),
        st.builds(RestAfterNights, hours, st.just(NIGHT), st.integers(1, 3), who),
        st.builds(RestAfterCallOut, hours, calls),
        st.builds(WeeklyRest, hours, who),
        st.builds(AtWork, st.builds(Rest, hours) | st.builds(WeeklyRest, hours), phone),
        st.builds(Succession, one, some, who),
    )
    runs: tuple[st.SearchStrategy[Rule], ...] = (
        st.builds(ConsecutiveDays, st.integers(0, 3), st.none(), who),
        st.builds(ConsecutiveDays, st.none(), small, who),
        st.builds(ConsecutiveDays, st.just(4), small, who),
        st.builds(DaysOff, small, who),
        st.builds(ConsecutiveNights, st.integers(0, 2), st.just(NIGHT), who),
        st.builds(DaysWithNights, small, st.just(NIGHT), st.integers(1, 2)),
        st.builds(AtWork, st.builds(ConsecutiveDays, st.none() | st.just(3), st.integers(1, 3)), phone),
    )
    sums: tuple[st.SearchStrategy[Rule], ...] = (
        st.builds(HoursPerWeek, hours, st.integers(0, 6), who),
        st.builds(AverageHours, hours, st.integers(1, 3), st.integers(0, 6), who),
        st.builds(Amount, hours, st.none(), who),
        st.builds(Amount, st.none(), hours, who),
        st.builds(Amount, st.just(3000), hours, who),
        st.builds(AtWork, st.builds(Amount, st.none(), hours), phone),
        st.builds(KindLimit, some, st.integers(0, 2), who),
        st.builds(Weekends, st.integers(0, 1), st.just((5, 6)), who),
        st.builds(FreeSundays, st.just(1), st.integers(1, 2)),
        st.builds(WorkingDays, small, st.integers(0, 6), who),
        st.builds(DailyHours, hours, who),
        st.builds(NightHours, hours, st.just(NIGHT), who),
        st.builds(NightsInPeriod, st.integers(0, 2), small, st.just(NIGHT)),
        st.builds(NightWorkerHours, hours, small, st.just(NIGHT), st.integers(1, 2)),
    )
    doors: tuple[st.SearchStrategy[Rule], ...] = (
        st.builds(OwnHours, st.sampled_from([0, 240]), who),
        st.just(Away()),
        st.builds(Notice, st.just(START + timedelta(hours=50))),
        st.builds(RotaNotice, st.integers(0, 4), st.just(START - timedelta(days=1))),
    )
    pairs: tuple[st.SearchStrategy[Rule | None], ...] = (st.none(),)
    if len(names) > 1:
        pair = st.permutations(names).map(lambda of: (of[0], of[1]))
        pairs = (pair.map(lambda of: Apart(*of)), pair.map(lambda of: Together(*of)))
    return st.one_of(st.one_of(*rests), st.one_of(*runs), st.one_of(*sums), st.one_of(*doors), *pairs)
