"""What a plan leaves open: where fewer are there than are wanted."""

from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np

from farflung.engine.rota.model.lines import Line
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Choice, levels
from farflung.engine.rota.plan import Unfilled
from farflung.engine.time import Span


def unfilled(model: Model, chosen: Sequence[Choice]) -> tuple[Unfilled, ...]:
    """Every stretch of time on a duty with the same number of people too few, in order."""
    found = [
        item
        for line, there in zip(model.lines, levels(model, chosen), strict=True)
        for item in _of_line(model, line, np.maximum(line.least - there, 0).tolist())
    ]
    return tuple(sorted(found, key=lambda item: (item.span, item.duty)))


def _of_line(model: Model, line: Line, missing: list[int]) -> Iterator[Unfilled]:
    borders = line.borders.tolist()
    which = line.which.tolist()
    cells = [
        (number, of, *edges) for number, of, edges in zip(missing, which, borders, strict=True) if number
    ]
    for (number, of, _), run in groupby(_joined(cells), key=lambda cell: (cell[0], cell[1], cell[4])):
        edges = list(run)
        span = Span(model.options.instant(edges[0][2]), model.options.instant(edges[-1][3]))
        yield Unfilled(line.duty, span, number, line.of[of])


def _joined(cells: list[tuple[int, int, int, int]]) -> Iterator[tuple[int, int, int, int, int]]:
    """Each cell with the number of its stretch: a new one begins where there is a pause."""
    stretch, reached = 0, None
    for number, of, start, end in cells:
        stretch += reached is not None and start != reached
        reached = end
        yield number, of, start, end, stretch
