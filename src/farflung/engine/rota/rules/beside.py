"""Turns of rotations stand beside a plan: what rules close around them, and how runs go on through them."""

from collections.abc import Iterable
from datetime import date, timedelta

from farflung.engine.rota.model.limits import ANY, Total
from farflung.engine.rota.model.model import Bools, Model
from farflung.engine.rota.values.assignment import Assignment

_DAY = timedelta(days=1)


def close_around(
    model: Model, person: int, rule: str, minutes: int, which: Bools | None = None, duty: str | None = None
) -> None:
    """Closes shifts with less than `minutes` between them and a turn of the person, on `duty` (None: any).

    `which` of shape (days, kinds) are the shifts that it is asked of; None is all.
    """
    start, end = model.spans(person)
    for turn in (turn for turn in model.turns_of(person) if duty in (None, turn.duty)):
        begin, until = (model.options.minute(moment) for moment in (turn.span.start, turn.span.end))
        near: Bools = (start < until + minutes) & (end + minutes > begin)
        model.close(rule, person, near if which is None else near & which)


def close_days(model: Model, person: int, rule: str, days: Iterable[date]) -> None:
    """Closes every shift that begins on one of the dates."""
    which = model.open[person] & False
    for index in (model.options.index(day) for day in days):
        if 0 <= index < model.options.days:
            which[index] = True
    model.close(rule, person, which)


def runs_through(
    model: Model, person: int, rule: str, most: int, among: Iterable[Assignment], mark: str = ANY
) -> None:
    """No more than `most` days in a row, those of turns counted; `among` are shifts that stand and count.

    A day of a turn has no other shift, so of each stretch of `most` + 1 days with one in it so many are left.
    """
    there = {shift.day for shift in among}
    turns = {shift.day for shift in model.turns_of(person)} & there
    first = model.options.day(0)
    for begin in sorted({day - n * _DAY for day in turns for n in range(most + 1)}):
        stretch = [begin + n * _DAY for n in range(most + 1)]
        low = max(0, (begin - first).days)
        high = min(model.options.days - 1, (stretch[-1] - first).days)
        left = max(0, most - sum(day in there for day in stretch))
        model.limit(person, Total(rule, low, high, most=left, mark=mark))
