"""Everything that a picture or a file of a plan shows, in one value."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from string import ascii_uppercase
from unicodedata import bidirectional, east_asian_width

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person
from farflung.engine.rota.burden.loads import Load, loads_of, night_of
from farflung.engine.rota.compiling.filled import Overfilled, crowded_times
from farflung.engine.rota.plan import Unfilled
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.record import PlanRecord
from farflung.engine.rota.rules.rule import Violation
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.time import Span, Zone
from farflung.rulepacks import NightWindow


@dataclass(frozen=True)
class PlanView:
    """A stored plan, its question, and whose time it is shown in (None: UTC, as nobody named a zone)."""

    record: PlanRecord
    problem: Problem
    viewer: Zone | None = None
    broken: tuple[Violation, ...] = ()
    told: dict[Unfilled, list[str]] = field(default_factory=dict, compare=False)
    """What was found to stand against open times: looked for once, and shown by every picture."""

    @property
    def atlas(self) -> Atlas:
        """The Map that the plan is about."""
        return self.problem.atlas

    @property
    def reader(self) -> Zone:
        """The zone that times are shown in."""
        return self.viewer or self.atlas.zones.zone("UTC")

    @property
    def window(self) -> Span:
        """From when to when it is planned."""
        return self.record.window

    @property
    def shifts(self) -> tuple[Assignment, ...]:
        """The lines of the plan."""
        return self.record.result.assignments

    @cached_property
    def reachable(self) -> dict[Assignment, datetime]:
        """Until when whoever had a turn stays reachable beside the next one, where a buffer says so."""
        until = {turn.shift: turn.reachable_until for turn in self.problem.turns}
        return {shift: moment for shift, moment in until.items() if moment is not None}

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Who is planned for or has a shift, east first and then by name: who has left is still in it."""
        found = (self.atlas.person(key) for key in self._keys)
        zones = self.atlas.zones
        at = self.window.start
        return tuple(
            sorted(found, key=lambda p: (-zones.zone(p.place.zone).utc_offset(at), p.place.label, p.name))
        )

    @cached_property
    def _keys(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.problem.people, *(shift.person for shift in self.shifts))))

    @cached_property
    def night(self) -> NightWindow:
        """What its figures call night."""
        return night_of(self.problem)

    @cached_property
    def loads(self) -> dict[str, Load]:
        """What each has."""
        return loads_of(replace(self.problem, people=self._keys), self.shifts, self.night)

    @cached_property
    def names(self) -> dict[str, str]:
        """What to call each person: the name, with the id where two share it."""
        names = [person.name for person in self.people]
        return {p.id: p.name if names.count(p.name) == 1 else f"{p.name} ({p.id})" for p in self.people}

    def in_files(self, person: str) -> str:
        """What a rota file calls somebody so that it is read back: the name, or the id where two share it."""
        name = self.atlas.person(person).name
        return name if self.names.get(person, name) == name else person

    @cached_property
    def crowded(self) -> tuple[Overfilled, ...]:
        """When more are on a duty than may be: what is fixed may make it so."""
        return crowded_times(self.problem, self.shifts)

    @cached_property
    def letters(self) -> dict[str, str]:
        """A letter for each duty where there are several: pictures tell them apart by it.

        One cell wide and read from the left, so that it stays where it is put: none of Hebrew or Chinese.
        """
        duties = tuple(dict.fromkeys((*self.problem.duties, *(shift.duty for shift in self.shifts))))
        if len(duties) < 2:
            return {}
        found: dict[str, str] = {}
        for duty in duties:
            own = [sign for sign in duty.upper() if sign.isalpha() and _stays_put(sign)]
            free = [letter for letter in (*own, *ascii_uppercase) if letter not in found.values()]
            found[duty] = free[0] if free else "?"
        return found

    def shifts_of(self, person: str) -> Sequence[Assignment]:
        """Somebody's shifts in order of time."""
        return self._by_person.get(person, ())

    @cached_property
    def _by_person(self) -> dict[str, list[Assignment]]:
        found: dict[str, list[Assignment]] = {}
        for shift in self.shifts:
            found.setdefault(shift.person, []).append(shift)
        return found


def _stays_put(letter: str) -> bool:
    return bidirectional(letter) == "L" and east_asian_width(letter) not in ("W", "F")
