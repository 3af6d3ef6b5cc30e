"""Meetings that files bring: kept, taken back, forgotten; the titles of private ones are not kept."""

from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from django.db import IntegrityError, transaction

from farflung.engine.atlas import Atlas
from farflung.engine.time import Span
from farflung.intake.given import Given
from farflung.intake.load import load
from farflung.server.clock.access import get_meeting, keeps_meeting, visible_meetings
from farflung.server.clock.actions.forgetting import forget_past_meetings
from farflung.server.clock.actions.meetings import end_meeting
from farflung.server.clock.classified import MEETING_DAYS
from farflung.server.clock.models import Invited, Meeting
from farflung.server.clock.planning.meetings import with_meetings
from farflung.server.clock.planning.recurring import kept_recurrence, recurrence_of
from farflung.server.core.models import AuditEntry
from farflung.server.org import actions
from farflung.server.org.atlas_copy import current
from farflung.server.org.models import ImportBatch, Team
from farflung.server.org.queries.kept import kept_about
from tests.server.company import NOW, Cast, polaris_files, sheets

pytestmark = pytest.mark.django_db
QUARTER = Span(NOW, NOW + timedelta(days=92))
PRIVATE = b"""BEGIN:VCALENDAR\r
VERSION:2.0\r
PRODID:-//test//EN\r
BEGIN:VEVENT\r
UID:secret@polaris.example\r
DTSTAMP:20270101T000000Z\r
DTSTART;TZID=Europe/Lisbon:20270316T100000\r
DTEND;TZID=Europe/Lisbon:20270316T103000\r
CLASS:PRIVATE\r
SUMMARY:About the merger\r
ORGANIZER:mailto:ana@polaris.example\r
ATTENDEE:mailto:ana@polaris.example\r
ATTENDEE:mailto:wei@polaris.example\r
END:VEVENT\r
END:VCALENDAR\r
"""


def bring(name: str, data: bytes) -> ImportBatch:
    return actions.load_company(files=[Given(name, data)], by=None, now=NOW)


@cache
def polaris_of_files() -> Atlas:
    return load(polaris_files(), window=QUARTER).atlas


def who_sees(cast: Cast, row: Meeting) -> set[str]:
    everybody = (*cast.people, "Mallory")
    return {name for name in everybody if visible_meetings(cast.asker(name)).filter(pk=row.pk).exists()}


def meeting(title: str) -> Meeting:
    return Meeting.objects.get(title=title)


def test_all_of_a_calendar_is_kept_as_it_was_written(polaris: Cast) -> None:
    assert Meeting.objects.count() == 10
    files = {one.title: one for one in polaris_of_files().meetings}
    for row in Meeting.objects.all():
        assert recurrence_of(row.recurrence) == files[row.title].recurrence
        assert kept_recurrence(recurrence_of(row.recurrence)) == row.recurrence
        names = set(row.invited.values_list("person__name", flat=True))
        assert names == {polaris_of_files().person(one).name for one in files[row.title].attendees}
    assert meeting("Ops review").organizer == polaris.people["Mei-Ling"]
    assert meeting("Audit kick-off").outsiders == 1
    assert AuditEntry.objects.filter(action="meeting.import").count() == 1


def test_the_map_has_them_at_the_same_instants(polaris: Cast) -> None:
    atlas, files = with_meetings(current().atlas, NOW), polaris_of_files()

    from_files = {one.title: one for one in files.meetings}
    span = QUARTER
    for series in atlas.meetings:
        assert atlas.occurrences(series, span) == files.occurrences(from_files[series.title], span)
    assert with_meetings(current().atlas, NOW) is atlas, "made once"


def test_the_title_of_a_private_meeting_is_kept_nowhere(polaris: Cast) -> None:
    bring("secret.ics", PRIVATE)
    row = Meeting.objects.get(key="secret@polaris.example")
    assert (row.title, row.private) == ("", True)
    assert "merger" not in str(kept_about(polaris.person("Wei")))
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=row.pk).update(title="About the merger")


