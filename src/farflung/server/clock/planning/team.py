"""One team: who is in it and at work, the hours they share, and what changes that."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from functools import cached_property
from itertools import islice

from farflung.draw.day import Day
from farflung.draw.ribbon import Row
from farflung.engine.atlas import Atlas
from farflung.engine.model import Person, Team
from farflung.engine.overlap import Sharing
from farflung.server.clock.planning.company import Hour, company
from farflung.server.clock.planning.kept import ManyAbout
from farflung.server.clock.planning.rows import group_row, person_row, shares
from farflung.server.clock.planning.states import State, state
from farflung.server.clock.planning.team_compared import MOST_SHIFTS, Compared, compared
from farflung.server.clock.planning.team_hours import (
    LocalHours,
    Together,
    local_hours,
    together,
    week,
)
from farflung.server.clock.planning.teams import Branch, Teams, parts, week_of
from farflung.server.ui.reader import Reader

MOST_SHOWN = 20
"""So many ribbons are one picture; of more people those at work now are shown."""

MOST_COMPARED = 100
"""Of larger teams pairs and moves are a matter of their parts: nobody reads ten thousand pairs."""


@dataclass(frozen=True, slots=True)
class Member:
    """A person with their row of the ribbon."""

    state: State
    row: Row


@dataclass(frozen=True)
class TeamPage:
    """What the page shows of a map to a reader (`person` is None for an account without one).

    Each thing is found when it is asked for: most of the page is written already, for somebody else.
    """

    known: Teams
    team: Team
    person: Person | None
    reader: Reader

    @property
    def atlas(self) -> Atlas:
        """The map."""
        return self.known.atlas

    @property
    def fit(self) -> Atlas | None:
        """The map, where what is written of the page may be kept for it; None of yesterday's teams.

        They are shown for a moment after midnight, while today's are made.
        """
        return self.atlas if self.known.today == self.reader.now.astimezone(UTC).date() else None

    @cached_property
    def people(self) -> tuple[Person, ...]:
        """Everybody of the team, by name."""
        return self.known.people(self.team.name)

    @cached_property
    def lead(self) -> Person | None:
        """Who leads it, if they are on the map."""
        return next((one for one in self.atlas.people if one.id == self.team.lead), None)

    @property
    def above(self) -> str | None:
        """The team that it is a part of."""
        name = self.team.parent
        return name if self.team.name in self.known.below.get(name or "", ()) else None

    @cached_property
    def day(self) -> Day:
        """The reader's."""
        return Day(self.reader.today, self.reader.zone)

    @cached_property
    def hour(self) -> Hour:
        """The company now."""
        return company(self.reader.now, looked=True)

    @cached_property
    def me(self) -> Row | None:
        """The ribbon of a reader who is not in it."""
        person = self.person
        if person is None or person.id in self.known.ids.get(self.team.name, ()):
            return None
        return person_row(
            self.atlas, person, self.atlas.where(person, self.reader.now).place, self.day, own=True
        )

    @cached_property
    def members(self) -> tuple[Member, ...]:
        """At work first; where there are too many to show, those are chosen before anything is drawn."""
        states = (state(self.atlas, person, self.reader.now) for person in self._shown())
        ordered = sorted(states, key=lambda one: one.order)
        return tuple(Member(one, person_row(self.atlas, one.person, one.place, self.day)) for one in ordered)

    def _shown(self) -> Sequence[Person]:
        if len(self.people) <= MOST_SHOWN:
            return self.people
        first = [person for person in self.people if person.id in self.hour.at_work][:MOST_SHOWN]
        others = (person for person in self.people if person.id not in self.hour.at_work)
        return [*first, *islice(others, MOST_SHOWN - len(first))]

    @property
    def more(self) -> int:
        """How many people have no ribbon."""
        return len(self.people) - len(self.members)

    @cached_property
    def whole(self) -> Row | None:
        """The ribbon of a team of which not everybody is shown."""
        of_day = self.hour.day
        team = of_day.team(self.team.name) if len(self.people) > MOST_SHOWN else None
        if team is None:
            return None
        spans = shares(of_day.grid, team.counts, team.people, self.day, exact=team.exact)
        return group_row(self.team.name, self.day.zone, spans)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of all ribbons, for the table behind them."""
        first = [row for row in (self.whole, self.me) if row is not None]
        return (*first, *(member.row for member in self.members))

    @cached_property
    def together(self) -> Together:
        """What all of them share."""
        key = self.team.name, week_of(self.reader.today)
        return _together.get(
            self.atlas, self.known.today, key, lambda: together(self._sharing, self._ids, self.reader.now)
        )

    @property
    def local(self) -> tuple[LocalHours, ...]:
        """The hours that all share, on the clocks of everybody."""
        return local_hours(self.atlas, self.people, self.together.spans, self.reader.now)

    @property
    def week(self) -> tuple[tuple[int, ...], ...]:
        """How many of them work, by weekday and half hour of the reader's clock."""
        return week(self._sharing, self._ids, self.reader.zone)

    @property
    def parts(self) -> tuple[Branch, ...]:
        """The teams in it."""
        return parts(self.known, self.team.name, self.person, self.hour)

    @cached_property
    def compared(self) -> Compared | None:
        """None for a team too large for it.

        Made once for everybody who reads it on a day: only what a clock change has passed is left out.
        """
        if len(self.people) > MOST_COMPARED:
            return None
        found = compared(self.known, self.team.name, self.people, self.reader.today, lambda: self._sharing)
        ahead = tuple(one for one in found.shifts if one.at > self.reader.now)
        return replace(found, shifts=ahead[:MOST_SHIFTS])

    @cached_property
    def _sharing(self) -> Sharing:
        """The hours of the reader's week; those of everybody where the week is the company's own."""
        window = week_of(self.reader.today)
        if window == self.known.sharing.window:
            return self.known.sharing
        stays = tuple(stay for person in self.people for stay in self.atlas.stays_of(person))
        return Sharing(Atlas(self.people, stays, zones=self.atlas.zones), window)

    @property
    def _ids(self) -> list[str]:
        return [person.id for person in self.people]


_together: ManyAbout[Together] = ManyAbout()
