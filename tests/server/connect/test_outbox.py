"""The outbox: told with what caused it or not at all; settled meanwhile, it does not come."""

from types import SimpleNamespace
from typing import Any

import pytest
from django.db import transaction
from procrastinate.contrib.django.models import ProcrastinateJob

from farflung.server.connect import jobs as jobs_of_connect
from farflung.server.connect.actions.gateway import deliver
from farflung.server.core.actions import outbox
from farflung.server.core.actions.outbox import DELIVER, Letter, post, resolve
from farflung.server.core.models import Message
from farflung.server.core.writing import Write, writing
from tests.server.company import Cast
from tests.server.connect.posting import MORNING, NIGHT, posted

pytestmark = pytest.mark.django_db
State = Message.State


def jobs() -> int:
    return ProcrastinateJob.objects.filter(task_name=DELIVER).count()


class UndoneError(Exception):
    """Takes back what was written."""


def thought_better_of_it(cast: Cast) -> None:
    with transaction.atomic():
        posted(cast, "Ana")
        assert Message.objects.exists()
        raise UndoneError


def test_a_message_and_its_job_come_and_go_with_what_caused_them(polaris: Cast) -> None:
    before = jobs()
    with pytest.raises(UndoneError):
        thought_better_of_it(polaris)
    assert (Message.objects.count(), jobs()) == (0, before)
    posted(polaris, "Ana")
    assert (Message.objects.count(), jobs()) == (1, before + 1)


def test_outside_of_a_transaction_nothing_is_posted(polaris: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "connection", SimpleNamespace(in_atomic_block=False))
    letter = Letter(recipient=polaris.people["Ana"].code, purpose=Message.Purpose.NOTE, kind="note")
    with pytest.raises(RuntimeError, match="inside of"):
        post([letter], write=Write(None, NIGHT))


def test_many_letters_are_one_job(polaris: Cast) -> None:
    before = jobs()
    letters = [
        Letter(recipient=person.code, purpose=Message.Purpose.NOTE, kind="note")
        for person in polaris.people.values()
    ]
    with writing(by=None, now=NIGHT) as write:
        assert len(post(letters, write=write)) == len(polaris.people)
        assert post([], write=write) == []
    assert jobs() == before + 1


def test_what_is_settled_meanwhile_never_comes(polaris: Cast) -> None:
    kept = posted(polaris, "Ana", about="thing:1")
    posted(polaris, "Ana", about="thing:2")
    with writing(by=None, now=NIGHT) as write:
        assert resolve(about="thing:2", write=write) == 1
    assert deliver(now=MORNING) == 1
    assert [row.code for row in Message.objects.filter(state=State.LANDED)] == [kept.code]
    dropped = Message.objects.get(state=State.DROPPED)
    assert (dropped.data, dropped.settled_at) == ({}, NIGHT)


def test_what_has_come_and_is_settled_is_read(polaris: Cast) -> None:
    row = posted(polaris, "Ana", about="thing:1")
    deliver(now=MORNING)
    with writing(by=None, now=MORNING) as write:
        assert resolve(about="thing:1", write=write) == 1
        assert resolve(about="thing:1", write=write) == 0
        with pytest.raises(ValueError, match="about something"):
            resolve(about="", write=write)
    row.refresh_from_db()
    assert (row.state, row.unread) == (State.LANDED, False)


@pytest.mark.parametrize(
    "changes", [{"state": "landed"}, {"settled_at": NIGHT}, {"state": "landed", "unread": True}]
)
def test_the_database_refuses_a_message_that_is_half_settled(polaris: Cast, changes: dict[str, Any]) -> None:
    row = posted(polaris, "Ana")
    with pytest.raises(Exception, match="message_settled_when_done"), transaction.atomic():
        Message.objects.filter(pk=row.pk).update(**changes)


def test_the_database_refuses_to_land_before_it_was_posted(polaris: Cast) -> None:
    row = posted(polaris, "Ana", now=MORNING)
    with pytest.raises(Exception, match="message_lands_after"), transaction.atomic():
        Message.objects.filter(pk=row.pk).update(lands_at=NIGHT)


def test_the_job_of_the_core_is_the_one_that_delivers() -> None:
    """It is left by name: that the name is somebody's is seen here."""
    assert jobs_of_connect.deliver.name == outbox.DELIVER
    assert jobs_of_connect.deliver.alone == outbox.DELIVER
