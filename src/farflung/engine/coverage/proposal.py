"""A proposal before it is tried: what to do, for whom, at what price."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from farflung.engine.atlas import Change
from farflung.engine.coverage.radar import Episode
from farflung.engine.coverage.words import hours_text
from farflung.engine.said import NOTHING, Said, said
from farflung.engine.time import CivilTime, Span, ZoneDatabase

DAYS_OFF = said("the rest falls on days off")


class Kind(StrEnum):
    """What sort of repair it is: people want to choose between sorts, not between five of one."""

    MOVE = "move"
    LENGTHEN = "lengthen"
    COVER = "cover"
    SWAP = "swap"
    TRAIN = "cross-training"
    HIRE = "hire"


@dataclass(frozen=True, slots=True)
class Proposal:
    """`wanted` is the time it is meant to close. The price, in minutes a shift: `longer` it becomes,
    `outside` the holder's own hours, `unsocial` outside 08-19 by their clock. `foreign` is true where it
    asks somebody whose clocks did not change. `note` is added to the effect; `rest` says why the last few
    of many are left.
    """

    kind: Kind
    action: Said
    change: Change
    wanted: tuple[Span, ...]
    people: tuple[str, ...]
    longer: int = 0
    outside: int = 0
    unsocial: int = 0
    foreign: bool = False
    note: Said = NOTHING
    rest: Said = DAYS_OFF

    @property
    def price(self) -> tuple[int, int, int, int, bool]:
        """Cheapest first: nobody works longer, few people, own hours, by day, those whose clocks changed."""
        return self.longer, len(self.people), self.outside, self.unsocial, self.foreign


def clocks_text(start: int, end: int) -> str:
    """Local minutes as "09-17", or "09:30-17:30" where they are not whole hours."""
    if start % 60 == 0 and end % 60 == 0:
        return f"{start // 60 % 24:02d}-{(end // 60 - 1) % 24 + 1:02d}"
    return f"{start // 60 % 24:02d}:{start % 60:02d}-{end // 60 % 24:02d}:{end % 60:02d}"


def last_day(episode: Episode, zones: ZoneDatabase, keys: set[str]) -> date | None:
    """The last date before the next change of any of these clocks; None where clocks have no part in it."""
    if episode.cause.until is None:
        return None
    window = Span(episode.parts[-1].span.start, episode.parts[-1].span.start + timedelta(days=400))
    coming = [change for key in keys for change in zones.zone(key).transitions(window)]
    if not coming:
        return None
    first = min(coming, key=lambda change: change.instant)
    return CivilTime.of(first.instant, zones.zone(first.zone)).date - timedelta(days=1)


def closing_text(closed: timedelta, wanted: timedelta, days: int) -> Said:
    """ "closes 1 h on each of 45 days", "closes 5 h of 8 h", "closes all 9 h"."""
    if closed < wanted:
        return said("closes {length} of {whole}", length=hours_text(closed), whole=hours_text(wanted))
    if days > 1:
        return said("closes {length} on each of {number} days", length=hours_text(closed / days), number=days)
    return said("closes all {length}", length=hours_text(closed))
