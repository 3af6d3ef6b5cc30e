"""Load on a site from outside: requests arrive by themselves, whether or not earlier ones are answered.

An answer's time counts from the moment in which its request was due, so a site that falls behind shows it;
asking only after the last answer would hide the very waits that people have.
"""

import random
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from time import perf_counter, sleep

_PATIENCE = 30.0
_ASKERS = 48


@dataclass(frozen=True, slots=True)
class Ask:
    """A request: the name of its page, its path, and the cookies of who asks."""

    page: str
    path: str
    cookies: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Seconds from when it was due, bytes of the body, and what was wrong, if anything."""

    page: str
    seconds: float
    size: int
    wrong: str = ""


@dataclass(slots=True)
class Load:
    """Asks one site with many connections that stay open, as browsers' do."""

    host: str
    port: int
    _own: threading.local = field(default_factory=threading.local)

    def run(
        self, draw: Callable[[random.Random], Ask], rate: float, seconds: float, seed: int
    ) -> list[Answer]:
        """Asks at random moments, `rate` a second on average, for so many seconds; all answers."""
        sys.setswitchinterval(0.0005)  # an answer that is there is not to wait for those who ask
        chance = random.Random(seed)
        due = [(at, draw(chance)) for at in _arrivals(chance, rate, seconds)]
        with ThreadPoolExecutor(_ASKERS) as askers:
            begun = perf_counter()
            waiting = []
            for at, ask in due:
                sleep(max(0.0, begun + at - perf_counter()))
                waiting.append(askers.submit(self._ask, ask, begun + at))
            return [each.result() for each in waiting]

    def _ask(self, ask: Ask, due: float) -> Answer:
        size, wrong = 0, ""
        try:
            status, size = self._answered(ask)
            wrong = "" if status == 200 else f"status {status}"
        except (OSError, HTTPException) as error:
            self._drop()
            wrong = type(error).__name__
        return Answer(ask.page, perf_counter() - due, size, wrong)

    def _answered(self, ask: Ask) -> tuple[int, int]:
        """Status and bytes. A connection that the site has closed meanwhile is opened anew, once."""
        kept = getattr(self._own, "connection", None) is not None
        try:
            return self._once(ask)
        except (BrokenPipeError, ConnectionResetError, HTTPException):
            self._drop()
            if not kept:
                raise
            return self._once(ask)

    def _once(self, ask: Ask) -> tuple[int, int]:
        if getattr(self._own, "connection", None) is None:
            self._own.connection = HTTPConnection(self.host, self.port, timeout=_PATIENCE)
        connection: HTTPConnection = self._own.connection
        connection.request("GET", ask.path, headers={"Cookie": ask.cookies, "Accept": "text/html"})
        answer = connection.getresponse()
        return answer.status, len(answer.read())

    def _drop(self) -> None:
        if getattr(self._own, "connection", None) is not None:
            self._own.connection.close()
            self._own.connection = None


def _arrivals(chance: random.Random, rate: float, seconds: float) -> Iterator[float]:
    at = chance.expovariate(rate)
    while at < seconds:
        yield at
        at += chance.expovariate(rate)


def table(answers: Sequence[Answer]) -> str:
    """A Markdown table: a row a page, times in milliseconds."""
    head = "| page | requests | p50 | p95 | p99 | longest | errors | kB |\n|---|---|---|---|---|---|---|---|"
    pages = sorted({answer.page for answer in answers})
    rows = [(page, [answer for answer in answers if answer.page == page]) for page in pages]
    return "\n".join((head, *(_row(*row) for row in (*rows, ("all", list(answers))))))


def at(answers: Sequence[Answer], share: float) -> float:
    """The time, in milliseconds, in which that share of the answers was there."""
    ordered = sorted(answer.seconds for answer in answers)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))] * 1e3


def _row(page: str, answers: Sequence[Answer]) -> str:
    wrong = sum(bool(answer.wrong) for answer in answers)
    size = max(answer.size for answer in answers) / 1e3
    times = " | ".join(f"{at(answers, share):,.0f} ms" for share in (0.5, 0.95, 0.99, 1.0))
    return f"| {page} | {len(answers):,} | {times} | {wrong} | {size:,.0f} |"
