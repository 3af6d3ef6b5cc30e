"""The work of `bench_gateway`, in a process whose Django is set up on a database of its own."""

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

from django.db import transaction

from farflung.engine.atlas import Atlas
from farflung.example import write_company
from farflung.server.clock.planning.landing import Ask, lands
from farflung.server.connect.actions.gateway import deliver
from farflung.server.core.actions.outbox import Letter, post
from farflung.server.core.migrating import migrate
from farflung.server.core.models import Message
from farflung.server.core.writing import writing
from farflung.server.org.atlas_copy import current
from farflung.server.org.models import Person
from farflung.server.site.actions import load_demo

COUNT, SAMPLE, SEED = 100_000, 500, 20270301
NOW = datetime(2027, 3, 15, 0, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def measured(folder: Path) -> None:
    """Makes the company, posts, delivers minute by minute through a day, and says how long each took."""
    migrate()
    load_demo(companies=[write_company(folder, "large")], now=NOW)
    chance, codes = random.Random(SEED), list(Person.objects.values_list("code", flat=True))
    letters = [
        Letter(chance.choice(codes), Message.Purpose.NOTE, "note", {"text": str(n)}) for n in range(COUNT)
    ]
    atlas = current().atlas
    begun = perf_counter()
    with writing(by=None, now=NOW) as write:
        post(letters, write=write)
    told("posted in one transaction", COUNT, perf_counter() - begun)
    told("the other way, decided one by one", SAMPLE, one_by_one(atlas))
    begun = perf_counter()
    landed = deliver(now=NOW)
    told("decided, and landed what may at once", COUNT, perf_counter() - begun)
    through_a_day(landed)


def one_by_one(atlas: Atlas) -> float:
    """Seconds for a part of them, each in a transaction of its own; they are undecided again afterwards."""
    rows = list(Message.objects.filter(decided=False).order_by("pk")[:SAMPLE])
    begun = perf_counter()
    for row in rows:
        with transaction.atomic():
            held = Message.objects.select_for_update().get(pk=row.pk)
            (found,) = lands(atlas, [Ask(str(held.recipient), held.posted_at)])
            held.lands_at, held.promised_at, held.decided = found.at, found.promised, True
            held.save(update_fields=["lands_at", "promised_at", "decided"])
    took = perf_counter() - begun
    Message.objects.update(decided=False)
    return took


def through_a_day(landed: int) -> None:
    """Delivers minute by minute, as a worker does, and tells of all of it and of the slowest."""
    slowest, busiest, whole = 0.0, 0, 0.0
    for minute in range(1, 24 * 60):
        begun = perf_counter()
        count = deliver(now=NOW + minute * MINUTE)
        took = perf_counter() - begun
        whole, landed = whole + took, landed + count
        slowest, busiest = max((slowest, busiest), (took, count))
    told("landed, minute by minute through a Monday", landed, whole)
    print(f"| the slowest minute, with {busiest:,} messages | {slowest:.2f} s | |")
    print(f"| left for other days | {Message.objects.filter(state='waiting').count():,} | |")


def told(what: str, count: int, seconds: float) -> None:
    """A row of the table in docs/reference/benchmarks.md."""
    print(f"| {what}: {count:,} | {seconds:.2f} s | {count / seconds:,.0f} a second |", flush=True)
