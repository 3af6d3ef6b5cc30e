"""Who is on duty when: the shifts as they will really be held, less whoever is off.

A public holiday takes its holder off a shift and leave always does (decision 0006). Coverage counts the
same turns against rules; a question about one moment needs only these.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from farflung.engine.atlas.off import OffKind, off_time
from farflung.engine.model import DAY_MINUTES, Occurrence, Shift
from farflung.engine.time import Span, difference

if TYPE_CHECKING:
    from farflung.engine.atlas.atlas import Atlas

STANDBY = timedelta(minutes=DAY_MINUTES)
"""A shift this long or longer is standby: nobody works through it, and a public holiday does not end it."""

_AROUND = timedelta(days=8)
"""A turn that has begun before a window is seen whole, so far as it lies in so many days."""


@dataclass(frozen=True, slots=True, order=True)
class Turn:
    """`person` (an id) is on `duty` from `start` to `end` (instants)."""

    start: datetime
    end: datetime
    duty: str
    person: str

    @property
    def span(self) -> Span:
        """The same as elapsed time."""
        return Span(self.start, self.end)


def stands(shift: Shift, occurrence: Occurrence) -> bool:
    """Whether a public holiday leaves its holder on: placed on that very date by hand, or standby."""
    once = shift.recurrence.rule is None
    return once or occurrence.moved or occurrence.end - occurrence.start >= STANDBY


def turns(atlas: "Atlas", window: Span, people: Iterable[str] | None = None) -> tuple[Turn, ...]:
    """Every turn that overlaps the window, sorted, of some people (ids) or of everybody.

    Whoever is off is on no duty; an unfilled shift is nobody's turn. A rota may name somebody who is not
    among the people: of them nothing is known but the turn.
    """
    wanted = None if people is None else frozenset(people)
    wide = Span(window.start - _AROUND, window.end + _AROUND)
    found: list[Turn] = []
    for shift in atlas.shifts:
        if shift.person is not None and (wanted is None or shift.person in wanted):
            found += _turns_of(atlas, shift, shift.person, window, wide)
    return tuple(sorted(found))


def _turns_of(atlas: "Atlas", shift: Shift, person: str, window: Span, wide: Span) -> Iterator[Turn]:
    for item in atlas.occurrences(shift, wide):
        held = Span(item.start, item.end)
        if held.overlaps(window):
            off = _off(atlas, person, held, holidays=not stands(shift, item))
            for span in difference([held], off):
                if span.overlaps(window):
                    yield Turn(span.start, span.end, shift.duty, person)


def _off(atlas: "Atlas", key: str, held: Span, *, holidays: bool) -> list[Span]:
    """What takes a person off a turn."""
    try:
        person = atlas.person(key)
    except LookupError:
        return []
    off = off_time(atlas, person, held)
    return [item.span for item in off if holidays or item.kind is not OffKind.HOLIDAY]
