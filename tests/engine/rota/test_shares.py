"""Shared duties: exactly one whenever anybody is in hours, the worst load as low as can be, then the next."""

import time
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from farflung.engine.atlas import Atlas
from farflung.engine.model import Absence, Person, WeeklyPattern
from farflung.engine.rota.check import violations
from farflung.engine.rota.edit import from_now
from farflung.engine.rota.methods.shares.share import Shared, share_out
from farflung.engine.rota.plan import Status
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules import (
    AtWork,
    Away,
    HoursPerWeek,
    KindLimit,
    OwnHours,
    Rest,
    Rule,
    Spacing,
    Violation,
)
from farflung.engine.rota.solve import solve
from farflung.engine.rota.stop import Deadline
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.demand import Demand
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.rota.values.ledger import Carried, Ledger
from farflung.engine.rota.values.shared_duty import SharedDuty
from farflung.engine.rota.values.weights import Weights
from farflung.engine.rota.why.relax import relaxation
from farflung.engine.time import Span, merged, total
from tests.engine.rota.plans import MONDAY

C04 = {"west": "Etc/GMT+6", "middle": "Etc/GMT+5", "east": "Etc/GMT+4", "far": "Etc/GMT-3"}


def _problem(zones: Mapping[str, str], days: int = 1, **more: object) -> Problem:
    """Everybody 09-17 by their own clock, every day; exactly one whenever anybody is in hours."""
    persons = tuple(Person.simple(n, z, 9 * 60, 17 * 60, range(7)) for n, z in zones.items())
    fields: dict[str, object] = {
        "atlas": Atlas(persons),
        "window": Span(MONDAY, MONDAY + timedelta(days=days)),
        "people": tuple(zones),
        "kinds": (),
        "demands": (Demand("watch", 1, 1),),
        "shared": (SharedDuty("watch"),),
        "rules": (OwnHours(), Away(), Rest(11 * 60)),
    } | more
    return Problem(**fields)  # type: ignore[arg-type]


def _shared(problem: Problem) -> Shared:
    found = share_out(problem, problem.shared[0], violations, stop=Deadline(time.monotonic, 60))
    assert found is not None
    return found


def test_C04_four_people_each_in_their_own_hours() -> None:
    found = _shared(_problem(C04))
    assert found.loads == {"west": 200, "middle": 200, "east": 200, "far": 420}
    assert found.proven


def test_C04_exactly_one_at_any_time_and_no_rule_is_broken() -> None:
    problem = _problem(C04)
    plan = _shared(problem).assignments
    spans = merged(a.span for a in plan)
    assert spans == (Span(MONDAY + timedelta(hours=6), MONDAY + timedelta(hours=23)),)
    assert sum((a.span.elapsed for a in plan), timedelta()) == timedelta(hours=17)
    assert violations(problem, plan) == ()


def test_C04_over_four_weeks_the_same_with_fewer_handovers() -> None:
    found = _shared(_problem(C04, days=28))
    assert found.loads == {"west": 5600, "middle": 5600, "east": 5600, "far": 11760}
    assert len(found.assignments) < 4 * 28


def test_C04_with_five_people_of_whom_two_are_alike() -> None:
    found = _shared(_problem({**C04, "far too": "Etc/GMT-3"}))
    assert found.loads == {"west": 200, "middle": 200, "east": 200, "far": 210, "far too": 210}


WITHDRAWALS = (
    *["Asia/Manila"] * 4, *["Asia/Singapore"] * 2, *["Asia/Kolkata"] * 2, "Africa/Nairobi", "Africa/Lagos",
    "Europe/Warsaw", *["America/Sao_Paulo"] * 2, "America/Mexico_City",
)  # fmt: skip


def test_fourteen_people_over_four_weeks_have_the_fairest_loads_long_before_the_time_is_up() -> None:
    """It took 15 s to 100 s of a quiet core, and 4 s when this was written."""
    problem = _problem({f"p{n}": zone for n, zone in enumerate(WITHDRAWALS)}, days=28)
    stop = Deadline(time.monotonic, 90)
    found = share_out(problem, problem.shared[0], violations, stop=stop)
    assert found is not None
    assert found.proven
    assert len(found.assignments) <= 170
    assert stop.spent() < 30


