"""What a stay elsewhere would do to the time that somebody shares with the people they work with.

Simulated, not guessed: the stay is put into a copy of the map and the same question is asked of both.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person, Stay
from farflung.engine.overlap import Sharing
from farflung.engine.time import CivilTime, Span, Zone, day_span
from farflung.server.org.planning.ties import How, Tie, ties

_WEEK, _DAY = timedelta(days=7), timedelta(days=1)
_PROPOSED = "proposed"
_AHEAD = timedelta(days=230)


@dataclass(frozen=True, slots=True)
class Shared:
    """Time that is shared with somebody in a week: as it would be without the plan, and with it."""

    id: str
    name: str
    how: How
    before: timedelta
    after: timedelta

    @property
    def falls_to_none(self) -> bool:
        """Whether some is shared now and none would be."""
        return bool(self.before) and not self.after

    @property
    def order(self) -> tuple[timedelta, str]:
        """Who loses most first."""
        return self.after - self.before, self.name.casefold()


@dataclass(frozen=True, slots=True)
class Later:
    """From the week of a later clock change on, the time shared is another again with these people."""

    at: datetime
    shared: tuple[Shared, ...]


@dataclass(frozen=True, slots=True)
class Staying:
    """What a stay would do. `first` is the first working time there, None where there is none in a week.

    `ahead` is how much the clock there is ahead of the one that the person would else live by (negative:
    behind), at the beginning of the stay.
    """

    stay: Stay
    zone: Zone
    home: Zone
    ahead: timedelta
    first: Span | None
    shared: tuple[Shared, ...]
    later: tuple[Later, ...]

    @property
    def lost(self) -> tuple[str, ...]:
        """With whom no time at all would be shared any more."""
        return tuple(one.name for one in self.shared if one.falls_to_none)


def if_staying(atlas: Atlas, person: Person, stay: Stay, now: datetime) -> Staying:
    """What the stay would do; `stay.replaces` is the id of the one that it corrects, None where it is new."""
    near = ties(atlas, person, stay.start)
    plan = replace(stay, recorded=now, id=_PROPOSED, end=stay.end and max(stay.end, stay.start + 6 * _DAY))
    before = _few(atlas, person, near)
    after = before.with_(stays=(*before.stays, plan))
    zone = atlas.zones.zone(stay.place.zone)
    begin = day_span(stay.start, zone).start
    home = before.zone_of(person, begin)
    work = after.working(person, Span(begin, begin + _WEEK))
    shared = _shared(before, after, person, near, begin)
    return Staying(
        stay=stay,
        zone=zone,
        home=home,
        ahead=zone.utc_offset(begin) - home.utc_offset(begin),
        first=work[0] if work else None,
        shared=shared,
        later=tuple(_later(before, after, person, near, stay, shared)),
    )


def _few(atlas: Atlas, person: Person, near: Sequence[Tie]) -> Atlas:
    """Only the people concerned: what is asked is about nobody else, and answered at once."""
    people = (person, *(tie.person for tie in near))
    stays = tuple(stay for one in people for stay in atlas.stays_of(one))
    return Atlas(people, stays, holidays=atlas.holidays, zones=atlas.zones)


def _shared(
    before: Atlas, after: Atlas, person: Person, near: Sequence[Tie], begin: datetime
) -> tuple[Shared, ...]:
    old, new = (_minutes(atlas, person, near, begin) for atlas in (before, after))
    found = [
        Shared(tie.person.id, tie.person.name, tie.how, old[tie.person.id], new[tie.person.id])
        for tie in near
        if tie.person.id in old and tie.person.id in new
    ]
    return tuple(sorted(found, key=lambda one: one.order))


def _minutes(atlas: Atlas, person: Person, near: Sequence[Tie], begin: datetime) -> dict[str, timedelta]:
    """Shared in the week from a UTC day on, by ordinary hours: holidays and leave are no matter of places."""
    start = datetime.combine(begin.date(), time(0, 0), tzinfo=UTC)
    sharing = Sharing(atlas, Span(start, start + _WEEK))
    pairs = sharing.pairs([(person.id, tie.person.id) for tie in near])
    return {pair.second: timedelta(minutes=pair.weekly_minutes) for pair in pairs}


def _later(
    before: Atlas,
    after: Atlas,
    person: Person,
    near: Sequence[Tie],
    stay: Stay,
    known: tuple[Shared, ...],
) -> Iterable[Later]:
    """The first clock change during the stay after which other people lose or win than at its beginning."""
    begin = datetime.combine(stay.start, time(0, 0), tzinfo=UTC) + _WEEK
    end = begin + _AHEAD if stay.end is None else datetime.combine(stay.end, time(0, 0), tzinfo=UTC) - _WEEK
    if end <= begin:
        return
    keys = {stay.place.zone} | {tie.person.place.zone for tie in near}
    zones = [before.zones.zone(key) for key in sorted(keys)]
    span = Span(begin, min(end, begin + _AHEAD))
    moments = sorted({change.instant for zone in zones for change in zone.transitions(span) if change.shift})
    first = {one.id: one.after for one in known}
    for at in moments:
        shared = _shared(before, after, person, near, at + _DAY)
        other = tuple(one for one in shared if first.get(one.id) != one.after)
        if other:
            yield Later(at, other)
            return


def clock_there(staying: Staying, instant: datetime) -> CivilTime:
    """What the clock at the place of the stay shows."""
    return CivilTime.of(instant, staying.zone)
