"""A program with most columns left out is the same program about the others."""

import time

import numpy as np

from farflung.engine.rota.methods.linear.narrow import narrowed
from farflung.engine.rota.methods.linear.program import FREE, Writer
from farflung.engine.rota.methods.solvers.highs import Highs
from farflung.engine.rota.stop import Deadline


def test_what_is_left_out_stays_as_it_is_and_counts_in_every_row() -> None:
    writer = Writer()
    columns = writer.add_columns(4, high=3.0, cost=np.array([5.0, 1.0, 2.0, 4.0]))
    writer.add_row(columns[:2], 1.0, low=3.0, rule="both")
    writer.add_row(columns[1:], [1.0, 2.0, 1.0], high=7.0, rule="three")
    writer.add_row(columns[[0, 3]], 1.0, high=4.0, rule="those that are left out")
    program = writer.program()
    x = np.array([1.0, 2.0, 3.0, 1.0])
    small = narrowed(program, np.array([False, True, True, False]), x)
    assert small.program.width == 2
    assert small.program.height == 2  # nothing of the third is open
    assert small.program.row_low.tolist() == [2.0, -FREE]
    assert small.program.row_high.tolist() == [FREE, 6.0]
    answer = Highs(small.program).solve(stop=Deadline(time.monotonic, 60))
    assert answer.x is not None
    whole = small.whole(answer.x)
    assert whole.tolist() == [1.0, 2.0, 0.0, 1.0]
    assert answer.value == program.value(whole)
    assert program.keeps(whole)
