"""Due times and waits are counted in the recipient's own hours."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from farflung.engine.atlas import Atlas
from farflung.engine.flow import due, latency
from farflung.engine.model import Person


def instant(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def alone(zone: str, start: int, end: int) -> tuple[Atlas, Person]:
    person = Person.simple("Recipient", zone, start * 60, end * 60)
    return Atlas((person,)), person


def test_F01_a_friday_request_is_due_on_tokyo_monday() -> None:
    atlas, person = alone("Asia/Tokyo", 9, 18)
    answer = due(atlas, person, instant("2026-03-06T17:00-08:00"), timedelta(hours=8))
    assert answer.due == instant("2026-03-09T08:00Z")
    assert answer.notice == instant("2026-03-09T09:00+09:00")


def test_F02_the_reminder_comes_in_working_time() -> None:
    atlas, person = alone("Europe/Madrid", 8, 18)
    answer = due(atlas, person, instant("2026-03-02T17:00+01:00"), timedelta(hours=4), timedelta(hours=1))
    assert answer.due == instant("2026-03-03T11:00+01:00")
    assert answer.reminder == instant("2026-03-03T10:00+01:00")


def test_F03_latency_counts_only_the_recipients_hours() -> None:
    atlas, person = alone("Europe/Berlin", 9, 18)
    weekend = latency(atlas, person, instant("2026-03-06T17:00+01:00"), instant("2026-03-09T10:00+01:00"))
    assert (weekend.recipient_on, weekend.elapsed) == (timedelta(hours=2), timedelta(hours=65))
    assert weekend.recipient_off == timedelta(hours=63)
    atlas, person = alone("Europe/Berlin", 10, 18)
    night = latency(atlas, person, instant("2026-03-03T19:00+01:00"), instant("2026-03-04T10:10+01:00"))
    assert night.recipient_on == timedelta(minutes=10)


@given(st.integers(0, 15 * 60))
def test_F14_asking_early_is_not_punished(minutes_before: int) -> None:
    atlas, person = alone("Asia/Kolkata", 9, 18)
    start, answered = instant("2026-03-04T09:00+05:30"), instant("2026-03-04T11:00+05:30")
    early = latency(atlas, person, start - timedelta(minutes=minutes_before), answered)
    assert early.recipient_on == timedelta(hours=2)


def test_an_answer_before_the_question_is_refused() -> None:
    atlas, person = alone("Europe/Berlin", 9, 18)
    with pytest.raises(ValueError, match="before the question"):
        latency(atlas, person, instant("2026-03-04T10:00Z"), instant("2026-03-04T09:00Z"))


def test_a_reminder_cannot_come_before_the_work_begins() -> None:
    atlas, person = alone("Europe/Berlin", 9, 18)
    with pytest.raises(ValueError, match="reminder"):
        due(atlas, person, instant("2026-03-04T10:00Z"), timedelta(hours=1), timedelta(hours=2))
