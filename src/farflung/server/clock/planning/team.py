"""One team: who is in it and at work, the hours they share, and what changes that."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

from farflung.draw.day import Day
from farflung.draw.ribbon import Row
from farflung.engine.atlas import Atlas
from farflung.engine.model import Person, Team
from farflung.engine.overlap import Sharing
from farflung.server.clock.planning.company import company
from farflung.server.clock.planning.kept import ManyAbout
from farflung.server.clock.planning.rows import group_row, person_row, shares
from farflung.server.clock.planning.states import State, state
from farflung.server.clock.planning.team_days import Off, Unavailable, holidays, unavailable
from farflung.server.clock.planning.team_effects import Move, Shift, moves, shifts
from farflung.server.clock.planning.team_hours import (
    LocalHours,
    Pairs,
    Together,
    local_hours,
    pairs,
    together,
    week,
)
from farflung.server.clock.planning.teams import Branch, Teams, parts, week_of
from farflung.server.ui.reader import Reader

MOST_SHOWN = 20
"""So many ribbons are one picture; of more people those at work now are shown."""

MOST_COMPARED = 100
"""Of larger teams pairs and moves are a matter of their parts: nobody reads ten thousand pairs."""

MOST_MOVES, MOST_SHIFTS, MOST_HOLIDAYS = 8, 3, 20


@dataclass(frozen=True, slots=True)
class Member:
    """A person with their row of the ribbon."""

    state: State
    row: Row


@dataclass(frozen=True, slots=True)
class Compared:
    """What is told of a team of which people are compared one by one."""

    pairs: tuple[Pairs, ...]
    moves: tuple[Move, ...]
    shifts: tuple[Shift, ...]
    holidays: tuple[Off, ...]
    unavailable: tuple[Unavailable, ...]


@dataclass(frozen=True, slots=True)
class TeamPage:
    """Everything the page shows of a map; `compared` is None for a team too large for it.

    `whole` is the ribbon of a team of which not everybody is shown.
    """

    atlas: Atlas
    team: Team
    lead: Person | None
    above: str | None
    people: tuple[Person, ...]
    day: Day
    me: Row | None
    members: tuple[Member, ...]
    whole: Row | None
    together: Together
    local: tuple[LocalHours, ...]
    week: tuple[tuple[int, ...], ...]
    parts: tuple[Branch, ...]
    compared: Compared | None

    @property
    def more(self) -> int:
        """How many people have no ribbon."""
        return len(self.people) - len(self.members)

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of all ribbons, for the table behind them."""
        first = [row for row in (self.whole, self.me) if row is not None]
        return (*first, *(member.row for member in self.members))


_kept: ManyAbout[Compared] = ManyAbout()


def team_page(known: Teams, team: Team, person: Person | None, reader: Reader) -> TeamPage:
    """The page of a team for a reader (None: an account without a person)."""
    atlas, ids = known.atlas, known.ids.get(team.name, frozenset())
    people = tuple(sorted((atlas.person(key) for key in ids), key=lambda p: p.name.casefold()))
    day = Day(reader.today, reader.zone)
    sharing = _sharing(known, people, reader)
    keys = [one.id for one in people]
    shared = together(sharing, keys, reader.now)
    return TeamPage(
        atlas=atlas,
        team=team,
        lead=_lead(atlas, team),
        above=team.parent if team.name in known.below.get(team.parent or "", ()) else None,
        people=people,
        day=day,
        me=_me(atlas, person, day, reader) if person and person.id not in ids else None,
        members=tuple(_members(atlas, people, day, reader)),
        whole=_whole(team.name, day, reader) if len(people) > MOST_SHOWN else None,
        together=shared,
        local=local_hours(atlas, people, shared.spans, reader.now) if shared.spans else (),
        week=week(sharing, keys, reader.zone),
        parts=parts(known, team.name, person, reader.now),
        compared=_compared(known, team.name, people, reader) if len(people) <= MOST_COMPARED else None,
    )


def _sharing(known: Teams, people: Sequence[Person], reader: Reader) -> Sharing:
    """The hours of the reader's week; those of everybody where the week is the company's own."""
    window = week_of(reader.today)
    if window == known.sharing.window:
        return known.sharing
    stays = tuple(stay for person in people for stay in known.atlas.stays_of(person))
    return Sharing(Atlas(tuple(people), stays, zones=known.atlas.zones), window)


def _lead(atlas: Atlas, team: Team) -> Person | None:
    return next((person for person in atlas.people if person.id == team.lead), None)


def _me(atlas: Atlas, person: Person, day: Day, reader: Reader) -> Row:
    return person_row(atlas, person, atlas.where(person, reader.now).place, day, own=True)


def _members(atlas: Atlas, people: Sequence[Person], day: Day, reader: Reader) -> Iterable[Member]:
    """At work first; where there are too many to show, those are chosen before anything is drawn."""
    if len(people) > MOST_SHOWN:
        hour = company(reader.now)
        at_work = hour.day.grid.who(hour.at)
        first = set(at_work)
        people = sorted(people, key=lambda person: person.id not in first)[:MOST_SHOWN]
    states = sorted((state(atlas, person, reader.now) for person in people), key=lambda one: one.order)
    return (Member(one, person_row(atlas, one.person, one.place, day)) for one in states)


def _whole(name: str, day: Day, reader: Reader) -> Row | None:
    of_day = company(reader.now).day
    team = of_day.team(name)
    if team is None:
        return None
    spans = shares(of_day.grid, team.counts, team.people, day, exact=team.exact)
    return group_row(name, day.zone, spans)


def _compared(known: Teams, name: str, people: Sequence[Person], reader: Reader) -> Compared:
    """Made once for everybody who reads it on a day: only what a clock change has passed is left out."""
    found = _kept.get(
        known.atlas,
        known.today,
        (name, reader.today),
        lambda: _made(known.atlas, _sharing(known, people, reader), people, reader.today),
    )
    return replace(found, shifts=tuple(one for one in found.shifts if one.at > reader.now)[:MOST_SHIFTS])


def _made(atlas: Atlas, sharing: Sharing, people: Sequence[Person], today: date) -> Compared:
    noon = datetime.combine(today, time(12, 0), tzinfo=UTC)
    bases = {person.id: atlas.where(person, noon).base for person in people}
    return Compared(
        pairs(sharing, [person.id for person in people]),
        moves(atlas, people, today, MOST_MOVES),
        shifts(atlas, people, today, MOST_SHIFTS + 1),
        holidays(atlas, people, bases, today)[:MOST_HOLIDAYS],
        unavailable(atlas, people, today),
    )
