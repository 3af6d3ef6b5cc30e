"""What workers do: imports that were accepted, and the upkeep."""

from datetime import UTC, datetime, timedelta

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from farflung.intake.given import Given
from farflung.server.core import clock
from farflung.server.org import actions, jobs
from farflung.server.org.models import HolidayCalendar, ImportBatch, Person
from farflung.server.site import subscriptions
from tests.server.company import NOW, Cast, sheets

pytestmark = pytest.mark.django_db
State = ImportBatch.State


@pytest.fixture(autouse=True)
def _wired() -> None:
    subscriptions.read()


def waiting() -> list[str]:
    rows = ProcrastinateJob.objects.filter(task_name="org.apply_import", status="todo")
    return [row.args["batch"] for row in rows]


def accepted(now: datetime = NOW) -> ImportBatch:
    batch = actions.read_import(files=sheets("people.csv"), by=None, now=now)
    return actions.accept_import(batch=batch, by=None, now=now)


def test_accepted_it_waits_for_a_worker_who_applies_it() -> None:
    batch = accepted()
    assert waiting().count(str(batch.code)) == 1  # others may have left theirs
    jobs.apply_import(batch=str(batch.code))
    assert ImportBatch.objects.get(pk=batch.pk).state == State.APPLIED
    assert Person.objects.count() == 23


def test_what_no_second_try_would_change_is_said(polaris: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    given = Given("people.csv", b"id,name,email,city,country\nX1,Zita,zita@polaris.example,Vienna,Austria\n")
    batch = actions.accept_import(
        batch=actions.read_import(files=[given], by=None, now=NOW), by=None, now=NOW
    )
    uploaded = batch.uploads.get()
    uploaded.data = b"PK\x03\x04 not a zip"
    uploaded.save()
    jobs.apply_import(batch=str(batch.code))
    row = ImportBatch.objects.get(pk=batch.pk)
    assert row.state in (State.FAILED, State.READY)
    assert row.error
    assert not Person.objects.filter(key="X1").exists()


def test_it_gives_up_what_no_worker_has_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    instant = NOW + timedelta(hours=2)
    monkeypatch.setattr(clock, "now", lambda: instant)
    batch = accepted()
    jobs.give_up()
    assert ImportBatch.objects.get(pk=batch.pk).state == State.APPLYING, "a job waits for it"
    ProcrastinateJob.objects.filter(task_name="org.apply_import").update(status="failed")
    jobs.give_up()
    assert ImportBatch.objects.get(pk=batch.pk).state == State.FAILED
    again = actions.answer_import(batch=batch, answers={}, by=None, now=instant)
    assert again.state == State.READY


def test_upkeep_looks_ahead(polaris: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: datetime(2029, 1, 1, tzinfo=UTC))
    jobs.upkeep()
    assert set(HolidayCalendar.objects.values_list("last_year", flat=True)) == {2031}
