"""Rotas round the clock of people no two of whom are alike: leave, hours, history and skills of their own."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from random import Random

from benchmarks.rota_cover import Cover
from farflung.engine.atlas import Atlas
from farflung.engine.model import Absence, Person
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.rules import Away, ConsecutiveDays, HoursPerWeek, Rest, Rule
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.demand import Demand
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.time import Span
from farflung.engine.time.civil import local_span

SKILLS = ("claims", "fraud", "payments")
_WEEKS = (960, 1440, 1920)
"""Minutes a week of part-timers."""
_PART = 0.3
"""How many work part time."""
_SHARE = 0.25
"""What part of the people who are wanted should have each of the skills."""


@dataclass(frozen=True, slots=True)
class Leave:
    """`cover` with two to five days of leave for everybody, together or scattered.

    With `own` three of ten have fewer hours a week, and as many at most so many days in a row; with `history`
    everybody has worked in the fortnight before; with `skills` everybody has one to three of three, which are
    wanted too.
    """

    cover: Cover
    own: bool = False
    history: bool = False
    skills: bool = False
    seed: int = 23

    def problem(self) -> Problem:
        """All of it, drawn anew from the seed whatever is asked for besides."""
        problem, random = self.cover.problem(), Random(self.seed)
        away = tuple(one for key in problem.people for one in self._away(random, key))
        weeks = {key: random.choice(_WEEKS) if self.own and random.random() < _PART else 2400
                 for key in problem.people}  # fmt: skip
        people = tuple(self._skilled(random, problem.atlas.person(key)) for key in problem.people)
        return replace(
            problem,
            atlas=Atlas(people, absences=away),
            rules=(Rest(660), Away(), *_hours(weeks), *self._runs(random, problem.people)),
            history=tuple(self._before(random, problem, weeks)),
            demands=tuple(self._demands(problem.demands, sum(weeks.values()) / (2400 * len(weeks)))),
        )

    def _away(self, random: Random, key: str) -> Iterator[Absence]:
        days, count = (
            [self.cover.first + timedelta(days=n) for n in range(self.cover.days)],
            random.randint(2, 5),
        )
        if random.random() < 0.5:
            first = random.choice(days)
            yield Absence(key, first, first + timedelta(days=count - 1))
        else:
            yield from (Absence(key, day, day) for day in random.sample(days, count))

    def _runs(self, random: Random, people: tuple[str, ...]) -> Iterator[Rule]:
        """As many as work part time, others, work at most so many days in a row."""
        if self.own:
            most = {key: random.randint(3, 5) if random.random() < _PART else 6 for key in people}
            for days in sorted(set(most.values())):
                yield ConsecutiveDays(days, people=frozenset(key for key in people if most[key] == days))

    def _skilled(self, random: Random, person: Person) -> Person:
        if not self.skills:
            return person
        return replace(person, skills=frozenset(random.sample(SKILLS, random.randint(1, 3))))

    def _before(self, random: Random, problem: Problem, weeks: dict[str, int]) -> Iterator[Assignment]:
        """Three or four shifts of each of the two weeks before, about the same hours on all days."""
        if not self.history:
            return
        for key in problem.people:
            person = problem.atlas.person(key)
            kinds = [kind for kind in problem.kinds if key in problem.eligible.get(kind.duty, {key})]
            of = random.choice(kinds)
            zone = problem.atlas.zones.zone(person.place.zone)
            for monday in (self.cover.first - timedelta(days=n) for n in (14, 7)):
                for day in sorted(random.sample(range(7), min(4, weeks[key] // 480))):
                    yield _worked(
                        key,
                        of,
                        monday + timedelta(days=day),
                        local_span(monday + timedelta(days=day), of.start, of.end, zone),
                    )

    def _demands(self, demands: tuple[Demand, ...], part: float) -> Iterator[Demand]:
        for demand in demands:
            whole = replace(demand, least=round(demand.least * part))
            yield whole
            for skill in SKILLS if self.skills else ():
                yield replace(whole, least=round(whole.least * _SHARE), skills=frozenset({skill}))


def _worked(key: str, kind: ShiftKind, day: date, span: Span) -> Assignment:
    return Assignment(span, key, kind.duty, kind.name, day, kind.end - kind.start)


def _hours(weeks: dict[str, int]) -> Iterator[HoursPerWeek]:
    for minutes, people in groupby(sorted(weeks, key=lambda key: weeks[key]), key=lambda key: weeks[key]):
        yield HoursPerWeek(minutes, people=frozenset(people))
