"""Rotas round the clock, made from a seed: people in many zones, demand by the half hour, tight as asked."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from farflung.engine.atlas import Atlas
from farflung.engine.model import Block, Person, WeeklyPattern
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules import HoursPerWeek, Rest
from farflung.engine.rota.values.demand import Demand
from farflung.engine.rota.values.kind import kinds_between
from farflung.engine.time import Span

ZONES = (
    "Asia/Manila", "Asia/Singapore", "Asia/Kolkata", "Africa/Nairobi", "Africa/Lagos", "Europe/Warsaw",
    "America/Sao_Paulo", "America/Mexico_City", "Europe/Lisbon", "America/Toronto", "Asia/Dubai",
    "Asia/Kathmandu", "Australia/Sydney", "America/Los_Angeles", "Pacific/Auckland",
)  # fmt: skip
"""Fifteen, two of them on the half and the quarter hour, five that change their clocks in March and April."""

HALF_HOURS = 48


@dataclass(frozen=True, slots=True)
class Cover:
    """What is asked for. `tight` is how many people-hours are wanted, against those that there are."""

    people: int = 200
    duties: int = 1
    zones: tuple[str, ...] = ZONES
    first: date = date(2027, 3, 15)
    days: int = 28
    tight: float = 0.98
    seed: int = 17

    def problem(self) -> Problem:
        """Shifts of 8 h that start 06:00-16:30 own time, 11 h of rest, 40 h a week."""
        random = Random(self.seed)
        people = [
            Person.simple(f"p{n:04}", self.zones[n // self.duties % len(self.zones)], 360, 1470, range(7))
            for n in range(self.people)
        ]
        start = datetime(self.first.year, self.first.month, self.first.day, tzinfo=UTC)
        names = [f"duty {n:02}" for n in range(self.duties)]
        teams = {
            name: [p.id for n, p in enumerate(people) if n % self.duties == d] for d, name in enumerate(names)
        }
        return Problem(
            Atlas(tuple(people)), Span(start, start + timedelta(days=self.days)), tuple(p.id for p in people),
            tuple(kind for name in names for kind in kinds_between(name, 360, 990, [480])),
            tuple(demand for name in names for demand in self._curve(random, name, len(teams[name]))),
            rules=(Rest(660), HoursPerWeek(2400)),
            eligible={name: frozenset(team) for name, team in teams.items()} if self.duties > 1 else {},
        )  # fmt: skip

    def _curve(self, random: Random, duty: str, people: int) -> list[Demand]:
        """A double hump a day, less at weekends, and noise: how many are wanted in each half hour."""
        mean = people * 40 / 168 * self.tight
        shape = [_hump(slot) for slot in range(HALF_HOURS)]
        wanted = [
            (day, slot, shape[slot] * (0.85 if (self.first + timedelta(days=day)).weekday() > 4 else 1.0)
             * random.uniform(0.9, 1.1))
            for day in range(self.days) for slot in range(HALF_HOURS)
        ]  # fmt: skip
        by = mean * len(wanted) / sum(weight for _, _, weight in wanted)
        return [
            _half_hour(duty, self.first + timedelta(days=day), slot, round(weight * by))
            for day, slot, weight in wanted
        ]


def _hump(slot: int) -> float:
    """The shape of a day: most at 09:00 and 15:00 UTC, least at night."""
    return 1.0 + 0.5 * max(0.0, 1 - abs(slot - 18) / 8) + 0.4 * max(0.0, 1 - abs(slot - 30) / 8)


def _half_hour(duty: str, day: date, slot: int, people: int) -> Demand:
    window = WeeklyPattern((Block(day.weekday(), slot * 30, slot * 30 + 30),))
    return Demand(duty, people, None, window, "UTC", day, day, under=1)
