"""When required people cannot come at all: other meetings and absences, as masks over possible starts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

import numpy as np

from farflung.engine.atlas import Atlas
from farflung.engine.meetings.faces import Mask, Seconds
from farflung.engine.model import Absence, MeetingSeries, Person
from farflung.engine.time import Span, epoch
from farflung.engine.time.civil import local_span

_MARGIN = timedelta(days=3)
"""No local date that has begun at an instant is further than this from the date in UTC."""

_NEVER = -(2**62)


def taken(atlas: Atlas, people: Iterable[str], window: Span, moving: str | None) -> list[Span]:
    """The times at which one of the people is in another meeting or absent (unsorted, may overlap)."""
    wanted = set(people)
    met = [span for series in meetings_of(atlas, wanted, moving) for span in held(atlas, series, window)]
    return met + [span for person in sorted(wanted) for span in absences(atlas, person, window)]


def held(atlas: Atlas, series: MeetingSeries, window: Span) -> list[Span]:
    """The times of a series in a window."""
    return [Span(o.start, o.end) for o in atlas.occurrences(series, window) if o.start < o.end]


def absences(atlas: Atlas, person: str, window: Span) -> list[Span]:
    """The times at which a person is absent, of all that could touch a window."""
    someone = atlas.person(person)
    known = atlas.absences_of(someone)
    if not known:
        return []
    first, last = _dates(window)
    return [absence_span(atlas, someone, a) for a in known if a.start <= last and a.end >= first]


@lru_cache(maxsize=64)
def _dates(window: Span) -> tuple[date, date]:
    """The first and the last local date that could bear on a window, anywhere."""
    return (window.start - _MARGIN).date(), (window.end + _MARGIN).date()


def meetings_of(atlas: Atlas, people: set[str], moving: str | None = None) -> list[MeetingSeries]:
    """The series that one of the people must go to, but for the one that is moved and what it was before."""
    return [
        series for series in atlas.meetings
        if (moving is None or moving not in (series.id, series.goes_on_as))
        and not people.isdisjoint(series.required)
    ]  # fmt: skip


def absence_span(atlas: Atlas, person: Person, absence: Absence) -> Span:
    """The absence on the clock of the place where the person is when it begins and when it ends."""
    first, last = (
        atlas.zone_of(person, datetime.combine(day, time(12), tzinfo=UTC))
        for day in (absence.start, absence.end)
    )
    begin = local_span(absence.start, absence.from_minute, absence.from_minute, first).start
    return Span(begin, local_span(absence.end, absence.to_minute, absence.to_minute, last).start)


@dataclass(frozen=True, eq=False, slots=True)
class Busy:
    """Some times, ready to be held against many meetings: when each begins, and when the last so far ends.

    Seconds since 1970; `latest` has one entry more, for before the first begins.
    """

    begins: Seconds
    latest: Seconds

    @classmethod
    def of(cls, spans: Iterable[Span]) -> "Busy":
        """The times of some spans, which may overlap."""
        return cls.between(np.array(sorted((epoch(span.start), epoch(span.end)) for span in spans), np.int64))

    @classmethod
    def between(cls, moments: Seconds) -> "Busy":
        """The same of seconds since 1970: beginning and end of each in turn, by their beginnings."""
        begins, ends = np.ascontiguousarray(moments.reshape(-1, 2).T)
        return cls(begins, np.concatenate(([_NEVER], np.maximum.accumulate(ends))))

    def hits(self, starts: Seconds, seconds: int) -> Mask:
        """Which meetings of that length, by their starts, share time with one of them."""
        # Of the times that begin before a meeting ends, one still on when it begins shares time with it.
        found: Mask = self.latest[self.begins.searchsorted(starts + seconds, side="left")] > starts
        return found


def hits(spans: Iterable[Span], starts: Seconds, seconds: int) -> Mask:
    """Which meetings of that length, by their starts, share time with one of the spans."""
    return Busy.of(spans).hits(starts, seconds)
