"""`kill -9` of whoever delivers, in the middle of it: nothing is lost, and nothing comes twice under two ids.

`FARFLUNG_FAULT_SEED` takes another seed. What dies between the last word of the other side and its own note
sends the same again, under the same Message-ID: receivers keep an id once, and so does this one."""

import logging
import os
import random
import signal
import subprocess
import sys
import time
from collections import defaultdict
from functools import partial
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection

from farflung.server.connect.models import Choice, Delivery, MailAddress
from farflung.server.core import clock
from farflung.server.core.actions.outbox import Letter, post
from farflung.server.core.models import Message
from farflung.server.core.writing import raise_revision, writing
from farflung.server.org.models import Absence, Holiday, PatternPeriod
from tests.server.company import Cast
from tests.server.connect.receiving import Postbox, receiving
from tests.server.site.running import eventually, surroundings

SEED = int(os.environ.get("FARFLUNG_FAULT_SEED", "20270316"))
_log = logging.getLogger(__name__)
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]
State = Message.State
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


def always_at_work(cast: Cast) -> None:
    """Everybody works round the clock and gets mail: so that the hour of the test does not matter."""
    week = [[day, 0, 1440] for day in range(7)]
    PatternPeriod.objects.update(blocks=week, during="(,)")
    Absence.objects.all().delete()
    Holiday.objects.all().delete()
    raise_revision("map")
    for name, person in cast.people.items():
        MailAddress.objects.create(
            recipient=person.code, address=cast.account(name).email, confirmed_at=clock.now()
        )
        Choice.objects.create(recipient=person.code, way="mail", purposes=["note"])


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


def begun(box: Postbox) -> "subprocess.Popen[str]":
    """Somebody who delivers, in a process of its own."""
    given: dict[str, Any] = connection.get_connection_params()
    url = f"postgresql://{given['user']}@/{given['dbname']}?host={quote(str(given['host']), safe='')}"
    env = surroundings(
        DATABASE_URL=url, FARFLUNG_SMTP_URL=box.url, FARFLUNG_MAIL_FROM="map@polaris.example",
        FARFLUNG_SECRET_KEY="k" * 40, FARFLUNG_LOG_LEVEL="ERROR",
    )  # fmt: skip
    process = subprocess.Popen([sys.executable, "-c", DELIVERS], env=env, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def settled(count: int) -> bool:
    landed = Message.objects.filter(state=State.LANDED).count() == count
    return landed and not Delivery.objects.filter(state=Delivery.State.DUE).exists()


def more_than(box: Postbox, had: int) -> bool:
    return len(box.ids()) > had


def endure(cast: Cast, count: int, deaths: int, pause: float) -> None:
    """Delivers so many notes while whoever delivers dies so often."""
    chance = random.Random(SEED)
    always_at_work(cast)
    with receiving(pause) as box:
        killed, share = 0, count // (deaths + 1)
        for part in range(deaths + 1):
            write(cast, chance, part * share, share)
            process = begun(box)
            try:
                if part == deaths:
                    eventually(lambda: settled(share * (deaths + 1)), 120)
                else:
                    had = len(box.ids())
                    eventually(partial(more_than, box, had))
                    time.sleep(chance.uniform(0, share * pause))
                    killed += not settled((part + 1) * share)
            finally:
                process.send_signal(signal.SIGKILL)
                process.communicate()
        must_hold(box, share * (deaths + 1), deaths)
        _log.info("seed %s: %s notes, %s deaths in the middle of it", SEED, count, killed)
        assert killed > deaths // 2, "whoever delivers died after it was done: the test saw nothing"


def must_hold(box: Postbox, count: int, deaths: int) -> None:
    """Each note in one mail, each mail once by its id, and no more said twice than deaths can account for."""
    under: dict[int, set[str]] = defaultdict(set)
    for _, mail in box.mails:
        plain = mail.get_body(("plain",))
        assert plain is not None
        for line in plain.get_content().splitlines():
            if line.startswith("number "):
                under[int(line.split()[1])].add(str(mail["Message-ID"]))
    assert set(under) == set(range(count)), f"seed {SEED}: lost"
    assert {n: ids for n, ids in under.items() if len(ids) > 1} == {}, f"seed {SEED}: in two mails"
    ids = box.ids()
    assert len(ids) - len(set(ids)) <= deaths, f"seed {SEED}"
    assert {row.state for row in Delivery.objects.all()} == {Delivery.State.SENT}
    assert set(ids) == {
        f"<{code}@polaris.example>" for code in Delivery.objects.values_list("code", flat=True)
    }


def test_nothing_is_lost_and_nothing_comes_twice(polaris: Cast) -> None:
    endure(polaris, count=200, deaths=4, pause=0.01)


@pytest.mark.long
def test_nothing_is_lost_in_thousands_and_nothing_comes_twice(polaris: Cast) -> None:
    endure(polaris, count=3000, deaths=40, pause=0.01)
