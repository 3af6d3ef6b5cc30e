"""Watched and stopped from outside: what was reached is told, and survives."""

import time
from dataclasses import dataclass, field
from datetime import timedelta
from threading import Event, Thread

import pytest

from farflung.engine.rota.check import violations
from farflung.engine.rota.plan import Progress, Status
from farflung.engine.rota.problem import Aim, Problem
from farflung.engine.rota.rules import ConsecutiveDays, HoursPerWeek, OwnHours, Rest
from farflung.engine.rota.solve import solve
from farflung.engine.rota.stop import Deadline, Within
from farflung.engine.rota.values.demand import Demand
from farflung.engine.rota.values.kind import kinds_between
from farflung.engine.time import Span
from tests.engine.rota.plans import MONDAY, person, problem

ZONES = ("Asia/Manila", "Asia/Kolkata", "Africa/Lagos", "America/Sao_Paulo", "America/Mexico_City")


def _hard() -> Problem:
    """Fairness down to the last of fourteen takes longer than these tests do."""
    team = [person(f"p{n:02d}", ZONES[n % len(ZONES)], 9 * 60, 18 * 60) for n in range(14)]
    rules = (Rest(660), OwnHours(60), HoursPerWeek(2400), ConsecutiveDays(most=5))
    kinds = kinds_between("watch", 0, 1410, [240, 360, 480], 30)
    return problem(
        team,
        rules,
        kinds=kinds,
        demands=(Demand("watch", 1, 1),),
        window=Span(MONDAY, MONDAY + timedelta(days=28)),
    )


@dataclass
class _Heard:
    """What was told on the way."""

    told: list[Progress] = field(default_factory=list)
    fairness: Event = field(default_factory=Event)

    def __call__(self, progress: Progress) -> None:
        self.told.append(progress)
        if Aim.FAIR in progress.stage:
            self.fairness.set()


def _stopped(heard: _Heard, stop: Deadline) -> None:
    """Stops as soon as fairness is looked at."""
    heard.fairness.wait(120)
    stop.stop()


@pytest.mark.slow
def test_the_last_plan_survives_a_stop_from_another_thread() -> None:
    of, stop, heard = _hard(), Deadline(time.monotonic, 300), _Heard()
    stopper = Thread(target=_stopped, args=(heard, stop))
    stopper.start()
    found = solve(of, stop=stop, watch=heard)
    reached = stop.spent()
    heard.fairness.set()
    stopper.join()
    since = reached - next(one.seconds for one in heard.told if Aim.FAIR in one.stage)
    assert since < 20  # a look of a solver may take a while on a busy machine
    assert found.assignments
    assert violations(of, found.assignments) == ()
    assert found.stages[0].aims == {Aim.COVER}
    assert heard.told
    assert all(one.best is None or one.bound <= one.best for one in heard.told)
    assert [one.seconds for one in heard.told] == sorted(one.seconds for one in heard.told)


def test_without_time_there_is_an_honest_answer() -> None:
    stop = Deadline(time.monotonic, 300)
    stop.stop()
    found = solve(_hard(), stop=stop)
    assert found.status is Status.FEASIBLE
    assert violations(_hard(), found.assignments) == ()
    assert found.assignments
    assert not any(stage.proven for stage in found.stages)


def test_a_part_of_the_time_ends_before_the_whole() -> None:
    now = [0.0]
    whole = Deadline(lambda: now[0], 10)
    part = Within.of(whole, 4)
    now[0] = 3
    assert (part.over(), part.left()) == (False, 1)
    now[0] = 4.5
    assert (part.over(), part.left(), whole.over()) == (True, 0, False)
    whole.stop()
    assert whole.left() == 0


def test_a_deadline_without_time_is_refused() -> None:
    with pytest.raises(ValueError, match="no time to plan"):
        Deadline(time.monotonic, 0)
