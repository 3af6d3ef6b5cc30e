"""Rest after night shifts: longer than between other shifts, and longer yet after several in a row."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import ClassVar

from farflung.engine.rota.model.limits import RestAfter
from farflung.engine.rota.model.model import Bools, Model
from farflung.engine.rota.rules.night import NightShift
from farflung.engine.rota.rules.rule import Violation, no_less
from farflung.engine.rota.rules.words import elapsed_text, length_text
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.turns import Turns
from farflung.engine.said import said_of
from farflung.engine.time import Span

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class RestAfterNights:
    """At least `minutes` of elapsed time after `nights` night shifts in a row or more.

    In a row are nights that begin on dates that follow one another. With one night the rest comes after each;
    with more a further night on the next date goes on with the row, and the rest comes after the last.
    """

    name: ClassVar[str] = "rest-after-nights"
    minutes: int
    night: NightShift
    nights: int = 1
    people: frozenset[str] | None = None
    basis: str = ""

    def __post_init__(self) -> None:
        no_less(f"the minutes of {self.name}", self.minutes)
        no_less(f"the nights of {self.name}", self.nights, 1)

    def add(self, model: Model, person: int) -> None:
        """Limits on what follows, and the first shifts closed where nights of before ask for it."""
        mark = self.night.mark(model)
        row = self._before(model, person)
        first = model.options.day(model.bounds(person)[0])
        carried = len(row) if row and row[-1].day == first - _DAY else 0
        since = model.options.minute(row[-1].span.end) if len(row) >= self.nights else None
        ahead = since if self.nights > 1 and carried else None  # a night on the first day would go on with it
        for unmarked in (False, True):
            limit = RestAfter(self.name, mark, self.minutes, unmarked, self.nights, carried, since=ahead)
            model.limit(person, limit)
        if since is not None and ahead is None:
            start, _ = model.spans(person)
            model.close(self.name, person, start < since + self.minutes)
        self._beside_turns(model, person, model.marks[mark][model.row(person)])

    def _beside_turns(self, model: Model, person: int, nights: Bools) -> None:
        """After a turn with night in it as after the last night of a row, and a turn after every night: where
        more nights than one make a row it asks for more than must be, never for less."""
        zone, who, (start, end) = model.atlas.zone_of, model.people[person], model.spans(person)
        for turn in model.turns_of(person):
            begin, until = (model.options.minute(moment) for moment in (turn.span.start, turn.span.end))
            soon: Bools = nights & (start < begin) & (end + self.minutes > begin)
            if self.night.holds(turn.span, zone(who, turn.span.start)):
                soon |= (start >= begin) & (start < until + self.minutes)
            model.close(self.name, person, soon)

    def violations(self, turns: Turns) -> Iterator[Violation]:
        """Each rest of the plan that is too short."""
        row: list[Assignment] = []
        for shift, after in pairwise(turns.shifts):
            row = self._row(row, shift, self.night.holds(shift.span, turns.zone(shift)))
            if len(row) < self.nights or not turns.planned(after) or self._goes_on(turns, shift, after):
                continue
            if self._short(shift.span.end, after.span.start):
                yield self._violation(turns, len(row), shift, after)

    def _goes_on(self, turns: Turns, night: Assignment, after: Assignment) -> bool:
        follows = self.nights > 1 and after.day == night.day + _DAY
        return follows and self.night.holds(after.span, turns.zone(after))

    def _short(self, end: datetime, start: datetime) -> bool:
        return start - end < timedelta(minutes=self.minutes)

    def _violation(self, turns: Turns, nights: int, before: Assignment, after: Assignment) -> Violation:
        least, pause = timedelta(minutes=self.minutes), after.span.start - before.span.end
        text = said_of(
            "{pause} after {count} night shift, before {after}; {least} are asked for",
            "{pause} after {count} night shifts in a row, before {after}; {least} are asked for",
            nights if self.nights > 1 else 1, pause=elapsed_text(pause), after=after.kind,
            least=length_text(self.minutes),
        )  # fmt: skip
        span = Span(min(before.span.end, after.span.start), after.span.start)
        by = (least - pause) // timedelta(minutes=1)
        return Violation(self.name, turns.person.id, span, text, by, self.basis)

    def _before(self, model: Model, person: int) -> list[Assignment]:
        """The nights in a row with which history ends."""
        row: list[Assignment] = []
        for shift in model.before(person):
            zone = model.atlas.zone_of(model.people[person], shift.span.start)
            row = self._row(row, shift, self.night.holds(shift.span, zone))
        return row

    @staticmethod
    def _row(row: list[Assignment], shift: Assignment, is_night: bool) -> list[Assignment]:
        if not is_night:
            return []
        return [*row, shift] if row and shift.day == row[-1].day + _DAY else [shift]
