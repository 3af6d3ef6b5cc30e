"""The law in plans that are solved: round the clock in each country, and nothing kept is broken."""

from dataclasses import replace
from datetime import date, timedelta
from time import monotonic

import pytest

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person, Place
from farflung.engine.rota.check import violations
from farflung.engine.rota.law import Given, law_of, noted, ruled
from farflung.engine.rota.plan import Status
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules import Rule
from farflung.engine.rota.solve import solve
from farflung.engine.rota.stop import Deadline
from farflung.engine.rota.values.demand import Demand
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.time import Span
from farflung.rulepacks import load_packs
from tests.engine.rota.by_hand import MONDAY, weeks

PACKS = load_packs()
SIX = timedelta(hours=6)
NO = ("fr-free-sundays", "br-daily-hours-turns")
KINDS = (
    ShiftKind("early", "watch", 360, 840),
    ShiftKind("late", "watch", 840, 1320),
    ShiftKind("night", "watch", 1320, 1800),
)
PLACES = (
    Place("Europe/Brussels", "BE", None, "Brussels"),
    Place("Europe/Paris", "FR", None, "Paris"),
    Place("Europe/Berlin", "DE", None, "Berlin"),
    Place("Europe/Amsterdam", "NL", None, "Amsterdam"),
    Place("Asia/Dubai", "AE", "DU", "Dubai"),
    Place("Asia/Kolkata", "IN", "KA", "Bengaluru"),
    Place("Asia/Tokyo", "JP", None, "Tokyo"),
    Place("America/Sao_Paulo", "BR", "SP", "São Paulo"),
    Place("America/Chicago", "US", "IL", "Chicago"),
)


def _team(place: Place, count: int) -> tuple[Person, ...]:
    one = replace(Person.simple("1", place.zone, 0, 1440, range(7)), place=place)
    return tuple(replace(one, id=f"P{n}", name=f"P{n}") for n in range(count))


def _problem(place: Place, first: date, people: int = 6) -> Problem:
    team = _team(place, people)
    whole = weeks(place.zone, first, 2)
    window = Span(whole.start + SIX, whole.end + SIX)  # from the first shift on
    return Problem(Atlas(team), window, tuple(p.id for p in team), KINDS, (Demand("watch", 1, 1, under=100),))


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.country)
def test_watch_round_the_clock_is_covered_and_breaks_nothing_kept(place: Place) -> None:
    """Every condition answered with yes, but for the two that rule out Sundays, or shifts of eight hours."""
    bare = _problem(place, MONDAY)
    given = Given({rule.id: rule.id not in NO for rule in PACKS.rules if rule.applies_if})
    law = law_of(bare.atlas, bare.people, bare.window, PACKS, given)
    assert law.kept
    problem = ruled(bare, law)
    result = solve(problem, stop=Deadline(monotonic, 60))
    assert violations(problem, result.assignments) == ()
    assert (result.status, result.unfilled) == (Status.OPTIMAL, ())


def test_plan_beyond_the_expiry_says_what_is_unknown() -> None:
    bare = _problem(PLACES[2], date(2027, 5, 3))
    law = law_of(bare.atlas, bare.people, bare.window, PACKS)
    result = noted(solve(ruled(bare, law), stop=Deadline(monotonic, 60)), law)
    assert len(result.notes) >= 3
    assert any(note.startswith("Daily working time (DE) is unknown on 3 May 2027") for note in result.notes)


def test_three_people_cannot_watch_round_the_clock_and_the_hole_stays() -> None:
    bare = _problem(PLACES[3], MONDAY, people=3)
    law = law_of(bare.atlas, bare.people, bare.window, PACKS)
    problem = ruled(bare, law)
    result = solve(problem, stop=Deadline(monotonic, 60))
    assert result.unfilled
    assert violations(problem, result.assignments) == ()
    free: tuple[Rule, ...] = ()
    assert not solve(replace(bare, rules=free), stop=Deadline(monotonic, 60)).unfilled
