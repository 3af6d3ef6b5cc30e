"""*My day*: one person's now and later, and the people they work with."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from farflung.draw.day import Day
from farflung.draw.ribbon import Row
from farflung.engine.atlas import Atlas
from farflung.engine.model import Person, RestWindow, WeeklyPattern
from farflung.engine.time import CivilTime, Span, Transition, total
from farflung.server.clock.planning.ahead import Ahead, ahead
from farflung.server.clock.planning.moves import NextMove, next_move, next_own_change
from farflung.server.clock.planning.rows import person_row
from farflung.server.clock.planning.states import State, state
from farflung.server.clock.planning.whom import Circle, circle

MOST_SHOWN = 4
"""So many colleagues fit on the screen of a phone beside everything else."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """A person with their row of the ribbon."""

    state: State
    row: Row


@dataclass(frozen=True, slots=True)
class MyDay:
    """Everything the page shows. `left` is working time still ahead today; `more` people are not shown."""

    me: Colleague
    day: Day
    left: timedelta
    pattern: WeeklyPattern | None
    rest: RestWindow | None
    near: Circle
    colleagues: tuple[Colleague, ...]
    more: int
    at_work: int

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of all ribbons, for the table behind them."""
        return (self.me.row, *(colleague.row for colleague in self.colleagues))


def my_day(atlas: Atlas, person: Person, now: datetime) -> MyDay:
    """The page of a person at an instant."""
    mine = state(atlas, person, now)
    day = Day(CivilTime.of(now, mine.zone).date, mine.zone)
    near = circle(atlas, person, day.date)
    states = sorted((state(atlas, other, now) for other in near.people), key=lambda s: s.order)
    shown = states[:MOST_SHOWN]
    return MyDay(
        me=Colleague(mine, person_row(atlas, person, mine.place, day, own=True)),
        day=day,
        left=total(atlas.working(person, Span(now, day.span.end))),
        pattern=person.pattern_on(day.date),
        rest=person.rest,
        near=near,
        colleagues=tuple(_colleague(atlas, one, day) for one in shown),
        more=len(states) - len(shown),
        at_work=sum(one.working for one in states),
    )


@dataclass(frozen=True, slots=True)
class Later:
    """What lands later; the next changes of clocks, the reader's own and the first that moves anybody."""

    ahead: tuple[Ahead, ...]
    own_change: Transition | None
    move: NextMove | None


def later(atlas: Atlas, person: Person, near: Circle, now: datetime) -> Later:
    """The later part of the page: nothing in it comes or goes but with the day or a change of clocks."""
    zone = atlas.zone_of(person, now)
    return Later(
        ahead(atlas, person, near.people, now),
        next_own_change(zone, now),
        next_move(atlas, person, near.people, now),
    )


def _colleague(atlas: Atlas, one: State, day: Day) -> Colleague:
    return Colleague(one, person_row(atlas, one.person, one.place, day))
