"""Who is on a duty, or of a team at work, now and next. Who is away is not named, and no reason is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.atlas.names import near
from farflung.engine.atlas.presence import NoWorkingTimeError
from farflung.engine.model import Person, Shift
from farflung.engine.time import Span, Zone
from farflung.server.clock.planning.teams import teams

_AHEAD = timedelta(days=14)
_MOMENT = timedelta(seconds=1)
_DAY = timedelta(days=2)
MOST, MOST_LOOKED_AT = 8, 100
"""Names in an answer; and people of a large team whose next hour is looked for."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Somebody from an instant to another; `zone` is the clock that they live by, in `place`."""

    name: str
    start: datetime
    end: datetime
    zone: Zone
    place: str


@dataclass(frozen=True, slots=True)
class Answer:
    """`duty` or team of that name; `more` are at work now and not named. Times of `now` began in the past."""

    name: str
    duty: bool
    now: tuple[Turn, ...]
    more: int
    next: tuple[Turn, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing is called so; `close` is what may have been meant, else what there is, `more` the rest."""

    asked: str
    close: tuple[str, ...]
    more: int


def who(atlas: Atlas, asked: str, now: datetime) -> Answer | Unknown:
    """The answer; names are found whatever their case, and by a beginning that only one has."""
    duties = sorted({shift.duty for shift in atlas.shifts}, key=str.casefold)
    known = teams(atlas, now)
    groups = sorted((name for name in known.known if known.ids.get(name)), key=str.casefold)
    name = _named(asked, [*duties, *(group for group in groups if group not in duties)])
    if name is None:
        there = tuple(dict.fromkeys((*duties, *groups)))
        close = near(asked, there)
        return Unknown(asked, close or there[:MOST], 0 if close else max(0, len(there) - MOST))
    if name in duties:
        return _of_duty(atlas, name, now)
    return _of_team(atlas, name, known.people(name), now)


def _named(asked: str, names: Sequence[str]) -> str | None:
    text = asked.casefold()
    for name in names:
        if name.casefold() == text:
            return name
    begun = [name for name in names if text and name.casefold().startswith(text)]
    return begun[0] if len(begun) == 1 else None


def _of_duty(atlas: Atlas, duty: str, now: datetime) -> Answer:
    shifts = [shift for shift in atlas.shifts if shift.duty == duty and shift.person is not None]
    turns = sorted(_turns(atlas, shifts, now), key=lambda turn: (turn.start, turn.name))
    on = [turn for turn in turns if turn.start <= now]
    after = [turn for turn in turns if turn.start > now]
    first = [turn for turn in after if turn.start == after[0].start]
    return Answer(duty, True, tuple(on[:MOST]), max(0, len(on) - MOST), tuple(first[:MOST]))


def _turns(atlas: Atlas, shifts: Sequence[Shift], now: datetime) -> Iterator[Turn]:
    for shift in shifts:
        person = atlas.person(str(shift.person))
        for at in atlas.occurrences(shift, Span(now, now + _AHEAD)):
            yield _turn(atlas, person, at.start, at.end, max(at.start, now))


def _of_team(atlas: Atlas, team: str, people: Sequence[Person], now: datetime) -> Answer:
    working = [person for person in people if atlas.working(person, Span(now, now + _MOMENT))]
    there = {person.id for person in working}
    others = [person for person in people if person.id not in there][:MOST_LOOKED_AT]
    coming = sorted(
        (turn for person in others if (turn := _coming(atlas, person, now))), key=lambda turn: turn.start
    )
    shown = tuple(_until(atlas, person, now) for person in working[:MOST])
    return Answer(team, False, shown, max(0, len(working) - MOST), tuple(coming[:3]))


def _until(atlas: Atlas, person: Person, now: datetime) -> Turn:
    (span, *_) = atlas.working(person, Span(now, now + _DAY))
    return _turn(atlas, person, span.start, span.end, now)


def _coming(atlas: Atlas, person: Person, now: datetime) -> Turn | None:
    try:
        start = atlas.next_working(person, now)
    except NoWorkingTimeError:
        return None
    return _turn(atlas, person, start, start, start)


def _turn(atlas: Atlas, person: Person, start: datetime, end: datetime, at: datetime) -> Turn:
    place = atlas.where(person, at).place
    return Turn(person.name, start, end, atlas.zones.zone(place.zone), place.label)
