"""Series of meetings: made, changed, rotated, ended. The past is not rewritten: a change holds from a day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from farflung.engine.model import Recurrence
from farflung.engine.time import CivilTime, Span, packaged_zones
from farflung.server.clock.actions.meeting_parts import (
    copy_guests,
    cut,
    end_parts,
    keep_past,
    may_be_ahead,
    rewrite,
    still_ahead,
)
from farflung.server.clock.actions.turns import take_turns
from farflung.server.clock.events import MeetingChanged, MeetingEnded, MeetingMade
from farflung.server.clock.models import Invited, InvitedTeam, Meeting
from farflung.server.clock.planning.meetings import MEETINGS
from farflung.server.clock.planning.recurring import (
    Turns,
    held_back,
    kept_recurrence,
    makes,
    recurrence_of,
)
from farflung.server.clock.planning.revising import (
    Ends,
    Move,
    with_date_at,
    with_date_back,
    without_date,
)
from farflung.server.clock.queries.guests import guests_of
from farflung.server.core.bulk import insert
from farflung.server.core.events import publish
from farflung.server.core.models import Account
from farflung.server.core.refusal import Refused
from farflung.server.core.writing import Write, writing
from farflung.server.org.models import Person, Team

LONGEST_TITLE = 200


@dataclass(frozen=True, slots=True)
class Guests:
    """Who is invited: people and whole teams, who must come and who may. Who is in both must."""

    required: tuple[Person, ...] = ()
    optional: tuple[Person, ...] = ()
    teams: tuple[Team, ...] = ()
    optional_teams: tuple[Team, ...] = ()


def make_meeting(  # noqa: PLR0913 - each is a fact of a meeting
    *,
    title: str,
    recurrence: Recurrence,
    guests: Guests,
    organizer: Person,
    private: bool = False,
    has_agenda: bool | None = None,
    by: Account | None,
    now: datetime,
) -> Meeting:
    """A new series; the title of a private one is dropped here, before anything is kept."""
    with writing(by=by, now=now, changes=MEETINGS) as write:
        row = Meeting(
            title="" if private else _title(title), private=private, organizer=organizer,
            recurrence=kept_recurrence(recurrence), has_agenda=has_agenda, announced_at=now, made_at=now,
        )  # fmt: skip
        row.save()
        _invite(row, guests)
        write.audit("meeting.make", "meeting", row.code)
        publish(MeetingMade(row.code, now, _actor(write)))
        return row


def rotate_meeting(
    *, meeting: Meeting, turns: Turns | None, since: date, by: Account | None, now: datetime
) -> Meeting:
    """From a local date on the series takes start times in turn; None: it is at its own hour again."""
    with writing(by=by, now=now, changes=MEETINGS) as write:
        row = held_series(meeting)
        changed = take_turns((*may_be_ahead(row, now), row), turns, since, now)
        parts = [part for part in still_ahead(row, now) if part in changed]
        return told(write, row, "meeting.rotate", "rotation", before=parts)


def change_meeting(  # noqa: PLR0913 - each is a fact of a meeting
    *,
    meeting: Meeting,
    title: str,
    private: bool,
    has_agenda: bool | None,
    guests: Guests,
    move: Move | None = None,
    ends: Ends | None = None,
    by: Account | None,
    now: datetime,
) -> Meeting:
    """Another title, other people; with a `move` at other times from a local date on, or `ends` otherwise.

    What was before that date stays as a part of its own, with those who were invited until then. The one with
    the dates to come keeps its code, so that whoever has its address finds it.
    """
    with writing(by=by, now=now, changes=MEETINGS) as write:
        row = held_series(meeting)
        before = set(guests_of(row, now))
        past, parts = None, still_ahead(row, now) if move is None else []
        alike = parts
        if move is not None:
            past, parts = _move(row, meeting, move, now)
            alike = []
        elif ends is not None:
            alike = _end_otherwise(row, meeting, ends, now)
            parts = [*(one for one in parts if one not in alike), *alike]
        row.title, row.private = "" if private else _title(title), private
        row.has_agenda, row.changed_at = has_agenda, now
        row.save()
        row.invited.all().delete()
        row.teams.all().delete()
        _invite(row, guests)
        _say_alike(row, alike)
        after = set(guests_of(row, now))
        came, gone = (tuple(sorted(one, key=str)) for one in (after - before, before - after))
        when = ("recurrence",) if move is not None else ("end",) if ends is not None else ()
        fields = (*when, "title", "guests")
        return told(
            write, row, "meeting.change", *fields, came=came, gone=gone, before=parts, left=past and past.code
        )


def change_date(
    *,
    meeting: Meeting,
    original: CivilTime,
    to: Span | None = None,
    call_off: bool = False,
    by: Account | None,
    now: datetime,
) -> Meeting:
    """One date of the series, named by when the rule has it, is elsewhere, called off, or back."""
    with writing(by=by, now=now, changes=MEETINGS) as write:
        row = _held(meeting)
        rule = recurrence_of(row.recurrence)
        if not makes(rule, original, packaged_zones()):
            raise Refused("changed-since", _("Somebody else moved this meeting meanwhile. Look at it again."))
        rewrite(row, lambda rule: _with_date(rule, original, to, now, call_off=call_off))
        row.changed_at = now
        row.save(update_fields=["recurrence", "whole", "changed_at"])
        return told(write, row, "meeting.date", "recurrence", day=original.date)


def _with_date(
    rule: Recurrence, original: CivilTime, to: Span | None, now: datetime, *, call_off: bool
) -> Recurrence:
    if to is not None:
        return with_date_at(rule, original, to, now)
    return without_date(rule, original) if call_off else with_date_back(rule, original)


def end_meeting(*, meeting: Meeting, last_day: date, by: Account | None, now: datetime) -> Meeting:
    """The series has no date after a local day; its past stays until it is forgotten."""
    with writing(by=by, now=now, changes=MEETINGS) as write:
        row = held_series(meeting)
        parts = cut(row, last_day, now, moved=True)
        row.recurrence = kept_recurrence(held_back(recurrence_of(row.recurrence), last_day, packaged_zones()))
        row.ended_at, row.changed_at, row.whole = now, now, None
        row.save(update_fields=["recurrence", "whole", "ended_at", "changed_at"])
        write.audit("meeting.end", "meeting", row.code)
        publish(MeetingEnded(row.code, now, _actor(write), tuple(part.code for part in parts)))
        return row


def _held(meeting: Meeting) -> Meeting:
    """The row as it is now, held; `Refused` where it has been ended meanwhile."""
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if row.ended_at is not None:
        raise Refused("changed-since", _("This meeting was ended meanwhile."))
    return row


def held_series(meeting: Meeting) -> Meeting:
    """The row of a series that goes on, held: what it was until it was moved is not changed by itself."""
    row = _held(meeting)
    if row.goes_on_id is not None:
        raise Refused("changed-since", _("This series was moved meanwhile. Look at it again."))
    return row


def _title(text: str) -> str:
    title = " ".join(text.split())
    if not title:
        raise Refused("empty", _("A meeting needs a title, or is private."), "title")
    return title[:LONGEST_TITLE]


def _invite(row: Meeting, guests: Guests) -> None:
    required, teams = _once(guests.required), _once(guests.teams)
    if not required and not teams:
        raise Refused("nobody", _("A meeting needs somebody who must come."), "required")
    optional = [one for one in _once(guests.optional) if one not in required]
    may = [one for one in _once(guests.optional_teams) if one not in teams]
    insert(Invited(meeting=row, person_id=pk, required=True) for pk in required)
    insert(Invited(meeting=row, person_id=pk, required=False) for pk in optional)
    insert(InvitedTeam(meeting=row, team_id=pk, required=True) for pk in teams)
    insert(InvitedTeam(meeting=row, team_id=pk, required=False) for pk in may)


def _once(rows: Iterable[Person | Team]) -> Sequence[int]:
    return list(dict.fromkeys(row.pk for row in rows))


def _say_alike(row: Meeting, parts: Sequence[Meeting]) -> None:
    """What it was before is called what it is called, and has its guests, where that is yet to come.

    The title of a private one is kept nowhere, nor where all of it is past.
    """
    for part in parts:
        part.title, part.private, part.has_agenda = row.title, row.private, row.has_agenda
        part.changed_at = row.changed_at
        part.save(update_fields=["title", "private", "has_agenda", "changed_at"])
    copy_guests(row, parts)
    if row.private:
        row.earlier.update(title="", private=True)


def _move(row: Meeting, seen: Meeting, move: Move, now: datetime) -> tuple[Meeting | None, list[Meeting]]:
    """What was worked out from what somebody saw is done to that, and to nothing else.

    What is past by it, if anything, and all of what it was before that changes with it.
    """
    _as_seen(row, seen)
    parts = cut(row, move.last, now)
    past = keep_past(row, move.last, now)
    row.recurrence, row.rotation, row.whole = kept_recurrence(move.recurrence), None, None
    return past, [*parts, past] if past is not None else parts


def _end_otherwise(row: Meeting, seen: Meeting, ends: Ends, now: datetime) -> list[Meeting]:
    """The days and hours of each part stay. What of it was before and is ahead now."""
    _as_seen(row, seen)
    end_parts(row, ends.last, now)
    return still_ahead(row, now)


def _as_seen(row: Meeting, seen: Meeting) -> None:
    if (row.recurrence, row.rotation) != (seen.recurrence, seen.rotation):
        raise Refused("changed-since", _("Somebody else moved this meeting meanwhile. Look at it again."))


def told(
    write: Write, row: Meeting, action: str, *fields: str, before: Sequence[Meeting] = (), **more: Any
) -> Meeting:
    """Notes what was done, and tells who listens; `more` as in the event."""
    write.audit(action, "meeting", row.code, fields=list(fields))
    parts = tuple(part.code for part in before)
    publish(MeetingChanged(row.code, write.now, _actor(write), fields, before=parts, **more))
    return row


def _actor(write: Write) -> UUID | None:
    """The person who writes, where it is one."""
    if write.by is None:
        return None
    return Person.objects.filter(account=write.by).values_list("code", flat=True).first()
