"""Leave after a plan was published: every hit shift with who could step in."""

import time
from dataclasses import replace
from datetime import date

from farflung.engine.atlas import Atlas
from farflung.engine.model import Absence, Holiday, HolidayCalendar, Place, WeeklyPattern
from farflung.engine.rota.problem import Aim, Problem
from farflung.engine.rota.rules import Away, HoursPerWeek, Rest
from farflung.engine.rota.solve import solve
from farflung.engine.rota.stop import Deadline
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.demand import Demand
from farflung.engine.rota.values.ledger import Carried, Ledger
from farflung.engine.rota.why.replacements import hits
from tests.engine.rota.plans import at, person, problem, shift

LEAVE = Absence("Ana", date(2027, 3, 3), date(2027, 3, 14))
TEAM = [person(name) for name in ("Ana", "Wei", "Eva", "Rui", "Ada")]
POINTS = {"Wei": 40.0, "Eva": 10.0, "Rui": 25.0, "Ada": 90.0}


def _published() -> tuple[Problem, list[Assignment]]:
    ledger = Ledger({who: Carried(points, 90) for who, points in POINTS.items()})
    of = problem(
        TEAM, (Rest(11 * 60), Away(), HoursPerWeek(40 * 60)), 21, ledger=ledger, demands=(Demand("watch"),)
    )
    mine = [shift("Ana", at(day, 9), 8) for day in (0, 2, 5, 9, 15)]
    return of, [*mine, shift("Eva", at(2, 9), 8), shift("Rui", at(5, 2), 4)]


def test_C08_every_hit_shift_is_listed_and_no_other() -> None:
    of, plan = _published()
    assert [hit.shift.day.day for hit in hits(of, plan, [LEAVE])] == [3, 6, 10]


def test_C08_the_least_burdened_who_can_comes_first() -> None:
    of, plan = _published()
    found = hits(of, plan, [LEAVE])
    assert [c.why.person for c in found[2].candidates] == ["Eva", "Rui", "Wei", "Ada"]
    assert all(c.why.free for c in found[2].candidates)


def test_C08_who_has_half_a_contract_is_burdened_twice_as_soon() -> None:
    of, plan = _published()
    even = replace(of, ledger=Ledger())
    more = [*plan, shift("Wei", at(16, 9), 8), shift("Ada", at(17, 9), 8), shift("Ada", at(18, 9), 4)]
    order = [c.why.person for c in hits(even, more, [LEAVE])[2].candidates]
    assert order == ["Rui", "Eva", "Wei", "Ada"]
    halved = hits(replace(even, shares={"Wei": 0.5, "Rui": 0.5}), more, [LEAVE])[2]
    assert [c.why.person for c in halved.candidates] == ["Eva", "Rui", "Ada", "Wei"]
    assert {c.why.person: (c.burden, c.height) for c in halved.candidates}["Wei"] == (8, 16)


def test_C08_who_is_on_or_short_of_rest_comes_after_who_can() -> None:
    of, plan = _published()
    on_duty, short, _ = hits(of, plan, [LEAVE])
    assert [c.why.person for c in on_duty.candidates] == ["Rui", "Wei", "Ada", "Eva"]
    assert [v.rule for v in on_duty.candidates[-1].why.breaks][:1] == ["double-duty"]
    assert [c.why.person for c in short.candidates] == ["Eva", "Wei", "Ada", "Rui"]


def test_C08_the_most_burdened_person_is_never_first() -> None:
    of, plan = _published()
    for hit in hits(of, plan, [LEAVE]):
        assert hit.best is not None
        assert hit.best.why.person != "Ada"


def test_what_the_ranking_offers_breaks_no_rule_when_the_plan_is_made_anew() -> None:
    of, plan = _published()
    found = hits(of, plan, [LEAVE])
    best = found[2].best
    assert best is not None
    assert best.why.shift is not None
    again = replace(of, fixed=(best.why.shift,), aims=(frozenset({Aim.COVER}),))
    assert best.why.shift in solve(again, stop=Deadline(time.monotonic, 30)).assignments


def test_a_holiday_that_somebody_works_is_no_shift_that_their_leave_hits() -> None:
    feast = HolidayCalendar("XX", None, (Holiday(date(2027, 3, 2), "A feast"),))
    team = tuple(replace(one, place=Place("UTC", "XX")) for one in TEAM)
    atlas = Atlas(team, holidays={("XX", None): feast})
    of = problem(TEAM, (Away(frozenset({"Ana"})),), 21, atlas=atlas, demands=(Demand("watch"),))
    plan = [shift("Ana", at(day, 9), 8) for day in (1, 3)]
    assert [hit.shift for hit in hits(of, plan, [LEAVE])] == plan[1:]


def test_what_is_asked_is_what_would_be_missed_at_that_time() -> None:
    """Wednesdays need somebody who knows payments: Ana did, and Ada is on already on the second one."""
    pay = frozenset({"payments"})
    team = [replace(one, skills=pay if one.id in ("Ana", "Wei", "Ada") else frozenset()) for one in TEAM]
    hours = WeeklyPattern.daily(9 * 60, 17 * 60, range(7))
    wednesday = WeeklyPattern.daily(9 * 60, 17 * 60, (2,))
    demands = (Demand("watch", 1, None, hours, "UTC"), Demand("watch", 1, None, wednesday, "UTC", skills=pay))
    of = problem(team, (Away(),), 21, demands=demands)
    plan = [*(shift("Ana", at(day, 9), 8) for day in (2, 3, 9)), shift("Ada", at(9, 9), 8)]
    lacking = [{c.why.person for c in hit.candidates if c.why.lacks} for hit in hits(of, plan, [LEAVE])]
    assert lacking == [{"Eva", "Rui"}, set(), set()]


def test_who_could_take_all_of_it_comes_before_who_could_take_an_hour() -> None:
    """Mai is on her own clock: of a shift of Lisbon's her hours reach the first one alone."""
    team = [person(name, zone) for name, zone in (("Ana", "UTC"), ("Wei", "UTC"), ("Mai", "Asia/Bangkok"))]
    ledger = Ledger({"Wei": Carried(40, 90), "Mai": Carried(5, 90)})
    of = problem(team, (Away(),), 21, ledger=ledger, demands=(Demand("watch"),))
    (hit,) = hits(of, [shift("Ana", at(3, 9), 8)], [LEAVE])
    assert [(c.why.person, c.why.covers) for c in hit.candidates] == [("Wei", 480), ("Mai", 60)]
