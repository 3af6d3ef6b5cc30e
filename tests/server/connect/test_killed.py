"""`kill -9` of whoever delivers, in the middle of it: nothing is lost, and nothing comes twice under two ids.

`FARFLUNG_FAULT_SEED` takes another seed. What dies between the last word of the other side and its own note
sends the same again, under the same id: mail servers and programs keep an id once, and so do these."""

import json
import logging
from collections import defaultdict
from functools import partial

import pytest

from farflung.server.connect.actions.hooks import way_of
from farflung.server.connect.models import Delivery, Hook, MailAddress
from farflung.server.core import clock
from tests.server.company import Cast
from tests.server.connect.killing import SEED, always_at_work, begun, each_once, endure
from tests.server.connect.receiving import Postbox, Sink, hooked, receiving

_log = logging.getLogger(__name__)
pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def by_mail(cast: Cast, count: int, deaths: int, pause: float) -> None:
    """Mails so many notes while whoever delivers dies so often."""
    always_at_work(cast, "mail")
    for name, person in cast.people.items():
        address = cast.account(name).email
        MailAddress.objects.create(recipient=person.code, address=address, confirmed_at=clock.now())
    share = count // (deaths + 1)
    with receiving(pause) as box:
        where = {"FARFLUNG_SMTP_URL": box.url, "FARFLUNG_MAIL_FROM": "map@polaris.example"}
        killed = endure(cast, box, partial(begun, where), share, deaths, pause)
        each_once(numbers_in_mails(box), box.ids(), share * (deaths + 1), deaths)
        codes = Delivery.objects.values_list("code", flat=True)
        assert set(box.ids()) == {f"<{code}@polaris.example>" for code in codes}
    must_have_died(killed, count, deaths, "mail")


def by_hook(cast: Cast, count: int, deaths: int, pause: float) -> None:
    """Brings so many notes to a program while whoever delivers dies so often."""
    share = count // (deaths + 1)
    with hooked() as sink:
        sink.pause = pause
        hook = Hook.at(sink.url(), kind="webhook", name="Relay", now=clock.now())
        hook.save()
        always_at_work(cast, way_of(hook))
        where = {"FARFLUNG_HOOK_HOSTS": f"127.0.0.1:{sink.port}", "FARFLUNG_URL": "https://map.example"}
        killed = endure(cast, sink, partial(begun, where), share, deaths, pause)
        each_once(numbers_in_events(sink), sink.ids(), share * (deaths + 1), deaths)
        codes = Delivery.objects.values_list("code", flat=True)
        assert set(sink.ids()) == {f"msg_{code.hex}" for code in codes}
        bodies = defaultdict(set)
        for _, headers, body in sink.came:
            bodies[headers["webhook-id"]].add(body)
        assert {len(said) for said in bodies.values()} == {1}, f"seed {SEED}: one id, two bodies"
    must_have_died(killed, count, deaths, "webhook")


def must_have_died(killed: int, count: int, deaths: int, way: str) -> None:
    _log.info("seed %s: %s notes by %s, %s deaths in the middle of it", SEED, count, way, killed)
    assert killed > deaths // 2, "whoever delivers died after it was done: the test saw nothing"


def numbers_in_mails(box: Postbox) -> dict[int, set[str]]:
    """The ids of the mails in which each note stands."""
    under: dict[int, set[str]] = defaultdict(set)
    for _, mail in box.mails:
        plain = mail.get_body(("plain",))
        assert plain is not None
        for line in plain.get_content().splitlines():
            if line.startswith("number "):
                under[int(line.split()[1])].add(str(mail["Message-ID"]))
    return under


def numbers_in_events(sink: Sink) -> dict[int, set[str]]:
    """The ids of the events in which each note stands."""
    under: dict[int, set[str]] = defaultdict(set)
    for _, headers, body in sink.came:
        for message in json.loads(body)["data"]["messages"]:
            under[int(message["text"].split()[1])].add(headers["webhook-id"])
    return under


def test_no_mail_is_lost_and_none_comes_twice(polaris: Cast) -> None:
    by_mail(polaris, count=200, deaths=4, pause=0.01)


def test_no_event_is_lost_and_none_comes_twice(polaris: Cast) -> None:
    by_hook(polaris, count=160, deaths=3, pause=0.01)


@pytest.mark.long
def test_no_mail_is_lost_in_thousands_and_none_comes_twice(polaris: Cast) -> None:
    by_mail(polaris, count=3000, deaths=40, pause=0.01)


@pytest.mark.long
def test_no_event_is_lost_in_thousands_and_none_comes_twice(polaris: Cast) -> None:
    by_hook(polaris, count=3000, deaths=40, pause=0.01)
