"""What people decide about a finding: accepted, put off until a day, opened again, mended in one step."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from farflung.engine.atlas import Atlas
from farflung.server.clock.actions.meetings import (
    Guests,
    change_date,
    change_meeting,
    rotate_meeting,
)
from farflung.server.clock.models import Finding, Meeting
from farflung.server.clock.planning.finding_fix import Deed, deed_of
from farflung.server.clock.planning.finding_steps import asked_by
from farflung.server.clock.planning.finding_steps import series_of as series_of_fix
from farflung.server.clock.planning.recurring import recurrence_of
from farflung.server.clock.planning.series import series_of
from farflung.server.core.actions.outbox import Letter, post
from farflung.server.core.models import Account, Message
from farflung.server.core.refusal import Refused
from farflung.server.core.writing import Write, writing
from farflung.server.org.access import Asker
from farflung.server.org.atlas_copy import current
from farflung.server.org.models import Person

State = Finding.State
LONGEST_REASON: Final = 300
HOURS_ASKED: Final = "hours_asked"
"""The kind of message in which somebody is asked about their own hours."""

LONGEST_SNOOZE: Final = timedelta(days=366)
"""What is put off for longer is accepted, and should say so."""


def accept_finding(*, finding: Finding, because: str, person: Person, by: Account, now: datetime) -> Finding:
    """It is as it is meant to be. It is open again when it gets worse, or hits many more people."""
    with writing(by=by, now=now) as write:
        row = _undecided(finding)
        row.because = _reason(because)
        return _decided(write, row, State.ACCEPTED, person)


def snooze_finding(
    *, finding: Finding, because: str, until: datetime, person: Person, by: Account, now: datetime
) -> Finding:
    """Nobody is shown it until then; then it is open again, if it is still there."""
    with writing(by=by, now=now) as write:
        row = _undecided(finding)
        if not now < until <= now + LONGEST_SNOOZE:
            raise Refused("until", _("Choose a day ahead, within a year."), "until")
        row.because, row.until = _reason(because), until
        return _decided(write, row, State.SNOOZED, person)


def reopen_finding(*, finding: Finding, person: Person, by: Account, now: datetime) -> Finding:
    """What was accepted or put off is open again."""
    with writing(by=by, now=now) as write:
        row = Finding.objects.select_for_update(of=("self",)).get(pk=finding.pk)
        if row.state not in (State.ACCEPTED, State.SNOOZED):
            raise Refused("changed-since", _("It is in another state meanwhile."))
        row.because, row.until = "", None
        return _decided(write, row, State.OPEN, person)


def fix_finding(
    *, finding: Finding, number: int, atlas: Atlas, person: Person, by: Account, now: datetime
) -> Finding:
    """Does what one of its fixes says. `Refused` where that cannot be done, or the series has changed since.

    `atlas` is the map with meetings. Who calls it has seen that the series is theirs to change.
    """
    with writing(by=by, now=now) as write:
        row = _undecided(finding)
        found = series_of_fix(row, row.fixes[number]) if 0 <= number < len(row.fixes) else None
        if found is None:
            raise Refused("no-fix", _("This cannot be done here in one step."))
        meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=found.pk)
        if meeting.changed_at is not None and meeting.changed_at > row.checked_at:
            raise Refused(
                "changed-since", _("The series has changed since this was found. It is looked at again.")
            )
        series = series_of(atlas, str(meeting.code))
        rule = recurrence_of(meeting.recurrence)
        deed = deed_of(atlas, series, rule, row.fixes[number], now) if series is not None else None
        if deed is None:
            raise Refused("past", _("The dates that it would change are past."))
        _do(deed, meeting, by, now)
        return _decided(write, row, State.FIXED, person, fix=row.fixes[number]["how"])


def ask_for_hours(
    *, finding: Finding, number: int, asker: Asker, person: Person, by: Account, now: datetime
) -> int:
    """Asks those whose own hours a fix would change, in their own hours; how many. They alone decide.

    Each is asked once. Whoever has other hours by now is not asked: what was found is no longer so.
    """
    with writing(by=by, now=now) as write:
        row = _undecided(finding)
        asked = asked_by(row.fixes[number], asker) if 0 <= number < len(row.fixes) else ()
        if not asked:
            raise Refused("no-fix", _("There is nobody to be asked."))
        people = {str(one.code): one for one in Person.objects.filter(code__in=[a["person"] for a in asked])}
        letters = [
            _question(row, number, one, person)
            for one in asked if one["person"] in people and _has_still(one, now)
        ]  # fmt: skip
        known = set(
            Message.objects.filter(about__in=[a.about for a in letters]).values_list("about", flat=True)
        )
        fresh = [one for one in letters if one.about not in known]
        if not fresh:
            raise Refused("asked", _("They have been asked already, or have other hours by now."))
        post(fresh, write=write)
        for one in fresh:
            write.audit("hours.ask", "person", one.recipient, about=one.recipient, finding=str(row.code))
        return len(fresh)


def _question(row: Finding, number: int, asked: Mapping[str, Any], sender: Person) -> Letter:
    data = {"finding": str(row.code), "week": asked["week"], "start": asked["start"]}
    about = f"hours:{row.code}:{number}:{asked['person'][:8]}"
    return Letter(
        UUID(asked["person"]), Message.Purpose.QUESTION, HOURS_ASKED, data, about, sender=sender.code
    )


def _has_still(asked: Mapping[str, Any], now: datetime) -> bool:
    """Whether the hours are those that the check saw."""
    atlas = current().atlas
    known = next((one for one in atlas.people if one.id == asked["person"]), None)
    if known is None:
        return False
    day = date.fromisoformat(asked["start"]) if asked["start"] else now.date()
    held = known.pattern_on(day)
    blocks = [[one.weekday, one.start, one.end] for one in held.blocks] if held else []
    return blocks == [list(one) for one in asked["was"]]


def _do(deed: Deed, meeting: Meeting, by: Account, now: datetime) -> None:
    if deed.turns is not None:
        rotate_meeting(meeting=meeting, turns=deed.turns, since=deed.turns.since, by=by, now=now)
    elif deed.move is not None:
        change_meeting(
            meeting=meeting, title=meeting.title, private=meeting.private, has_agenda=meeting.has_agenda,
            guests=_guests(meeting), move=deed.move, by=by, now=now,
        )  # fmt: skip
    for original in deed.dates:
        change_date(meeting=meeting, original=original, to=deed.to, call_off=deed.to is None, by=by, now=now)


def _guests(meeting: Meeting) -> Guests:
    """Those whom the series has."""
    people = list(meeting.invited.select_related("person").order_by("pk"))
    teams = list(meeting.teams.select_related("team").order_by("pk"))
    return Guests(
        tuple(one.person for one in people if one.required),
        tuple(one.person for one in people if not one.required),
        tuple(one.team for one in teams if one.required),
        tuple(one.team for one in teams if not one.required),
    )


def _undecided(finding: Finding) -> Finding:
    row = Finding.objects.select_for_update(of=("self",)).get(pk=finding.pk)
    if row.state in (State.FIXED, State.GONE):
        raise Refused("changed-since", _("It is in another state meanwhile."))
    return row


def _reason(text: str) -> str:
    said = " ".join(text.split())
    if not said:
        raise Refused("reason", _("Say why: whoever reads it later wants to know."), "because")
    return said[:LONGEST_REASON]


def _decided(write: Write, row: Finding, state: Finding.State, person: Person, **detail: Any) -> Finding:
    was, row.state, row.state_at, row.state_by = row.state, state, write.now, person
    if state in (State.ACCEPTED, State.FIXED):
        row.until = None
    row.save(update_fields=["state", "state_at", "state_by", "because", "until"])
    row.concerned.update(known=state in (State.ACCEPTED, State.SNOOZED))
    write.audit(f"finding.{state.value}", "finding", row.code, was=was, **detail)
    return row
