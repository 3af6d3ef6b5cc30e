"""Rotas of all that a problem can say: several duties, trips, time off, part-time, turns, shifts that stand.

`tiny.py` draws few things, so that brute force meets many of them; here everything may meet everything.
"""

from dataclasses import fields, replace
from datetime import UTC, date, datetime, time, timedelta

from hypothesis import assume
from hypothesis import strategies as st

from farflung.engine.atlas import Atlas
from farflung.engine.model import (
    Absence,
    Holiday,
    HolidayCalendar,
    Person,
    Place,
    Stay,
    StayKind,
    WeeklyPattern,
)
from farflung.engine.rota.check import violations
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules import (
    Amount,
    AtWork,
    Away,
    CallOut,
    DailyHours,
    DaysWithNights,
    FreeSundays,
    HoursPerWeek,
    NightHours,
    NightShift,
    NightsInPeriod,
    NightWorkerHours,
    Notice,
    Rest,
    RestAfterCallOut,
    RestAfterNights,
    RotaNotice,
    Rule,
    Spacing,
    WeeklyRest,
    WorkingDays,
)
from farflung.engine.rota.turn import Turn
from farflung.engine.rota.values.assignment import Assignment, Wish
from farflung.engine.rota.values.demand import Demand, Headcount
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.rota.values.ledger import Carried, Ledger
from farflung.engine.rota.values.weights import Weights
from farflung.engine.time import Span
from farflung.rulepacks import NightWindow
from tests.engine.rota import tiny

CHANGES = (
    *tiny.CHANGES,
    datetime(2027, 2, 6, tzinfo=UTC),
    datetime(2027, 9, 3, tzinfo=UTC),  # Santiago springs forward at the midnight of the 5th
    datetime(2027, 9, 24, tzinfo=UTC),  # Auckland and Chatham
    datetime(2027, 10, 1, tzinfo=UTC),  # Lord Howe by half an hour
    datetime(2011, 12, 28, tzinfo=UTC),  # Apia has no 30 December
)
ZONES = (
    "Europe/Berlin", "Africa/Cairo", "Africa/Casablanca", "Asia/Kathmandu", "Asia/Manila",
    "Australia/Lord_Howe", "Pacific/Chatham", "Pacific/Apia", "Pacific/Kiritimati", "Pacific/Pago_Pago",
    "America/Santiago", "America/St_Johns", "America/New_York",
)  # fmt: skip
NIGHT = NightShift(NightWindow(time(23), time(6)), 61)
PAY = frozenset({"pay"})


