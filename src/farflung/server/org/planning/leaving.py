"""What an absence would do to those who stay: shared time that is gone, and when nobody is there at all."""

from dataclasses import dataclass
from datetime import date, timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.model import Absence, Person
from farflung.engine.time import Span, clipped, day_span, difference, intersection, merged, total
from farflung.server.org.planning.staying import Shared
from farflung.server.org.planning.ties import How, ties

LONGEST = timedelta(days=56)
"""Of longer absences the first eight weeks are looked at: later ones are like them."""

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Uncovered:
    """On a date of the person's own calendar, how long nobody else would be at work when they were."""

    day: date
    length: timedelta


@dataclass(frozen=True, slots=True)
class Leaving:
    """What an absence would do. `work` is the person's own working time that falls into it.

    `until` is the last day that was looked at. `shared` compares the whole weeks around the absence.
    """

    absence: Absence
    until: date
    work: timedelta
    shared: tuple[Shared, ...]
    uncovered: tuple[Uncovered, ...]
    team: bool


def if_away(atlas: Atlas, person: Person, absence: Absence) -> Leaving:
    """What the absence would do; it is not in the map yet."""
    near = ties(atlas, person, absence.start)
    until = min(absence.end, absence.start + LONGEST)
    zone = atlas.zone_of(person, day_span(absence.start, atlas.zones.zone(person.place.zone)).start)
    monday = absence.start - absence.start.weekday() * _DAY
    sunday = until + (6 - until.weekday()) * _DAY
    weeks = Span(day_span(monday, zone).start, day_span(sunday, zone).end)
    gone = Atlas(
        (person,),
        atlas.stays_of(person),
        (*atlas.absences_of(person), absence),
        atlas.holidays,
        zones=atlas.zones,
    )
    before, after = atlas.working(person, weeks), gone.working(person, weeks)
    hours = {tie.person.id: atlas.working(tie.person, weeks) for tie in near}
    count = (sunday - monday + _DAY) / (7 * _DAY)
    shared = [
        Shared(
            tie.person.id, tie.person.name, tie.how,
            total(intersection(before, hours[tie.person.id])) / count,
            total(intersection(after, hours[tie.person.id])) / count,
        )
        for tie in near
    ]  # fmt: skip
    team = [hours[tie.person.id] for tie in near if tie.how is not How.MANAGER]
    there = merged(span for spans in team for span in spans)
    days = [absence.start + n * _DAY for n in range((until - absence.start).days + 1)]
    missed = difference(difference(before, after), there)
    alone = [Uncovered(day, total(clipped(missed, day_span(day, zone)))) for day in days]
    return Leaving(
        absence,
        until,
        total(before) - total(after),
        tuple(sorted((one for one in shared if one.before != one.after), key=lambda one: one.order)),
        tuple(one for one in alone if one.length) if team else (),
        bool(team),
    )
