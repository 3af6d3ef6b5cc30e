"""What given starts mean to the people of a meeting: who could not come, and what it costs the worst-off."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas import Atlas, Kind
from farflung.engine.meetings.bill import Bill
from farflung.engine.meetings.busy import Busy, absences, held
from farflung.engine.meetings.faces import DAY, Mask, Seconds
from farflung.engine.meetings.rates import Rates
from farflung.engine.meetings.slot_values import SlotRequest
from farflung.engine.model import MeetingSeries
from farflung.engine.time import Span, epoch
from farflung.rulepacks import BurdenTable

Outcome = tuple[int, float]
"""How many required people are off, away or in another meeting; the points of the worst-off."""


def outlook(
    atlas: Atlas, request: SlotRequest, table: BurdenTable, starts: Sequence[datetime]
) -> tuple[Outcome, ...]:
    """The outcome of each of the starts."""
    return Outlook(atlas, request.window, table).at(request, starts)


class Outlook:
    """The same for one meeting of a window after the other: who is due where and when is worked out once."""

    def __init__(self, atlas: Atlas, window: Span, table: BurdenTable) -> None:
        self._atlas, self._window = atlas, window
        self._kinds = atlas.kinds(window)
        self._rates = self._kinds.once(Rates, table)
        self._busy: dict[str, Busy] = {}
        self._due: dict[str, list[MeetingSeries]] = defaultdict(list)
        for series in atlas.meetings:
            for person in dict.fromkeys(series.required):
                self._due[person].append(series)

    def at(self, request: SlotRequest, starts: Sequence[datetime]) -> tuple[Outcome, ...]:
        """The outcome of each of the starts, for a meeting in the window."""
        if not starts:
            return ()
        moments = np.array([epoch(start) for start in starts], np.int64)
        groups = self._kinds.among(dict.fromkeys(request.required))
        lots, which = self._rates.lots_of(kind for kind, _ in groups)
        bill = Bill(self._rates, lots, moments, request.minutes)
        off = ~(bill.own | bill.weekday)[which] | _holidays(bill, which, [kind for kind, _ in groups])
        away = off.repeat([len(ids) for _, ids in groups], axis=0)
        row_of = {person: row for row, person in enumerate(p for _, ids in groups for p in ids)}
        self._mark_meetings(away, row_of, moments, request)
        self._mark_absences(away, row_of, moments, request, Span(min(starts), max(starts) + request.length))
        gone, worst = away.sum(axis=0), bill.burden.max(axis=0)
        return tuple(zip(gone.tolist(), worst.tolist(), strict=True))

    def _mark_meetings(
        self, away: Mask, row_of: dict[str, int], starts: Seconds, request: SlotRequest
    ) -> None:
        """Who is in another meeting at which start."""
        others = {series.id: series for person in row_of for series in self._due.get(person, ())}
        for series in others.values():
            if series.id != request.moving:
                busy = self._times(series).hits(starts, request.minutes * 60)
                if busy.any():
                    away[[row_of[person] for person in series.required if person in row_of]] |= busy

    def _mark_absences(
        self, away: Mask, row_of: dict[str, int], starts: Seconds, request: SlotRequest, near: Span
    ) -> None:
        """Who is absent at which start."""
        ends = starts + request.minutes * 60
        for person, row in row_of.items():
            for span in absences(self._atlas, person, near):
                away[row] |= (starts < epoch(span.end)) & (ends > epoch(span.start))

    def _times(self, series: MeetingSeries) -> Busy:
        if series.id not in self._busy:
            self._busy[series.id] = Busy.of(held(self._atlas, series, self._window))
        return self._busy[series.id]


def _holidays(bill: Bill, which: NDArray[np.int64], kinds: Iterable[Kind]) -> Mask:
    """Which meetings touch a public holiday of each kind; `which` is the kind's lot."""
    first, last = (shown // DAY for shown in (bill.local, bill.last))
    days = set(first.reshape(-1).tolist()) | set(last.reshape(-1).tolist())
    touched = [list(zip(*row, strict=True)) for row in zip(first.tolist(), last.tolist(), strict=True)]
    found = np.zeros((len(which), len(bill.starts)), np.bool_)
    for row, (clock, kind) in enumerate(zip(bill.row[which].tolist(), kinds, strict=True)):
        if not kind.holidays.isdisjoint(days):
            found[row] = [a in kind.holidays or b in kind.holidays for a, b in touched[clock]]
    return found
