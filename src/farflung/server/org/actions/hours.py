"""Working hours with effective dates: a new period closes or splits what it lies over, in one step."""

from datetime import date, datetime

from farflung.engine.model import WeeklyPattern
from farflung.server.core.events import publish
from farflung.server.core.models import Account
from farflung.server.core.writing import MAP, writing
from farflung.server.org.actions.days import DAY, during, first_of, last_of
from farflung.server.org.actions.whose import held, is_self, own
from farflung.server.org.events import AvailabilityChanged
from farflung.server.org.models import PatternPeriod, Person

Blocks = list[list[int]]
_EVER, _NEVER = date.min, date.max


def set_hours(
    *,
    person: Person,
    pattern: WeeklyPattern,
    start: date | None,
    end: date | None = None,
    by: Account | None,
    now: datetime,
) -> Person:
    """The hours from the first to the last local day, both included; None is open at that end."""
    with writing(by=by, now=now, changes=MAP) as write:
        row = held(person)
        if put_hours(row, pattern, start, end, now):
            if is_self(row, by):
                own(row, ("hours",))
                row.save(update_fields=["own"])
            write.audit("hours.set", "person", row.code, about=row.code)
            publish(AvailabilityChanged(row.code))
        return row


def blocks_of(pattern: WeeklyPattern) -> Blocks:
    """A pattern as the column keeps it."""
    return [[block.weekday, block.start, block.end] for block in pattern.blocks]


def put_hours(
    person: Person, pattern: WeeklyPattern, start: date | None, end: date | None, now: datetime
) -> bool:
    """The same inside of another action that holds the person; whether anything changed."""
    days = during(start, end)
    blocks = blocks_of(pattern)
    over = list(PatternPeriod.objects.filter(person=person, during__overlap=days))
    if len(over) == 1 and (over[0].blocks, over[0].assumed) == (blocks, pattern.assumed):
        first = first_of(over[0].during) or _EVER
        if first <= (start or _EVER) and _end(over[0]) >= (end or _NEVER):
            return False
    for period in over:
        _make_room(period, start, end)
    PatternPeriod.objects.create(
        person=person, during=days, blocks=blocks, assumed=pattern.assumed, recorded_at=now
    )
    return True


def _end(period: PatternPeriod) -> date:
    return last_of(period.during) or _NEVER


def _make_room(period: PatternPeriod, start: date | None, end: date | None) -> None:
    """Shortens a period to what lies before the new one, and gives what lies after it a row of its own."""
    first, last = first_of(period.during), last_of(period.during)
    before = start is not None and (first is None or first < start)
    after = end is not None and (last is None or last > end)
    recorded, blocks, assumed, person = period.recorded_at, period.blocks, period.assumed, period.person
    if before and start is not None:
        period.during = during(first, start - DAY)
        period.save(update_fields=["during"])
    else:
        period.delete()
    if after and end is not None:
        PatternPeriod.objects.create(
            person=person, during=during(end + DAY, last), blocks=blocks, assumed=assumed,
            recorded_at=recorded,
        )  # fmt: skip
