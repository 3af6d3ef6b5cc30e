"""The twelve rotas of the large company that live in a sheet: round the world in local hours, and desks.

Nobody plans holes. A relay closes in the month in which it is made; clocks that change apart open it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import cycle

from farflung.example.chance import Chance
from farflung.example.people import Colleague
from farflung.example.teams import Team

COLUMNS = ("duty", "person", "days", "start", "end", "from", "every")

_WEEK, _WEEKEND = "Mon-Fri", "Sat-Sun"


@dataclass(frozen=True, slots=True)
class Leg:
    """A part of the day, in the local hours of people of these zones."""

    zones: tuple[str, ...]
    start: str
    end: str


def _zones(text: str, prefix: str) -> tuple[str, ...]:
    return tuple(f"{prefix}/{city}" for city in text.split())


_CHINA = _zones("Shanghai Singapore Kuala_Lumpur Manila Taipei Hong_Kong", "Asia")
_TOKYO = _zones("Tokyo Seoul", "Asia")
_INDIA = ("Asia/Kolkata", "Asia/Colombo")
_BERLIN = _zones(
    "Berlin Madrid Paris Rome Warsaw Amsterdam Budapest Stockholm Prague Vienna Brussels", "Europe"
)
_LONDON = _zones("London Lisbon Dublin", "Europe")
_NEW_YORK = _zones("New_York Toronto Detroit", "America")
_CHICAGO = _zones("Chicago Winnipeg", "America")
_LOS_ANGELES = _zones("Los_Angeles Tijuana", "America")
_SYDNEY = _zones("Sydney Melbourne Hobart", "Australia")

_PACIFIC_FIRST = (
    Leg(_CHINA, "08:00", "16:00"),
    Leg(_BERLIN, "09:00", "17:00"),
    Leg(_LOS_ANGELES, "08:00", "16:00"),
)
_INDIA_FIRST = (
    Leg(_INDIA, "09:30", "17:30"),
    Leg(_NEW_YORK, "07:00", "15:00"),
    Leg(_TOKYO, "05:00", "13:00"),
)
_LONDON_FIRST = (
    Leg(_LONDON, "06:00", "14:00"),
    Leg(_CHICAGO, "08:00", "16:00"),
    Leg(_SYDNEY, "09:00", "17:00"),
)


@dataclass(frozen=True, slots=True)
class Rota:
    """A duty of a department: so many people at once on each leg, taking turns week by week."""

    duty: str
    department: str
    legs: tuple[Leg, ...]
    deep: int = 1
    turns: int = 3
    weekends: bool = True


ROTAS = (
    Rota("Withdrawals", "Operations", _PACIFIC_FIRST, 2, 2),
    Rota("Deposits", "Operations", _INDIA_FIRST),
    Rota("Settlement", "Operations", _LONDON_FIRST, turns=2),
    Rota("Fraud watch", "Risk and Compliance", _PACIFIC_FIRST, 2, 2),
    Rota("Sanctions screening", "Risk and Compliance", _INDIA_FIRST),
    Rota("Market surveillance", "Risk and Compliance", _LONDON_FIRST, turns=1),
    Rota("Chat queue", "Customer Support", _PACIFIC_FIRST, 4, 1),
    Rota("Phone queue", "Customer Support", _LONDON_FIRST, 2, 1),
    Rota("Business support", "Customer Support", _INDIA_FIRST, 2, 1),
    Rota("Security operations centre", "Security", _PACIFIC_FIRST, turns=2),
    Rota(
        "Treasury desk", "Finance",
        (Leg(_LONDON, "07:30", "16:30"), Leg(_NEW_YORK, "09:00", "18:00")), turns=2, weekends=False,
    ),
    Rota(
        "Payroll help", "People",
        (Leg(_INDIA, "10:00", "18:00"), Leg(_BERLIN, "09:00", "17:00")), turns=2, weekends=False,
    ),
)  # fmt: skip


def rows(
    people: Sequence[Colleague], teams: Sequence[Team], opening: date, chance: Chance
) -> Iterator[tuple[object, ...]]:
    """The sheet, in `COLUMNS`. Turns began in January."""
    department = {team.name: team.department.name for team in teams}
    lined_up = chance.shuffled(people)
    taken: set[str] = set()
    for rota in ROTAS:
        for leg in rota.legs:
            holders = iter(_holders(rota, leg, lined_up, department, taken))
            yield from _leg(rota, leg, _WEEK, holders, opening)
            if rota.weekends:
                yield from _leg(rota, leg, _WEEKEND, holders, opening)


def _leg(
    rota: Rota, leg: Leg, days: str, holders: Iterator[Colleague], opening: date
) -> Iterator[tuple[object, ...]]:
    first = opening - timedelta(weeks=8)
    for _ in range(rota.deep):
        for turn in range(rota.turns):
            since = first + timedelta(weeks=turn, days=0 if days == _WEEK else 5)
            every = (since, rota.turns) if rota.turns > 1 else ("", "")
            yield rota.duty, next(holders).email, days, leg.start, leg.end, *every


def _holders(
    rota: Rota, leg: Leg, people: Sequence[Colleague], department: dict[str, str], taken: set[str]
) -> Iterator[Colleague]:
    """People of the department in the zones of the leg, then of any; round again when all have a turn."""
    near = [p for p in people if p.spot.zone in leg.zones and p.user not in taken and p.ended is None]
    near.sort(key=lambda person: department.get(person.team) != rota.department)
    needed = rota.deep * rota.turns * (2 if rota.weekends else 1)
    chosen = near[:needed]
    taken.update(person.user for person in chosen)
    return cycle(chosen)
