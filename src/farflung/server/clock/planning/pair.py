"""Two people: what a clock change does to them, their best hours, how the one is reached."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from farflung.engine.atlas import Atlas, NoWorkingTimeError
from farflung.engine.flow.due import due
from farflung.engine.meetings.find_time import FAIR, Memo, memo
from farflung.engine.meetings.slot_values import SlotAnswer, SlotOption, SlotRequest
from farflung.engine.meetings.slots import find_slots
from farflung.engine.model import Person
from farflung.engine.time import CivilTime, Span, Transition, Zone
from farflung.rulepacks import load_packs
from farflung.server.clock.planning.moves import next_move, next_own_change, shared_around
from farflung.server.ui.reader import Reader

LENGTH, STEP, AHEAD = timedelta(hours=1), timedelta(minutes=30), timedelta(days=7)
_DAYS_SHOWN, _LEAST_BAD = 5, 3
_WORK, _DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Best:
    """An hour for two. `outside` are the names of those whom it takes out of their own hours."""

    span: Span
    outside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BestHours:
    """The best hour of each day, soonest first; where none is good, the least bad ones and a memo instead.

    `later`: none of seven days is good, as when somebody is away, and these are of the week after.
    """

    hours: tuple[Best, ...]
    none_good: bool
    memo: Memo | None
    later: bool = False


@dataclass(frozen=True, slots=True)
class Reach:
    """What a message of now meets: at work it `lands`, `answered` after an hour of their work, and that
    answer is `seen` in the reader's own hours. None: not within a year.
    """

    lands: datetime
    answered: datetime
    seen: datetime | None


@dataclass(frozen=True, slots=True)
class Turn:
    """Whose clock changes: `place` is where, `shift` by how much."""

    place: str
    shift: timedelta


@dataclass(frozen=True, slots=True)
class PairChange:
    """The next clock change of either. `by` is how much later (negative: earlier) their hours come for the
    reader afterwards, `until` when that is over if it lasts for weeks only; shared time is of a working day.
    """

    at: datetime
    turns: tuple[Turn, ...]
    by: timedelta
    until: datetime | None
    before: timedelta | None
    after: timedelta | None


def next_change(atlas: Atlas, person: Person, other: Person, now: datetime) -> PairChange | None:
    """The first change of either's clock, and what it does to the two; None where neither changes."""
    mine, theirs = (atlas.where(p, now).place for p in (person, other))
    zones = {place.zone: (place.label, atlas.zones.zone(place.zone)) for place in (mine, theirs)}
    found = [(label, change) for label, zone in zones.values() if (change := next_own_change(zone, now))]
    if not found:
        return None
    at = min(change.instant for _, change in found)
    turns = tuple(Turn(label, change.shift) for label, change in _together(found, at))
    by = _apart(atlas, mine.zone, theirs.zone, now) - _apart(atlas, mine.zone, theirs.zone, at + _DAY)
    move = next_move(atlas, person, (other,), now) if by else None
    shared = shared_around(atlas, person, other, at) or (None, None)
    return PairChange(at, turns, by, move.moved[0].until if move else None, *shared)


def _together(found: Iterable[tuple[str, Transition]], at: datetime) -> list[tuple[str, Transition]]:
    """Changes of one night are one: half a continent follows hour by hour."""
    return [one for one in found if one[1].instant < at + _DAY]


def _apart(atlas: Atlas, mine: str, theirs: str, at: datetime) -> timedelta:
    here, there = (atlas.zones.zone(key) for key in (mine, theirs))
    return there.utc_offset(at) - here.utc_offset(at)


def reach(atlas: Atlas, person: Person | None, other: Person, now: datetime) -> Reach | None:
    """What happens to a message of now; None where the other has no working time within a year."""
    try:
        found = due(atlas, other, now, _WORK)
    except NoWorkingTimeError:
        return None
    return Reach(found.notice, found.due, _seen(atlas, person, found.due))


def _seen(atlas: Atlas, person: Person | None, at: datetime) -> datetime | None:
    try:
        return atlas.next_working(person, at) if person else None
    except NoWorkingTimeError:
        return None


def best_hours(atlas: Atlas, person: Person, other: Person, reader: Reader) -> BestHours:
    """The best hours for the two in the seven days from now, by burden points, own hours first."""
    few = _two(atlas, person, other)
    found = _found(few, reader.now, AHEAD)
    if not found.none_good:
        return BestHours(_of_each_day(few, found, reader.zone), False, None)
    written = _memo(few, found.request, reader.now)
    after = _found(few, reader.now, 2 * AHEAD)
    if not after.none_good:
        return BestHours(_of_each_day(few, after, reader.zone), True, written, later=True)
    least = sorted(found.options[:_LEAST_BAD], key=lambda option: option.start)
    return BestHours(tuple(_best(few, option) for option in least), True, written)


def _found(few: Atlas, now: datetime, ahead: timedelta) -> SlotAnswer:
    """All starts, so that each day has its best: there are at most as many as steps."""
    window = Span(_next_step(now), now + ahead)
    people = tuple(person.id for person in few.people)
    request = SlotRequest(people, window, LENGTH, step=STEP, most=int(ahead / STEP))
    return find_slots(few, request, load_packs().burden_points())


def _two(atlas: Atlas, person: Person, other: Person) -> Atlas:
    """The two alone with their days off: the company's grids are not made for one question."""
    people = (person, other)
    stays = tuple(stay for p in people for stay in atlas.stays_of(p))
    away = tuple(a for p in people for a in atlas.absences_of(p))
    return Atlas(people, stays, tuple(dict.fromkeys(away)), atlas.holidays, zones=atlas.zones)


def _next_step(now: datetime) -> datetime:
    midnight = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + -(-(now - midnight) // STEP) * STEP


def _of_each_day(few: Atlas, found: SlotAnswer, zone: Zone) -> tuple[Best, ...]:
    """The best good one of each of the reader's days: options come best first."""
    days: dict[date, SlotOption] = {}
    for option in found.options:
        if not option.outside:
            days.setdefault(CivilTime.of(option.start, zone).date, option)
    return tuple(_best(few, days[day]) for day in sorted(days)[:_DAYS_SHOWN])


def _best(few: Atlas, option: SlotOption) -> Best:
    outside = tuple(few.person(row.person).name for row in option.attendance if not row.own)
    return Best(option.span, outside)


def _memo(few: Atlas, request: SlotRequest, now: datetime) -> Memo | None:
    try:
        return memo(few, request.required, now, FAIR)
    except NoWorkingTimeError:
        return None
