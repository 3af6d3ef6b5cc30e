"""*Now*: the company's clock, in one reader's time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from farflung.draw.day import Day
from farflung.draw.ribbon import Row
from farflung.engine.atlas import Atlas
from farflung.engine.model import Person
from farflung.engine.time import Zone
from farflung.server.clock.planning.by_clock import later_by
from farflung.server.clock.planning.changes import Change
from farflung.server.clock.planning.company import Hour, TeamCount, company
from farflung.server.clock.planning.rows import group_row, person_row, shares
from farflung.server.ui.reader import Reader

MOST_TEAMS, MOST_CHANGES = 9, 6


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team with its row of the ribbon. `working` is None where only whether anybody is may be said."""

    name: str
    people: int
    own: bool
    anybody: bool
    working: int | None
    row: Row


@dataclass(frozen=True, slots=True)
class SeenChange:
    """A change of clocks and what it does on the reader's clock.

    `by` is how much later (negative: earlier) the people concerned are seen to work afterwards; None: the
    reader's own clock changes with theirs.
    """

    change: Change
    by: timedelta | None


@dataclass(frozen=True, slots=True)
class Board:
    """Everything the page shows."""

    hour: Hour
    day: Day
    me: Row | None
    teams: tuple[TeamRow, ...]
    changes: tuple[SeenChange, ...]


def board(reader: Reader, person: Person | None) -> Board:
    """The page of a reader; `person` is None for an account without one."""
    hour = company(reader.now, looked=True)
    day = Day(reader.today, reader.zone)
    return Board(
        hour,
        day,
        _me(hour.day.atlas, person, day, reader.now) if person else None,
        tuple(_row(hour, team, own, day) for team, own in _teams(hour, person)),
        tuple(_seen(change, reader.zone) for change in _ahead(hour, reader.now)),
    )


def _teams(hour: Hour, person: Person | None) -> list[tuple[TeamCount, bool]]:
    """The reader's own teams, then the largest."""
    names = person.teams if person else ()
    own = [team for team in map(hour.day.team, names) if team is not None]
    others = [team for team in hour.day.tops(MOST_TEAMS) if team.name not in names]
    return [*((team, True) for team in own), *((team, False) for team in others)][:MOST_TEAMS]


def _me(atlas: Atlas, person: Person, day: Day, now: datetime) -> Row:
    return person_row(atlas, person, atlas.where(person, now).place, day, own=True)


def _row(hour: Hour, team: TeamCount, own: bool, day: Day) -> TeamRow:
    spans = shares(hour.day.grid, team.counts, team.people, day, exact=team.exact)
    working = int(team.counts[hour.slot])
    return TeamRow(
        team.name,
        team.people,
        own,
        working > 0,
        working if team.exact else None,
        group_row(team.name, day.zone, spans),
    )


def _ahead(hour: Hour, now: datetime) -> Sequence[Change]:
    return [change for change in hour.day.changes if change.at > now][:MOST_CHANGES]


def _seen(change: Change, zone: Zone) -> SeenChange:
    return SeenChange(change, later_by(zone, change.at, change.shift))
