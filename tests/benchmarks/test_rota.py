"""The peer of the rotas round the clock solves the same problem as we do."""

from time import monotonic

import pytest

from benchmarks.bench_rota import COVER, naive
from benchmarks.rota_cover import Cover
from farflung.engine.rota.compiling.compile import compiled
from farflung.engine.rota.methods.linear.solve import solve_linear
from farflung.engine.rota.stop import Deadline


def test_the_plain_model_has_the_same_optimum() -> None:
    model = compiled(
        Cover(people=3, zones=("Asia/Kathmandu", "Europe/Lisbon", "America/Toronto"), days=3).problem()
    )
    ours = solve_linear(model, COVER, stop=Deadline(monotonic, 60))
    value, bound = naive(model, 60.0)
    assert ours.proven
    assert value == pytest.approx(ours.value)
    assert bound == pytest.approx(ours.value)
