"""Whether somebody is at work by their own hours, and until when. Hours are planned, never observed (N1)."""

from dataclasses import dataclass
from datetime import datetime

from farflung.engine.atlas import Atlas, NoWorkingTimeError
from farflung.engine.model import Person, Place
from farflung.engine.time import CivilTime, Zone
from farflung.server.clock.planning.hours import hours_around, is_of
from farflung.server.clock.planning.kept import ManyAbout


@dataclass(frozen=True, slots=True)
class State:
    """A person at an instant. `until` is when that changes, None: not within a year.

    `unavailable`: an absence covers the instant; there is nothing more to know about it (N4).
    """

    person: Person
    place: Place
    zone: Zone
    working: bool
    until: datetime | None
    unavailable: bool

    @property
    def order(self) -> tuple[bool, bool, float, str]:
        """At work first, then who comes soonest; who is unavailable last."""
        until = self.until.timestamp() if self.until and not self.working else 0.0
        return not self.working, self.unavailable, until, self.person.name.casefold()


_kept: ManyAbout[State] = ManyAbout()


def state(atlas: Atlas, person: Person, now: datetime) -> State:
    """The state of a person at an instant.

    Found once a minute for everybody who looks: hours and absences begin and end on whole ones.
    """
    minute = now.replace(second=0, microsecond=0)
    if not is_of(atlas, person):
        return _state(atlas, person, minute)
    return _kept.get(atlas, minute, person.id, lambda: _state(atlas, person, minute))


def _state(atlas: Atlas, person: Person, now: datetime) -> State:
    place = atlas.where(person, now).place
    zone = atlas.zones.zone(place.zone)
    ahead = next((span for span in hours_around(atlas, person, now) if span.end > now), None)
    working = ahead is not None and ahead.start <= now
    until = _later(atlas, person, now) if ahead is None else ahead.end if working else ahead.start
    away = not working and unavailable(atlas, person, CivilTime.of(now, zone))
    return State(person, place, zone, working, until, away)


def unavailable(atlas: Atlas, person: Person, civil: CivilTime) -> bool:
    """Whether an absence covers a local time."""
    minute = civil.time.hour * 60 + civil.time.minute
    covered = (absence.minutes_on(civil.date) for absence in atlas.absences_of(person))
    return any(minutes is not None and minutes[0] <= minute < minutes[1] for minutes in covered)


def _later(atlas: Atlas, person: Person, now: datetime) -> datetime | None:
    try:
        return atlas.next_working(person, now)
    except NoWorkingTimeError:
        return None
