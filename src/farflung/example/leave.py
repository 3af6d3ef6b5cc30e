"""Who is away, and who is somewhere else, in the quarter of the large company. Nobody says why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from farflung.example.chance import Chance
from farflung.example.people import Colleague
from farflung.example.places import Spot, census

_AWAY, _LONG = 0.42, 0.008
_TRAVELS, _MOVES, _HUB = 120, 30, 60
DUBAI = Spot("Asia/Dubai", "AE", "Dubai")
PARIS = Spot("Europe/Paris", "FR", "Paris")

# Weeks from the first of March: more leave around Easter, in Golden Week and on the bridges of May.
_WEEKS = {week: {3: 3.0, 4: 4.0, 9: 2.0, 10: 2.0}.get(week, 1.0) for week in range(13)}


@dataclass(frozen=True, slots=True)
class Trip:
    """A row of the stays. No `last` day: until further notice."""

    person: Colleague
    kind: str
    spot: Spot
    first: date
    last: date | None


def absences(
    people: Sequence[Colleague], opening: date, chance: Chance
) -> Iterator[tuple[Colleague, date, date]]:
    """Person, first and last day."""
    for person in people:
        if chance.happens(_LONG):
            first = opening + timedelta(days=chance.between(-40, 60))
            yield person, first, first + timedelta(days=chance.between(40, 150))
        elif chance.happens(_AWAY):
            monday = opening + timedelta(weeks=chance.weighted(_WEEKS))
            first = monday + timedelta(days=chance.below(5))
            yield person, first, first + timedelta(days=chance.pick((0, 0, 1, 2, 4, 4, 6, 8, 11)))


def trips(people: Sequence[Colleague], opening: date, chance: Chance) -> Iterator[Trip]:
    """Travel, moves for good, and weeks at the two hubs; each person at most once."""
    spots = [spot for spot, count in census() if count >= 10]
    movers = iter(chance.some(people, _TRAVELS + _MOVES + _HUB))
    for _ in range(_TRAVELS):
        first = _day(opening, chance)
        last = first + timedelta(days=chance.between(3, 20))
        yield Trip(next(movers), "travel", chance.pick(spots), first, last)
    for _ in range(_MOVES):
        yield Trip(next(movers), "relocation", chance.pick(spots), _day(opening, chance), None)
    for _ in range(_HUB):
        first = _day(opening, chance)
        yield Trip(next(movers), "hub", chance.pick((DUBAI, PARIS)), first, first + timedelta(days=4))


def _day(opening: date, chance: Chance) -> date:
    return opening + timedelta(days=chance.below(84))
