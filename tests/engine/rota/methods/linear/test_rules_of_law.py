"""Rules that laws ask for, solved: the best plan of all that the checker lets be, in all zones."""

from dataclasses import replace
from datetime import date, time, timedelta
from time import monotonic

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person
from farflung.engine.rota.check import violations
from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.methods.linear.solve import solve_linear
from farflung.engine.rota.model.objective import Objective
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules import (
    AtWork,
    CallOut,
    DailyHours,
    DaysWithNights,
    FreeSundays,
    NightHours,
    NightShift,
    NightsInPeriod,
    NightWorkerHours,
    Rest,
    RestAfterCallOut,
    RestAfterNights,
    RotaNotice,
    Rule,
    WeeklyRest,
    WorkingDays,
)
from farflung.engine.rota.stop import Deadline
from farflung.engine.rota.values.assignment import Wish
from farflung.engine.rota.values.demand import Demand
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.time import Span
from farflung.rulepacks import NightWindow
from tests.engine.rota.brute import best, is_best
from tests.engine.rota.by_hand import DAY, shift, weeks
from tests.engine.rota.tiny import problems

WINDOW = NightWindow(time(22), time(6))
HALVES = st.integers(1, 60).map(lambda n: n * 30)
SMALL = st.integers(1, 3)
LENGTHS = st.sampled_from([240, 480, 720, 1080])
STARTS = st.sampled_from(["06:00", "14:00", "22:00"])
NIGHTS = st.builds(NightShift, st.just(WINDOW), st.sampled_from([1, 61, 180]), st.none() | st.just(time(2)))


def _exact(window: Span) -> st.SearchStrategy[Rule]:
    hours = st.integers(-30, 40).map(lambda n: window.start + timedelta(hours=n))
    calls = hours.map(lambda at: (CallOut(Span(at, at + timedelta(minutes=90)), "Ana"),))
    return st.one_of(
        st.builds(DailyHours, HALVES),
        st.builds(NightHours, HALVES, NIGHTS),
        st.builds(NightsInPeriod, SMALL, SMALL, NIGHTS),
        st.builds(RestAfterNights, HALVES, NIGHTS, SMALL),
        st.builds(WorkingDays, SMALL),
        st.builds(WeeklyRest, HALVES.map(lambda minutes: 2 * minutes)),
        st.just(FreeSundays(1, 2)),
        st.just(FreeSundays(1, 1)),
        st.builds(RotaNotice, SMALL, hours),
        st.builds(RestAfterCallOut, HALVES, calls),
    )


@st.composite
def _with(draw: st.DrawFn, cautious: bool = False) -> Problem:
    problem = draw(problems(people=1, days=6))
    rules = draw(st.lists(_exact(problem.window), min_size=1, max_size=3))
    if len(problem.kinds) > 1 and draw(st.booleans()):
        problem, rules = _second_is_standby(problem), [_at_work(rule) for rule in rules]
    if cautious:
        rules.append(draw(st.builds(NightWorkerHours, HALVES, SMALL, NIGHTS, SMALL)))
        rules.append(draw(st.builds(DaysWithNights, SMALL, NIGHTS, SMALL)))
    problem = replace(problem, rules=tuple(rules))
    assume(not violations(problem, ()))
    return problem


def _second_is_standby(problem: Problem) -> Problem:
    """Shifts of the second kind are on a duty of their own, wanted as much as the first."""
    first, second = problem.kinds[0], replace(problem.kinds[1], duty="standby")
    before = tuple(replace(a, duty="standby") if a.kind == second.name else a for a in problem.history)
    demands = (*problem.demands, Demand("standby", 1, under=7))
    return replace(problem, kinds=(first, second), history=before, demands=demands)


def _at_work(rule: Rule) -> Rule:
    alike = isinstance(rule, RotaNotice | RestAfterCallOut)
    return rule if alike else AtWork(rule, frozenset({"standby"}), basis="the law")


@given(_with())
@settings(max_examples=150, deadline=None)
def test_best_plan_under_rules_of_law_is_the_best_of_all(problem: Problem) -> None:
    is_best(problem, solve_linear)


@given(_with(cautious=True))
@settings(max_examples=80, deadline=None)
def test_cautious_rules_are_never_broken(problem: Problem) -> None:
    model = compiled(problem)
    objective = Objective(model.wish, cover=True, constant=model.wish_constant)
    found = solve_linear(model, objective, stop=Deadline(monotonic, 60))
    if found.chosen is not None:
        assert violations(problem, model.assignments(found.chosen)) == ()


@st.composite
def _whole_week(draw: st.DrawFn) -> Problem:
    """A week of one person in which two clocks change, wanted and unwanted shifts, and days worked before."""
    kinds = tuple(
        ShiftKind(f"shift {n}", "watch", start := draw(st.integers(0, 47)) * 30, start + draw(LENGTHS))
        for n in range(2)
    )
    who, monday = Person.simple("Ana", "Europe/Berlin", 0, 1440, range(7)), date(2027, 3, 22)
    window = weeks("Europe/Berlin", monday, 1)
    wishes = tuple(
        Wish("Ana", monday + n * DAY, kind.name, draw(st.booleans()), draw(st.integers(0, 3)))
        for n in range(7)
        for kind in kinds
    )
    before = [shift("Europe/Berlin", monday - DAY, draw(STARTS), 480, "Ana")] if draw(st.booleans()) else []
    history = tuple(a for a in before if a.span.start < window.start)
    return Problem(
        Atlas((who,)), window, ("Ana",), kinds, wishes=wishes, history=history,
        rules=(WeeklyRest(draw(st.integers(20, 100)) * 30), *draw(st.sampled_from([(), (Rest(660),)]))),
    )  # fmt: skip


@given(_whole_week())
@settings(max_examples=40, deadline=None)
def test_weekly_rest_is_kept_at_the_least_cost(problem: Problem) -> None:
    model = compiled(problem)
    objective = Objective(model.wish, constant=model.wish_constant)
    found = solve_linear(model, objective, stop=Deadline(monotonic, 60))
    assert found.value == best(problem, model, objective).value
    assert found.chosen is not None
    assert violations(problem, model.assignments(found.chosen)) == ()
