"""A calendar by its secret address: one file, asked for again only where it has changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from farflung.server.connect.channels.calendars.asking import Door, ask, good

_TAGS: Final = 200
_AS_CALENDAR: Final = {"Accept": "text/calendar, text/plain;q=0.5, */*;q=0.1"}


@dataclass(frozen=True, slots=True)
class Fetched:
    """`documents` is None where nothing has changed since; `version` is what to say then, "" for nothing."""

    documents: tuple[bytes, ...] | None
    version: str


def fetch(door: Door, version: str) -> Fetched:
    """The file; raises `Trouble`. `version` is what the last answer said of itself, "" to have it whole."""
    headers = dict(_AS_CALENDAR)
    kind, _, value = version.partition(" ")
    if value:
        headers["If-None-Match" if kind == "tag" else "If-Modified-Since"] = value
    _, answer = ask(door, "GET", door.url, None, headers)
    if answer.status == 304 and value:
        return Fetched(None, version)
    return Fetched((good(answer).said,), _version(answer.headers))


def _version(headers: Mapping[str, str]) -> str:
    for kind, name in (("tag", "etag"), ("since", "last-modified")):
        value = headers.get(name, "")
        if value and len(value) <= _TAGS and value.isascii() and value.isprintable():
            return f"{kind} {value}"
    return ""
