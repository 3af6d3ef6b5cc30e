"""Clients that send slowly, or never end, keep nobody else waiting; quick ones are served as ever."""

import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tests.server.site.running import Served, eventually, run, surroundings

pytestmark = pytest.mark.slow

MANY = 40  # five times as many as there are threads
SOON = 5.0
"""Seconds: half of what a thread would wait at least for who is slow, and enough on a busy machine."""

HEAD = b"GET /first HTTP/1.1\r\nHost: localhost\r\n"
POST = b"POST /sign-in HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"


@pytest.fixture(scope="module")
def site() -> Iterator[Served]:
    folder = Path(tempfile.mkdtemp(prefix="farflung-slow-"))
    served = run(
        "serve", "--workers", "0", env=surroundings(FARFLUNG_DATA=str(folder), FARFLUNG_ADDRESS="127.0.0.1:0")
    )
    assert served.ask("/first")[0] == 200
    yield served
    assert served.end() == 0
    shutil.rmtree(folder)


def connected(site: Served, stack: ExitStack) -> socket.socket:
    return stack.enter_context(socket.create_connection(("127.0.0.1", site.port), timeout=30))


def slowest_answer(site: Served, seconds: float) -> float:
    """How long the slowest of some pages took, asked one after another for so long."""
    until, slowest = time.monotonic() + seconds, 0.0
    while time.monotonic() < until:
        begun = time.monotonic()
        assert site.ask("/first")[0] == 200
        slowest = max(slowest, time.monotonic() - begun)
        time.sleep(0.2)
    return slowest


@pytest.mark.parametrize(
    "begun",
    [
        pytest.param(HEAD + b"X-Slow: ", id="head"),
        pytest.param(POST + b"Content-Length: 50000\r\n\r\n", id="body"),
        pytest.param(POST + b"Content-Length: 50000000\r\n\r\n", id="large-body"),
        pytest.param(POST + b"Transfer-Encoding: chunked\r\n\r\n", id="chunks"),
        pytest.param(b"", id="nothing"),
    ],
)
def test_who_drips_keeps_nobody_waiting(site: Served, begun: bytes) -> None:
    with ExitStack() as stack:
        slow = [connected(site, stack) for _ in range(MANY)]
        ended = threading.Event()

        def drip() -> None:
            while not ended.wait(0.5):
                for each in slow:
                    try:
                        each.sendall(b"a")
                    except OSError:
                        continue

        for each in slow:
            each.sendall(begun)
        dripping = threading.Thread(target=drip)
        dripping.start()
        try:
            assert slowest_answer(site, 2.0) < SOON
        finally:
            ended.set()
            dripping.join()


def test_who_does_not_hang_up_keeps_nobody_waiting(site: Served) -> None:
    with ExitStack() as stack:
        for _ in range(MANY):
            connected(site, stack).sendall(HEAD + b"Connection: close\r\n\r\n")
        assert slowest_answer(site, 2.0) < SOON


def test_what_does_not_arrive_in_time_is_let_go(site: Served) -> None:
    with ExitStack() as stack:
        slow = connected(site, stack)
        slow.sendall(HEAD)
        begun = time.monotonic()
        assert slow.recv(100) == b""
        assert 5 < time.monotonic() - begun < 20


def test_one_address_has_so_many_connections_and_no_more(site: Served) -> None:
    with ExitStack() as stack:
        held = {connected(site, stack) for _ in range(230)}
        refused = set[socket.socket]()

        def look() -> bool:
            refused.update(each for each in held - refused if _is_refused(each))
            return len(refused) >= 20

        eventually(look)
        time.sleep(0.5)  # in which more might be refused
        look()
        assert 20 <= len(refused) <= 40
    eventually(lambda: site.ask("/healthz")[0] == 200)


def _is_refused(one: socket.socket) -> bool:
    one.setblocking(False)
    try:
        return one.recv(1) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def test_requests_follow_one_another_on_one_connection(site: Served) -> None:
    connection = HTTPConnection("127.0.0.1", site.port, timeout=10)
    for _ in range(5):
        connection.request("GET", "/healthz")
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (200, b'{"alive": true}')
    connection.close()


def test_two_sent_at_once_are_answered_in_turn(site: Served) -> None:
    with ExitStack() as stack:
        one = connected(site, stack)
        ask = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n"
        one.sendall(ask + b"\r\n" + ask + b"Connection: close\r\n\r\n")
        told = b""
        while data := one.recv(4096):
            told += data
        assert told.count(b"200 OK") == 2
        assert told.count(b'{"alive": true}') == 2


def test_a_request_in_pieces_is_whole_in_the_end(site: Served) -> None:
    with ExitStack() as stack:
        one = connected(site, stack)
        for at in range(0, len(HEAD), 7):
            one.sendall(HEAD[at : at + 7])
            time.sleep(0.01)
        one.sendall(b"Connection: close\r\n\r")
        time.sleep(0.1)
        one.sendall(b"\n")
        assert one.recv(12) == b"HTTP/1.1 200"


@pytest.mark.parametrize("size", [0, 1, 65_000, 65_536])
def test_a_form_of_any_ordinary_size_arrives(site: Served, size: int) -> None:
    connection = HTTPConnection("127.0.0.1", site.port, timeout=10)
    connection.request("POST", "/sign-in", b"a" * size, {"Content-Type": "application/x-www-form-urlencoded"})
    assert connection.getresponse().status == 403  # for want of a token: it was read
    connection.close()


def test_a_stranger_may_not_send_more(site: Served) -> None:
    for headers in ({}, {"Transfer-Encoding": "chunked"}, {"Cookie": "farflung_session=made-up"}):
        connection = HTTPConnection("127.0.0.1", site.port, timeout=10)
        body = iter([b"a" * 40_000] * 3) if "Transfer-Encoding" in headers else b"a" * 120_000
        connection.request("POST", "/sign-in", body, headers, encode_chunked="Transfer-Encoding" in headers)
        assert connection.getresponse().status == 413
        connection.close()


def test_who_drips_does_not_hold_up_the_end() -> None:
    folder = Path(tempfile.mkdtemp(prefix="farflung-slow-"))
    env = surroundings(FARFLUNG_DATA=str(folder), FARFLUNG_ADDRESS="127.0.0.1:0")
    site = run("serve", "--workers", "0", env=env)
    with ExitStack() as stack:
        connected(site, stack).sendall(HEAD)
        time.sleep(0.5)
        begun = time.monotonic()
        assert site.end() == 0
        assert time.monotonic() - begun < 9
    shutil.rmtree(folder)


def test_a_head_without_end_is_refused(site: Served) -> None:
    with ExitStack() as stack:
        one = connected(site, stack)
        one.sendall(HEAD + b"X-Long: " + b"a" * 100_000)
        assert one.recv(12) == b"HTTP/1.1 431"
