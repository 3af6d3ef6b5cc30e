"""The same meeting out of several calendars: everybody's export holds it, and it happens once."""

from collections.abc import Iterable
from dataclasses import replace

from farflung.engine.model import MeetingSeries


def without_copies(meetings: Iterable[MeetingSeries]) -> tuple[MeetingSeries, ...]:
    """Meetings with one id as one: the first one's time, everybody's guests.

    A person whom one calendar calls required is required: an organizer's export says so of everybody,
    while a guest's may know only the guest's own answer.
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
        required=required,
        optional=optional,
        organizer=one.organizer or other.organizer,
        has_agenda=None if agendas == (None, None) else any(agendas),
        outsiders=tuple(dict.fromkeys((*one.outsiders, *other.outsiders))),
    )
