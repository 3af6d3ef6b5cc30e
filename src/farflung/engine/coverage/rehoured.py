"""A person with other working hours for some dates, where the roster is working hours and not shifts."""

from dataclasses import replace

from farflung.engine.coverage.retimed import Retiming
from farflung.engine.model import DAY_MINUTES, Block, PatternPeriod, Person, WeeklyPattern


def rehoured(person: Person, change: Retiming) -> Person | None:
    """The person with every block of the pattern in force moved; None where it would change its weekday.

    The new hours stand before the others, so they hold for their dates only.
    """
    pattern = person.pattern_on(change.first)
    if pattern is None:
        return None
    blocks = [(b.weekday, b.start + change.start, b.end + change.end) for b in pattern.blocks]
    if any(not (0 <= start < DAY_MINUTES and start < end <= start + DAY_MINUTES) for _, start, end in blocks):
        return None
    moved = WeeklyPattern(tuple(Block(*block) for block in blocks))
    period = PatternPeriod(moved, change.first, change.last)
    return replace(person, patterns=(period, *person.patterns))
