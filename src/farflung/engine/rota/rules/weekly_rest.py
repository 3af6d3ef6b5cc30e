"""The weekly rest: a stretch without any shift in each week."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from farflung.engine.rota.model.limits import Gap
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.rules.periods import WEEK, inside, planned_dates, whole_weeks
from farflung.engine.rota.rules.rule import Violation, no_less
from farflung.engine.rota.rules.words import elapsed_text, length_text
from farflung.engine.rota.values.turns import Turns
from farflung.engine.said import said
from farflung.engine.time import Span, Zone, clipped, day_span, difference, total

_DAY = timedelta(hours=24)
_FAR = timedelta(days=400)
"""Beyond what is known all time is free: further than any rest is long."""


@dataclass(frozen=True, slots=True)
class WeeklyRest:
    """In each calendar week of the person at least `minutes` in a row, in elapsed time, without any shift.

    24 hours of the stretch lie inside the week (all of it, where less is asked for); what is beyond them, the
    daily rest beside it, may reach over the week's border. A week that goes on after the plan is not judged;
    before the first known shift all time is free.
    """

    name: ClassVar[str] = "weekly-rest"
    minutes: int
    people: frozenset[str] | None = None
    basis: str = ""

    def __post_init__(self) -> None:
        no_less(f"the minutes of {self.name}", self.minutes)

    def add(self, model: Model, person: int) -> None:
        """One gap for each week that ends in the plan, unless it was had before the plan."""
        zone = model.atlas.zone_of(model.people[person], model.window.start)
        busy = [shift.span for shift in model.before(person)]
        worked = model.last_end(person)
        over = max(0, self.minutes - _DAY // timedelta(minutes=1))
        for monday in whole_weeks(*planned_dates(model, person)):
            week = _week(monday, zone)
            if any(self._rest_of(free, week) for free in _free(busy)[:-1]):
                continue
            earliest = model.options.minute(week.start) - over
            since = earliest if worked is None else max(earliest, worked)
            if since + self.minutes > model.options.minute(week.end) + over:
                self._close(model, person, week)
                continue
            until = model.options.minute(week.end) + over
            turns = self._turns(model, person, since, until)
            if self._room(turns, since, until):
                days = inside(model, monday, monday + WEEK)
                model.limit(person, Gap(self.name, self.minutes, (days,), since, over, busy=turns))

    def _turns(self, model: Model, person: int, since: int, until: int) -> tuple[tuple[int, int], ...]:
        """From and to which minute turns of rotations last between two."""
        minute = model.options.minute
        spans = ((minute(turn.span.start), minute(turn.span.end)) for turn in model.turns_of(person))
        return tuple((start, end) for start, end in spans if start < until and end > since)

    def _room(self, turns: tuple[tuple[int, int], ...], since: int, until: int) -> bool:
        """Whether turns leave room for the rest: if not it is they that break the rule."""
        for start, end in sorted(turns):
            if start - since >= self.minutes:
                return True
            since = max(since, end)
        return until - since >= self.minutes

    def _close(self, model: Model, person: int, week: Span) -> None:
        """What was worked before leaves no room for the rest: nothing more is put into the week."""
        start, end = model.spans(person)
        begin, until = model.options.minute(week.start), model.options.minute(week.end)
        model.close(self.name, person, (start < until) & (end > begin))

    def violations(self, turns: Turns) -> Iterator[Violation]:
        """Each week without one, with the longest stretch that there is."""
        free = _free(shift.span for shift in turns.shifts)
        for monday in whole_weeks(turns.first, turns.last):
            week = _week(monday, turns.atlas.zone_of(turns.person, turns.window.start))
            if not any(self._rest_of(stretch, week) for stretch in free) and self._by_plan(turns, week):
                longest = max((self._in_week(stretch, week) for stretch in free), default=timedelta())
                text = said(
                    "{longest} without a shift at the longest in the week; {least} are asked for",
                    longest=elapsed_text(longest), least=length_text(self.minutes),
                )  # fmt: skip
                by = (self._least - longest) // timedelta(minutes=1)
                yield Violation(self.name, turns.person.id, week, text, by, self.basis)

    def _by_plan(self, turns: Turns, week: Span) -> bool:
        """Whether a shift of the plan lies in a week, or cuts short after it what history left room for."""
        planned = any(s.span.overlaps(week) for s in turns.shifts if turns.planned(s))
        before = _free(shift.span for shift in turns.shifts if not turns.planned(shift))
        return planned or any(self._rest_of(stretch, week) for stretch in before)

    @property
    def _least(self) -> timedelta:
        return timedelta(minutes=self.minutes)

    def _rest_of(self, free: Span, week: Span) -> bool:
        return self._in_week(free, week) >= self._least

    def _in_week(self, free: Span, week: Span) -> timedelta:
        """How long a stretch is for a week: all of it, where enough of it lies inside."""
        within = total(clipped([free], week))
        return free.elapsed if within >= min(self._least, _DAY) else within


def _week(monday: date, zone: Zone) -> Span:
    return Span(day_span(monday, zone).start, day_span(monday + WEEK, zone).start)


def _free(busy: Iterable[Span]) -> tuple[Span, ...]:
    """What lies before, between and after shifts; nothing where there are none."""
    spans = sorted(busy)
    if not spans:
        return ()
    around = Span(spans[0].start - _FAR, max(span.end for span in spans) + _FAR)
    return difference([around], spans)
