"""Somebody else organises a series from now on: handed over, or taken over where whoever did has left."""

from datetime import UTC, datetime

from django.utils.translation import gettext as _

from farflung.server.clock.actions.meeting_parts import may_be_ahead, still_ahead
from farflung.server.clock.actions.meetings import held_series, told
from farflung.server.clock.models import Meeting
from farflung.server.clock.planning.meetings import MEETINGS
from farflung.server.clock.queries.guests import guests_of
from farflung.server.core.models import Account
from farflung.server.core.refusal import Refused
from farflung.server.core.writing import writing
from farflung.server.org.models import Person


def hand_over(*, meeting: Meeting, to: Person, by: Account, now: datetime) -> Meeting:
    """From now on `to` organises it, who is invited or does it themself.

    Those who are invited are told, and whoever organised it until now. `Refused` for anybody else, for who
    has left, and where the series was ended or handed over meanwhile.
    """
    with writing(by=by, now=now, changes=MEETINGS) as write:
        row = held_series(meeting)
        if row.organizer_id != meeting.organizer_id:
            raise Refused("changed-since", _("Somebody else organises it meanwhile. Look at it again."))
        _check(row, to, by, now)
        before = row.organizer.code if row.organizer is not None else None
        for one in (row, *may_be_ahead(row, now)):
            one.organizer, one.changed_at = to, now
            one.save(update_fields=["organizer", "changed_at"])
        parts = still_ahead(row, now)
        gone = (before,) if before is not None else ()
        return told(write, row, "meeting.hand_over", "organizer", before=parts, organized=gone)


def _check(row: Meeting, to: Person, by: Account, now: datetime) -> None:
    today = now.astimezone(UTC).date()
    if (to.ended is not None and to.ended < today) or (to.started is not None and to.started > today):
        raise Refused("gone", _("They do not work here today."), "to")
    if to.account_id != by.pk and to.code not in guests_of(row, now):
        raise Refused("not-invited", _("Only who is invited can organise it."), "to")