class Drawn:
    """A problem that shows itself without the zones of its atlas, which are hundreds of lines."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem

    def __repr__(self) -> str:
        names = (field.name for field in fields(Problem))
        said = [
            f"{name}={value!r}"
            for name in names
            if name != "atlas" and (value := getattr(self.problem, name))
        ]
        atlas = self.problem.atlas
        return "\n".join(["", *said, *map(repr, (*atlas.people, *atlas.stays, *atlas.absences))])


@st.composite
def wide(draw: st.DrawFn, people: int = 3, kinds: int = 3, stays: bool = True) -> Drawn:
    """Anything that a problem can say of at most so many people and kinds of shift, for one to three days."""
    names = tiny.NAMES[: draw(st.integers(1, people))]
    start = draw(st.sampled_from(CHANGES)) + timedelta(hours=draw(st.integers(0, 23)))
    hours = timedelta(days=draw(st.integers(1, 3)), hours=draw(st.integers(0, 12)))
    window = Span(start, start + hours)
    atlas = draw(_atlas(names, window.start.date(), stays))
    shifts = draw(_kinds(kinds))
    duties = sorted({kind.duty for kind in shifts})
    problem = Problem(
        atlas, window, names, shifts,
        tuple(draw(st.lists(_demands(duties, window.start.date()), min_size=1, max_size=3))),
        headcounts=tuple(draw(_headcounts(shifts, window.start.date()))),
        rules=(
            *draw(st.lists(tiny._rules(shifts), max_size=2)),
            *draw(st.lists(_more_rules(names, window), max_size=4)),
            *draw(st.lists(_at_the_limit(shifts), max_size=1)),
            *draw(tiny._pairs(names)),
        ),
        eligible={duty: frozenset(draw(st.sets(st.sampled_from(names)))) for duty in duties if draw(_seldom)},
        history=tuple(one for name in names for one in draw(tiny._history(atlas, name, window, shifts))),
        turns=tuple(draw(st.lists(_turns(atlas, names, window), max_size=1))),
        wishes=tuple(draw(st.lists(_wishes(names, window), max_size=2))),
        ledger=Ledger({name: Carried(draw(st.integers(0, 40)), 10) for name in names}),
        shares={names[0]: draw(st.sampled_from([1.0, 0.5, 0.0]))},
        weights=draw(st.builds(
            Weights, hour=st.integers(0, 2), weekend=st.integers(0, 3), holiday=st.integers(0, 2)
        )),
    )  # fmt: skip
    stand = violations(problem, problem.standing)  # what is past, or a turn, is no plan's
    assume(all(v.rule == Amount.name and str(v.text).endswith("are the least") for v in stand))
    return Drawn(problem)


_seldom = st.integers(0, 3).map(lambda number: number == 0)


@st.composite
def _atlas(draw: st.DrawFn, names: tuple[str, ...], first: date, travel: bool) -> Atlas:
    people, stays, away = [], [], []
    for name in names:
        zone, night = draw(st.sampled_from(ZONES)), draw(_seldom)
        blocks = (1320, 1800) if night else (360, draw(st.sampled_from([1080, 1320])))
        person = Person.simple(name, zone, *blocks, range(7))
        people.append(replace(
            person, place=replace(person.place, country="XX" if draw(_seldom) else None),
            skills=frozenset(draw(st.sets(st.sampled_from(["pay", "fraud"])))),
            languages=frozenset(draw(st.sets(st.sampled_from(["ar", "en"])))),
        ))  # fmt: skip
        if travel and draw(_seldom):
            day = first + timedelta(days=draw(st.integers(-1, 2)))
            until = day + timedelta(days=draw(st.integers(0, 3)))
            stays.append(Stay(name, Place(draw(st.sampled_from(ZONES))), StayKind.TRAVEL, day, until))
        if draw(_seldom):
            day = first + timedelta(days=draw(st.integers(0, 2)))
            away.append(Absence(name, day, day, draw(st.sampled_from([0, 0, 720]))))
    feasts = (Holiday(first + timedelta(days=1), "Feast"),)
    calendar = HolidayCalendar("XX", None, feasts, frozenset({4, 5}))
    return Atlas(tuple(people), stays=tuple(stays), absences=tuple(away), holidays={("XX", None): calendar})


@st.composite
def _kinds(draw: st.DrawFn, most: int) -> tuple[ShiftKind, ...]:
    return tuple(
        ShiftKind(
            f"shift {n}", draw(st.sampled_from(["watch", "pay"])) if n else "watch",
            start := draw(st.integers(0, 47)) * 30,
            start + draw(st.sampled_from([120, 240, 480, 720, 1500, 2880])),
            draw(st.none() | st.sampled_from(["UTC", "Asia/Manila", "America/St_Johns"])),
            draw(st.none() | st.frozensets(st.integers(0, 6), min_size=3)), draw(st.sampled_from([0, 30])),
        )
        for n in range(draw(st.integers(1, most)))
    )  # fmt: skip


@st.composite
def _demands(draw: st.DrawFn, duties: list[str], first: date) -> Demand:
    least, start = draw(st.integers(0, 2)), draw(st.integers(0, 40)) * 30
    days = draw(st.sampled_from([range(7), (4, 5, 6), (0, 1)]))
    window = draw(
        st.none() | st.just(WeeklyPattern.daily(start, start + draw(st.sampled_from([240, 600])), days))
    )
    day = first + timedelta(days=1)
    return Demand(
        draw(st.sampled_from(duties)), least, draw(st.none() | st.integers(least, 3)), window,
        draw(st.sampled_from(ZONES)) if window else draw(st.none() | st.just("Asia/Kathmandu")),
        draw(st.sampled_from([None, None, day])), draw(st.sampled_from([None, None, day])),
        frozenset(draw(st.sets(st.sampled_from(["pay", "fraud"]), max_size=1))),
        frozenset(draw(st.sets(st.just("ar"), max_size=1))),
        draw(st.sampled_from([1, 100])), draw(st.sampled_from([0, 7])),
    )  # fmt: skip


@st.composite
def _headcounts(draw: st.DrawFn, kinds: tuple[ShiftKind, ...], first: date) -> list[Headcount]:
    if not draw(_seldom):
        return []
    kind = draw(st.sampled_from(kinds)).name
    days = (first + timedelta(days=n) for n in range(draw(st.integers(1, 2))))
    return [
        Headcount(
            kind, day, draw(st.integers(0, 2)), draw(st.none() | st.just(2)), 50_000, draw(st.integers(0, 1))
        )
        for day in days
    ]


@st.composite
def _turns(draw: st.DrawFn, atlas: Atlas, names: tuple[str, ...], window: Span) -> Turn:
    name = draw(st.sampled_from(names))
    start = window.start + timedelta(hours=draw(st.integers(0, 20)))
    span = Span(start, min(window.end, start + timedelta(hours=draw(st.sampled_from([4, 12, 30])))))
    day = atlas.local(atlas.person(name), start).date
    duty = draw(st.sampled_from(["watch", "on call"]))
    return Turn(Assignment(span, name, duty, "turn", day, span.elapsed // timedelta(minutes=1)))


@st.composite
def _wishes(draw: st.DrawFn, names: tuple[str, ...], window: Span) -> Wish:
    day = window.start.date() + timedelta(days=draw(st.integers(0, 2)))
    return Wish(draw(st.sampled_from(names)), day, None, draw(st.booleans()), draw(st.integers(1, 3)))


@st.composite
def _at_the_limit(draw: st.DrawFn, kinds: tuple[ShiftKind, ...]) -> Rule:
    """Rest or spacing of exactly what lies between two kinds on days in a row, or half an hour more."""
    one, other = draw(st.sampled_from(kinds)), draw(st.sampled_from(kinds))
    pause = (other.start + 1440 - one.end) % 1440 + draw(st.sampled_from([0, 30]))
    rules: list[Rule] = [Rest(pause), Spacing(one.duty, pause), WeeklyRest(pause + 1440)]
    return draw(st.sampled_from(rules))


def _more_rules(names: tuple[str, ...], window: Span) -> st.SearchStrategy[Rule]:
    """What `tiny.py` does not draw: the rules of law, of call-outs, of notice, of standby."""
    called = window.start - timedelta(hours=5)
    calls = st.builds(
        lambda who, ago: (
            CallOut(Span(called + timedelta(hours=ago), called + timedelta(hours=ago + 2)), who),
        ),
        st.sampled_from(names),
        st.integers(0, 25),
    )
    hours = st.integers(4, 16).map(lambda number: number * 60)
    small = st.integers(1, 3)
    return st.one_of(
        st.just(Away()),
        st.builds(Away, st.frozensets(st.sampled_from(names))),
        st.builds(DailyHours, hours),
        st.builds(NightHours, hours, st.just(NIGHT)),
        st.builds(WorkingDays, small, st.integers(0, 6)),
        st.builds(DaysWithNights, small, st.just(NIGHT), st.integers(1, 2)),
        st.builds(RestAfterNights, st.sampled_from([840, 1800]), st.just(NIGHT), st.integers(1, 2)),
        st.builds(RestAfterCallOut, st.sampled_from([660, 1200]), calls, st.sampled_from([frozenset(), PAY])),
        st.builds(AtWork, st.builds(Rest, st.integers(0, 20).map(lambda n: n * 60)), st.just(PAY)),
        st.builds(AtWork, st.builds(HoursPerWeek, hours), st.just(PAY)),
        st.builds(RotaNotice, st.integers(0, 3), st.just(window.start - timedelta(days=1))),
        st.builds(NightsInPeriod, st.integers(0, 2), small, st.just(NIGHT)),
        st.builds(NightWorkerHours, hours, small, st.just(NIGHT), st.integers(1, 2)),
        st.builds(WeeklyRest, st.sampled_from([600, 1440, 2100])),
        st.builds(FreeSundays, st.just(1), st.integers(1, 2)),
        st.builds(Notice, st.just(window.start + timedelta(hours=20))),
    )
