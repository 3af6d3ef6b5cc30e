"""The gateway: nothing in anybody's rest, nothing twice, nothing lost; by the map of the moment it lands."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from farflung.engine.time import Span
from farflung.server.clock.planning.landing import Ask, lands
from farflung.server.connect.actions import gateway
from farflung.server.connect.actions.gateway import deliver
from farflung.server.core import clock
from farflung.server.core.events import publish
from farflung.server.core.jobs import sweep
from farflung.server.core.models import Message
from farflung.server.org.atlas_copy import forget
from farflung.server.org.events import AvailabilityChanged, ImportApplied, PersonChanged
from farflung.server.org.models import Absence, Person
from tests.company import company
from tests.server.company import Cast, make_account
from tests.server.connect.posting import MORNING, NIGHT, posted

pytestmark = pytest.mark.django_db
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
State = Message.State


def state(row: Message) -> str:
    row.refresh_from_db()
    return row.state


def test_what_is_posted_at_night_lands_in_the_morning_and_once(polaris: Cast) -> None:
    row = posted(polaris, "Ana")
    assert deliver(now=NIGHT) == 0
    row.refresh_from_db()
    assert (row.lands_at, row.promised_at, row.state) == (MORNING, MORNING, State.WAITING)
    assert deliver(now=MORNING - MINUTE) == 0
    assert deliver(now=MORNING) == 1
    assert deliver(now=MORNING + MINUTE) == 0
    row.refresh_from_db()
    assert (row.state, row.settled_at) == (State.LANDED, MORNING)


def test_at_work_it_lands_at_once(polaris: Cast) -> None:
    assert deliver_one(polaris, "Jack", NIGHT) == State.LANDED


def deliver_one(cast: Cast, to: str, now: datetime) -> str:
    row = posted(cast, to, sender="Ana", now=now)
    deliver(now=now)
    return state(row)


def test_an_absence_that_comes_up_meanwhile_holds_it(polaris: Cast) -> None:
    row = posted(polaris, "Ana")
    deliver(now=NIGHT)
    away = DateRange(date(2027, 3, 16), date(2027, 3, 18))
    Absence.objects.create(person=polaris.people["Ana"], during=away, recorded_at=NIGHT)
    forget()
    assert deliver(now=MORNING) == 0
    row.refresh_from_db()
    assert (row.state, row.lands_at, row.promised_at) == (State.WAITING, MORNING + 2 * DAY, MORNING + 2 * DAY)
    assert deliver(now=MORNING + 2 * DAY) == 1


def test_a_worker_that_was_away_all_day_brings_nothing_in_the_evening(polaris: Cast) -> None:
    row = posted(polaris, "Ana")
    deliver(now=NIGHT)
    assert deliver(now=MORNING + timedelta(hours=12)) == 0
    row.refresh_from_db()
    assert (row.state, row.lands_at) == (State.WAITING, MORNING + DAY)


def test_rest_within_hours_holds_it_and_its_sender_is_not_told(polaris: Cast) -> None:
    """N15: who asks when it lands must not learn when somebody rests."""
    Person.objects.filter(pk=polaris.people["Ana"].pk).update(rest_start=23 * 60, rest_end=24 * 60 + 11 * 60)
    forget()
    row = posted(polaris, "Ana")
    deliver(now=NIGHT)
    row.refresh_from_db()
    assert (row.lands_at, row.promised_at) == (MORNING + timedelta(hours=2), MORNING)
    assert deliver(now=MORNING) == 0
    assert deliver(now=MORNING + timedelta(hours=2)) == 1


@pytest.mark.parametrize("event", ["hours", "profile", "import"])
def test_new_hours_let_it_come_sooner(polaris: Cast, event: str) -> None:
    row = posted(polaris, "Daniel")
    daniel = polaris.people["Daniel"]
    Absence.objects.filter(person=daniel).delete()
    during = DateRange(date(2027, 3, 1), date(2027, 4, 1))
    away = Absence.objects.create(person=daniel, during=during, recorded_at=NIGHT)
    forget()
    deliver(now=NIGHT)
    row.refresh_from_db()
    assert row.lands_at is not None
    assert row.lands_at > NIGHT + 14 * DAY
    away.delete()
    forget()
    code = polaris.people["Daniel"].code
    publish(
        {
            "hours": AvailabilityChanged(code), "profile": PersonChanged(code, ("rest",)),
            "import": ImportApplied(polaris.batch.code),
        }[event]
    )  # fmt: skip
    deliver(now=NIGHT)
    row.refresh_from_db()
    assert row.lands_at is not None
    assert row.lands_at < NIGHT + DAY


def test_a_new_job_title_moves_nothing(polaris: Cast) -> None:
    row = posted(polaris, "Ana")
    deliver(now=NIGHT)
    publish(PersonChanged(polaris.people["Ana"].code, ("job", "skills")))
    row.refresh_from_db()
    assert row.decided


def test_who_has_no_hours_is_waited_for_and_in_the_end_forgotten(
    polaris: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    Person.objects.filter(pk=polaris.people["Ana"].pk).update(ended=date(2027, 3, 1))
    forget()
    row = posted(polaris, "Ana")
    deliver(now=NIGHT)
    row.refresh_from_db()
    assert (row.state, row.lands_at, row.decided) == (State.WAITING, None, True)
    monkeypatch.setattr(clock, "now", lambda: NIGHT + 399 * DAY)
    sweep()
    assert Message.objects.filter(pk=row.pk).exists()
    monkeypatch.setattr(clock, "now", lambda: NIGHT + 401 * DAY)
    sweep()
    assert not Message.objects.filter(pk=row.pk).exists()


def test_what_has_landed_is_kept_a_season(polaris: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    row = posted(polaris, "Ana")
    deliver(now=MORNING)
    for days, there in ((89, True), (91, False)):
        monkeypatch.setattr(clock, "now", lambda days=days: MORNING + days * DAY)
        sweep()
        assert Message.objects.filter(pk=row.pk).exists() is there


def test_an_account_without_a_person_is_told_at_once(polaris: Cast) -> None:
    account = make_account("runs@polaris.example", NIGHT)
    row = posted(polaris, "Ana")
    Message.objects.filter(pk=row.pk).update(recipient=account.code)
    assert deliver(now=NIGHT) == 1


def test_batches_lose_nothing_and_bring_nothing_twice(polaris: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gateway, "BATCH", 3)
    names = sorted(polaris.people)
    rows = [posted(polaris, names[n % len(names)], sender="Jack") for n in range(2 * len(names))]
    count = sum(deliver(now=NIGHT + n * timedelta(hours=1)) for n in range(24 * 40))
    assert count == len(rows) == Message.objects.filter(state=State.LANDED).count()


def test_nothing_ever_lands_in_anybodys_rest_or_off_hours() -> None:
    """F15, N3: judged by whether the person works at that very moment, and by their rest."""
    atlas, chance = company(), random.Random(20270316)
    people = list(atlas.people)
    asks = [
        Ask(
            chance.choice(people).id,
            datetime(2027, 3, 1, tzinfo=UTC) + chance.randrange(60 * 24 * 60) * MINUTE,
        )
        for _ in range(1500)
    ]
    for ask, found in zip(asks, lands(atlas, asks), strict=True):
        assert found.at is not None
        person = atlas.person(ask.person)
        assert found.at >= ask.since
        assert atlas.is_working(person, found.at)
        around = Span(found.at - DAY, found.at + DAY)
        assert not any(rest.start <= found.at < rest.end for rest in atlas.rest(person, around))
        assert found == lands(atlas, [ask])[0], "together or alone, it is the same"