def test_somebody_whose_hours_lie_inside_of_anothers_has_their_part() -> None:
    people = (
        Person.simple("Ana", "UTC", 540, 1020, range(7)),
        Person.simple("Wei", "UTC", 720, 840, range(7)),
    )
    problem = _problem({}, atlas=Atlas(people), people=("Ana", "Wei"))
    found = _shared(problem)
    assert found.loads == {"Ana": 360, "Wei": 120}
    assert [a.person for a in found.assignments] == ["Ana", "Wei", "Ana"]
    assert violations(problem, found.assignments) == ()


def test_nobody_is_on_while_away_and_who_is_away_half_the_time_has_half() -> None:
    zones = {"Ana": "UTC", "Wei": "UTC", "Eva": "UTC"}
    problem = _problem(zones, days=4)
    atlas = problem.atlas.with_(absences=(Absence("Eva", date(2027, 3, 3), date(2027, 3, 4)),))
    found = _shared(_problem(zones, days=4, atlas=atlas))
    assert found.loads == {"Ana": 768, "Wei": 768, "Eva": 384}
    assert not [a for a in found.assignments if a.person == "Eva" and a.day >= date(2027, 3, 3)]


def test_who_carried_more_before_has_less_now() -> None:
    ledger = Ledger({"Ana": Carried(12, 28), "Wei": Carried(8, 28)})
    found = _shared(_problem({"Ana": "UTC", "Wei": "UTC"}, ledger=ledger))
    assert found.loads == {"Ana": 120, "Wei": 360}


def test_half_a_contract_is_half_the_load() -> None:
    found = _shared(_problem({"Ana": "UTC", "Wei": "UTC"}, days=3, shares={"Wei": 0.5}))
    assert found.loads == {"Ana": 960, "Wei": 480}


def test_who_has_half_a_contract_is_held_to_what_was_carried_as_of_every_duty() -> None:
    ledger = Ledger({"Ana": Carried(8, 28), "Wei": Carried(8, 14)})  # Wei was there for half as many days
    people = {"Ana": "UTC", "Wei": "UTC"}
    found = _shared(_problem(people, days=3, shares={"Wei": 0.5}, ledger=ledger))
    ahead = ledger.ahead(("Ana", "Wei"))
    ana, wei = (found.loads[who] for who in people)
    assert ana + wei == 1440
    assert 60 * ahead["Ana"] + ana == pytest.approx(60 * ahead["Wei"] + wei / 0.5, abs=2)


def test_a_duty_that_weighs_a_quarter_evens_out_four_hours_for_a_point() -> None:
    ledger = Ledger({"Ana": Carried(10.5, 28), "Wei": Carried(9.5, 28)})
    people = {"Ana": "UTC", "Wei": "UTC"}
    light = Weights(duties=(("watch", 0.25),))
    assert _shared(_problem(people, ledger=ledger)).loads == {"Ana": 210, "Wei": 270}
    assert _shared(_problem(people, ledger=ledger, weights=light)).loads == {"Ana": 120, "Wei": 360}


def test_points_of_other_duties_in_the_same_plan_count_as_much_as_what_was_carried_before() -> None:
    """Ana has four hours elsewhere in the evening: four hours less of the watch by day than Wei."""
    evening = Span(MONDAY + timedelta(hours=18), MONDAY + timedelta(hours=22))
    phone = Assignment(evening, "Ana", "phone", "evening", MONDAY.date(), 240)
    people = {"Ana": "UTC", "Wei": "UTC"}
    assert _shared(_problem(people, rules=(), fixed=(phone,))).loads == {"Ana": 120, "Wei": 360}
    half = _shared(_problem(people, rules=(), fixed=(phone,), shares={"Ana": 0.5}))
    assert half.loads == {"Ana": 0, "Wei": 480}  # four hours are as much as eight of half a contract


