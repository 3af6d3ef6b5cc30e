"""From where a page of the organisation looks: the map, the person on it, their clock and their day."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person as OnMap
from farflung.engine.model import WeeklyPattern
from farflung.server.org.access import member
from farflung.server.org.atlas_copy import on_the_map
from farflung.server.org.models import Person
from farflung.server.ui.reader import Reader, nobody, now_of


@dataclass(frozen=True, slots=True)
class Standing:
    """`row` is the record, `person` the same on the map."""

    row: Person
    person: OnMap
    atlas: Atlas
    reader: Reader

    @property
    def now(self) -> datetime:
        """The instant of the request."""
        return self.reader.now

    @property
    def today(self) -> date:
        """The person's own date."""
        return self.reader.today

    @property
    def pattern(self) -> WeeklyPattern | None:
        """The hours that hold today, else those that begin next."""
        held = self.person.pattern_on(self.today)
        ahead = [(p.start, p.pattern) for p in self.person.patterns if p.start and p.start > self.today]
        return held or min(ahead, key=lambda one: one[0], default=(None, None))[1]


def standing(request: HttpRequest) -> Standing:
    """Of who asks; 404 for an account without a person."""
    row = member(request)
    now = now_of(request)
    atlas, person = on_the_map(row.code)
    place = atlas.where(person, now).place
    return Standing(row, person, atlas, Reader(now, atlas.zones.zone(place.zone), place.label))


def today_of(request: HttpRequest) -> date:
    """The date for who keeps records: their own, and that in UTC for an account without a person."""
    row = getattr(getattr(request, "farflung_asker", None), "person", None)
    if row is None:
        return nobody(now_of(request)).today
    return standing(request).today
