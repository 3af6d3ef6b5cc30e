"""What a plan leaves open, read without a model, and what each has in it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.model import Absence, Person, WeeklyPattern
from farflung.engine.rota.burden.loads import loads_of
from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.compiling.filled import at_its_start, crowded_times, open_times
from farflung.engine.rota.compiling.single import shift_on
from farflung.engine.rota.digest import digest
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules import Rest
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.demand import Demand, Headcount
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.rota.why.reasons import reasons
from farflung.engine.rota.why.unfilled import unfilled
from farflung.engine.time import Span

WINDOW = Span(datetime(2027, 3, 27, tzinfo=UTC), datetime(2027, 3, 30, tzinfo=UTC))
FIRST, HOUR = WINDOW.start, timedelta(hours=1)
DAY = ShiftKind("day", "watch", 8 * 60, 16 * 60)
NIGHT = ShiftKind("night", "watch", 22 * 60, 30 * 60)
UTC_DAY = ShiftKind("utc day", "watch", 0, 8 * 60, zone="UTC")
ANA = Person.simple("Ana", "Europe/Lisbon", 540, 1080)
JUN = Person.simple("Jun", "Asia/Manila", 540, 1080)
ATLAS = Atlas((ANA, JUN))


def problem(*demands: Demand, **more: object) -> Problem:
    return Problem(ATLAS, WINDOW, ("Ana", "Jun"), (DAY, NIGHT, UTC_DAY), demands, **more)  # type: ignore[arg-type]


def test_a_shift_on_a_date_is_that_of_the_persons_own_calendar() -> None:
    found = shift_on(ATLAS, JUN, UTC_DAY, date(2027, 3, 28))
    assert found is not None
    assert found.span.start == datetime(2027, 3, 28, tzinfo=UTC)
    short = shift_on(ATLAS, ANA, NIGHT, date(2027, 3, 27))
    assert short is not None
    assert short.minutes == 420  # clocks go forward in Lisbon that night
    monday = ShiftKind("m", "watch", 0, 60, weekdays=frozenset({0}))
    assert shift_on(ATLAS, ANA, monday, date(2027, 3, 27)) is None


def test_open_and_crowded_times_are_cut_where_the_number_changes() -> None:
    asked = problem(Demand("watch", 1, 1, WeeklyPattern.daily(480, 1200, (0, 5, 6)), "UTC"))
    one = shift_on(ATLAS, ANA, DAY, date(2027, 3, 27))
    assert one is not None
    both = shift_on(ATLAS, JUN, NIGHT, date(2027, 3, 27))  # 14:00-22:00 UTC
    assert both is not None
    plan = (one, both)
    hour, first = HOUR, FIRST
    assert [(u.span, u.missing) for u in open_times(asked, plan)][:1] == [
        (Span(first + 24 * hour + 8 * hour, first + 24 * hour + 20 * hour), 1)
    ]
    assert [(c.span, c.extra) for c in crowded_times(asked, plan)] == [
        (Span(first + 14 * hour, first + 16 * hour), 1)
    ]


def test_who_is_planned_for_no_more_covers_until_their_shift_is_over() -> None:
    """As the solver counts it: Jun, who leaves the rota, is on duty until 02:00 when the plan begins."""
    asked = problem(Demand("watch", 1, 1, WeeklyPattern.daily(0, 240, (5,)), "UTC"))
    before = Assignment(Span(FIRST - 4 * HOUR, FIRST + 2 * HOUR), "Jun", "watch", "day", FIRST.date(), 360)
    alone = replace(asked, people=("Ana",), history=(before,))
    assert [u.span for u in open_times(alone, ())] == [Span(FIRST + 2 * HOUR, FIRST + 4 * HOUR)]
    assert unfilled(compiled(alone), ()) == open_times(alone, ())


def test_only_who_has_the_skills_fills_and_what_was_before_fills_what_it_reaches_into() -> None:
    shift = shift_on(ATLAS, ANA, DAY, date(2027, 3, 27))
    before = shift_on(ATLAS, ANA, NIGHT, date(2027, 3, 26))  # until 06:00 of the first day
    assert shift is not None
    assert before is not None
    skilled = problem(Demand("watch", skills=frozenset({"payments"})))
    assert open_times(skilled, (shift,))[0].span == WINDOW
    held = problem(Demand("watch"), history=(before,))
    assert open_times(held, ())[0].span.start == datetime(2027, 3, 27, 6, tzinfo=UTC)


def test_skills_and_languages_are_the_same_in_capitals() -> None:
    shift = shift_on(ATLAS, ANA, DAY, date(2027, 3, 27))
    assert shift is not None
    able = replace(ATLAS.person("Ana"), skills=frozenset({"Payments "}), languages=frozenset({"arabic"}))
    asked = problem(Demand("watch", skills=frozenset({"payments"}), languages=frozenset({"Arabic"})))
    skilled = replace(asked, atlas=ATLAS.with_(people=(able, *(p for p in ATLAS.people if p.id != "Ana"))))
    assert open_times(skilled, (shift,)) != open_times(asked, (shift,))
    assert all(line.counts(able) and line.people[0] for line in compiled(skilled).lines)
    assert not compiled(asked).lines[0].people.any()


def test_shifts_that_are_wanted_by_the_day_are_counted_by_the_day() -> None:
    asked = problem(headcounts=(Headcount("day", date(2027, 3, 27), 2),))
    shift = shift_on(ATLAS, ANA, DAY, date(2027, 3, 27))
    assert shift is not None
    (few,) = open_times(asked, (shift,))
    assert (few.missing, few.of) == (1, "day")


def test_loads_count_nights_weekends_and_true_hours() -> None:
    plan = [shift_on(ATLAS, ANA, NIGHT, date(2027, 3, day)) for day in (27, 29)]
    load = loads_of(problem(), [shift for shift in plan if shift])["Ana"]
    assert (load.shifts, load.nights, load.weekends, load.minutes) == (2, 2, 1, 420 + 480)
    assert load.night_minutes == 360 + 420
    assert loads_of(problem(), [])["Jun"].points == 0


def test_the_digest_changes_with_anything_a_plan_follows_from_and_with_nothing_else() -> None:
    first = digest(problem(Demand("watch")))
    assert first == digest(problem(Demand("watch")))
    assert first != digest(problem(Demand("watch", 2)))
    assert first != digest(problem(Demand("watch"), rules=(Rest(660),)))
    away = Atlas((ANA, JUN), absences=(Absence("Ana", date(2027, 3, 27), date(2027, 3, 27)),))
    other = Problem(away, WINDOW, ("Ana", "Jun"), (DAY, NIGHT, UTC_DAY), (Demand("watch"),))
    assert first != digest(other)


def test_a_shift_that_too_few_have_is_asked_about_by_its_beginning() -> None:
    """A week's turn begins when the one before it ends: who has that one is not free by it."""
    week = ShiftKind("week", "on-call", 540, 540 + 7 * 1440, "Europe/Lisbon", frozenset({0}))
    wide = Span(datetime(2027, 3, 8, tzinfo=UTC), datetime(2027, 3, 29, tzinfo=UTC))
    asked = Problem(
        ATLAS, wide, ("Ana", "Jun"), (week,), (), headcounts=(Headcount("week", date(2027, 3, 15), 1),)
    )
    (hole,) = open_times(asked, ())
    start = at_its_start(asked, hole)
    assert start.span.start == datetime(2027, 3, 15, 9, tzinfo=UTC)
    whys = reasons(asked, (), start)
    assert {why.shift.day for why in whys if why.shift} == {date(2027, 3, 15)}
    assert at_its_start(problem(Demand("watch")), hole) is hole
