"""Programs and chat rooms: signed, only where a person asked for it, and into nobody's own network."""

import base64
import hmac
import json
import re
import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from farflung.server.connect.actions import hooks, ways
from farflung.server.connect.actions.gateway import deliver
from farflung.server.connect.actions.sending import send_due
from farflung.server.connect.channels import outside
from farflung.server.connect.channels.outside import NotAllowed, post, status_of
from farflung.server.connect.channels.webhook import send as webhook
from farflung.server.connect.models import Choice, Delivery, Hook
from farflung.server.core import clock
from farflung.server.core.models import Message
from farflung.server.core.sealed import sealed
from farflung.server.org.models import Person
from tests.server.company import Cast
from tests.server.connect.posting import MORNING, NIGHT, posted
from tests.server.connect.receiving import Sink, hooked

pytestmark = pytest.mark.django_db
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
State = Delivery.State


@pytest.fixture
def sink(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sink]:
    with hooked() as found:
        hosts = (f"127.0.0.1:{found.port}",)
        monkeypatch.setattr(
            settings,
            "ENVIRONMENT",
            replace(settings.ENVIRONMENT, hook_hosts=hosts, url="https://map.example"),
        )
        monkeypatch.setattr(clock, "now", lambda: MORNING)
        yield found


def hook(cast: Cast, sink: Sink, kind: str = "webhook") -> tuple[Hook, str]:
    """A hook that Ana has chosen for notes."""
    by = cast.account("Wei")
    made, secret = hooks.add_hook(kind=kind, name="Relay", url=sink.url("/hook?key=k1"), by=by, now=NIGHT)
    ana = cast.account("Ana")
    ways.choose(box=cast.people["Ana"].code, way=hooks.way_of(made), purposes=["note"], by=ana, now=NIGHT)
    return made, secret


def leads_to(made: Hook, url: str) -> None:
    """From now on it is kept with that address."""
    Hook.objects.filter(pk=made.pk).update(door=sealed(url, made.code))


def night_then_morning(cast: Cast, *texts: str) -> None:
    for text in texts or ("Could you look?",):
        posted(cast, "Ana", data={"text": text})
        posted(cast, "Camille", data={"text": text})
    deliver(now=NIGHT)
    send_due(now=NIGHT)
    deliver(now=MORNING)
    send_due(now=MORNING)


def test_a_program_gets_what_landed_for_who_asked_signed(polaris: Cast, sink: Sink) -> None:
    """The signature is made here as the standard says, not as the sender does it."""
    _, secret = hook(polaris, sink)
    night_then_morning(polaris, "One", "Two")
    ((path, headers, body),) = sink.came
    assert path == "/hook?key=k1"
    name, at = headers["webhook-id"], headers["webhook-timestamp"]
    assert at == str(int(MORNING.timestamp()))
    key = base64.b64decode(secret.removeprefix("whsec_"))
    assert len(key) == 32
    made = hmac.new(key, f"{name}.{at}.".encode() + body, sha256).digest()
    assert headers["webhook-signature"] == f"v1,{base64.b64encode(made).decode()}"
    told = json.loads(body)
    assert (told["type"], told["data"]["recipient"]["id"]) == (
        "message.landed",
        str(polaris.people["Ana"].code),
    )
    assert [one["text"] for one in told["data"]["messages"]] == ["One", "Two"]
    assert name == f"msg_{Delivery.objects.get().code.hex}"


def test_a_room_is_told_that_and_not_what(polaris: Cast, sink: Sink) -> None:
    hook(polaris, sink, "chat")
    Person.objects.filter(pk=polaris.people["Ana"].pk).update(name="<!channel> Ana")
    night_then_morning(polaris, "Secret things")
    ((_, headers, body),) = sink.came
    assert json.loads(body) == {"text": "!channel Ana: 1 new message https://map.example/inbox"}
    assert headers["content-type"] == "application/json"
    assert "webhook-signature" not in headers


def test_nothing_goes_to_a_hook_that_nobody_chose_or_that_ended(polaris: Cast, sink: Sink) -> None:
    made, _ = hook(polaris, sink)
    Choice.objects.all().delete()
    night_then_morning(polaris)
    assert (sink.came, Delivery.objects.count()) == ([], 0)
    ways.choose(
        box=polaris.people["Ana"].code, way=hooks.way_of(made), purposes=["note"], by=polaris.account("Ana"),
        now=NIGHT,
    )  # fmt: skip
    hooks.switch_hook(hook=made, active=False, by=polaris.account("Wei"), now=NIGHT)
    night_then_morning(polaris)
    assert (sink.came, Delivery.objects.count()) == ([], 0)


