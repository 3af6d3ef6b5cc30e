"""One shift of somebody on a date: what a line such as "Ana, early, 5 March" stands for."""

from datetime import UTC, date, datetime, time, timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person
from farflung.engine.rota.model.options import NEVER, options_of
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.time import Span

_AROUND = timedelta(days=2)


def shift_on(atlas: Atlas, person: Person, kind: ShiftKind, day: date) -> Assignment | None:
    """The shift of a kind that begins on a date of the person's own calendar; None where none does."""
    midnight = datetime.combine(day, time(), tzinfo=UTC)
    options = options_of(atlas, (person,), (kind,), Span(midnight - _AROUND, midnight + _AROUND))
    index = options.index(day)
    if options.start[0, index, 0] == NEVER:
        return None
    start, end = (options.instant(int(of[0, index, 0])) for of in (options.start, options.end))
    minutes = int(options.minutes[0, index, 0])
    return Assignment(Span(start, end), person.id, kind.duty, kind.name, day, minutes)
