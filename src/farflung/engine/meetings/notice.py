"""How long ahead meetings were announced, as far as their calendar tells.

A series announces all its dates when it is made, so its first date alone counts; a date that is moved to
another start is announced by the change.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.model import MeetingSeries, Occurrence
from farflung.engine.time import Span

_MARGIN = timedelta(days=2)
"""No zone is further from another: a series that begins so much earlier on its own clock has begun."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """An occurrence that nobody knew of before `at`; None where the files do not tell.

    `first` is that of the series (or the only one); the others were moved.
    """

    occurrence: Occurrence
    at: datetime | None
    first: bool

    @property
    def ahead(self) -> timedelta | None:
        """How long before it starts it could be known, at most."""
        return None if self.at is None else self.occurrence.start - self.at


def announcements(atlas: Atlas, series: MeetingSeries, window: Span) -> tuple[Announcement, ...]:
    """The occurrences of a window that were announced by themselves, in order of start."""
    begins, moves = _begins_in(atlas, series, window), _moves(atlas, series)
    if not begins and not moves:
        return ()
    held = [o for o in atlas.occurrences(series, window) if o.start >= window.start]
    first = held[0] if begins and held else None
    changed = {o.original: o.created for o in series.recurrence.overrides} if moves else {}
    return tuple(
        Announcement(o, _known(o, changed.get(o.civil), series.created if o is first else None), o is first)
        for o in held
        if o is first or (o.moved and o.civil in moves)
    )


def _known(occurrence: Occurrence, *made: datetime | None) -> datetime | None:
    """The last of what had to be made first.

    An entry made after the start is a record of a meeting, or a calendar carried over from another
    program: it does not tell when people were told.
    """
    at = max((one for one in made if one is not None), default=None)
    return None if at is None or at > occurrence.start else at


def _begins_in(atlas: Atlas, series: MeetingSeries, window: Span) -> bool:
    """Whether nothing of the series was before the window."""
    recurrence = series.recurrence
    if recurrence.start.date < (window.start - _MARGIN).date():
        return False
    zone = atlas.zones.zone(recurrence.zone)
    starts = [civil.instant(zone) for civil in (recurrence.start, *recurrence.extra)]
    starts += [o.start for o in recurrence.overrides if o.start is not None]
    return min(starts) >= window.start


def _moves(atlas: Atlas, series: MeetingSeries) -> frozenset[object]:
    """The civil starts that were moved to another start; one that only lasts longer was known."""
    overrides = series.recurrence.overrides
    if not overrides:
        return frozenset()
    zone = atlas.zones.zone(series.recurrence.zone)
    return frozenset(
        o.original for o in overrides if o.start is not None and o.start != o.original.instant(zone)
    )