@pytest.mark.parametrize("answer", [302, 400, 404, 500])
def test_what_fails_is_tried_again_under_the_same_id(polaris: Cast, sink: Sink, answer: int) -> None:
    hook(polaris, sink)
    sink.answer, sink.headers = answer, {"Location": sink.url("/elsewhere")}
    night_then_morning(polaris)
    assert Delivery.objects.get().error == str(answer)
    sink.answer = 204
    assert send_due(now=MORNING + 2 * MINUTE) == 1
    assert [path for path, _, _ in sink.came] == ["/hook?key=k1"] * 2, "no redirect is followed"
    assert len({headers["webhook-id"] for _, headers, _ in sink.came}) == 1
    assert len({body for _, _, body in sink.came}) == 1
    assert len({headers["webhook-signature"] for _, headers, _ in sink.came}) == 2


def test_after_days_of_failures_it_ends_and_who_runs_the_site_is_told(polaris: Cast, sink: Sink) -> None:
    made, _ = hook(polaris, sink)
    sink.answer = 500
    now = MORNING
    while now < MORNING + 9 * DAY:
        posted(polaris, "Ana", now=now)
        deliver(now=now)
        send_due(now=now)
        now += timedelta(hours=4)
    made.refresh_from_db()
    assert not made.active
    told = Message.objects.filter(kind="hook_ended")
    assert {row.recipient for row in told} == {polaris.people["Wei"].code}
    assert told.count() == 1
    assert "127.0.0.1" not in str(told.get().data)


def test_one_that_is_gone_ends_at_once(polaris: Cast, sink: Sink) -> None:
    made, _ = hook(polaris, sink)
    sink.answer = 410
    night_then_morning(polaris)
    made.refresh_from_db()
    assert (made.active, Delivery.objects.get().state) == (False, State.GIVEN_UP)


def test_a_success_ends_the_count_of_failures(polaris: Cast, sink: Sink) -> None:
    made, _ = hook(polaris, sink)
    sink.answer = 500
    night_then_morning(polaris)
    made.refresh_from_db()
    assert made.failing_since == MORNING
    sink.answer = 200
    send_due(now=MORNING + 2 * MINUTE)
    assert Hook.objects.filter(pk=made.pk, failing_since=None, active=True).exists()


def test_another_secret_signs_from_now_on_and_no_table_holds_either(polaris: Cast, sink: Sink) -> None:
    made, first = hook(polaris, sink)
    second = hooks.renew_secret(hook=made, by=polaris.account("Wei"), now=NIGHT)
    assert first != second
    with connection.cursor() as cursor:
        cursor.execute("SELECT connect_hook::text FROM connect_hook")
        ((row,),) = cursor.fetchall()
        cursor.execute("SELECT string_agg(detail::text, '') FROM core_auditentry")
        ((audit,),) = cursor.fetchall()
    for secret in (first, second):
        assert secret.removeprefix("whsec_") not in row + audit
    assert "key=k1" not in audit


PRIVATE = (
    "127.0.0.1", "10.0.0.7", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.1",
    "224.0.0.1", "::1", "fe80::1", "fd00::1", "::ffff:10.0.0.7", "2002:0a00:0007::1", "64:ff9b::a00:7",
    "64:ff9b:1::a00:7", "64:ff9b::e000:1", "fec0::1", "::7f00:1", "::ffff:0:7f00:1", "ff0e::1",
)  # fmt: skip


OPEN = ("93.184.216.34", "2606:2800:220:1::1", "64:ff9b::5db8:d822", "::ffff:93.184.216.34")


@pytest.mark.parametrize("address", OPEN)
def test_what_is_open_to_all_is_asked(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(0, 0, 0, "", (address, 443))])
    went: list[Any] = []

    def connect(address: Any, **_: Any) -> socket.socket:
        went.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "create_connection", connect)
    assert status_of("https://relay.example/hook", b"{}", {}, ()) == "ConnectionRefusedError"
    assert went == [address]


