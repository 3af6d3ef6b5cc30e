"""Of how much of a plan somebody is there, by their own dates, on whatever clock the plan begins and ends."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from farflung.engine.atlas import Atlas
from farflung.engine.model import Absence, Person
from farflung.engine.rota.burden.presence import days_there, share_of
from farflung.engine.rota.problem import Problem
from farflung.engine.time import Span, as_instant

FIRST = date(2027, 3, 22)
"""A week later clocks change in Europe, and two weeks later in Lord Howe."""


def _problem(home: str, plan: str, away: tuple[int, int], weeks: int = 2) -> Problem:
    """Weeks that begin at midnight of `plan`; Mia of `home` is away from one day of them up to another."""
    mia = Person.simple("Mia", home, 540, 1020, range(7))
    absence = Absence("Mia", FIRST + timedelta(days=away[0]), FIRST + timedelta(days=away[1] - 1))
    start, end = (
        as_instant(datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(plan)))
        for day in (FIRST, FIRST + timedelta(weeks=weeks))
    )
    return Problem(Atlas((mia,), absences=(absence,)), Span(start, end), ("Mia",), ())


@pytest.mark.parametrize("plan", ["UTC", "Asia/Manila", "America/Sao_Paulo", "Europe/Berlin"])
@pytest.mark.parametrize("home", ["UTC", "Asia/Kathmandu", "Africa/Casablanca"])
@pytest.mark.parametrize(
    ("away", "share"), [((0, 14), 0.0), ((0, 7), 0.5), ((7, 14), 0.5), ((3, 4), 13 / 14)]
)
def test_who_is_away_for_a_part_of_the_plan_owes_that_part_less(
    home: str, plan: str, away: tuple[int, int], share: float
) -> None:
    """Of a plan by Manila's midnight fifteen dates of UTC are touched: nobody is there on the fifteenth."""
    problem = _problem(home, plan, away)
    assert share_of(problem, "Mia") == pytest.approx(share)


def test_a_window_without_any_noon_has_the_dates_that_it_touches() -> None:
    problem = _problem("UTC", "UTC", (0, 1))
    start = problem.window.start
    morning, evening = (Span(start + timedelta(hours=h), start + timedelta(hours=h + 8)) for h in (1, 13))
    atlas, mia = problem.atlas, problem.atlas.person("Mia")
    assert days_there(atlas, mia, morning) == 0
    assert days_there(atlas, mia, Span(evening.start, evening.end + timedelta(hours=12))) == 1
