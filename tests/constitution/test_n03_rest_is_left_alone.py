"""N3: nothing reaches anybody in their rest: one gateway delivers, and there is no other way out."""

import socket
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core import mail

from farflung.engine.time import Span
from farflung.server.clock.planning.landing import Lands
from farflung.server.connect.actions import gateway
from farflung.server.core.actions.outbox import Letter, post
from farflung.server.core.models import Message
from farflung.server.core.writing import writing
from farflung.server.org.atlas_copy import current, forget
from farflung.server.org.models import Person
from farflung.server.site.who_sees import ROWS
from tests.constitution.sources import (
    CHANNELS,
    HERE,
    OUTWARDS,
    SERVER,
    around_the_gateway,
    imported,
    outwards,
)
from tests.server.company import NOW, Cast
from tests.server.walking import Company


def test_no_part_of_the_server_but_the_gateway_sends_anything() -> None:
    assert outwards() == []
    assert around_the_gateway() == []


def test_the_channels_are_where_they_are_looked_for() -> None:
    names = {name for path in (SERVER / CHANNELS).rglob("*.py") for name in imported(path)}
    assert any(OUTWARDS.match(name) for name in names), "they reach outside, and from there alone"


def test_a_planted_sender_is_seen(tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text("from django.core.mail import send_mail\nimport smtplib\n")
    assert outwards(tmp_path) == ["planted.py: django.core.mail.send_mail", "planted.py: smtplib"]
    (tmp_path / "around.py").write_text("from farflung.server.connect.channels.mail.send import Mailer\n")
    assert around_the_gateway(tmp_path) == ["around.py: farflung.server.connect.channels.mail.send.Mailer"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("import socket", "socket"),
        ("from socket import create_connection", "socket.create_connection"),
        ("import asyncio", "asyncio"),
        ("from asyncio import open_connection", "asyncio.open_connection"),
        ("import subprocess", "subprocess"),
        ("from xmlrpc.client import ServerProxy", "xmlrpc.client.ServerProxy"),
        ("import logging.handlers", "logging.handlers"),
        ("from logging import handlers", "logging.handlers"),
        ("import multiprocessing.connection", "multiprocessing.connection"),
    ],
)
def test_a_planted_way_around_them_is_seen(tmp_path: Path, line: str, name: str) -> None:
    (tmp_path / "planted.py").write_text(f"{line}\n")
    assert outwards(tmp_path) == [f"planted.py: {name}"]


def test_who_may_use_one_may_use_no_other(tmp_path: Path) -> None:
    assert {where for where in HERE if not (SERVER / where).is_file()} == set()
    (tmp_path / "core").mkdir()
    (tmp_path / "core" / "dumps.py").write_text("import subprocess\nimport socket\n")
    assert outwards(tmp_path) == ["core/dumps.py: socket"]


@pytest.fixture
def no_way_out(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Where somebody tried to connect to; the database has a way of its own."""
    tried: list[Any] = []

    def refuse(_self: socket.socket, address: Any) -> None:
        tried.append(address)
        raise OSError("there is no way out")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    return tried


@pytest.mark.django_db
def test_no_page_opens_a_connection(everybody: Company, no_way_out: list[Any]) -> None:
    for name in ("Camille", "Wei"):
        walker = everybody.walker(name)
        for row in ROWS:
            for path, _ in everybody.paths(row.route, walker):
                walker.ask(row.method, path, everybody.sent(row.route))
    assert no_way_out == []
    with pytest.raises(OSError, match="no way out"):
        socket.create_connection(("127.0.0.1", 9))
    assert no_way_out != [], "and one that is opened is seen"


@pytest.mark.django_db
def test_what_is_asked_for_about_others_reaches_nobody(everybody: Company) -> None:
    camille, rafael = everybody.walker("Camille"), everybody.cast.people["Rafael"]
    asked = (
        ("/company/roles", {"person": rafael.email, "role": "executive"}),
        (f"/company/people/{rafael.code}/end", {"last_day": "2027-06-30"}),
        ("/invitations", {"person": str(rafael.code)}),
    )
    for path, data in asked:
        assert camille.ask("POST", path, data).status_code < 400
    assert mail.outbox == []


HOUR = timedelta(hours=1)


def landed_in_rest(cast: Cast) -> list[str]:
    """Who got something in their rest, of a note to everybody each hour of two days, delivered each hour."""
    Person.objects.update(rest_start=20 * 60, rest_end=24 * 60 + 10 * 60)
    forget()
    for hour in range(48):
        now = NOW + hour * HOUR
        with writing(by=None, now=now) as write:
            post(
                [Letter(person.code, Message.Purpose.NOTE, "note") for person in cast.people.values()],
                write=write,
            )
        gateway.deliver(now=now)
    landed = Message.objects.filter(state=Message.State.LANDED)
    assert landed.count() > 100
    return [str(row.recipient) for row in landed if row.settled_at is not None and _rests(row)]


def _rests(row: Message) -> bool:
    atlas, at = current().atlas, row.settled_at
    assert at is not None
    return any(
        s.start <= at < s.end for s in atlas.rest(atlas.person(str(row.recipient)), Span(at, at + HOUR))
    )


@pytest.mark.django_db
def test_nothing_reaches_anybody_in_their_rest(polaris: Cast) -> None:
    assert landed_in_rest(polaris) == []


@pytest.mark.django_db
def test_a_planted_gateway_that_does_not_look_is_seen(polaris: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    def at_once(_atlas: Any, batch: Any, since: Any) -> list[Lands]:
        return [Lands(at, at) for at in since]

    monkeypatch.setattr(gateway, "_when", at_once)
    assert len(landed_in_rest(polaris)) > 50
