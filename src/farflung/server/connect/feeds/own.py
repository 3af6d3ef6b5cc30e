"""One's own calendar: stays, days away, duties, public holidays where one is, changes of one's clock."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from farflung.engine.atlas import Atlas
from farflung.engine.atlas.whereabouts import Whereabouts
from farflung.engine.model import Holiday, Person, Place
from farflung.engine.time import CivilTime, Span, Transition
from farflung.server.connect.feeds.entries import Days, Entry, days_of, reach, uid
from farflung.server.connect.feeds.people import absences, engagements, stays, within_days
from farflung.server.ui.words import clock_text, length_text


def own_entries(atlas: Atlas, person: Person, now: datetime) -> tuple[Entry, ...]:
    """Everything in it, in order."""
    window = reach(now, atlas.zones.zone(person.place.zone))
    within = within_days(window, atlas, person)
    pieces = atlas.whereabouts(person, window)
    found = (
        *stays(atlas, person, within, own=True),
        *absences(atlas, person, within, own=True),
        *engagements(atlas, person, now, own=True),
        *_holidays(atlas, person, pieces),
        *_changes(atlas, pieces),
    )
    return tuple(sorted(found, key=lambda entry: entry.order))


def _holidays(atlas: Atlas, person: Person, pieces: tuple[Whereabouts, ...]) -> Iterator[Entry]:
    """Of the place whose holidays the person keeps then: a journey does not change it, a move does."""
    seen: set[str] = set()
    for piece in pieces:
        calendar = atlas.calendar(piece.base)
        days = days_of(piece.span, atlas.zones.zone(piece.place.zone))
        for holiday in calendar.between(days.first, days.last) if calendar else ():
            entry = holiday_entry(holiday, piece.base, works=not person.keeps_holiday(holiday.date))
            if entry.uid not in seen:
                seen.add(entry.uid)
                yield entry


def holiday_entry(holiday: Holiday, place: Place, *, works: bool = False) -> Entry:
    """A public holiday of a place; `works`: the person works then, and is off on another day."""
    named = {"holiday": holiday.name, "place": place.label}
    title = _("%(holiday)s (public holiday, %(place)s)") % named
    notes = [_("You work on this day, and are off on another.")] if works else []
    notes += [_("The date may still change.")] if holiday.estimated else []
    key = place.country, place.subdivision, holiday.date, holiday.name, place.label
    return Entry(uid("holiday", *key), title, Days(holiday.date, holiday.date), note=" ".join(notes))


def _changes(atlas: Atlas, pieces: tuple[Whereabouts, ...]) -> Iterator[Entry]:
    """Changes of the clocks that the person lives by, on the date on which they come."""
    for piece in pieces:
        zone = atlas.zones.zone(piece.place.zone)
        for change in zone.transitions(Span(piece.start, piece.end)):
            if change.shift:
                day = CivilTime.of(change.instant - timedelta(seconds=1), zone).date
                yield Entry(
                    uid("clocks", zone.key, day), _change(change, piece.place.label), Days(day, day),
                    note=_note(change),
                )  # fmt: skip


def _change(change: Transition, place: str) -> str:
    # The clock as it stood until then: "at 02:00 clocks go forward".
    shown = (change.instant + change.before).time()
    named = {"length": length_text(abs(change.shift)), "time": clock_text(shown), "place": place}
    if change.shift > timedelta():
        return _("At %(time)s clocks go forward %(length)s (%(place)s)") % named
    return _("At %(time)s clocks go back %(length)s (%(place)s)") % named


def _note(change: Transition) -> str:
    named = {"length": length_text(abs(change.shift))}
    if change.shift > timedelta():
        return _("Your hours come %(length)s earlier for whoever's clocks stay as they are.") % named
    return _("Your hours come %(length)s later for whoever's clocks stay as they are.") % named