def test_who_has_the_nights_of_a_plan_has_less_of_its_shared_duty() -> None:
    nights = ShiftKind("night", "watch", 22 * 60, 30 * 60)
    problem = _problem(
        {"Ana": "UTC", "Wei": "UTC"}, 8, kinds=(nights,), demands=(DESK, NIGHTS), rules=(),
        eligible={"watch": frozenset({"Ana"})}, shared=(SharedDuty("desk"),),
    )  # fmt: skip
    found = solve(problem, stop=Deadline(time.monotonic, 60))
    desk = [a for a in found.assignments if a.duty == "desk"]
    assert {a.person for a in found.assignments if a.duty == "watch"} == {"Ana"}
    assert {a.person for a in desk} == {"Wei"}
    assert found.loads["Ana"] >= found.loads["Wei"]


def test_the_stage_of_a_shared_duty_is_the_worst_height_in_points_times_sixty() -> None:
    ledger = Ledger({"Ana": Carried(12, 28), "Wei": Carried(8, 28)})
    weights = Weights(duties=(("watch", 0.5),))
    problem = _problem({"Ana": "UTC", "Wei": "UTC"}, 1, ledger=ledger, weights=weights, shares={"Wei": 0.5})
    found = solve(problem, stop=Deadline(time.monotonic, 60))
    ahead = ledger.ahead(("Ana", "Wei"))
    stage = found.stages[-1]
    heights = {"Ana": ahead["Ana"] + found.loads["Ana"], "Wei": ahead["Wei"] + found.loads["Wei"] / 0.5}
    assert stage.value == pytest.approx(60 * max(heights.values()))
    assert stage.proven


def test_the_stage_of_a_shared_duty_tells_what_nobody_can_be_below() -> None:
    """Ana may be on for ten hours of 28, of which half would be fairest: Ravi has eighteen, not fourteen."""
    rule = HoursPerWeek(10 * 60, people=frozenset({"Ana"}))
    days = Demand("watch", 1, 1, WeeklyPattern.daily(9 * 60, 13 * 60, range(7)), "UTC")
    problem = _problem(dict.fromkeys(("Ana", "Ravi"), "UTC"), 7, demands=(days,), rules=(OwnHours(), rule))
    found = solve(problem, stop=Deadline(time.monotonic, 60))
    stage = found.stages[-1]
    assert stage.value == pytest.approx(60 * found.loads["Ravi"])
    assert stage.bound == pytest.approx(60 * 14, abs=0.01)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe"])
def test_a_clock_change_leaves_no_hole(zone: str) -> None:
    first = datetime(2027, 3, 1, tzinfo=UTC)
    window = Span(first, first + timedelta(days=42))
    problem = _problem({"Ana": zone, "Wei": "Asia/Kathmandu"}, window=window)
    plan = _shared(problem).assignments
    people = [problem.atlas.person(key) for key in problem.people]
    in_hours = merged(span for person in people for span in problem.atlas.working(person, window))
    assert merged(a.span for a in plan) == in_hours
    assert sum((a.span.elapsed for a in plan), timedelta()) == total(in_hours)
    assert violations(problem, plan) == ()


def test_a_problem_of_shared_duties_alone_has_a_plan_with_its_proof() -> None:
    found = solve(_problem(C04), stop=Deadline(time.monotonic, 60))
    assert found.status is Status.OPTIMAL
    assert found.loads == {"west": 200 / 60, "middle": 200 / 60, "east": 200 / 60, "far": 7.0}
    assert [(hole.span.start.hour, hole.span.elapsed) for hole in found.unfilled] == [
        (0, timedelta(hours=6)),
        (23, timedelta(hours=1)),
    ]


HOURS = st.tuples(
    st.sampled_from(
        ["Asia/Kathmandu", "Australia/Eucla", "Europe/Berlin", "America/Sao_Paulo", "Asia/Manila"]
    ),
    st.sampled_from([480, 540, 600]),
    st.sampled_from([240, 480, 510]),
)


@settings(max_examples=40, deadline=None)
@example([("Australia/Eucla", 480, 480), ("Europe/Berlin", 480, 480), ("Asia/Manila", 480, 510)], 3)
@given(st.lists(HOURS, min_size=2, max_size=5), st.integers(1, 3))
def test_who_is_on_when_has_the_fairest_load_whatever_hours_lie_in_whose(
    drawn: list[tuple[str, int, int]], days: int
) -> None:
    """Hours of different lengths, on quarters of an hour: each is on for as long as is fairest."""
    people = tuple(
        Person.simple(f"p{n}", zone, start, start + length, range(7))
        for n, (zone, start, length) in enumerate(drawn)
    )
    problem = _problem(
        {}, days, atlas=Atlas(people), people=tuple(p.id for p in people), shared=(SharedDuty("watch", 1),)
    )
    found = _shared(problem)
    assert found.proven
    assert violations(problem, found.assignments) == ()


