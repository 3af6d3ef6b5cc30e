"""What a series was until it was moved: rows of their own, so that nothing of the past is rewritten.

Calendars know each by a name of its own: what is past keeps the one that it had, what goes on gets a new one.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from farflung.engine.model import Recurrence
from farflung.engine.time import CivilTime, packaged_zones
from farflung.server.clock.models import Invited, InvitedTeam, Meeting
from farflung.server.clock.planning.recurring import (
    Kept,
    Turns,
    dates_before,
    dates_from,
    ended,
    held_back,
    kept_recurrence,
    recurrence_of,
    settled,
    takes_place_after,
    turns_taken,
)
from farflung.server.clock.planning.revising import with_end
from farflung.server.core.bulk import insert

_DAY = timedelta(days=1)


def keep_past(row: Meeting, last: date, now: datetime) -> Meeting | None:
    """The dates until a local one, with those who were invited until now; None where there is none.

    Calendars know `row` by another name then. The caller saves it.
    """
    rule = recurrence_of(row.recurrence)
    since = last + _DAY
    if not dates_before(rule, since, packaged_zones()):
        return None
    if row.rotation is not None:
        rule = settled(rule, Turns.of(row.rotation), since, packaged_zones())
    past = Meeting(
        title=row.title, private=row.private, organizer_id=row.organizer_id, goes_on=row,
        recurrence=kept_recurrence(ended(rule, last)), has_agenda=row.has_agenda,
        outsiders=row.outsiders, announced_at=row.announced_at, made_at=row.made_at, changed_at=now,
        uid=row.calendar_id, begun_at=row.begun_at,
    )  # fmt: skip
    past.save()
    copy_guests(row, [past])
    row.uid, row.begun_at = f"{uuid4()}@farflung", now
    return past


def cut(row: Meeting, last: date, now: datetime, *, moved: bool = False) -> list[Meeting]:
    """Takes all dates after a local one from what a series was before; which of it that changed.

    With `moved` also those that were moved by hand from before it to after it.
    """
    zones = packaged_zones()
    changed = []
    row.earlier.update(whole=None)
    for part in row.earlier.select_for_update().order_by("pk"):
        rule = recurrence_of(part.recurrence)
        if takes_place_after(rule, last, zones) if moved else dates_from(rule, last + _DAY, zones):
            left = held_back(rule, last, zones) if moved else ended(rule, last)
            part.recurrence, part.changed_at = kept_recurrence(left), now
            part.save(update_fields=["recurrence", "changed_at"])
            changed.append(part)
    return changed


def end_parts(row: Meeting, last: date | None, now: datetime) -> None:
    """Another last local date of a series in all its parts; what an earlier one took away is there again.

    Turns go on counting over what is there. The caller saves `row`.
    """
    shift = 0
    for part in (*in_order(row), row):
        before = (part.recurrence, part.rotation, part.whole)
        rule, whole = recurrence_of(part.recurrence), recurrence_of(part.whole or part.recurrence)
        new, more = with_end(rule, whole, last, now, packaged_zones(), goes_on=part is row)
        part.recurrence, part.whole = kept_recurrence(new), more and kept_recurrence(more)
        if part.rotation is not None:
            turns = Turns.of(part.rotation)
            part.rotation = replace(turns, first=turns.first + shift).kept()
            counted = (turns_taken(one, turns.since, packaged_zones()) for one in (rule, new))
            shift += -next(counted) + next(counted)
        if part is not row and (part.recurrence, part.rotation, part.whole) != before:
            part.changed_at = now
            part.save(update_fields=["recurrence", "rotation", "whole", "changed_at"])


def rewrite(part: Meeting, how: Callable[[Recurrence], Recurrence]) -> None:
    """Another rule of it, and of what it goes back to. The caller saves it."""
    part.recurrence = kept_recurrence(how(recurrence_of(part.recurrence)))
    part.whole = part.whole and kept_recurrence(how(recurrence_of(part.whole)))


def still_ahead(row: Meeting, now: datetime) -> list[Meeting]:
    """What a series was before, of which a date is yet to come, in the order of their dates: held."""
    return [part for part in in_order(row) if _is_ahead(part.recurrence, now)]


def may_be_ahead(row: Meeting, now: datetime) -> list[Meeting]:
    """The same with what an earlier end took away: it is there again where the series ends later again."""
    return [part for part in in_order(row) if any(_is_ahead(one, now) for one in _rules(part))]


def _rules(part: Meeting) -> list[Kept]:
    return [part.recurrence] if part.whole is None else [part.recurrence, part.whole]


def in_order(row: Meeting) -> list[Meeting]:
    """All that a series was before, in the order of its dates: held."""
    return sorted(row.earlier.select_for_update(), key=lambda part: (part.recurrence["start"][0], part.pk))


def _is_ahead(kept: Kept, now: datetime) -> bool:
    rule, zones = recurrence_of(kept), packaged_zones()
    if any(one.start is not None and one.start > now for one in rule.overrides):
        return True
    return dates_from(rule, CivilTime.of(now.astimezone(UTC), zones.zone(rule.zone)).date, zones)


def rules_before(row: Meeting) -> list[Recurrence]:
    """The rules that a series went by until it was moved, at its own hours."""
    return [recurrence_of(kept) for kept in row.earlier.order_by("pk").values_list("recurrence", flat=True)]


def copy_guests(row: Meeting, parts: Sequence[Meeting]) -> None:
    """Invites to parts of a series those who are invited to it, and nobody else."""
    people = list(row.invited.order_by("pk").values_list("person_id", "required"))
    teams = list(row.teams.order_by("pk").values_list("team_id", "required"))
    Invited.objects.filter(meeting__in=parts).delete()
    InvitedTeam.objects.filter(meeting__in=parts).delete()
    insert(Invited(meeting=part, person_id=who, required=need) for part in parts for who, need in people)
    insert(InvitedTeam(meeting=part, team_id=team, required=need) for part in parts for team, need in teams)
