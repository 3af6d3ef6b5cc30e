"""What is to be put into a calendar of one person: where, when away, when on duty.

What others see of somebody is *unavailable*, and never more (N4); what they see themself is *away*.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from farflung.engine.atlas import Atlas
from farflung.engine.atlas.whereabouts import known
from farflung.engine.model import DAY_MINUTES, Absence, MeetingSeries, Person, Shift, Stay
from farflung.engine.time import Span
from farflung.engine.time.civil import local_span
from farflung.server.connect.feeds.entries import Days, Entry, Hours, days_of, reach, uid

_ENGAGED = timedelta(days=153)
"""For how long duties and meetings are written out, each at its own instant: a quarter ahead at least."""


def stays(atlas: Atlas, person: Person, within: Days, *, own: bool) -> Iterator[Entry]:
    """Where the person is planned to be. A move, which has no end, stands on its first day."""
    records = atlas.stays_of(person)
    for stay in known(records, None):
        last = stay.end if stay.end is not None else stay.start
        if _meets(within, stay.start, last):
            root, changes = _history(stay, records)
            yield Entry(
                uid("stay", person.id, root), _whereabouts(person, stay, own=own), Days(stay.start, last),
                sequence=changes,
            )  # fmt: skip


def _whereabouts(person: Person, stay: Stay, *, own: bool) -> str:
    named = {"name": person.name, "place": stay.place.label}
    if stay.end is None:
        return _("Move to %(place)s") % named if own else _("%(name)s: move to %(place)s") % named
    return _("In %(place)s") % named if own else _("%(name)s: in %(place)s") % named


def _history(stay: Stay, records: tuple[Stay, ...]) -> tuple[str, int]:
    """The first record of a stay that was corrected, and how often it was."""
    before = {one.id: one.replaces for one in records}
    root, changes = stay.id, 0
    while (earlier := before.get(root)) is not None:
        root, changes = earlier, changes + 1
    return root, changes


def absences(atlas: Atlas, person: Person, within: Days, *, own: bool) -> Iterator[Entry]:
    """When the person is away. To others it says that they are unavailable, and takes nobody's time."""
    title = (
        pgettext("in one's own calendar", "Away")
        if own
        else _("%(name)s: unavailable") % {"name": person.name}
    )
    for absence in atlas.absences_of(person):
        if _meets(within, absence.start, absence.end):
            key = absence.start, absence.end, absence.from_minute, absence.to_minute
            yield Entry(uid("away", person.id, *key), title, _away(atlas, person, absence), busy=own)


def _away(atlas: Atlas, person: Person, absence: Absence) -> Days | Hours:
    """Whole days as days, so that they are the same dates wherever somebody looks at them."""
    if absence.from_minute == 0 and absence.to_minute == DAY_MINUTES:
        return Days(absence.start, absence.end)
    home = atlas.zones.zone(person.place.zone)
    zone = atlas.zone_of(person, local_span(absence.start, absence.from_minute, DAY_MINUTES, home).start)
    start = local_span(absence.start, absence.from_minute, DAY_MINUTES, zone).start
    return Hours(start, local_span(absence.end, 0, absence.to_minute, zone).end, zone)


def engagements(atlas: Atlas, person: Person, now: datetime, *, own: bool) -> Iterator[Entry]:
    """Duties, and for who looks at their own calendar the meetings that they are invited to.

    All that the map has: a kind of engagement that comes to the Atlas is in the calendars with it.
    """
    begin = reach(now, atlas.zones.zone(person.place.zone)).start
    span = Span(begin, begin + _ENGAGED)
    items: list[Shift | MeetingSeries] = [shift for shift in atlas.shifts if shift.person == person.id]
    if own:
        items += [series for series in atlas.meetings if person.id in series.attendees]
    for item in items:
        for at in atlas.occurrences(item, span):
            zone = atlas.zones.zone(item.recurrence.zone)
            yield Entry(
                uid("engagement", person.id, _named(item), at.civil.date, at.civil.time),
                _title(item, person, own=own), Hours(at.start, at.end, zone), busy=own,
                sequence=int(at.moved),
            )  # fmt: skip


def _named(item: Shift | MeetingSeries) -> str:
    return (
        item.goes_on_as or item.id
        if isinstance(item, MeetingSeries)
        else f"{item.duty} {item.recurrence.start}"
    )


def _title(item: Shift | MeetingSeries, person: Person, *, own: bool) -> str:
    if isinstance(item, MeetingSeries):
        return item.title
    named = {"name": person.name, "duty": item.duty}
    return _("On duty: %(duty)s") % named if own else _("%(name)s: on duty, %(duty)s") % named


def within_days(window: Span, atlas: Atlas, person: Person) -> Days:
    """The dates of a window on the clock of the person's home."""
    return days_of(window, atlas.zones.zone(person.place.zone))


def _meets(within: Days, first: date, last: date) -> bool:
    return first <= within.last and last >= within.first
