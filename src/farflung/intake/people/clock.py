"""Hours written on one clock, read on another."""

from datetime import UTC, date, datetime, time
from typing import Final

from farflung.engine.model import DAY_MINUTES, Block, WeeklyPattern
from farflung.engine.time import ZoneDatabase, epoch

_WEEK: Final = 7 * DAY_MINUTES
_UTC: Final = frozenset({"UTC", "Etc/UTC", "Etc/UCT", "UCT", "Zulu", "Etc/Zulu", "Etc/GMT", "Etc/Universal"})


def same_clock(one: str, other: str) -> bool:
    """Whether two zone names mean one clock, for all that their names say."""
    return one == other or {one, other} <= _UTC


def moved(pattern: WeeklyPattern, written: str, own: str, on: date, zones: ZoneDatabase) -> WeeklyPattern:
    """The pattern in the zone `own`, from hours written in the zone `written`, with the offsets of one date.

    Weekdays move too: 22:00-06:00 UTC on Monday is Tuesday 08:00-16:00 in Sydney.
    """
    noon = epoch(datetime.combine(on, time(12), UTC))
    ahead = (zones.zone(own).offset(noon) - zones.zone(written).offset(noon)) // 60
    return WeeklyPattern(tuple(_later(block, ahead) for block in pattern.blocks), pattern.assumed)


def _later(block: Block, minutes: int) -> Block:
    weekday, start = divmod((block.weekday * DAY_MINUTES + block.start + minutes) % _WEEK, DAY_MINUTES)
    return Block(weekday, start, start + block.end - block.start)