@pytest.mark.parametrize("address", PRIVATE)
def test_nothing_goes_into_a_private_network(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    """SSRF: also where one of several addresses of a name is private, and by whatever way it is written."""
    asked: list[Any] = []

    def found(host: str, port: int, **_: Any) -> list[Any]:
        asked.append(host)
        return [(0, 0, 0, "", ("93.184.216.34", port)), (0, 0, 0, "", (address, port))]

    monkeypatch.setattr(socket, "getaddrinfo", found)
    monkeypatch.setattr(socket, "create_connection", lambda *_, **__: pytest.fail("it has connected"))
    with pytest.raises(NotAllowed, match="private"):
        post("https://relay.example/hook", b"{}", {}, ())
    assert asked == ["relay.example"]


def test_it_connects_to_the_address_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that says something else the second time is not asked a second time."""
    answers = [[(0, 0, 0, "", ("93.184.216.34", 443))], [(0, 0, 0, "", ("127.0.0.1", 443))]]
    went: list[Any] = []

    def connect(address: Any, **_: Any) -> socket.socket:
        went.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answers.pop(0))
    monkeypatch.setattr(socket, "create_connection", connect)
    assert status_of("https://relay.example/hook", b"{}", {}, ()) == "ConnectionRefusedError"
    assert went == [("93.184.216.34", 443)]


ADDRESSES = (
    "http://relay.example/", "ftp://relay.example/", "https://user:word@relay.example/", "https:///x", "x",
    "https://relay.example/ x", "https://relay.example/\r\nHost: y", "https://relay.example:99999/",
    "//x/", "file:///etc/passwd", "https://relay.example/#x", "http://127.0.0.1.relay.example/",
    "https://hooks..relay.example/", "https://.relay.example/", f"https://{'a' * 64}.example/",
    f"https://{'a.' * 127}example/",
)  # fmt: skip


@pytest.mark.parametrize("url", ADDRESSES)
def test_an_address_that_is_none_is_refused_when_it_is_entered(
    polaris: Cast, sink: Sink, client: Client, url: str
) -> None:
    client.force_login(polaris.account("Wei"))
    answer = client.post("/company/channels", {"kind": "webhook", "name": "x", "url": url})
    assert answer.status_code == 422
    assert not Hook.objects.exists()


def test_an_address_that_cannot_be_asked_holds_up_no_other(
    polaris: Cast, sink: Sink, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that was entered before such were refused; and one for which nobody was ready."""
    wrong, _ = hook(polaris, sink)
    leads_to(wrong, "https://hooks..relay.example/x")
    odd, _ = hook(polaris, sink)
    leads_to(odd, sink.url("/odd"))
    hook(polaris, sink)
    real = status_of

    def planted(url: str, *given: Any) -> int | str:
        if url.endswith("/odd"):
            raise RuntimeError("Secret things")
        return real(url, *given)

    monkeypatch.setattr(webhook, "status_of", planted)
    night_then_morning(polaris)
    assert [path for path, _, _ in sink.came] == ["/hook?key=k1"]
    found = {row.way: (row.state, row.tries, row.error) for row in Delivery.objects.all()}
    assert found[hooks.way_of(wrong)] == (State.DUE, 1, "not allowed: address")
    assert found[hooks.way_of(odd)] == (State.DUE, 1, "RuntimeError")
    assert "RuntimeError" in caplog.text
    assert "Secret" not in caplog.text


def test_a_name_that_cannot_be_looked_up_is_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> list[Any]:
        raise UnicodeError("label empty or too long")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert status_of("https://relay.example/hook", b"{}", {}, ()) == "UnicodeError"


def test_who_answers_a_letter_at_a_time_is_cut_off(
    polaris: Cast, sink: Sink, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outside, "IN_ALL", 0.5)
    hook(polaris, sink)
    sink.slow = 0.1
    begun = time.monotonic()
    night_then_morning(polaris)
    assert time.monotonic() - begun < 20
    row = Delivery.objects.get()
    assert (row.state, row.tries) == (State.DUE, 1)
    assert row.error


def test_who_runs_the_site_keeps_them_and_sees_no_address_again(
    polaris: Cast, sink: Sink, client: Client
) -> None:
    client.force_login(polaris.account("Wei"))
    given = {"kind": "webhook", "name": "Relay", "url": sink.url("/hook?key=k1")}
    page = client.post("/company/channels", given).content.decode()
    secret = re.search(r"whsec_[\w+/=]+", page)
    assert secret is not None
    row = Hook.objects.get()
    again = client.get("/company/channels").content.decode()
    assert "Relay" in again
    for word in ("key=k1", secret[0]):
        assert word not in again
    night_then_morning(polaris)
    other = client.post(f"/company/channels/{row.code}", {"do": "secret"}).content.decode()
    assert re.findall(r"whsec_[\w+/=]+", other) != [secret[0]]
    client.post(f"/company/channels/{row.code}", {"do": "off"})
    row.refresh_from_db()
    assert not row.active
    client.post(f"/company/channels/{row.code}", {"do": "remove"})
    assert not Hook.objects.exists()


def test_the_log_tells_no_name_and_no_word(polaris: Cast, sink: Sink, client: Client) -> None:
    hook(polaris, sink)
    night_then_morning(polaris, "Secret things")
    client.force_login(polaris.account("Wei"))
    text = client.get("/company/channels").content.decode()
    main = text[text.index('id="log"') :]
    assert "went out" in main
    assert "Tue 16 Mar" in main
    assert "09:00" not in main, "an hour would tell when somebody rests"
    for word in ("Ana", "Jack", "Secret", str(polaris.people["Ana"].code)):
        assert word not in main


def test_people_choose_hooks_under_their_name(polaris: Cast, sink: Sink, client: Client) -> None:
    made, _ = hook(polaris, sink)
    client.force_login(polaris.account("Ravi"))
    way = hooks.way_of(made)
    assert f'name="{way}"' in client.get("/me/channels").content.decode()
    client.post("/me/channels", {way: ["note"]})
    assert Choice.objects.get(recipient=polaris.people["Ravi"].code).purposes == ["note"]
    client.post("/me/channels", {})
    assert not Choice.objects.filter(recipient=polaris.people["Ravi"].code).exists()
    assert client.post("/me/channels", {way: ["upkeep"]}).status_code == 422
