"""What an earlier or later start would buy: hours moved on the person's own clock, and measured."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from farflung.engine.atlas import Change
from farflung.engine.model import DAY_MINUTES, Block, PatternPeriod, Person, WeeklyPattern
from farflung.engine.overlap.sharing import Sharing

STEPS = (60, -60, 120, -120)
"""Minutes later (negative: earlier) that are tried, the smallest first."""

EARLIEST, LATEST = 6 * 60, 22 * 60
"""No proposal starts a day before 06:00 or ends it after 22:00 on the person's own clock."""

WORTH = 5 * 30
"""Weekly minutes that a move must buy: half an hour a day."""

Pairs = Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Shifted:
    """`old` starts `later` minutes later (negative: earlier), which makes them `new`; with `others` they
    then share `after` minutes a week instead of `before`, all pairs added up."""

    old: Person
    new: Person
    later: int
    others: tuple[str, ...]
    before: float
    after: float

    @property
    def change(self) -> Change:
        """The move as a change to the Map."""
        return Change((self.old,), (self.new,))


def shifted(person: Person, later: int) -> Person | None:
    """The person with all hours moved; None where that would reach into early morning or night."""
    return replace(person, patterns=_moved(person.patterns, later)) if _ordinary(person, later) else None


def _ordinary(person: Person, later: int) -> bool:
    """Whether the hours, moved, are still those of a day."""
    blocks = [block for period in person.patterns for block in period.pattern.blocks]
    kept = all(b.start + later >= EARLIEST and b.end + later <= LATEST for b in blocks)
    return bool(blocks) and kept


def best_shift(sharing: Sharing, pairs: Pairs) -> Shifted | None:
    """The move of one person's hours that gives the pairs the most together, simulated; None if nothing does.

    Of equal gains the smaller move wins. Looked for on the grid's rows, then measured with the new hours.
    """
    guesses = sorted(_guesses(sharing, pairs), key=lambda g: (-g[0], abs(g[2])))
    gain, person, later = guesses[0] if guesses else (0.0, "", 0)
    if gain < WORTH:
        return None
    mine = [pair for pair in pairs if person in pair]
    old = sharing.atlas.person(person)
    new = shifted(old, later)
    if new is None:
        return None
    others = tuple(b if a == person else a for a, b in mine)
    part = sharing.simulated(tuple(dict.fromkeys((person, *others))), [new])
    before, after = _total(sharing, mine), _total(part, mine)
    return Shifted(old, new, later, others, before, after) if after >= before + WORTH else None


def later_bits(sharing: Sharing, row: int, later: int) -> int:
    """A row with all hours some minutes later (negative: earlier): right but for clock changes."""
    bits, slots = sharing.bits(row), later // 15
    return bits >> slots if slots >= 0 else bits << -slots & (1 << sharing.width) - 1


def _guesses(sharing: Sharing, pairs: Pairs) -> Iterator[tuple[float, str, int]]:
    """(weekly minutes gained, person, minutes later), for every person of the pairs and every step."""
    for person in dict.fromkeys(p for pair in pairs for p in pair):
        mine = [b if a == person else a for a, b in pairs if person in (a, b)]
        others = [sharing.bits(sharing.row(p)) for p in mine]
        row = sharing.row(person)
        now = sum((sharing.bits(row) & other).bit_count() for other in others)
        for later in STEPS:
            if _ordinary(sharing.atlas.person(person), later):
                moved = later_bits(sharing, row, later)
                then = sum((moved & other).bit_count() for other in others)
                yield (then - now) * 15 / sharing.weeks, person, later


def _moved(periods: tuple[PatternPeriod, ...], later: int) -> tuple[PatternPeriod, ...]:
    return tuple(
        replace(p, pattern=WeeklyPattern(tuple(_block(block, later) for block in p.pattern.blocks)))
        for p in periods
    )


def _block(block: Block, later: int) -> Block:
    days, start = divmod(block.start + later, DAY_MINUTES)
    return Block((block.weekday + days) % 7, start, start + block.end - block.start)


def _total(sharing: Sharing, pairs: Pairs) -> float:
    return sum(pair.weekly_minutes for pair in sharing.pairs(pairs))
