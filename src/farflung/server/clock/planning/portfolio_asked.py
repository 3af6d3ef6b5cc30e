"""Which of the series that were looked over are asked for, and in which order."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final

from farflung.server.clock.access import visible_meetings
from farflung.server.clock.planning.portfolio import WINDOWS, Audited
from farflung.server.org.access import Asker


class Verdict(StrEnum):
    """What may be said of a series."""

    PAYS = "pays"
    BARE = "bare"
    STALE = "stale"
    LEFT = "left"
    BURNT = "burnt"


class Order(StrEnum):
    """By what they are put in order; the most first, titles by the alphabet."""

    GIVES = "gives"
    TIME = "time"
    PEOPLE = "people"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks for; "" is any. `team` is a name, `organizer` a code, `area` the zone of one."""

    weeks: int = WINDOWS[0]
    verdict: str = ""
    team: str = ""
    organizer: str = ""
    area: str = ""
    order: str = Order.GIVES

    def of(self, found: Sequence[Audited]) -> list[Audited]:
        """Those that are asked for, in order."""
        held = [one for one in found if self._fits(one)]
        key = _KEYS.get(self.order)
        return held if key is None else sorted(held, key=key)

    def _fits(self, one: Audited) -> bool:
        return (
            (not self.verdict or bool(getattr(one, self.verdict)))
            and (not self.team or self.team in one.teams)
            and (not self.organizer or self.organizer == one.organizer)
            and (not self.area or self.area in one.areas)
        )


def wanted(given: Mapping[str, str]) -> Wanted:
    """What the filters of an address ask for; what means nothing is left out."""
    weeks = given.get("weeks", "")
    verdict, order = given.get("verdict", ""), given.get("order", "")
    return Wanted(
        weeks=int(weeks) if weeks in map(str, WINDOWS) else WINDOWS[0],
        verdict=verdict if verdict in set(Verdict) else "",
        team=given.get("team", ""), organizer=given.get("organizer", ""), area=given.get("area", ""),
        order=order if order in set(Order) else Order.GIVES,
    )  # fmt: skip


def of_reader(asker: Asker, found: Iterable[Audited]) -> list[Audited]:
    """Those that somebody may open."""
    codes = {str(code) for code in visible_meetings(asker).values_list("code", flat=True)}
    return [one for one in found if one.series.id in codes]


@dataclass(frozen=True, slots=True)
class Totals:
    """How many there are of each kind; `gives` is the time of people together that all would give back."""

    pays: int
    bare: int
    stale: int
    left: int
    burnt: int
    burnt_time: timedelta
    gives: timedelta


def totals(found: Sequence[Audited]) -> Totals:
    """Of these series together, a week."""
    return Totals(
        pays=sum(one.pays for one in found),
        bare=sum(one.bare for one in found),
        stale=sum(one.stale for one in found),
        left=sum(one.left for one in found),
        burnt=sum(bool(one.burnt) for one in found),
        burnt_time=sum((one.burnt for one in found), timedelta()),
        gives=timedelta(hours=sum(one.gives or 0.0 for one in found)),
    )


_KEYS: Final[Mapping[str, Callable[[Audited], Any]]] = {
    Order.TIME: lambda one: -one.weekly,
    Order.PEOPLE: lambda one: -(one.people or 0),
    Order.TITLE: lambda one: one.series.title.casefold(),
}
"""What comes first; those that give back most do so by themselves."""
