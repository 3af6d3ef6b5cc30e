"""What comparing the people of a team one by one tells: made once for everybody who reads it on a day."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person, Place
from farflung.engine.overlap import Sharing
from farflung.server.clock.planning.kept import ManyAbout, Standing
from farflung.server.clock.planning.team_days import Off, Unavailable, holidays, unavailable
from farflung.server.clock.planning.team_effects import Move, Shift, moves, shifts
from farflung.server.clock.planning.team_hours import Pairs, pairs
from farflung.server.clock.planning.teams import Teams

MOST_MOVES, MOST_SHIFTS, MOST_HOLIDAYS = 8, 3, 20


@dataclass(frozen=True, slots=True)
class Compared:
    """What is told of a team of which people are compared one by one."""

    pairs: tuple[Pairs, ...]
    moves: tuple[Move, ...]
    shifts: tuple[Shift, ...]
    holidays: tuple[Off, ...]
    unavailable: tuple[Unavailable, ...]


_kept: ManyAbout[Compared] = ManyAbout()
_standing: Standing[Compared] = Standing()


def compared(
    known: Teams, name: str, people: Sequence[Person], today: date, sharing: Callable[[], Sharing]
) -> Compared:
    """The people of a team on a date, by the hours of its week; one change of clocks more than is shown.

    What somebody of another team changes is no reason to compare them again.
    """

    def made() -> Compared:
        bases = _bases(known.atlas, people, today)
        grounds = _grounds(known.atlas, people, bases)
        return _standing.get(
            (name, today), grounds, lambda: _made(known.atlas, sharing(), people, bases, today)
        )

    return _kept.get(known.atlas, known.today, (name, today), made)


def _bases(atlas: Atlas, people: Sequence[Person], today: date) -> dict[str, Place]:
    noon = datetime.combine(today, time(12, 0), tzinfo=UTC)
    return {person.id: atlas.where(person, noon).base for person in people}


def _grounds(atlas: Atlas, people: Sequence[Person], bases: dict[str, Place]) -> tuple[object, ...]:
    """All of a map that a comparison is made from: people and their places, days off and holidays."""
    return tuple(
        (person, atlas.stays_of(person), atlas.absences_of(person), atlas.calendar(bases[person.id]))
        for person in people
    )


def _made(
    atlas: Atlas, sharing: Sharing, people: Sequence[Person], bases: dict[str, Place], today: date
) -> Compared:
    return Compared(
        pairs(sharing, [person.id for person in people]),
        moves(atlas, people, today, MOST_MOVES),
        shifts(atlas, people, today, MOST_SHIFTS + 1),
        holidays(atlas, people, bases, today)[:MOST_HOLIDAYS],
        unavailable(atlas, people, today),
    )
