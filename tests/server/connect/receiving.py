"""A real mail server on this machine, for tests: speaks SMTP over a socket, keeps what it takes."""

import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Postbox:
    """What has arrived, in order, each as (recipient, mail); `refuse` answers RCPT with a status for some,
    `greeting` and `hello` are what it says before anybody has asked for anything."""

    port: int = 0
    mails: list[tuple[str, EmailMessage]] = field(default_factory=list)
    refuse: dict[str, str] = field(default_factory=dict)
    greeting: str = "220 test ESMTP"
    hello: str = "250-test\r\n250 SMTPUTF8"
    pause: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def url(self) -> str:
        """As the environment names it."""
        return f"smtp://127.0.0.1:{self.port}"

    def ids(self) -> list[str]:
        """Every Message-ID that came over the wire."""
        with self.lock:
            return [str(mail["Message-ID"]) for _, mail in self.mails]


class _Session(socketserver.StreamRequestHandler):
    postbox: Postbox

    def handle(self) -> None:
        box, to = self.postbox, ""
        self._say(box.greeting)
        while line := self.rfile.readline():
            verb = line.decode("utf-8", "replace").strip()
            upper = verb.upper()
            if upper.startswith(("EHLO", "HELO")):
                self._say(box.hello)
            elif upper.startswith("RCPT TO:"):
                to = verb[8:].split(">")[0].strip().lstrip("<")
                self._say(box.refuse.get(to, "250 ok"))
            elif upper == "DATA":
                self._say("354 go on")
                mail = message_from_bytes(self._data(), policy=policy.default)
                assert isinstance(mail, EmailMessage)
                with box.lock:
                    box.mails.append((to, mail))
                time.sleep(box.pause)
                self._say("250 taken")
            elif upper == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _data(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        if not line:
            raise ConnectionError("the sender was gone before it was done: nothing was taken")
        return b"".join(lines)

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Senders are killed in the middle of a sentence here."""


@contextmanager
def receiving(pause: float = 0.0) -> Iterator[Postbox]:
    """The server, for as long as the block lasts; it takes so many seconds to say that it has taken a
    mail."""
    box = Postbox(pause=pause)
    handler = type("Session", (_Session,), {"postbox": box})
    with _Server(("127.0.0.1", 0), handler) as server:
        box.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield box
        finally:
            server.shutdown()
            thread.join()


@dataclass
class Sink:
    """What has come by HTTP: (path, headers, body), kept before it is answered.

    `answer` is the status; before it `pause` seconds go by, or the server does `slow` instead.
    """

    port: int = 0
    answer: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    slow: float = 0.0
    pause: float = 0.0
    came: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)

    def ids(self) -> list[str]:
        """Every id that came over the wire."""
        return [headers["webhook-id"] for _, headers, _ in list(self.came)]

    def url(self, path: str = "/hook") -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.port}{path}"


class _Hooked(BaseHTTPRequestHandler):
    sink: Sink

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        body = self.rfile.read(length)
        if len(body) < length:
            return  # the sender was gone before it was done: nothing was taken
        self.sink.came.append((self.path, {k.lower(): v for k, v in self.headers.items()}, body))
        time.sleep(self.sink.pause)
        if self.sink.slow:
            for letter in b"HTTP/1.0 200 OK" * 100:
                self.wfile.write(bytes([letter]))
                time.sleep(self.sink.slow)
        self.send_response(self.sink.answer)
        for name, value in self.sink.headers.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the library's
        """Tests say what they have to say."""


class _Hooks(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever is slow is cut off here."""


@contextmanager
def hooked() -> Iterator[Sink]:
    """A program that listens to a hook, for as long as the block lasts."""
    sink = Sink()
    handler = type("Hooked", (_Hooked,), {"sink": sink})
    with _Hooks(("127.0.0.1", 0), handler) as server:
        sink.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield sink
        finally:
            server.shutdown()
            thread.join()
