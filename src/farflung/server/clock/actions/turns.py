"""Hours in turn: taken by a series in all its parts, and written out for calendars, a year
ahead and again before that is over."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Final

from django.db.models import Q

from farflung.engine.time import packaged_zones
from farflung.server.clock.actions.meeting_parts import rewrite
from farflung.server.clock.events import MeetingWritten
from farflung.server.clock.models import Meeting
from farflung.server.clock.planning.recurring import (
    WRITTEN_AHEAD,
    Kept,
    Turns,
    dates_from,
    recurrence_of,
    settled,
    turns_taken,
)
from farflung.server.core.events import publish
from farflung.server.core.writing import writing

QUARTER: Final = timedelta(days=92)
"""So long before their end they are written out anew: nobody's calendar runs out over a long leave."""


def take_turns(parts: Iterable[Meeting], turns: Turns | None, since: date, now: datetime) -> list[Meeting]:
    """Puts the parts of a series, in the order of their dates, in turns from a local date on; None: in none.

    One round goes through all of them: each begins where the one before it ends. Which of them are written.
    """
    first, changed = 0, []
    for part in parts:
        before = part.recurrence, part.rotation
        if part.rotation is not None:
            old = Turns.of(part.rotation)
            rewrite(part, lambda rule, old=old: settled(rule, old, since, packaged_zones()))  # type: ignore[misc]
        part.rotation = None
        if turns is not None and (part.goes_on_id is None or _taken(part.whole or part.recurrence, since)):
            part.rotation = replace(turns, first=first).kept()
            first += _taken(part.recurrence, since)
        if (part.recurrence, part.rotation) != before or part.goes_on_id is None:
            part.changed_at = now
            part.save(update_fields=["recurrence", "whole", "rotation", "changed_at"])
            changed.append(part)
    return changed


def _taken(kept: Kept, since: date) -> int:
    return turns_taken(recurrence_of(kept), since, packaged_zones())


def write_out_turns(*, now: datetime) -> int:
    """Tells calendars of another year of whatever takes turns and runs out within a quarter; how many series.

    Done twice, the second finds nothing: each is held, and noted in the transaction that tells of it.
    """
    since = now - (WRITTEN_AHEAD - QUARTER)
    due = Meeting.objects.filter(
        Q(changed_at=None) | Q(changed_at__lt=since), Q(written_at=None) | Q(written_at__lt=since),
        rotation__isnull=False, ended_at=None, made_at__lt=since,
    )  # fmt: skip
    return sum(_write_out(pk, since, now) for pk in due.order_by("pk").values_list("pk", flat=True))


def _write_out(key: int, since: datetime, now: datetime) -> bool:
    with writing(by=None, now=now):
        row = Meeting.objects.select_for_update().filter(pk=key).first()
        if row is None or row.rotation is None or row.told_at >= since:
            return False
        if not dates_from(
            recurrence_of(row.recurrence), (row.told_at + WRITTEN_AHEAD).date(), packaged_zones()
        ):
            return False  # calendars have the last of it
        row.written_at = now
        row.save(update_fields=["written_at"])
        publish(MeetingWritten(row.code, now, None))
        return True
