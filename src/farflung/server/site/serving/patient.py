"""Gunicorn's threads, kept for requests that are there: who sends slowly waits beside them, not in one.

A thread is given a request when its head, and a body of ordinary size, have arrived as a whole; until then
the loop of the worker gathers it, for so long and no longer. Bodies that are larger are read in a thread, so
only who is signed in may send them (`site/door.py`). No client makes the loop wait at the end either.
"""

import re
import socket
import time
from collections import Counter
from contextlib import suppress
from functools import partial
from typing import Any

from django.conf import settings
from gunicorn.workers.gthread import TConn, ThreadWorker

from farflung.server.site.door import MOST_BODY
from farflung.server.site.serving.answering import ANSWERING
from farflung.server.site.serving.shares import SHARES

GATHER, LINGER, STALL = 10.0, 2.0, 20.0
"""Seconds for a request to arrive, for a client to hang up, and that one read or answer may take."""

MOST_HEAD = 64 * 1024
"""Bytes of a head that are gathered beside the threads, as are `MOST_BODY` of a body."""

MOST_OF_ONE = 200
"""Connections of one address, where no proxy of ours stands between."""

YIELD = 0.002
"""Seconds for which a new connection is left to a process that has fewer."""

_TOO_LONG = b"HTTP/1.1 431 Request Header Fields Too Large\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length:[ \t]*(\d{1,12})[ \t]*\r\n", re.IGNORECASE)
_STREAMED = re.compile(rb"\r\n(transfer-encoding|expect):", re.IGNORECASE)


class PatientSocket(socket.socket):
    """A connection on which nobody waits for ever: what gunicorn calls blocking has a limit."""

    def setblocking(self, flag: bool) -> None:
        """Blocking for so many seconds, or not at all."""
        self.settimeout(STALL if flag else 0.0)


class PatientConnection(TConn):  # type: ignore[misc]
    """A connection and what has arrived of its next request."""

    def __init__(self, worker: "PatientWorker", sock: socket.socket, client: Any, server: Any) -> None:
        super().__init__(worker.cfg, sock, client, server)
        self.worker, self.arrived, self.until, self.whole = worker, bytearray(), 0.0, True

    def close(self, graceful: bool = False) -> None:
        """Says that nothing more comes, and leaves the rest to the loop."""
        self.worker.hang_up(self, graceful=graceful)


