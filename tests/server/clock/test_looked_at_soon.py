"""What changes hours, places and teams is looked at within minutes, by one check however much changes."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from farflung.engine.model import Block, Place, StayKind, WeeklyPattern
from farflung.server.clock import jobs
from farflung.server.clock.actions.checking import check_all
from farflung.server.clock.actions.meetings import end_meeting
from farflung.server.clock.models import Finding, Meeting
from farflung.server.core import clock
from farflung.server.org import actions
from farflung.server.org.actions import PersonChanges
from farflung.server.org.events import ImportApplied
from farflung.server.site.subscriptions import SUBSCRIPTIONS
from tests.server.company import NOW, Cast

pytestmark = pytest.mark.django_db
Committed = Callable[..., Any]
EARLY = WeeklyPattern(tuple(Block(day, 5 * 60, 13 * 60) for day in range(5)))


@pytest.fixture(autouse=True)
def at_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


def waiting(name: str) -> list[ProcrastinateJob]:
    return list(ProcrastinateJob.objects.filter(task_name=name, status="todo"))


def hours(cast: Cast) -> None:
    actions.set_hours(person=cast.people["Ana"], pattern=EARLY, start=None, end=None, by=None, now=NOW)


def stay(cast: Cast) -> None:
    there = Place(zone="Asia/Tokyo", country="JP", city="Tokyo")
    days = {"start": date(2027, 4, 5), "end": date(2027, 4, 16)}
    person = cast.people["Ana"]
    actions.plan_stay(person=person, place=there, kind=StayKind.TRAVEL, **days, by=None, now=NOW)


def skills(cast: Cast) -> None:
    actions.change_person(person=cast.people["Ana"], changes=PersonChanges(skills=["kyc"]), by=None, now=NOW)


def leaves(cast: Cast) -> None:
    actions.end_person(person=cast.people["Ana"], last_day=date(2027, 5, 1), by=None, now=NOW)


def joins(cast: Cast) -> None:
    actions.join_team(team=cast.team("Ledger"), person=cast.people["Omar"], by=None, now=NOW)


def goes(cast: Cast) -> None:
    person = cast.team("Ledger").people.first()
    assert person is not None
    actions.leave_team(team=cast.team("Ledger"), person=person, by=None, now=NOW)


def new_lead(cast: Cast) -> None:
    actions.change_team(team=cast.team("Ledger"), lead=cast.people["Wei"], by=None, now=NOW)


def no_team(cast: Cast) -> None:
    actions.remove_team(team=cast.team("Ledger"), by=None, now=NOW)


def ends(cast: Cast) -> None:
    """What was a clash of two series is none any more for the other one either."""
    end_meeting(meeting=Meeting.objects.get(title="Ops review"), last_day=NOW.date(), by=None, now=NOW)


CHANGES = (hours, stay, skills, leaves, joins, goes, new_lead, no_team, ends)


@pytest.mark.parametrize("change", CHANGES, ids=lambda one: one.__name__)
def test_each_is_looked_at_within_minutes(
    polaris: Cast, change: Callable[[Cast], None], django_capture_on_commit_callbacks: Committed
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        change(polaris)
    (job,) = waiting("clock.soon")
    assert job.scheduled_at == NOW + timedelta(minutes=5)
    assert job.lock is None, "waiting with the lock of the checks it would hold up all others"
    jobs.soon()
    (check,) = waiting("clock.check")
    assert check.args == {"everybody": True}


def test_of_many_changes_there_is_one_check(
    polaris: Cast, django_capture_on_commit_callbacks: Committed
) -> None:
    for number in range(3):
        for person in polaris.people.values():
            with django_capture_on_commit_callbacks(execute=True):
                changes = PersonChanges(job=f"Job {number}")
                actions.change_person(person=person, changes=changes, by=None, now=NOW)
    assert len(waiting("clock.soon")) == 1


def test_files_of_everybody_are_one_check_and_at_once(
    polaris: Cast, django_capture_on_commit_callbacks: Committed
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(3):
            for listener in SUBSCRIPTIONS[ImportApplied]:
                listener(ImportApplied(polaris.batch.code))
    assert len(waiting("clock.check")) == 1
    assert waiting("clock.soon") == []


def test_a_name_is_nothing_that_is_checked(
    polaris: Cast, django_capture_on_commit_callbacks: Committed
) -> None:
    changes = PersonChanges(name="Ana Maria", language="pt")
    with django_capture_on_commit_callbacks(execute=True):
        actions.change_person(person=polaris.people["Ana"], changes=changes, by=None, now=NOW)
    assert waiting("clock.soon") == []


def test_what_is_rolled_back_is_not_looked_at(
    polaris: Cast, django_capture_on_commit_callbacks: Committed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("farflung.server.org.actions.teams.refresh_words", fails)
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(ZeroDivisionError):
        joins(polaris)
    assert waiting("clock.soon") == []


def test_what_new_hours_mend_is_gone_and_what_they_break_is_there(
    polaris: Cast, django_capture_on_commit_callbacks: Committed
) -> None:
    """Of others too: a meeting of hers that is another team's to look after."""
    check_all(now=NOW)
    before = set(Finding.objects.filter(state="open").values_list("key", flat=True))
    night = WeeklyPattern(tuple(Block(day, 0, 4 * 60) for day in range(5)))
    with django_capture_on_commit_callbacks(execute=True):
        actions.set_hours(
            person=polaris.people["Mei-Ling"], pattern=night, start=None, end=None, by=None, now=NOW
        )
    jobs.soon()
    (job,) = waiting("clock.check")
    jobs.check(**job.args)
    after = set(Finding.objects.filter(state="open").values_list("key", flat=True))
    assert after - before
