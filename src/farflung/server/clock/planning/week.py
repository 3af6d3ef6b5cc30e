"""The seven days from a reader's today on: everybody's working hours in them, and what is shared."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas import SLOT, Atlas, CompanyGrid
from farflung.engine.atlas.grid import build_grid
from farflung.engine.time import Span, day_span
from farflung.server.clock.planning.kept import Kept
from farflung.server.ui.reader import Reader

DAYS = 7
_DAY = timedelta(days=1)
_grids: Kept[CompanyGrid] = Kept()


def week_of(reader: Reader) -> Span:
    """From the reader's midnight to that seven dates later: 167 or 169 hours where clocks change."""
    return Span(
        day_span(reader.today, reader.zone).start,
        day_span(reader.today + timedelta(days=DAYS), reader.zone).start,
    )


def week_grid(atlas: Atlas, now: datetime) -> CompanyGrid:
    """Everybody's quarter hours, wide enough for the week of a reader anywhere; made once a day in UTC."""
    today = now.astimezone(UTC).date()
    start = datetime.combine(today, time(0, 0), tzinfo=UTC)
    return _grids.get(
        atlas, today, lambda: build_grid(atlas, Span(start - 2 * _DAY, start + (DAYS + 2) * _DAY))
    )


def shared(
    grid: CompanyGrid, person: str, week: Span, others: Sequence[str] | None = None
) -> NDArray[np.int64]:
    """Minutes that others of the grid (None: everybody, in its order) work at the same time as a person.

    All zero where the person came to the map after the grid was made: the next one has them.
    """
    at = grid.index.get(person)
    if at is None:
        return np.zeros(len(grid.ids if others is None else others), dtype=np.int64)
    first, last = ((moment - grid.start) // SLOT for moment in (week.start, week.end))
    rows, own = grid.rows[:, first:last], grid.rows[grid.row_of[at], first:last]
    if others is not None:
        rows = rows[grid.row_of[[grid.index[key] for key in others]]]
        few: NDArray[np.int64] = (rows & own).sum(axis=1) * 15
        return few
    minutes: NDArray[np.int64] = (rows & own).sum(axis=1)[grid.row_of] * 15
    return minutes
