"""Branching proves what neighbourhoods cannot."""

from pathlib import Path

import pytest

from benchmarks import made_instances
from benchmarks.bench_instances import planned
from farflung.engine.rota.methods.columns import solve
from farflung.engine.rota.methods.columns.dive import Dive


def test_a_dive_that_finds_nothing_does_not_keep_the_tree_from_proving(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(made_instances.SIZES, 7, made_instances.Size(14, 8, 2, 1.0))
    path = made_instances.write(tmp_path, [7])[0]
    known = planned(path, 60, seed=0)

    def vain(dive: Dive, _: object) -> None:
        dive.generation.done = False  # as a dive leaves it that was stopped by its rounds

    monkeypatch.setattr(Dive, "run", vain)
    monkeypatch.setattr(solve._Search, "_around", lambda *_: None)
    run = planned(path, 60, seed=0)
    assert (run.value, run.bound) == (known.value, known.value)
    assert run.seconds < 50
