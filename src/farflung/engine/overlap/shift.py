"""What an earlier or later start would buy: hours moved on the person's own clock, and measured."""

from dataclasses import dataclass, replace

from farflung.engine.atlas import Atlas, Change
from farflung.engine.model import DAY_MINUTES, Block, Person, WeeklyPattern
from farflung.engine.overlap.sharing import Sharing
from farflung.engine.time import Span

STEPS = (60, -60, 120, -120)
"""Minutes later (negative: earlier) that are tried, the smallest first."""

EARLIEST, LATEST = 6 * 60, 22 * 60
"""No proposal starts a day before 06:00 or ends it after 22:00 on the person's own clock."""


@dataclass(frozen=True, slots=True)
class Shifted:
    """`person` starts `later` minutes later (negative: earlier); the pair then shares `weekly_minutes`."""

    person: str
    later: int
    weekly_minutes: float
    change: Change


def shifted(person: Person, later: int) -> Person | None:
    """The person with all hours moved; None where that would reach into early morning or night."""
    blocks = [block for period in person.patterns for block in period.pattern.blocks]
    ordinary = all(b.start + later >= EARLIEST and b.end + later <= LATEST for b in blocks)
    if not blocks or not ordinary:
        return None
    patterns = (replace(p, pattern=_moved(p.pattern, later)) for p in person.patterns)
    return replace(person, patterns=tuple(patterns))


def best_shift(atlas: Atlas, window: Span, one: str, other: str) -> Shifted | None:
    """The smallest move of one of two people's hours that gives them the most together, simulated.

    None where nothing within two hours gives them at least 15 minutes more a day.
    """
    pair = (atlas.person(one), atlas.person(other))
    small = Atlas(pair, tuple(s for s in atlas.stays if s.person in (one, other)), zones=atlas.zones)
    before = _shared(small, window, one, other)
    found = [
        Shifted(person.id, later, _shared(change.applied(small), window, one, other), change)
        for later in STEPS
        for person in pair
        if (moved := shifted(person, later)) is not None
        for change in [Change((person,), (moved,))]
    ]
    best = max(found, key=lambda s: (s.weekly_minutes, -abs(s.later)), default=None)
    return best if best is not None and best.weekly_minutes >= before + 5 * 15 else None


def _moved(pattern: WeeklyPattern, later: int) -> WeeklyPattern:
    return WeeklyPattern(tuple(_block(block, later) for block in pattern.blocks))


def _block(block: Block, later: int) -> Block:
    days, start = divmod(block.start + later, DAY_MINUTES)
    return Block((block.weekday + days) % 7, start, start + block.end - block.start)


def _shared(atlas: Atlas, window: Span, one: str, other: str) -> float:
    return Sharing(atlas, window).pairs([(one, other)])[0].weekly_minutes
