"""A person's page: who they are, their coming days in the reader's time, and what the two have in common."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from farflung.draw.day import Day
from farflung.draw.ribbon import Row
from farflung.engine.atlas import Atlas
from farflung.engine.model import Person, WeeklyPattern
from farflung.engine.time import CivilTime, Span, intersection, total
from farflung.server.clock.planning.ahead import Ahead, ahead_of
from farflung.server.clock.planning.pair import BestHours, PairChange, Reach, best_hours, next_change, reach
from farflung.server.clock.planning.rows import person_row
from farflung.server.clock.planning.states import State, state
from farflung.server.clock.planning.week import DAYS
from farflung.server.clock.planning.whom import Standpoint, employed
from farflung.server.ui.reader import Reader
from farflung.server.ui.words import long_day_text

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DayTogether:
    """One of the reader's days: the other's row, and what of their hours both work."""

    day: Day
    row: Row
    shared: tuple[Span, ...]

    @property
    def together(self) -> timedelta:
        """How long both work on that day."""
        return total(self.shared)


@dataclass(frozen=True, slots=True)
class PersonPage:
    """Everything the page shows. `change`, `best` and `days[n].shared` are of the reader and the person,
    so there are none for oneself and for an account without a person.

    `ahead_by` is how much their clock is ahead of the reader's (negative: behind).
    """

    state: State
    own: bool
    pair: bool
    ahead_by: timedelta
    pattern: WeeklyPattern | None
    manager: Person | None
    reports: tuple[Person, ...]
    days: tuple[DayTogether, ...]
    ahead: tuple[Ahead, ...]
    change: PairChange | None
    best: BestHours | None
    reach: Reach | None

    @property
    def together(self) -> timedelta:
        """How long both work in the seven days."""
        return sum((day.together for day in self.days), timedelta())

    @property
    def rows(self) -> Sequence[Row]:
        """The rows of all ribbons."""
        return [day.row for day in self.days]


def person_page(here: Standpoint, other: Person) -> PersonPage:
    """The page about somebody, from where the reader stands."""
    atlas, reader, me = here.atlas, here.reader, here.person
    own = me is not None and me.id == other.id
    with_me = me if not own else None
    theirs = state(atlas, other, reader.now)
    today = CivilTime.of(reader.now, theirs.zone).date
    return PersonPage(
        state=theirs,
        own=own,
        pair=with_me is not None,
        ahead_by=theirs.zone.utc_offset(reader.now) - reader.zone.utc_offset(reader.now),
        pattern=other.pattern_on(today),
        manager=atlas.person(other.manager) if other.manager else None,
        reports=tuple(p for p in atlas.people if p.manager == other.id and employed(p, today)),
        days=tuple(_day(atlas, with_me, other, reader, n) for n in range(DAYS)),
        ahead=ahead_of(atlas, other, reader.now),
        change=next_change(atlas, with_me, other, reader.now) if with_me else None,
        best=best_hours(atlas, with_me, other, reader) if with_me else None,
        reach=None if own else reach(atlas, me, other, reader.now),
    )


def _day(atlas: Atlas, me: Person | None, other: Person, reader: Reader, number: int) -> DayTogether:
    day = Day(reader.today + number * _DAY, reader.zone)
    row = person_row(atlas, other, atlas.where(other, day.noon).place, day)
    shared = () if me is None else intersection(atlas.working(me, day.span), atlas.working(other, day.span))
    return DayTogether(day, replace(row, name=long_day_text(day.date), marked=shared), shared)
