"""Somebody else's calendar server on this machine, for tests: answers as told, and keeps what came."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

Said = tuple[int, dict[str, str], bytes]


@dataclass
class Came:
    """A request."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Elsewhere:
    """`answers` by path, or by method and path. `endless` paths go on for ever, `slow` ones by letters."""

    port: int = 0
    answers: dict[str, Said | Callable[[Came], Said]] = field(default_factory=dict)
    endless: set[str] = field(default_factory=set)
    slow: set[str] = field(default_factory=set)
    came: list[Came] = field(default_factory=list)

    def url(self, path: str = "/ana.ics") -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def holds(self, *events: str, path: str = "/ana.ics", **headers: str) -> None:
        """A calendar with these events is there."""
        self.answers[path] = (200, {"Content-Type": "text/calendar", **headers}, calendar(*events))


def calendar(*events: str, head: str = "") -> bytes:
    return ("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n" + head + "".join(events) + "END:VCALENDAR\r\n").encode()


def event(start: str, *lines: str, uid: str = "one@elsewhere", minutes: int = 60) -> str:
    """From an instant such as 20270316T100000Z on; its title is one that nobody may ever find again."""
    given = "".join(f"{line}\r\n" for line in lines)
    return (
        f"BEGIN:VEVENT\r\nUID:{uid}\r\nDTSTART:{start}\r\nDURATION:PT{minutes}M\r\n"
        "SUMMARY:Oncologist Zyxwv\r\n"
        f"LOCATION:Ward Qqqq\r\nDESCRIPTION:bring Wvutsr\r\n{given}END:VEVENT\r\n"
    )


def invited(answer: str, address: str) -> tuple[str, ...]:
    return ("ORGANIZER:mailto:boss@elsewhere.example", f"ATTENDEE;PARTSTAT={answer}:mailto:{address}")


class _Handler(BaseHTTPRequestHandler):
    there: Elsewhere
    protocol_version = "HTTP/1.1"

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        came = Came(self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body)
        self.there.came.append(came)
        if self.path in self.there.endless | self.there.slow:
            self._for_ever()
            return
        found = self.there.answers.get(f"{self.command} {self.path}") or self.there.answers.get(self.path)
        status, headers, said = found(came) if callable(found) else found or (404, {}, b"")
        self.send_response(status)
        for name, value in {"Content-Length": str(len(said)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(said)

    def _for_ever(self) -> None:
        self.wfile.write(b"HTTP/1.0 200 OK\r\n\r\nBEGIN:VCALENDAR\r\n")
        slow = self.path in self.there.slow
        while True:
            self.wfile.write(b"X" if slow else b"X-JUNK:" + b"x" * 65536 + b"\r\n")
            time.sleep(0.02 if slow else 0)

    do_GET = do_PROPFIND = do_REPORT = _answer  # noqa: N815 - the names are the library's

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        """Tests say what they have to say."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever has heard enough hangs up."""


@contextmanager
def elsewhere() -> Iterator[Elsewhere]:
    """The server, for as long as the block lasts."""
    there = Elsewhere()
    handler = type("Handler", (_Handler,), {"there": there})
    with _Server(("127.0.0.1", 0), handler) as server:
        there.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield there
        finally:
            server.shutdown()
            thread.join()
