"""Whether what one person has keeps every limit of a model: read shift by shift, without a solver."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from farflung.engine.rota.model.limits import Blocks, Gap, Limit, Never, Off, Rest, RestAfter, Run, Total
from farflung.engine.rota.model.model import Model
from farflung.engine.time import day_span

Days = Mapping[int, int]
"""What somebody has: the kind (index) of each day (index) with a shift, in order of days."""


def keeps_limits(model: Model, person: int, days: Days) -> bool:
    """Whether all of it is open to them and passes no limit; pairs and demand are not looked at."""
    if not all(model.open[person, day, kind] for day, kind in days.items()):
        return False
    of = _Own(model, person, dict(sorted(days.items())))
    return of.apart() and all(of.keeps(limit) for limit in model.limits[person])


def passes_limits(model: Model, person: int, days: Days) -> bool:
    """Whether all of it passes a limit whatever else they have: what is too little could be made up for."""
    of = _Own(model, person, dict(sorted(days.items())))
    limits = (_without_least(limit) for limit in model.limits[person])
    return not of.apart() or not all(limit is None or of.keeps(limit) for limit in limits)


def _without_least(limit: Limit) -> Limit | None:
    """What of a limit more shifts cannot mend."""
    if isinstance(limit, Total | Run):
        return replace(limit, least=None)
    return None if isinstance(limit, Off) else limit


class _Own:
    """One person's shifts, as limits ask about them."""

    def __init__(self, model: Model, person: int, days: dict[int, int]) -> None:
        self._model, self._person, self._row, self._days = model, person, model.row(person), days
        start, end = model.options.start[self._row], model.options.end[self._row]
        self._found: dict[str, set[int]] = {}
        self._spans = sorted((int(start[at]), int(end[at]), at[0]) for at in days.items())

    def apart(self) -> bool:
        """Whether no two overlap."""
        return self._rests(0)

    def keeps(self, limit: Limit) -> bool:  # noqa: PLR0911
        """Whether a limit holds."""
        match limit:
            case Total():
                return self._total(limit)
            case Run():
                return self._run(limit)
            case Off():
                return self._off(limit)
            case Blocks():
                marked = self._marked(limit.mark)
                return sum(any(day in marked for day in group) for group in limit.groups) <= limit.most
            case Rest():
                return self._rests(limit.minutes)
            case RestAfter():
                rested = (self._rested(limit, day) for day in self._marked(limit.mark))
                return self._rested_before(limit) and all(rested)
            case Never():
                return not any(
                    kind == limit.before and self._days.get(day + 1) in limit.after
                    for day, kind in self._days.items()
                )
            case Gap():
                return all(self._gap(limit, first, last) for first, last in limit.windows)

    def _off(self, limit: Off) -> bool:
        days = sorted(day for day in {*self._days, *limit.there} if limit.first <= day <= limit.last)
        chosen = (pair for pair in pairwise(days) if not set(pair) <= set(limit.there))
        return all(after - before == 1 or after - before > limit.least for before, after in chosen)

    def _marked(self, mark: str) -> set[int]:
        found = self._found.get(mark)
        if found is None:
            of = self._model.marks[mark][self._row]
            found = self._found[mark] = {day for day, kind in self._days.items() if of[day, kind]}
        return found

    def _rests(self, minutes: int) -> bool:
        return all(after[0] - before[1] >= minutes for before, after in pairwise(self._spans))

    def _total(self, limit: Total) -> bool:
        of, marked = self._model.measures[limit.measure][self._row], self._marked(limit.mark)
        found = sum(int(of[day, self._days[day]]) for day in marked if limit.first <= day <= limit.last)
        return (limit.most is None or found <= limit.most) and found >= (limit.least or 0)

    def _run(self, limit: Run) -> bool:
        marked = self._marked(limit.mark)
        for first, last in _runs([day for day in sorted(marked) if limit.first <= day <= limit.last]):
            length = last - first + 1
            carried = limit.carried if first == limit.first else 0
            if limit.most is not None and length + carried > limit.most:
                return False
            inner = first > limit.first and last < limit.last
            if inner and length < (limit.least or 0):
                return False
        return True

    def _rested(self, limit: RestAfter, day: int) -> bool:
        """Whether the rest after one marked day is kept, if it asks for one."""
        marked = self._marked(limit.mark)
        row = next(n for n in range(1, day + 2) if day - n not in marked)
        if day - row == self._model.bounds(self._person)[0] - 1:
            row += limit.carried
        goes_on = limit.run > 1 and not limit.unmarked and day + 1 in marked
        if row < limit.run or goes_on:
            return True
        end = int(self._model.options.end[self._row, day, self._days[day]])
        among = self._marked(limit.among)
        return not any(
            start < end + limit.minutes
            for start, _, other in self._spans
            if other > day and other in among and (other in marked) is not limit.unmarked
        )

    def _rested_before(self, limit: RestAfter) -> bool:
        """Whether the rest after the marked days right before the first is kept, if that is none."""
        first, marked = self._model.bounds(self._person)[0], self._marked(limit.mark)
        if limit.since is None or first in marked:
            return True
        among, until = self._marked(limit.among), limit.since + limit.minutes
        return not any(
            start < until and day in among and (day in marked) is not limit.unmarked
            for start, _, day in self._spans
        )

    def _gap(self, limit: Gap, first: int, last: int) -> bool:
        """Whether there is a free stretch between the midnights around a group of days, or what is given."""
        options, marked = self._model.options, self._marked(limit.mark)
        zone = self._model.atlas.zone_of(self._model.people[self._person], self._model.window.start)
        since = limit.since
        if since is None:
            since = options.minute(day_span(options.day(first), zone).start)
        until = options.minute(day_span(options.day(last), zone).end) + limit.beyond
        chosen = ((start, end) for start, end, day in self._spans if day in marked)
        for start, end in sorted((*chosen, *limit.busy)):
            if end > since:
                if min(start, until) - since >= limit.minutes:
                    return True
                since = end
        return until - since >= limit.minutes


def _runs(days: list[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of days in order."""
    first: int | None = None
    for day, following in pairwise([*days, -1]):
        first = day if first is None else first
        if following != day + 1:
            yield first, day
            first = None