def test_nobody_is_left_out_because_somebody_else_is_there_before_and_after() -> None:
    """São Paulo's four hours lie in Berlin's day, which begins while Kathmandu is on: a third each."""
    hours = (("Kim", "Asia/Kathmandu", 600, 840), ("Ben", "Europe/Berlin", 540, 1050))
    people = tuple(Person.simple(*one, range(7)) for one in (*hours, ("Rui", "America/Sao_Paulo", 480, 720)))
    june = datetime(2027, 6, 1, tzinfo=UTC)
    problem = _problem(
        {}, atlas=Atlas(people), people=("Kim", "Ben", "Rui"), window=Span(june, june + timedelta(days=1))
    )
    assert _shared(problem).loads == {"Kim": 225, "Ben": 225, "Rui": 225}


NIGHT = ShiftKind("night", "watch", 22 * 60, 30 * 60)
NIGHTS = Demand("watch", 1, 1, WeeklyPattern.daily(22 * 60, 30 * 60, range(7)), "UTC")
DESK = Demand("desk", 1, 1, WeeklyPattern.daily(9 * 60, 17 * 60, range(7)), "UTC")


def _beside_nights(*rules: Rule, days: int = 4) -> Problem:
    """Three people at a desk by day, one of whom has the watch each night."""
    zones = dict.fromkeys(("Ana", "Ravi", "Jack"), "UTC")
    return _problem(
        zones, days, kinds=(NIGHT,), demands=(DESK, NIGHTS), shared=(SharedDuty("desk"),), rules=rules
    )


def test_who_comes_from_a_night_or_goes_to_one_is_not_on_a_shared_duty_within_their_rest() -> None:
    problem = _beside_nights(Rest(11 * 60))
    found = solve(problem, stop=Deadline(time.monotonic, 60))
    assert violations(problem, found.assignments) == ()
    assert [hole.duty for hole in found.unfilled] == ["watch"]  # of the night before the plan
    at_home = _beside_nights(AtWork(Rest(11 * 60), frozenset({"watch"})))
    both = solve(at_home, stop=Deadline(time.monotonic, 60)).assignments
    assert violations(at_home, both) == ()
    assert violations(problem, both)  # who stands by at home may be at the desk, so somebody is


def test_a_shared_duty_breaks_no_other_rule_and_goes_to_whoever_is_left() -> None:
    """Half of 28 hours would be Ana's, of whom ten are the most; what she is spared is nobody's fairest."""
    rule = HoursPerWeek(10 * 60, people=frozenset({"Ana"}))
    zones = dict.fromkeys(("Ana", "Ravi"), "UTC")
    days = Demand("watch", 1, 1, WeeklyPattern.daily(9 * 60, 13 * 60, range(7)), "UTC")
    problem = _problem(zones, 7, demands=(days,), rules=(OwnHours(), rule))
    found = _shared(problem)
    assert violations(problem, found.assignments) == ()
    assert found.unfilled == ()
    assert 0 < found.loads["Ana"] <= 10 * 60
    assert sum(found.loads.values()) == 28 * 60
    assert found.fairest == {"Ana": 14 * 60, "Ravi": 14 * 60}
    assert not found.proven


TEN_HOURS_A_WEEK = _problem(
    dict.fromkeys(("Ana", "Ravi"), "UTC"), 7, rules=(OwnHours(), HoursPerWeek(10 * 60)),
    demands=(Demand("watch", 1, 1, WeeklyPattern.daily(9 * 60, 13 * 60, range(7)), "UTC"),),
)  # fmt: skip
"""28 hours for two people who may be on for ten each, and no kinds of shift beside."""


@pytest.mark.parametrize("rule", [KindLimit(frozenset({"day"}), 1), Spacing("watch", 60), Rest(660)])
def test_rules_about_shifts_that_there_are_none_of_let_a_duty_be_shared_out(rule: Rule) -> None:
    problem = _problem(C04, rules=(OwnHours(), rule))
    found = solve(problem, stop=Deadline(time.monotonic, 60))
    assert violations(problem, found.assignments) == ()
    assert sum(a.minutes for a in found.assignments) == 17 * 60


