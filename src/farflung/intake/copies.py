"""The same meeting out of several calendars: everybody's export holds it, and it happens once."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from farflung.engine.model import MeetingSeries, Override, Recurrence


def without_copies(meetings: Iterable[MeetingSeries]) -> tuple[MeetingSeries, ...]:
    """Meetings with one id as one: the first one's time, everybody's guests.

    A person whom one calendar calls required is required: an organizer's export says so of everybody,
    while a guest's may know only the guest's own answer. It was announced when the earliest copy was made.
    """
    merged: dict[str, MeetingSeries] = {}
    for meeting in meetings:
        known = merged.get(meeting.id)
        merged[meeting.id] = meeting if known is None else _merged(known, meeting)
    return tuple(merged.values())


def _merged(one: MeetingSeries, other: MeetingSeries) -> MeetingSeries:
    required = tuple(dict.fromkeys((*one.required, *other.required)))
    optional = tuple(p for p in dict.fromkeys((*one.optional, *other.optional)) if p not in required)
    agendas = (one.has_agenda, other.has_agenda)
    return replace(
        one,
        recurrence=_known_first(one.recurrence, other.recurrence),
        required=required,
        optional=optional,
        organizer=one.organizer or other.organizer,
        has_agenda=None if agendas == (None, None) else any(agendas),
        outsiders=tuple(dict.fromkeys((*one.outsiders, *other.outsiders))),
        created=_earlier(one.created, other.created),
    )


def _known_first(one: Recurrence, other: Recurrence) -> Recurrence:
    """The first one's time; a change that the other knew earlier was known then."""
    told = {(o.original, o.start): o.created for o in other.overrides if o.created is not None}
    if not told:
        return one
    overrides = tuple(
        _told(override, told.get((override.original, override.start))) for override in one.overrides
    )
    return replace(one, overrides=overrides)


def _told(override: Override, at: datetime | None) -> Override:
    return override if at is None else replace(override, created=_earlier(override.created, at))


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    return min((at for at in (one, other) if at is not None), default=None)
