"""One question to a calendar server, within bounds; where it sends us elsewhere, that is looked at anew."""

from base64 import b64encode
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Final
from urllib.parse import urljoin, urlsplit

from farflung.server.connect.channels.outside import (
    Answer,
    NotAllowed,
    TooLong,
    answer_within,
    checked_url,
    named,
)

MOST: Final = 10 * 2**20
"""Bytes of an answer: a calendar of many years, with its invitations, has less."""
HOPS: Final = 3
_MOVED: Final = frozenset({301, 302, 303, 307, 308})


class Trouble(Exception):  # noqa: N818 - it is told to the owner of the calendar
    """Why a calendar cannot be read: a word of `TROUBLES`, and nothing that came from outside."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word


TROUBLES: Final = frozenset(
    {
        "address", "https", "private", "own", "unreachable", "slow", "long", "refused", "gone", "status",
        "moved", "encoded", "not-calendar", "too-much", "no-calendars", "sealed", "cut",
    }
)  # fmt: skip
"""Each has its sentence in `planning/calendar_words.py`."""


@dataclass(frozen=True, slots=True)
class Door:
    """Where a calendar is: its address, who asks if it wants to know, and hosts that operators allow."""

    url: str
    user: str = ""
    password: str = field(default="", repr=False)
    allowed: Collection[str] = ()
    own: Collection[str] = ()
    """Hosts of this very site, which is not asked."""
    late: Callable[[], bool] = field(default=lambda: False, repr=False)
    """Whether all of it has taken long enough."""


def plain(url: str) -> str:
    """An address as it is asked: calendars call https by a name of their own."""
    url = url.strip()
    scheme, separator, rest = url.partition("://")
    return f"https://{rest}" if separator and scheme.casefold() in ("webcal", "webcals") else url


def checked(door: Door) -> str:
    """The host of an address that may be asked, as far as its text tells; raises `Trouble`."""
    try:
        parts = checked_url(door.url, door.allowed)
    except NotAllowed as error:
        raise Trouble(str(error)) from None
    host = parts.hostname or ""
    if host in door.own and not named(parts, door.allowed):
        raise Trouble("own")
    return host


def ask(
    door: Door, method: str, url: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
) -> tuple[str, Answer]:
    """The answer, and from where it came in the end; raises `Trouble` where none comes.

    A password is said to the server to which it belongs, and to no other that this one names.
    """
    for _ in range(HOPS + 1):
        if door.late():
            raise Trouble("slow")
        checked(Door(url, allowed=door.allowed, own=door.own))
        answer = _answer(door, method, url, body, {**(headers or {}), **_said(door, url)})
        if answer.status not in _MOVED:
            return url, answer
        url = _next(door, url, answer)
    raise Trouble("moved")


def _said(door: Door, url: str) -> dict[str, str]:
    if not door.user or not same_server(door.url, url):
        return {}
    pair = f"{door.user}:{door.password}".encode()
    return {"Authorization": f"Basic {b64encode(pair).decode()}"}


def _answer(door: Door, method: str, url: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
    try:
        answer = answer_within(
            method, url, body, {"Accept-Encoding": "identity", **headers}, door.allowed, MOST
        )
    except NotAllowed as error:
        raise Trouble("private" if str(error) == "private network" else str(error)) from None
    except TooLong:
        raise Trouble("long") from None
    except TimeoutError:
        raise Trouble("slow") from None
    except (OSError, HTTPException, ValueError):
        raise Trouble("unreachable") from None
    if answer.headers.get("content-encoding", "identity").strip().casefold() not in ("", "identity"):
        raise Trouble("encoded")  # nothing was asked for that has to be unpacked
    return answer


def _next(door: Door, url: str, answer: Answer) -> str:
    to = led(url, answer.headers.get("location", "").strip())
    if not answer.headers.get("location") or (door.user and not same_server(door.url, to)):
        raise Trouble("moved")
    return to


def led(url: str, to: str) -> str:
    """Where a way leads that stands at an address; raises `Trouble` for one that is none."""
    try:
        return urljoin(url, to)
    except ValueError:
        raise Trouble("moved") from None


def same_server(one: str, other: str) -> bool:
    """Whether two addresses are of one server; of iCloud also of those by number among which it divides."""
    try:
        left, right = urlsplit(one), urlsplit(other)
        ports = [part.port or (443 if part.scheme == "https" else 80) for part in (left, right)]
    except ValueError:
        return False
    if left.scheme != right.scheme or ports[0] != ports[1]:
        return False
    hosts = left.hostname or "", right.hostname or ""
    return hosts[0] == hosts[1] or all(map(_of_icloud, hosts))


def _of_icloud(host: str) -> bool:
    name, _, rest = host.partition(".")
    number = name.removesuffix("caldav").removesuffix("-")
    divided = number == "" or (number[:1] == "p" and number[1:].isdecimal())
    return rest == "icloud.com" and name.endswith("caldav") and divided


def good(answer: Answer) -> Answer:
    """The answer, if it is one; raises `Trouble` for a status that is none."""
    if answer.status in (401, 403):
        raise Trouble("refused")
    if answer.status in (404, 410):
        raise Trouble("gone")
    if answer.status not in (200, 207):
        raise Trouble("status")
    return answer
