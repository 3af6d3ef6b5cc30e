"""Whoever delivers dies by `kill -9`, again and again, while notes go out.

`FARFLUNG_FAULT_SEED` takes another seed.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from farflung.server.connect.models import Choice, Delivery
from farflung.server.core import clock
from farflung.server.core.actions.outbox import Letter, post
from farflung.server.core.models import Message
from farflung.server.core.writing import raise_revision, writing
from farflung.server.org.models import Absence, Holiday, PatternPeriod
from tests.server.company import Cast
from tests.server.site.running import eventually, surroundings

SEED = int(os.environ.get("FARFLUNG_FAULT_SEED", "20270316"))
DELIVERS = """
import time
from farflung.server.site.starting import begin
begin()
from farflung.server.connect.jobs import due
print("ready", flush=True)
while True:
    due()
    time.sleep(0.02)
"""
"""What a worker does when the job comes round, without waiting for it to come round."""


class Receiver(Protocol):
    """The other side: every id that came over the wire, also those that came again."""

    def ids(self) -> Sequence[str]:
        """In the order in which they came."""


def always_at_work(cast: Cast, way: str) -> None:
    """Everybody works round the clock and takes notes that way: so the hour of the test does not matter."""
    week = [[day, 0, 1440] for day in range(7)]
    PatternPeriod.objects.update(blocks=week, during="(,)")
    Absence.objects.all().delete()
    Holiday.objects.all().delete()
    raise_revision("map")
    for person in cast.people.values():
        Choice.objects.create(recipient=person.code, way=way, purposes=["note"])


def write(cast: Cast, chance: random.Random, first: int, count: int) -> None:
    """Numbered notes in one transaction; most are urgent, which go out alone, the others together."""
    people, now = list(cast.people.values()), clock.now()
    urgency = [Message.Urgency.URGENT] * 3 + [Message.Urgency.ORDINARY]
    with writing(by=None, now=now) as done:
        post(
            (
                Letter(
                    chance.choice(people).code, Message.Purpose.NOTE, "note", {"text": f"number {n} of them"},
                    sender=people[0].code, urgency=chance.choice(urgency),
                )
                for n in range(first, first + count)
            ),
            write=done,
        )  # fmt: skip


def begun(where: dict[str, str]) -> "subprocess.Popen[str]":
    """Somebody who delivers, in a process of its own; `where` says in its environment how to get outside."""
    given: dict[str, Any] = connection.get_connection_params()
    url = f"postgresql://{given['user']}@/{given['dbname']}?host={quote(str(given['host']), safe='')}"
    secret = settings.SECRET_KEY  # addresses of hooks are sealed with it
    env = surroundings(DATABASE_URL=url, FARFLUNG_SECRET_KEY=secret, FARFLUNG_LOG_LEVEL="ERROR", **where)
    process = subprocess.Popen([sys.executable, "-c", DELIVERS], env=env, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def settled(count: int) -> bool:
    landed = Message.objects.filter(state=Message.State.LANDED).count() == count
    return landed and not Delivery.objects.filter(state=Delivery.State.DUE).exists()


def more_than(other: Receiver, had: int) -> bool:
    return len(other.ids()) > had


def endure(
    cast: Cast, other: Receiver, begin: Callable[[], "subprocess.Popen[str]"], share: int, deaths: int,
    pause: float,
) -> int:  # fmt: skip
    """Delivers `share` notes before each of so many deaths and after the last; how many were in the middle of
    it."""
    chance, killed = random.Random(SEED), 0
    for part in range(deaths + 1):
        write(cast, chance, part * share, share)
        process = begin()
        try:
            if part == deaths:
                # What the dead left has to go out too: a tenth of a second for each on a busy machine.
                eventually(lambda: settled(share * (deaths + 1)), 120 + share * (deaths + 1) // 10)
            else:
                had = len(other.ids())
                eventually(partial(more_than, other, had))
                time.sleep(chance.uniform(0, share * pause))
                killed += not settled((part + 1) * share)
        finally:
            process.send_signal(signal.SIGKILL)
            process.communicate()
    return killed


def each_once(under: dict[int, set[str]], ids: Sequence[str], count: int, deaths: int) -> None:
    """Each note under one id, and no more said twice than deaths can account for; nothing is left to send."""
    assert set(under) == set(range(count)), f"seed {SEED}: lost"
    assert {n: found for n, found in under.items() if len(found) > 1} == {}, f"seed {SEED}: under two ids"
    assert len(ids) - len(set(ids)) <= deaths, f"seed {SEED}"
    assert {row.state for row in Delivery.objects.all()} == {Delivery.State.SENT}