def test_a_private_meeting_is_there_for_those_in_it_alone(polaris: Cast) -> None:
    bring("secret.ics", PRIVATE)
    row = Meeting.objects.get(key="secret@polaris.example")
    seen = {
        name
        for name in (*polaris.people, "Mallory")
        if visible_meetings(polaris.asker(name)).filter(pk=row.pk)
    }
    assert seen == {"Ana", "Wei"}


def test_who_is_invited_organises_leads_them_or_looks_after_people_sees_it(polaris: Cast) -> None:
    row = meeting("Withdrawals handover")  # of Kasia and Rafael, who report to Mei-Ling
    seen = {
        name
        for name in (*polaris.people, "Mallory")
        if visible_meetings(polaris.asker(name)).filter(pk=row.pk)
    }
    assert seen >= {"Kasia", "Rafael", "Mei-Ling", "Camille"}
    assert not seen & {"Ana", "Wei", "Jack", "Liza", "Mallory"}
    assert keeps_meeting(polaris.asker("Kasia"), row)
    assert not keeps_meeting(polaris.asker("Rafael"), row)
    assert get_meeting(polaris.asker("Rafael"), row.code) == row


def test_an_import_is_taken_back_with_its_meetings(polaris: Cast) -> None:
    batch = bring("secret.ics", PRIVATE)
    assert batch.difference["meetings"] == 1
    assert Invited.objects.filter(meeting__key="secret@polaris.example").count() == 2
    actions.undo_import(batch=batch, by=None, now=NOW)
    assert not Meeting.objects.filter(key="secret@polaris.example").exists()
    assert Meeting.objects.count() == 10


def test_a_file_moves_what_it_brought_and_undoing_moves_it_back(polaris: Cast) -> None:
    bring("secret.ics", PRIVATE)
    later = PRIVATE.replace(b"T100000", b"T110000").replace(b"T103000", b"T113000")
    batch = bring("secret.ics", later.replace(b"ATTENDEE:mailto:wei@polaris.example\r\n", b""))
    row = Meeting.objects.get(key="secret@polaris.example")
    assert row.recurrence["start"][1] == "11:00:00"
    assert row.invited.count() == 1
    actions.undo_import(batch=batch, by=None, now=NOW)
    row.refresh_from_db()
    assert row.recurrence["start"][1] == "10:00:00"
    assert row.invited.count() == 2


def test_what_was_changed_here_no_file_changes_and_no_undoing_removes(polaris: Cast) -> None:
    row = meeting("West sync")
    end_meeting(meeting=row, last_day=datetime(2027, 3, 8, tzinfo=UTC).date(), by=None, now=NOW)
    actions.load_company(files=sheets("meetings.ics"), by=None, now=NOW)
    row.refresh_from_db()
    assert row.ended_at == NOW
    assert recurrence_of(row.recurrence).until is not None


def test_a_whole_team_is_whoever_is_in_it(polaris: Cast) -> None:
    row = meeting("Withdrawals handover")
    row.teams.create(team=Team.objects.get(name="Ledger"), required=False)
    atlas = with_meetings(current().atlas, NOW + timedelta(days=1))
    series = next(one for one in atlas.meetings if one.id == str(row.code))
    names = {atlas.person(one).name for one in series.optional}
    assert names == {"Ana", "Tomás", "Daniel", "Ravi", "Wei", "Jack", "Salma"}
    assert {atlas.person(one).name for one in series.required} == {"Kasia", "Rafael"}


def test_past_meetings_are_forgotten_when_their_time_is_over(polaris: Cast) -> None:
    last = datetime(2027, 3, 18, 20, 30, tzinfo=UTC)  # the only date of the schema review
    assert forget_past_meetings(now=last + timedelta(days=MEETING_DAYS - 1)) == 0
    assert forget_past_meetings(now=last + timedelta(days=MEETING_DAYS + 1)) == 1
    assert not Meeting.objects.filter(title="Schema review").exists()
    assert forget_past_meetings(now=last + timedelta(days=MEETING_DAYS + 1)) == 0
    assert Meeting.objects.filter(title="Ledger weekly").exists()
