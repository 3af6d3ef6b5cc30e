"""The kinds of shift that a duty's `shifts` make, and what is wanted of each."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from farflung.engine.model import DAY_MINUTES
from farflung.engine.rota.values.demand import Headcount
from farflung.engine.rota.values.kind import LONGEST, ShiftKind, kinds_between
from farflung.engine.said import SaidError, said
from farflung.intake.rota_file.schema import Duty, Shifts

EIGHT_HOURS, HALF_HOUR = 480, 30
_MINUTE = timedelta(minutes=1)
MOST_KINDS = 500


@dataclass(frozen=True, slots=True)
class Made:
    """Kinds of shift, and how many people each wants on the days on which it begins."""

    kinds: tuple[ShiftKind, ...]
    says: Shifts


def kinds_of(duty: Duty) -> tuple[Made, ...]:
    """The kinds of a duty; raises `SaidError` where what is said of one makes none.

    A rotation that nothing more is wanted of has turns alone. A duty that says nothing has shifts of 8 hours
    that begin every half hour on people's own clocks.
    """
    if duty.shared is not None:
        if duty.shifts:
            raise SaidError(said("a duty that is shared out by the hour has no 'shifts'"))
        return ()
    if not duty.shifts and duty.rotation is not None and not wants(duty):
        return ()
    if not duty.shifts:
        return (Made(kinds_between(duty.duty, 0, DAY_MINUTES - HALF_HOUR, [EIGHT_HOURS]), Shifts()),)
    return tuple(Made(tuple(_kinds(duty.duty, shifts)), shifts) for shifts in duty.shifts)


def wants(duty: Duty) -> bool:
    """Whether a duty says how many are wanted on it."""
    said_so = (duty.exactly, duty.at_least, duty.at_most)
    return bool(duty.demand) or any(number is not None for number in said_so)


def _kinds(duty: str, says: Shifts) -> Iterator[ShiftKind]:
    if says.hours is not None:
        if says.length or says.every or says.between or says.begins is not None:
            raise SaidError(said("'hours' say it all: leave out 'begins', 'length', 'every' and 'between'"))
        yield _kind(duty, says, *says.hours)
        return
    if not says.length:
        raise SaidError(said("say its hours (06:00-14:00), or its length (8h)"))
    lengths = [_minutes(length) for length in says.length]
    if says.begins is not None:
        if len(lengths) != 1 or says.every or says.between:
            raise SaidError(
                said("a shift that begins at one time has one length, and no 'every' or 'between'")
            )
        yield _kind(duty, says, says.begins, says.begins + lengths[0])
        return
    yield from _family(duty, says, lengths)


def _family(duty: str, says: Shifts, lengths: list[int]) -> Iterator[ShiftKind]:
    """Every start by every length."""
    step = _minutes(says.every) if says.every else HALF_HOUR
    first, last = says.between or (0, DAY_MINUTES - step)
    if says.people is not None:
        raise SaidError(
            said("'people' are wanted on a shift with 'hours' or 'begins', not on a family of them")
        )
    starts = range(first, last + 1, step)
    if len(starts) * len(lengths) > MOST_KINDS:
        raise SaidError(said("that makes more than {most} kinds of shift", most=MOST_KINDS))
    for start in starts:
        for length in lengths:
            yield _kind(duty, says, start % DAY_MINUTES, start % DAY_MINUTES + length)


def _kind(duty: str, says: Shifts, start: int, end: int) -> ShiftKind:
    if end - start > LONGEST:
        raise SaidError(said("a shift lasts a month at the most"))
    unpaid = _minutes(says.break_) if says.break_ else 0
    made = ShiftKind("-", duty, start, end, says.in_, says.days or None, unpaid)
    plain = f"{duty} {made.hours}" + (f" {says.in_}" if says.in_ else "")
    name = says.name if says.name and (says.hours or says.begins is not None) else None
    if name is None and says.name:
        name = f"{says.name} {made.hours}"
    return ShiftKind(name or plain, duty, start, end, says.in_, says.days or None, unpaid)


def _minutes(length: timedelta) -> int:
    return length // _MINUTE


def headcounts(made: Made, first: date, last: date) -> Iterator[Headcount]:
    """What is wanted of a shift that says how many people, on each date on which it begins."""
    says = made.says
    if says.people is None:
        return
    day = first
    while day <= last:
        if not says.days or day.weekday() in says.days:
            for kind in made.kinds:
                yield Headcount(kind.name, day, says.people, says.at_most, says.weight, says.spare)
        day += timedelta(days=1)