class PatientWorker(ThreadWorker):  # type: ignore[misc]
    """The worker class of the site."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._gathering: set[PatientConnection] = set()
        self._leaving: set[PatientConnection] = set()
        self._of: Counter[str] = Counter()
        self._end = 0.0
        self._counts = settings.ENVIRONMENT.proxies == 0

    @property
    def nr_conns(self) -> int:
        """Gunicorn counts the connections of a worker in it."""
        return self._connections

    @nr_conns.setter
    def nr_conns(self, count: int) -> None:
        self._connections = count
        SHARES.tell(self.age, count)

    def accept(self, listener: Any) -> None:
        """Takes a connection that no process with fewer takes, unless its address has very many."""
        if not SHARES.has_least(self.age):
            time.sleep(YIELD)
        try:
            taken, client = listener.accept()
        except OSError:  # gone again, or another worker was quicker
            return
        sock = PatientSocket(fileno=taken.detach())
        conn = PatientConnection(self, sock, client, listener.getsockname())
        self.nr_conns += 1
        self._of[_host(client)] += 1
        if self._counts and self._of[_host(client)] > MOST_OF_ONE:
            self.nr_conns -= 1
            self.hang_up(conn, graceful=False)
        else:
            self.enqueue_req(conn)

    def enqueue_req(self, conn: PatientConnection) -> None:
        """Gunicorn means: a thread may have it. So it may, once it is all there."""
        conn.init()
        conn.arrived = bytearray(conn.parser.unreader.take_buffered())
        conn.until = time.monotonic() + GATHER
        conn.sock.setblocking(False)
        self._gathering.add(conn)
        self.poller.register(conn.sock, 1, partial(self._more, conn))
        self._more(conn, conn.sock)

    def _more(self, conn: PatientConnection, sock: Any) -> None:
        """Something has arrived, or may have."""
        try:
            data = sock.recv(MOST_HEAD)
        except BlockingIOError:
            data = None
        except OSError:
            data = b""
        conn.arrived += data or b""
        if _is_whole(conn.arrived):
            self._hand_over(conn)
        elif data == b"":
            self._drop(conn)
        elif _is_endless(conn.arrived):
            self._refuse(conn)

    def _hand_over(self, conn: PatientConnection) -> None:
        self._forget(conn)
        conn.whole = not _goes_on(conn.arrived)
        conn.parser.unreader.unread(bytes(conn.arrived))
        conn.arrived = bytearray()
        conn.data_ready = True
        super().enqueue_req(conn)

    def handle(self, conn: PatientConnection) -> Any:
        """Answers a request, in a thread."""
        with ANSWERING:
            return super().handle(conn)

    def _keepalive_after(self, conn: PatientConnection, keepalive: bool) -> bool:
        # Where a body was left unread, finding its end would keep the thread.
        return conn.whole and bool(super()._keepalive_after(conn, keepalive))

    def murder_pending(self) -> None:
        """Called at every turn of the loop: ends what has had its time."""
        super().murder_pending()
        now = time.monotonic()
        if not self.alive:  # the next process waits for this one to end
            self._end = self._end or now + LINGER
        for conn in [conn for conn in self._gathering if now > (self._end or conn.until)]:
            self._drop(conn)
        for conn in [conn for conn in self._leaving if now > conn.until]:
            self._gone(conn)

    def hang_up(self, conn: PatientConnection, *, graceful: bool) -> None:
        """Ends a connection; where an answer is on its way, the client gets a moment to have it all."""
        self._of[_host(conn.client)] -= 1
        if not self._of[_host(conn.client)]:
            del self._of[_host(conn.client)]
        try:
            if not graceful:
                raise OSError
            conn.sock.shutdown(socket.SHUT_WR)
            conn.sock.setblocking(False)
            self.poller.register(conn.sock, 1, partial(self._drain, conn))
        except (OSError, ValueError, KeyError):
            conn.sock.close()
            return
        conn.until = time.monotonic() + LINGER
        self._leaving.add(conn)

    def _drain(self, conn: PatientConnection, sock: Any) -> None:
        try:
            if sock.recv(MOST_HEAD):
                return
        except BlockingIOError:
            return
        except OSError:
            pass
        self._gone(conn)

    def _gone(self, conn: PatientConnection) -> None:
        self._leaving.discard(conn)
        self._unregister(conn)
        conn.sock.close()

    def _refuse(self, conn: PatientConnection) -> None:
        with suppress(OSError):
            conn.sock.send(_TOO_LONG)
        self._drop(conn, graceful=True)

    def _drop(self, conn: PatientConnection, *, graceful: bool = False) -> None:
        self._forget(conn)
        self.nr_conns -= 1
        conn.close(graceful)

    def _forget(self, conn: PatientConnection) -> None:
        self._gathering.discard(conn)
        self._unregister(conn)

    def _unregister(self, conn: PatientConnection) -> None:
        try:
            self.poller.unregister(conn.sock)
        except (KeyError, ValueError, OSError):
            return


def _host(client: Any) -> str:
    return str(client[0]) if isinstance(client, tuple) else ""


def _is_whole(arrived: bytearray) -> bool:
    """Whether a thread can have it: all of it is there, or its head and as much as is gathered."""
    head = arrived.find(b"\r\n\r\n")
    return head >= 0 and len(arrived) - head - 4 >= min(_length(arrived, head), MOST_BODY)


def _is_endless(arrived: bytearray) -> bool:
    """Whether there is no end of its head in sight."""
    return len(arrived) > MOST_HEAD and b"\r\n\r\n" not in arrived


def _goes_on(arrived: bytearray) -> bool:
    """Whether more of it is to come than is gathered."""
    head = arrived.find(b"\r\n\r\n")
    streamed = _STREAMED.search(arrived, 0, head + 2) is not None
    return streamed or _length(arrived, head) > MOST_BODY


def _length(arrived: bytearray, head: int) -> int:
    if _STREAMED.search(arrived, 0, head + 2):
        return 0
    found = _LENGTH.search(arrived, 0, head + 2)
    return int(found.group(1)) if found else 0
