"""What comes after a great rota was made fair brings nobody higher."""

from dataclasses import replace
from datetime import timedelta
from time import monotonic

import pytest

from benchmarks.rota_cover import Cover
from farflung.engine.rota.check import violations
from farflung.engine.rota.methods.fair import fair
from farflung.engine.rota.solve import solve
from farflung.engine.rota.stop import Deadline
from farflung.engine.rota.values.assignment import Wish


def test_wishes_after_fairness_move_no_load(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fair, "SMALL", 0)  # as if it were great
    cover = Cover(people=9, zones=("Asia/Kathmandu", "Europe/Lisbon", "America/Toronto"), days=7)
    plain = cover.problem()
    wishes = tuple(Wish(name, cover.first + timedelta(days=2), None, want=False) for name in plain.people)
    first = solve(plain, stop=Deadline(monotonic, 60))
    after = solve(replace(plain, wishes=wishes), stop=Deadline(monotonic, 60))
    assert sorted(after.loads.values()) == pytest.approx(sorted(first.loads.values()))
    assert after.stages[0].value == first.stages[0].value
    assert len(after.stages) == 3
    assert violations(plain, after.assignments) == ()
