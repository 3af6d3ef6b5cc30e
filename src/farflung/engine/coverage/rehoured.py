"""A person with other working hours for some dates, where the roster is working hours and not shifts."""

from dataclasses import replace
from datetime import date

from farflung.engine.coverage.retimed import Retiming
from farflung.engine.model import DAY_MINUTES, Block, PatternPeriod, Person, WeeklyPattern


def rehoured(person: Person, change: Retiming) -> Person | None:
    """The person with every block of the patterns in force moved; None where it would change its weekday.

    The new hours stand before the others, so they hold for their dates only. Where another pattern begins
    within these dates it is that one which is moved from then on.
    """
    if person.pattern_on(change.first) is None:
        return None
    new = []
    for first, last, pattern in person.patterns_over(change.first, change.last or date.max):
        moved = _moved(pattern, change) if pattern is not None else None
        if pattern is not None and moved is None:
            return None
        if moved is not None:
            new.append(PatternPeriod(moved, first, None if last == date.max else last))
    return replace(person, patterns=(*new, *person.patterns))


def _moved(pattern: WeeklyPattern, change: Retiming) -> WeeklyPattern | None:
    blocks = [(b.weekday, b.start + change.start, b.end + change.end) for b in pattern.blocks]
    if any(not (0 <= start < DAY_MINUTES and start < end <= start + DAY_MINUTES) for _, start, end in blocks):
        return None
    return WeeklyPattern(tuple(Block(*block) for block in blocks))
