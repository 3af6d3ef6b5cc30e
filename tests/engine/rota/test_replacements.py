"""Leave after a plan was published: every hit shift with who could step in."""

import time
from dataclasses import replace
from datetime import date

from farflung.engine.model import Absence
from farflung.engine.rota.assignment import Assignment
from farflung.engine.rota.demand import Demand
from farflung.engine.rota.ledger import Carried, Ledger
from farflung.engine.rota.problem import Aim, Problem
from farflung.engine.rota.replacements import hits
from farflung.engine.rota.rules import Away, HoursPerWeek, Rest
from farflung.engine.rota.solve import solve
from farflung.engine.rota.stop import Deadline
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
