"""`kill -9` of the worker in the middle of Monday mornings: each lead's radar of each week is there once.

`FARFLUNG_FAULT_SEED` takes another seed.
"""

import logging
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection

from farflung.server.clock.models import Finding
from farflung.server.core.models import Message
from tests.server.company import Cast
from tests.server.connect.killing import SEED
from tests.server.site.running import eventually, surroundings

_log = logging.getLogger(__name__)
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

MONDAY = datetime(2027, 3, 1, 11, 30, tzinfo=UTC)
"""Half past five in Mexico City and half past ten in the evening in Sydney: Monday for all of the cast."""

WEEK = timedelta(weeks=1)
WORKS = """
import sys
from datetime import datetime, timedelta
from farflung.server.site.starting import begin
begin()
from farflung.server.clock import jobs
from farflung.server.core import clock
for week in range(int(sys.argv[2]), int(sys.argv[3])):
    now = datetime.fromisoformat(sys.argv[1]) + timedelta(weeks=week)
    clock.now = lambda: now
    print(week, flush=True)
    jobs.radar()
print("done", flush=True)
"""
"""What a worker does when the job comes round, week after week without waiting for them."""


def worker(first: int, weeks: int) -> "subprocess.Popen[str]":
    given: dict[str, Any] = connection.get_connection_params()
    url = f"postgresql://{given['user']}@/{given['dbname']}?host={quote(str(given['host']), safe='')}"
    env = surroundings(DATABASE_URL=url, FARFLUNG_SECRET_KEY="k" * 40, FARFLUNG_LOG_LEVEL="ERROR")
    words = [sys.executable, "-c", WORKS, MONDAY.isoformat(), str(first), str(weeks)]
    return subprocess.Popen(words, env=env, stdout=subprocess.PIPE, text=True)


def radars() -> int:
    return Message.objects.filter(kind="radar").count()


def more_than(had: int) -> bool:
    return radars() > had


def everybody_leads(cast: Cast) -> int:
    """A finding for each of the cast, and news of it in every week; how many they are."""
    always = {"found_at": MONDAY, "checked_at": MONDAY, "state_at": MONDAY + 1000 * WEEK, "severity": 2}
    Finding.objects.bulk_create(
        Finding(key=f"k{number}", rule="coverage.over", whose="team", owner=person, **always)
        for number, person in enumerate(cast.people.values())
    )
    return len(cast.people)


def endured(leads: int, weeks: int, deaths: int) -> int:
    """Lets workers die so often, and one come to the end; how many were killed with work left."""
    chance, killed, reached = random.Random(SEED), 0, 0
    for part in range(deaths + 1):
        process, had = worker(reached, weeks), radars()
        try:
            if part == deaths:
                said, _ = process.communicate(timeout=120)
                assert said.endswith("done\n"), f"seed {SEED}"
                continue
            # Not in a first week, in which the row of each is new together with the message.
            eventually(partial(more_than, had + leads))
            time.sleep(chance.uniform(0, 0.15))
        finally:
            process.send_signal(signal.SIGKILL)
            said = said if part == deaths else process.communicate()[0]
        lines = said.split()
        killed += "done" not in lines
        reached = int([line for line in lines if line != "done"][-1])
    return killed


def each_once(cast: Cast, weeks: int, deaths: int) -> None:
    leads = everybody_leads(cast)
    killed = endured(leads, weeks, deaths)
    _log.info("seed %s: %s radars, %s deaths in the middle of it", SEED, leads * weeks, killed)
    assert killed > deaths // 2, "the worker died after it was done: the test saw nothing"
    found = Counter(Message.objects.filter(kind="radar").values_list("recipient", "posted_at"))
    assert {who: n for who, n in found.items() if n > 1} == {}, f"seed {SEED}: twice"
    mondays = [MONDAY + week * WEEK for week in range(weeks)]
    wanted = {(person.code, at) for person in cast.people.values() for at in mondays}
    assert set(found) == wanted, f"seed {SEED}: lost"


def test_no_radar_is_lost_and_none_comes_twice(polaris: Cast) -> None:
    each_once(polaris, weeks=6, deaths=2)


@pytest.mark.long
def test_no_radar_of_a_year_is_lost_and_none_comes_twice(polaris: Cast) -> None:
    each_once(polaris, weeks=52, deaths=20)
