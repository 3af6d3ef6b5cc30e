"""The burden of one meeting hour by the wall clock of the person who attends it."""

from dataclasses import dataclass

from farflung.rulepacks.rule import Source

DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class BurdenBand:
    """`points` per hour of meeting from local minute `start` to `end` (exclusive)."""

    start: int
    end: int
    points: int


@dataclass(frozen=True, slots=True)
class BurdenTable:
    """Bands that tile the clock's face, minute 0 to 1440, once and without a gap.

    Minutes are positions on the clock's face, not elapsed time: on a day with a
    clock change an hour can be seen twice or not at all, and counts as it is seen.
    A person's own pattern and rest window come before this table where known.
    """

    bands: tuple[BurdenBand, ...]
    source: Source

    def points_at(self, minute: int) -> int:
        """Points per hour at a local minute of the day, 0 <= minute < 1440."""
        if not 0 <= minute < DAY_MINUTES:
            raise ValueError(f"minute of the day must be 0 to 1439, got {minute}")
        return next(band.points for band in self.bands if band.start <= minute < band.end)

    def points_between(self, start: int, end: int) -> float:
        """Points for a stretch of the clock's face, pro rata by the minute, start <= end <= 1440."""
        shared = ((min(end, b.end) - max(start, b.start), b.points) for b in self.bands)
        return sum(minutes * points for minutes, points in shared if minutes > 0) / 60
