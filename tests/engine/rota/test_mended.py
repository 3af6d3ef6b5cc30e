"""A published plan mended without a solver: who takes over what is lost is who stands lowest by fairness."""

from dataclasses import replace
from datetime import date

import pytest

from farflung.engine.atlas import Atlas
from farflung.engine.model import Absence
from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules import Away
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.demand import Demand
from farflung.engine.rota.values.ledger import Carried, Ledger
from farflung.engine.rota.why.mended import mended
from farflung.engine.rota.why.replacements import hits
from tests.engine.rota.plans import at, person, problem, shift

ILL = Absence("Ana", date(2027, 3, 5), date(2027, 3, 5))
TEAM = tuple(person(name) for name in ("Ana", "Eva", "Wei"))


def _published(**more: object) -> tuple[Problem, list[Assignment]]:
    """Wei has two shifts of eight hours, Eva one; Ana's, on Friday, is lost."""
    plan = [shift("Wei", at(0, 9), 8), shift("Wei", at(1, 9), 8), shift("Eva", at(2, 9), 8)]
    of = problem(TEAM, (Away(),), 14, demands=(Demand("watch"),), published=(), **more)
    return of, [*plan, shift("Ana", at(4, 9), 8)]


def _taker(of: Problem, plan: list[Assignment]) -> str:
    away = replace(of, atlas=Atlas(TEAM, absences=(ILL,)), published=tuple(plan))
    model = compiled(away)
    chosen = mended(away, model)
    assert chosen is not None
    friday = [one.person for one in model.assignments(chosen) if one.day == date(2027, 3, 5)]
    assert friday == [hits(of, plan, [ILL])[0].candidates[0].why.person]  # as those who step in are ranked
    return friday[0]


@pytest.mark.parametrize(
    ("more", "taker"),
    [
        ({}, "Eva"),
        ({"shares": {"Eva": 0.25}}, "Wei"),  # a quarter of a contract: her one shift weighs as four
        ({"ledger": Ledger({"Wei": Carried(40, 80), "Ana": Carried(40, 80), "Eva": Carried(0, 0)})}, "Eva"),
        # who joined carried less than anybody, and does not stand below those who carried their share
        ({"ledger": Ledger({"Eva": Carried(60, 84), "Ana": Carried(60, 84), "Wei": Carried(1, 1)})}, "Eva"),
    ],
)
def test_C09_what_is_lost_goes_to_who_stands_lowest_for_their_share(
    more: dict[str, object], taker: str
) -> None:
    assert _taker(*_published(**more)) == taker
