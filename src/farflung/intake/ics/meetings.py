"""Series of meetings from a calendar: who comes, who may, and who is not ours."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from farflung.engine.model import MeetingSeries
from farflung.engine.said import Said, said
from farflung.intake.ics.busy import busy_status, status_of
from farflung.intake.ics.created import announced
from farflung.intake.ics.event import Attendee, Event
from farflung.intake.ics.placing import Placing
from farflung.intake.ics.series import Series
from farflung.intake.notebook import Notebook
from farflung.intake.people_index import PeopleIndex

_NOT_PEOPLE = frozenset({"ROOM", "RESOURCE"})
_OPTIONAL = frozenset({"OPT-PARTICIPANT"})
_ONLY_TOLD = frozenset({"NON-PARTICIPANT"})


@dataclass(slots=True)
class _Invited:
    """The people of one series, each once, in the order of the file."""

    required: dict[str, None] = field(default_factory=dict)
    optional: dict[str, None] = field(default_factory=dict)
    outsiders: dict[str, None] = field(default_factory=dict)

    def add(self, attendee: Attendee, people: PeopleIndex) -> None:
        found = _who(attendee, people)
        if not found:
            self.outsiders[attendee.address or attendee.name] = None
        (self.optional if attendee.role in _OPTIONAL else self.required).update(dict.fromkeys(found))


def meetings_of(
    series: Iterable[Series], people: PeopleIndex, placing: Placing, notebook: Notebook
) -> list[MeetingSeries]:
    """The meetings that happen; what is no meeting is counted in notes, never dropped in silence."""
    meetings: list[MeetingSeries] = []
    passed: dict[Said, int] = {}
    for one in series:
        reason = _passed_over(one.master)
        if reason is not None:
            passed[reason] = passed.get(reason, 0) + 1
            continue
        meeting = _meeting(one, people, placing)
        if meeting is not None:
            meetings.append(meeting)
    for reason, count in passed.items():
        notebook.note("not-a-meeting", placing.file, reason, count)
    _say_outsiders(meetings, placing.file, notebook)
    if all(meeting.has_agenda is None for meeting in meetings):
        return meetings  # the export leaves descriptions out, so it cannot tell
    return [replace(meeting, has_agenda=bool(meeting.has_agenda)) for meeting in meetings]


def _passed_over(event: Event) -> Said | None:
    if event.cancelled:
        return said("cancelled events: not read as meetings.")
    if event.all_day:
        return said("events on whole days (dates, in no zone: each person's own day): not read as meetings.")
    if busy_status(event) == "free":
        return said("events marked as free time: not read as meetings.")
    if not event.attendees and event.organizer is None:
        return said("events that invite nobody: not read as meetings.")
    return None


def _meeting(series: Series, people: PeopleIndex, placing: Placing) -> MeetingSeries | None:
    event = series.master
    recurrence = placing.place(series)
    if recurrence is None:
        return None
    invited = _invited(event, people)
    organizer = _who(event.organizer, people) if event.organizer else ()
    return MeetingSeries(
        id=event.uid if event.replaces is None else f"{event.uid}#{event.replaces.day}",
        title=str(event.shown_title),
        recurrence=recurrence,
        required=tuple(invited.required),
        optional=tuple(one for one in invited.optional if one not in invited.required),
        organizer=organizer[0] if len(organizer) == 1 else None,
        has_agenda=event.has_agenda,
        outsiders=tuple(invited.outsiders),
        created=announced(event),
        source=event.source,
    )


def _invited(event: Event, people: PeopleIndex) -> _Invited:
    """Everybody who is to come: not the rooms, not who declined, not who was only told."""
    invited = _Invited()
    for attendee in event.attendees:
        if attendee.kind in _NOT_PEOPLE or attendee.role in _ONLY_TOLD:
            continue
        if status_of(event, attendee.partstat) != "free":
            invited.add(attendee, people)
    organizer = event.organizer
    listed = {attendee.address.casefold() for attendee in event.attendees}
    # Who calls a meeting comes, though many programs do not list them; a shared calendar does not.
    if organizer and organizer.address.casefold() not in listed and _who(organizer, people):
        invited.add(organizer, people)
    return invited


def _who(attendee: Attendee, people: PeopleIndex) -> tuple[str, ...]:
    """The people behind an address or a name; a group that is a known team is its members."""
    person = people.find(attendee.address) or (people.find(attendee.name) if attendee.name else None)
    if person is not None:
        return (person,)
    team = people.team(attendee.name) or people.team(attendee.address.partition("@")[0])
    return team.members if team and attendee.kind != "INDIVIDUAL" else ()


def _say_outsiders(meetings: list[MeetingSeries], file: str, notebook: Notebook) -> None:
    outsiders = {address for meeting in meetings for address in meeting.outsiders}
    if outsiders:
        notebook.note(
            "outsiders",
            file,
            said("invited addresses that belong to nobody in the people files; counted, never planned for."),
            len(outsiders),
        )
