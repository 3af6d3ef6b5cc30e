"""The company grid: who works in which quarter hour, for the whole company at once.

A cell is true when the person works *throughout* that quarter hour, so a sum never promises cover
that is not there. People with the same hours, zone and holidays share a row; a company of thousands
has a few hundred. Rows come from the zone's local time as an array, not from a loop over days.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas.rows import RowBuilder
from farflung.engine.time import Span, epoch

if TYPE_CHECKING:
    from farflung.engine.atlas.atlas import Atlas

SLOT = timedelta(minutes=15)
"""Every zone's offset is a multiple of this, so local hours fall on slot borders everywhere."""

_SLOT_SECONDS = 900


@dataclass(frozen=True, eq=False)
class CompanyGrid:
    """`rows[row_of[i], s]` says whether person `i` works in slot `s` (15 minutes from `start + s * SLOT`).

    `rows` has shape (distinct rows, slots), `row_of` (people). `index` gives a person id's `i`.
    """

    start: datetime
    slots: int
    ids: tuple[str, ...]
    index: dict[str, int]
    rows: NDArray[np.bool_]
    row_of: NDArray[np.int32]

    def slot(self, instant: datetime) -> int:
        """The slot that an instant is in; `IndexError` outside the window."""
        number = (instant - self.start) // SLOT
        if not 0 <= number < self.slots:
            raise IndexError(f"{instant} is outside the grid's window from {self.start}")
        return number

    def instant(self, slot: int) -> datetime:
        """When a slot begins (also of the one after the last)."""
        return self.start + slot * SLOT

    def of(self, person: str) -> NDArray[np.bool_]:
        """One person's row, by id; a view, not to be written to."""
        row: NDArray[np.bool_] = self.rows[self.row_of[self.index[person]]]
        return row

    def matrix(self, people: Sequence[str]) -> NDArray[np.bool_]:
        """Rows of some people, shape (people, slots)."""
        return self.rows[self.row_of[[self.index[p] for p in people]]]

    def counts(self, people: Sequence[str] | None = None) -> NDArray[np.int32]:
        """How many (of some, or of all) people work in each slot, shape (slots,)."""
        rows = self.row_of if people is None else self.row_of[[self.index[p] for p in people]]
        weights = (
            np.bincount(rows, minlength=len(self.rows)) if len(rows) else np.zeros(len(self.rows), np.int64)
        )
        used = np.flatnonzero(weights)
        out = np.zeros(self.slots, dtype=np.int32)
        for row in used:
            out += self.rows[row] * np.int32(weights[row])
        return out

    def who(self, instant: datetime) -> tuple[str, ...]:
        """The ids of everybody at work in the slot of an instant."""
        working = self.rows[:, self.slot(instant)][self.row_of]
        return tuple(self.ids[i] for i in np.flatnonzero(working))

    def spans(self, mask: NDArray[np.bool_]) -> tuple[Span, ...]:
        """The runs of true slots as spans."""
        edges = np.flatnonzero(np.diff(np.concatenate(([False], mask, [False])).astype(np.int8)))
        return tuple(
            Span(self.instant(int(a)), self.instant(int(b)))
            for a, b in zip(edges[::2], edges[1::2], strict=True)
        )


def build_grid(atlas: "Atlas", window: Span) -> CompanyGrid:
    """The grid of a window, widened to whole quarter hours."""
    start = datetime.fromtimestamp(epoch(window.start) // _SLOT_SECONDS * _SLOT_SECONDS, UTC)
    slots = -((start - window.end) // SLOT)
    builder = RowBuilder(atlas, Span(start, start + slots * SLOT), slots)
    row_of = np.array([builder.row(person) for person in atlas.people], dtype=np.int32)
    rows = np.array(builder.rows, dtype=np.bool_).reshape(len(builder.rows), slots)
    ids = tuple(person.id for person in atlas.people)
    return CompanyGrid(start, slots, ids, {p: i for i, p in enumerate(ids)}, rows, row_of)
