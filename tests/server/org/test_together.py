"""Many at once, with connections of their own, and other processes: nothing is lost, nothing overlaps."""

import random
import threading
import time
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange

from farflung.engine.model import Place, StayKind, WeeklyPattern
from farflung.intake.given import Given
from farflung.server.core.refusal import Refused
from farflung.server.org import actions, jobs
from farflung.server.org.atlas_copy import current
from farflung.server.org.models import Absence, ImportBatch, PatternPeriod, Person, Stay
from tests.server.company import NOW, Cast, build_polaris, sheets
from tests.server.org.elsewhere import started

pytestmark = pytest.mark.django_db(transaction=True)
SEOUL = Place("Asia/Seoul", "KR", "11", "Seoul", 37.57, 126.98)
State = ImportBatch.State


@pytest.fixture
def cast() -> Cast:
    return build_polaris()


def at_once(*works: Callable[[], Any]) -> list[Any]:
    """What each says, or raises, when all are let go together, each in a thread with its own connection."""
    gate = threading.Barrier(len(works))
    said: list[Any] = [None] * len(works)

    def run(index: int, work: Callable[[], Any]) -> None:
        try:
            connection.ensure_connection()
            gate.wait(timeout=20)
            said[index] = work()
        except (Refused, DatabaseError) as error:
            said[index] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(index, work)) for index, work in enumerate(works)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return said


def test_of_two_who_plan_the_same_days_one_is_told(cast: Cast) -> None:
    def plan() -> Stay:
        return actions.plan_stay(
            person=cast.people["Wei"], place=SEOUL, kind=StayKind.TRAVEL, start=date(2027, 5, 1),
            end=date(2027, 5, 9), by=None, now=NOW,
        )  # fmt: skip

    said = at_once(plan, plan, plan)
    assert sorted(type(one).__name__ for one in said) == ["Refused", "Refused", "Stay"]
    assert Stay.objects.filter(person=cast.people["Wei"]).count() == 1


@pytest.mark.parametrize("table", ["absence", "hours", "stay"])
def test_the_database_itself_refuses_whoever_goes_around_the_actions(cast: Cast, table: str) -> None:
    ana = cast.people["Ana"]
    PatternPeriod.objects.filter(person=ana).delete()
    days = DateRange(date(2027, 8, 1), date(2027, 8, 9))

    def write() -> None:
        with transaction.atomic():
            if table == "absence":
                Absence.objects.create(person=ana, during=days, recorded_at=NOW)
            elif table == "hours":
                PatternPeriod.objects.create(person=ana, during=days, blocks=[], recorded_at=NOW)
            else:
                Stay.objects.create(person=ana, place=ana.place, kind="travel", during=days)
            time.sleep(0.2)

    # Of two who come in the same instant PostgreSQL ends one as a deadlock: refused it is all the same.
    first, second = sorted((type(one).__name__ for one in at_once(write, write)), key="NoneType".__eq__)
    assert (first in ("IntegrityError", "OperationalError"), second) == (True, "NoneType")


def test_hours_set_at_once_leave_no_gap_and_no_overlap(cast: Cast) -> None:
    ana = cast.people["Ana"]
    chance = random.Random(7)

    def some() -> None:
        for _ in range(6):
            start = date(2027, 4, 1) + timedelta(days=chance.randrange(60))
            end = start + timedelta(days=chance.randrange(30))
            pattern = WeeklyPattern.daily(480 + 30 * chance.randrange(6), 1080)
            actions.set_hours(person=ana, pattern=pattern, start=start, end=end, by=None, now=NOW)

    assert at_once(some, some, some) == [None, None, None]
    periods = [row.during for row in PatternPeriod.objects.filter(person=ana).order_by("during")]
    assert periods[0].lower is None
    assert periods[-1].upper is None
    assert [before.upper for before in periods[:-1]] == [after.lower for after in periods[1:]]


def test_an_edit_during_an_import_is_not_lost(cast: Cast) -> None:
    rows = "".join(f"X{n},New {n},new{n}@polaris.example,Lisbon,Portugal\n" for n in range(400))
    head = "id,name,email,city,country,role\n"
    given = Given("people.csv", (
        head.replace(",role", "") + rows + "P03,Ana,ana@polaris.example,Porto,Portugal\n"
    ).encode())  # fmt: skip
    batch = actions.read_import(files=[given], by=None, now=NOW)
    batch = actions.accept_import(batch=batch, by=None, now=NOW)

    def edit() -> None:
        for number in range(12):
            change = actions.PersonChanges(job=f"job {number}", skills=[f"skill {number}"])
            actions.change_person(person=cast.people["Ana"], changes=change, by=None, now=NOW)

    at_once(lambda: actions.apply_import(batch=batch, now=NOW), edit)
    ana = cast.person("Ana")
    assert (ana.job, ana.skills) == ("job 11", ["skill 11"])
    done = ImportBatch.objects.get(pk=batch.pk)
    assert (done.state, ana.place.city) == (State.APPLIED, "Porto")
    assert Person.objects.count() == 423


def test_two_workers_apply_an_import_once(cast: Cast) -> None:
    given = Given("people.csv", b"id,name,email,city,country\nX1,Zita,zita@polaris.example,Vienna,Austria\n")
    batch = actions.accept_import(
        batch=actions.read_import(files=[given], by=None, now=NOW), by=None, now=NOW
    )
    code = str(batch.code)
    assert at_once(*[lambda: jobs.apply_import(batch=code)] * 3) == [None, None, None]
    assert ImportBatch.objects.get(pk=batch.pk).state == State.APPLIED
    assert Person.objects.filter(key="X1").count() == 1


def test_others_see_how_far_an_import_is_while_it_runs(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    batch = actions.accept_import(
        batch=actions.read_import(files=sheets("people.csv"), by=None, now=NOW), by=None, now=NOW
    )
    seen: list[tuple[int, int, str]] = []

    def look(row: ImportBatch, done: int, total: int) -> None:
        jobs.tell(row, done, total)
        at_once(lambda: seen.append(_progress(batch)))

    monkeypatch.setattr(jobs, "tell", jobs.tell)
    actions.apply_import(batch=batch, now=NOW, tell=look)
    assert [done for done, _, _ in seen] == [1, 2, 3, 4, 5, 6]
    assert {state for _, _, state in seen} == {State.APPLYING}


def _progress(batch: ImportBatch) -> tuple[int, int, str]:
    row = ImportBatch.objects.get(pk=batch.pk)
    return row.done, row.total, row.state


def test_two_processes_never_disagree_for_two_seconds(cast: Cast) -> None:
    watchers = [started("watch", "25") for _ in range(2)]
    try:
        outs = [watcher.stdout for watcher in watchers]
        assert [out and out.readline().split()[1] for out in outs] == ["Engineering", "Engineering"]
        for number in range(5):
            change = actions.PersonChanges(job=f"job{number}")
            actions.change_person(person=cast.people["Ana"], changes=change, by=None, now=NOW)
            done = time.monotonic()
            for out in outs:
                assert out is not None
                instant, job = out.readline().split()
                assert job == f"job{number}"
                assert float(instant) - done < 2
            assert current().atlas.find("Ana").role == f"job{number}"
    finally:
        for watcher in watchers:
            watcher.kill()
            watcher.communicate()
