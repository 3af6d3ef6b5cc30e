"""What one person has in a plan, before it and around it: all that a rule looks at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.time import Span, Zone


@dataclass(frozen=True)
class Turns:
    """`shifts` are theirs in order of time, history first; `window` is what the plan is about.

    A break that lies in the history alone is not the plan's: rules name what touches the window. `others` are
    everybody's shifts by person id, for rules about two people.
    """

    atlas: Atlas
    person: Person
    window: Span
    shifts: tuple[Assignment, ...]
    others: Mapping[str, tuple[Assignment, ...]] = field(default_factory=dict)

    @cached_property
    def days(self) -> tuple[date, ...]:
        """The dates on the person's clock on which a shift begins, each once."""
        return tuple(dict.fromkeys(shift.day for shift in self.shifts))

    @cached_property
    def first(self) -> date:
        """The date on the person's clock at which the window begins."""
        return self.atlas.local(self.person, self.window.start).date

    @cached_property
    def last(self) -> date:
        """The last date on the person's clock on which a shift of the window can begin."""
        return self.atlas.local(self.person, self.window.end - timedelta(seconds=1)).date

    def zone(self, shift: Assignment) -> Zone:
        """The zone whose clocks the person lives by when a shift begins."""
        return self.atlas.zone_of(self.person, shift.span.start)

    def planned(self, shift: Assignment) -> bool:
        """Whether a shift is of this plan, not of the time before it."""
        return shift.span.start >= self.window.start

    def on(self, day: date) -> tuple[Assignment, ...]:
        """The shifts that begin on a date of theirs."""
        return tuple(shift for shift in self.shifts if shift.day == day)
