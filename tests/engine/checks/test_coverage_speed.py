"""Twenty rotas over ninety days, all five checks of coverage together."""

import time
from dataclasses import replace
from datetime import date

import pytest

from farflung.engine.atlas import Atlas
from farflung.engine.checks import Question
from farflung.engine.checks.contradictions import CONTRADICTIONS
from farflung.engine.checks.coverage_holes import COVERAGE
from farflung.engine.checks.fragility import FRAGILITY
from farflung.engine.checks.rest import REST
from farflung.engine.checks.run import run
from farflung.engine.checks.weekly import WEEKLY
from farflung.engine.model import Agreement, CoverageRule, Person, Shift
from farflung.engine.time import CivilTime
from farflung.rulepacks import load_packs
from tests.company import OPS_PEOPLE, days, holidays_of, weekly_shift
from tests.pace import allowed

CHECKS = (COVERAGE, FRAGILITY, CONTRADICTIONS, REST, WEEKLY)


def rota(number: int) -> tuple[list[Person], list[Shift]]:
    """Six people in three places who take turns week by week."""
    people, shifts = [], []
    for place in range(3):
        for week in range(2):
            like = OPS_PEOPLE[(number * 3 + place * 5) % len(OPS_PEOPLE)]
            name = f"r{number}-{place}-{week}"
            person = replace(like, id=name, name=name, teams=(f"t{number}",), manager=None)
            weekly = weekly_shift(f"duty {number}", person, 540, 1080, person.place.zone)
            recurrence = replace(
                weekly.recurrence,
                rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR",
                start=CivilTime(date(2026, 1, 5 + 7 * week), weekly.recurrence.start.time, person.place.zone),
            )
            people.append(person)
            shifts.append(replace(weekly, recurrence=recurrence))
    return people, shifts


@pytest.mark.speed
def test_twenty_rotas_over_ninety_days_take_two_seconds_of_work() -> None:
    made = [rota(number) for number in range(20)]
    people = tuple(person for found, _ in made for person in found)
    rules = tuple(CoverageRule(f"rule {n}", duty=f"duty {n}") for n in range(10))
    atlas = Atlas(
        people,
        holidays=holidays_of(people),
        shifts=tuple(shift for _, found in made for shift in found),
        agreements=(Agreement("a", coverage=rules),),
    )
    question = Question(atlas, days("2027-03-01", 90), load_packs())
    started = time.process_time()
    report = run(question, CHECKS)
    assert time.process_time() - started < allowed(2.0)
    assert len({finding.subject for finding in report.findings if finding.rule.startswith("coverage")}) >= 10
