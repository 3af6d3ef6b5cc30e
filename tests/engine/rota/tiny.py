"""Tiny rotas that hypothesis draws: two or three people anywhere, a few days, around clock changes."""

from datetime import UTC, datetime, time, timedelta

from hypothesis import assume
from hypothesis import strategies as st

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person
from farflung.engine.rota.check import violations
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules import (
    Amount,
    Apart,
    AverageHours,
    ConsecutiveDays,
    ConsecutiveNights,
    DaysOff,
    HoursPerWeek,
    KindLimit,
    NightShift,
    OwnHours,
    Rest,
    Spacing,
    Succession,
    Together,
    Weekends,
)
from farflung.engine.rota.rules.rule import Rule
from farflung.engine.rota.values.assignment import Assignment, Wish
from farflung.engine.rota.values.demand import Demand
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.rota.values.ledger import Carried, Ledger
from farflung.engine.rota.values.weights import Weights
from farflung.engine.time import Span
from farflung.rulepacks import NightWindow
from tests.engine.strategies import zone_names

CHANGES = (
    datetime(2027, 3, 26, tzinfo=UTC),  # Europe springs forward on the 28th
    datetime(2027, 4, 2, tzinfo=UTC),  # Lord Howe by half an hour, Santiago at midnight
    datetime(2027, 4, 28, tzinfo=UTC),  # Cairo at midnight
    datetime(2027, 10, 29, tzinfo=UTC),  # Europe falls back
    datetime(2027, 11, 5, tzinfo=UTC),  # North America falls back
    datetime(2027, 6, 1, tzinfo=UTC),  # nothing happens
)
NAMES = ("Ana", "Ravi", "Jack")
NIGHT = NightWindow(time(22), time(6))


@st.composite
def problems(draw: st.DrawFn, people: int = 2, days: int = 4, kinds: int = 2) -> Problem:
    """At most so many people, days and kinds of shift; any rules, history and demand."""
    names = NAMES[: draw(st.integers(1, people))]
    zones = draw(
        st.lists(zone_names | st.sampled_from(["Europe/Berlin", "Africa/Cairo"]), min_size=2, max_size=3)
    )
    atlas = Atlas(tuple(
        Person.simple(name, zones[n % len(zones)], 360, draw(st.sampled_from([1080, 1560])), range(7))
        for n, name in enumerate(names)
    ))  # fmt: skip
    start = draw(st.sampled_from(CHANGES)) + timedelta(hours=draw(st.integers(0, 23)))
    window = Span(
        start, start + timedelta(days=draw(st.integers(2, days - 1)), hours=draw(st.integers(0, 12)))
    )
    shifts = draw(_kinds(kinds))
    problem = Problem(
        atlas, window, names, shifts, tuple(draw(st.lists(_demands(), min_size=1, max_size=2))),
        rules=(*draw(st.lists(_rules(shifts), max_size=4)), *draw(_pairs(names))),
        history=tuple(one for name in names for one in draw(_history(atlas, name, window, shifts))),
        wishes=tuple(draw(st.lists(_wishes(names, window), max_size=2))),
        ledger=Ledger({name: Carried(draw(st.integers(0, 40)), 10) for name in names}),
        weights=Weights(hour=draw(st.integers(0, 2)), weekend=draw(st.integers(0, 3))),
    )  # fmt: skip
    assume(all(found.rule == Amount.name for found in violations(problem, ())))  # what is past is no plan's
    return problem


def least_amounts(problem: Problem) -> bool:
    """Whether somebody must have so much: of days off or in a row nobody must have any."""
    return any(isinstance(rule, Amount) and rule.least for rule in problem.rules)


@st.composite
def _kinds(draw: st.DrawFn, most: int) -> tuple[ShiftKind, ...]:
    return tuple(
        ShiftKind(
            f"shift {n}", "watch", start := draw(st.integers(0, 47)) * 30,
            start + draw(st.sampled_from([240, 480, 720, 1500])),
            draw(st.none() | st.sampled_from(["UTC", "Asia/Manila"])),
        )
        for n in range(draw(st.integers(1, most)))
    )  # fmt: skip


@st.composite
def _demands(draw: st.DrawFn) -> Demand:
    least = draw(st.integers(0, 2))
    most = draw(st.none() | st.integers(least, 2))
    return Demand(
        "watch", least, most, under=draw(st.sampled_from([1, 100])), over=draw(st.sampled_from([0, 7]))
    )


def _rules(kinds: tuple[ShiftKind, ...]) -> st.SearchStrategy[Rule]:
    names = st.frozensets(st.sampled_from([kind.name for kind in kinds]), min_size=1)
    small, who = st.integers(1, 3), st.none() | st.just(frozenset({"Ana"}))
    return st.one_of(
        st.builds(Rest, st.integers(0, 40).map(lambda n: n * 30), who),
        st.builds(ConsecutiveDays, small, st.none(), who),
        st.builds(ConsecutiveDays, st.none(), small, who),
        st.builds(DaysOff, small, who),
        st.builds(
            ConsecutiveNights, small, st.builds(NightShift, st.just(NIGHT), st.sampled_from([1, 121])), who
        ),
        st.builds(Succession, st.sampled_from(kinds).map(lambda kind: kind.name), names, who),
        st.builds(HoursPerWeek, st.integers(0, 60).map(lambda n: n * 30), st.integers(0, 6), who),
        st.builds(AverageHours, st.integers(0, 40).map(lambda n: n * 30), st.just(2), st.just(0), who),
        st.builds(Amount, st.none(), st.integers(0, 40).map(lambda n: n * 30), who),
        st.builds(Amount, st.integers(0, 60).map(lambda n: n * 30), st.none(), who),
        st.builds(KindLimit, names, small, who),
        st.builds(Weekends, st.integers(0, 1), st.just((5, 6)), who),
        st.builds(Spacing, st.just("watch"), st.integers(0, 60).map(lambda n: n * 30), who),
        st.builds(OwnHours, st.integers(0, 8).map(lambda n: n * 60), who),
    )


def _pairs(names: tuple[str, ...]) -> st.SearchStrategy[list[Rule]]:
    if len(names) < 2:
        return st.just([])
    one, other = st.just(names[1]), st.just(names[0])
    return st.lists(st.builds(Apart, one, other) | st.builds(Together, one, other), max_size=1)


@st.composite
def _history(
    draw: st.DrawFn, atlas: Atlas, name: str, window: Span, kinds: tuple[ShiftKind, ...]
) -> list[Assignment]:
    """None, or shifts on days in a row that end a little before the window or reach into it."""
    end = window.start + timedelta(hours=draw(st.integers(-20, 3)))
    kind = draw(st.sampled_from(kinds))
    found = []
    for ago in range(draw(st.integers(0, 2))):
        span = Span(end - timedelta(days=ago, hours=8), end - timedelta(days=ago))
        if span.start < window.start:
            day = atlas.local(atlas.person(name), span.start).date
            found.append(Assignment(span, name, kind.duty, kind.name, day, 480))
    return found


@st.composite
def _wishes(draw: st.DrawFn, names: tuple[str, ...], window: Span) -> Wish:
    day = window.start.date() + timedelta(days=draw(st.integers(0, 2)))
    return Wish(draw(st.sampled_from(names)), day, None, draw(st.booleans()), draw(st.integers(1, 3)))