def test_where_nobody_is_left_a_shared_duty_stays_open_and_no_rule_is_broken() -> None:
    found = solve(TEN_HOURS_A_WEEK, stop=Deadline(time.monotonic, 60))
    assert violations(TEN_HOURS_A_WEEK, found.assignments) == ()
    worked = timedelta(minutes=sum(a.minutes for a in found.assignments))
    assert timedelta(hours=16) <= worked <= timedelta(hours=20)
    assert sum((hole.span.elapsed for hole in found.unfilled), timedelta()) == timedelta(hours=28) - worked
    assert found.status is Status.FEASIBLE


def test_what_breaks_a_rule_stays_open_where_the_time_is_up_before_it_is_shared_out_again() -> None:
    stop = Deadline(time.monotonic, 60)

    def check(problem: Problem, plan: Iterable[Assignment]) -> tuple[Violation, ...]:
        stop.stop()  # so there is a first plan and no second one
        return violations(problem, plan)

    found = share_out(TEN_HOURS_A_WEEK, TEN_HOURS_A_WEEK.shared[0], check, stop=stop)
    assert found is not None
    assert found.assignments
    assert violations(TEN_HOURS_A_WEEK, found.assignments) == ()
    assert found.unfilled
    assert not found.proven


def test_a_plan_with_a_shared_duty_is_planned_anew_from_now_and_its_holes_have_reasons() -> None:
    problem = _beside_nights(Rest(11 * 60))
    plan = solve(problem, stop=Deadline(time.monotonic, 60))
    hole = next(hole for hole in plan.unfilled if hole.duty == "watch")
    assert len(relaxation(problem, plan.assignments, hole, stop=Deadline(time.monotonic, 60)).reasons) == 3
    rest = from_now(problem, plan.assignments, MONDAY + timedelta(days=1, hours=12))
    again = solve(rest, stop=Deadline(time.monotonic, 60))
    assert violations(rest, again.assignments) == ()
    assert [a for a in again.assignments if a.duty == "watch"] == [
        a for a in rest.published if a.duty == "watch"
    ]


SHORT = (
    ("Ana", "Africa/Casablanca", 480, 960), ("Jack", "Australia/Lord_Howe", 360, 720),
    ("Bina", "Asia/Kathmandu", 360, 840), ("Rui", "America/Sao_Paulo", 480, 720),
    ("Mia", "Pacific/Chatham", 420, 660), ("Dev", "Asia/Kathmandu", 360, 840),
)  # fmt: skip


def test_nobody_has_more_than_is_fairest_for_the_sake_of_half_an_hour_at_a_time() -> None:
    """Mia's hours overlap with Jack's by quarters alone: by half hours he has 15 min more."""
    people = tuple(Person.simple(*one, range(7)) for one in SHORT)
    start = datetime(2026, 4, 4, tzinfo=UTC)
    problem = _problem(
        {}, atlas=Atlas(people), people=tuple(p.id for p in people), shares={"Mia": 0.5},
        window=Span(start, start + timedelta(days=1)),
    )  # fmt: skip
    found = _shared(problem)
    assert found.proven
    assert max(found.loads.values()) == 240
    half_hours = _shared(replace(problem, shared=(SharedDuty("watch", 30),)))
    assert max(half_hours.loads.values()) == 255
    assert all(a.minutes >= 30 for a in half_hours.assignments)


def test_a_quarter_of_an_hour_that_is_all_there_is_stays_open_only_where_longer_stretches_are_asked_for() -> (
    None
):
    """Kathmandu's night ends at 00:15Z: the plan begins in its last quarter of an hour."""
    bina = Person.simple("Bina", "Asia/Kathmandu", 22 * 60, 30 * 60, range(7))
    problem = _problem({}, atlas=Atlas((bina,)), people=("Bina",))
    assert _shared(problem).loads == {"Bina": 15 + 465}
    assert _shared(replace(problem, shared=(SharedDuty("watch", 30),))).loads == {"Bina": 465}
