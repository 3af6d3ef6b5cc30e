"""Handovers by the clock of whoever takes over: nobody's turn begins in the middle of their night."""

from datetime import date, datetime, timedelta

from farflung.engine.rotation.order import Order
from farflung.engine.rotation.rotation import Rotation
from farflung.engine.rotation.turns import Turns
from farflung.engine.time import CivilTime, Span, ZoneDatabase, from_epoch
from farflung.engine.time.civil import local_seconds

FURTHEST = timedelta(days=2)
"""Two clocks are at most 26 hours apart, so no turn moves by more than this."""

Dates = tuple[date, date]


class OwnClocks:
    """When the turns of a rotation are, if each begins by its holder's own clock.

    A turn ends when the next begins, or by its holder's own clock where a date without a turn comes after it.
    Somebody far enough in the west cannot take over before the next one in the east does: as clocks are up to
    26 hours apart, a turn of a day may be empty.
    """

    def __init__(self, rotation: Rotation, turns: Turns, order: Order, zones: ZoneDatabase) -> None:
        self._turns, self._order = turns, order
        self._zones = {member: zones.zone(key) for member, key in rotation.clocks}
        clock = rotation.start.time
        self._second = clock.hour * 3600 + clock.minute * 60 + clock.second

    def covers(self, number: int) -> tuple[Span, ...]:
        """The time of a turn, one span for each run of dates."""
        runs = self._runs(number)
        coming = self._runs(number + 1)[0][0]
        ends = [self._wall(number, last) for _, last in runs]
        begins = [self._wall(number, first) for first, _ in runs]
        begins[0] = self._begins(number, runs[0][0])
        following = self._begins(number + 1, coming)
        ends[-1] = following if runs[-1][1] == coming else min(ends[-1], following)
        pairs = zip(begins, ends, strict=True)
        return tuple(Span(start, end) for start, end in pairs if start < end)

    def _runs(self, number: int) -> list[Dates]:
        """The first date of each run, and the date on which it ends, by the rotation's own clock."""
        return [(self._date(span.start), self._date(span.end)) for span in self._turns.covers(number)]

    def _date(self, moment: datetime) -> date:
        return CivilTime.of(moment, self._turns.zone).date

    def begins(self, number: int) -> datetime:
        """The instant of the handover to a turn."""
        return self._begins(number, self._first(number))

    def _begins(self, number: int, day: date) -> datetime:
        """When a turn begins: never before the one before it does."""
        mine = self._alone(number, day)
        return max(mine, self._alone(number - 1, self._first(number - 1))) if number else mine

    def _first(self, number: int) -> date:
        return self._date(self._turns.begins(number))

    def _alone(self, number: int, day: date) -> datetime:
        """By its holder's clock; where a new list comes in, not before the turn in progress was to end."""
        wall, floor = self._wall(number, day), self._order.floor(number)
        return wall if floor is None else max(wall, floor)

    def _wall(self, number: int, day: date) -> datetime:
        zone = self._zones.get(self._order.member(number), self._turns.zone)
        return from_epoch(zone.first_valid(local_seconds(day, self._second)))


def order_of(rotation: Rotation, turns: Turns, zones: ZoneDatabase) -> Order:
    """Who has which turn: each new list holds from the first handover at or after its instant.

    A handover is when it is by the clock of whoever was to take over before the list was another.
    """
    order = Order(rotation.members)
    clocks = OwnClocks(rotation, turns, order, zones) if rotation.clocks else turns
    for revision in rotation.revisions:
        number = turns.at_or_after(revision.at - (FURTHEST if rotation.clocks else timedelta()))
        number = max(number, order.revised)
        while clocks.begins(number) < revision.at:
            number += 1
        order.revise(number, revision.members, _earliest(clocks, number, revision.at))
    return order


def _earliest(clocks: OwnClocks | Turns, number: int, at: datetime) -> datetime:
    """When a turn of a new list can begin: not before it is made, nor while the turn before it lasts."""
    until = [span.end for span in clocks.covers(number - 1)] if number else []
    return min(clocks.begins(number), max(at, until[-1])) if until else clocks.begins(number)
