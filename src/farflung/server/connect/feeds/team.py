"""A team's calendar: who is unavailable when, who is where, who is on duty, and holidays by place.

It says no more than the team's page says to everybody who works here, and holds no number of anybody.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person
from farflung.engine.time import Span
from farflung.server.clock.planning.teams import teams
from farflung.server.connect.feeds.entries import Days, Entry, days_of, reach
from farflung.server.connect.feeds.own import holiday_entry
from farflung.server.connect.feeds.people import absences, engagements, stays, within_days

_AHEAD = timedelta(days=183)
"""Half a year of other people's plans is as much as anybody plans with."""


def team_entries(atlas: Atlas, team: str, now: datetime) -> tuple[Entry, ...]:
    """Everything in it, in order; of a team's people and of those of the teams below it."""
    people = teams(atlas, now).people(team)
    utc = atlas.zones.zone("UTC")
    window = reach(now, utc)
    window = Span(window.start, min(window.end, reach(now, utc).start + _AHEAD))
    found = [entry for person in people for entry in _of(atlas, person, window, now)]
    found += _holidays(atlas, people, window)
    return tuple(sorted(found, key=lambda entry: entry.order))


def _of(atlas: Atlas, person: Person, window: Span, now: datetime) -> Iterator[Entry]:
    within = within_days(window, atlas, person)
    yield from stays(atlas, person, within, own=False)
    yield from absences(atlas, person, within, own=False)
    yield from engagements(atlas, person, now, own=False)


def _holidays(atlas: Atlas, people: Sequence[Person], window: Span) -> Iterator[Entry]:
    """Once for each place, whoever of the team keeps them: who swapped a holiday is theirs to tell."""
    days: dict[str, Entry] = {}
    for person in people:
        for piece in atlas.whereabouts(person, window):
            calendar = atlas.calendar(piece.base)
            dates: Days = days_of(piece.span, atlas.zones.zone(piece.place.zone))
            for holiday in calendar.between(dates.first, dates.last) if calendar else ():
                entry = holiday_entry(holiday, piece.base)
                days.setdefault(entry.uid, entry)
    yield from days.values()
