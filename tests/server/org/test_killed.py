"""`kill -9` of a worker at any moment of an import: nothing of it is there, or all of it; never twice."""

import random
import time
from datetime import timedelta

import pytest

from farflung.intake.given import Given
from farflung.server.org import actions, jobs
from farflung.server.org.models import ImportBatch, ImportChange, Person
from tests.server.company import NOW, build_polaris
from tests.server.org.elsewhere import started
from tests.server.org.whole import whole

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]
State = ImportBatch.State
SEED, ROUNDS = 20270301, 8


def people(round_: int) -> Given:
    """Six hundred new people and everybody of the round before with another job."""
    head = "id,name,email,role,manager id,city,country,team\n"
    rows = (
        (f"X{n}", f"New {n}", f"new{n}@polaris.example", f"job {round_}", f"X{n - 1}" if n else "P01",
         "Lisbon", "Portugal", f"Team {n % 9}")
        for n in range(600)
    )  # fmt: skip
    return Given("people.csv", (head + "".join(f"{','.join(row)}\n" for row in rows)).encode())


def killed_after(seconds: float, batch: ImportBatch) -> bool:
    """Whether the worker was still at it when it was killed."""
    with started("apply", str(batch.code)) as worker:
        assert worker.stdout is not None
        assert worker.stdout.readline() == "go\n"
        time.sleep(seconds)
        worker.kill()
        return "done" not in worker.stdout.read()


def test_killed_at_any_moment_it_is_all_or_nothing() -> None:
    build_polaris()
    chance = random.Random(SEED)
    interrupted = 0
    for round_ in range(ROUNDS):
        now = NOW + timedelta(days=round_)
        batch = actions.read_import(files=[people(round_)], by=None, now=now)
        before = whole()
        batch = actions.accept_import(batch=batch, by=None, now=now)
        longest = 0.4 if round_ % 2 else 3.0
        interrupted += killed_after(chance.uniform(0, longest), batch)
        state = ImportBatch.objects.get(pk=batch.pk).state
        assert state in (State.APPLYING, State.APPLIED)
        if state == State.APPLYING:
            assert whole() == before, "what was not finished left nothing behind"
            assert not ImportChange.objects.filter(batch=batch).exists()
        jobs.apply_import(batch=str(batch.code))
        jobs.apply_import(batch=str(batch.code))
        assert ImportBatch.objects.get(pk=batch.pk).state == State.APPLIED
        assert Person.objects.count() == 623
        assert set(Person.objects.filter(key__startswith="X").values_list("job", flat=True)) == {
            f"job {round_}"
        }
    assert interrupted > 0
