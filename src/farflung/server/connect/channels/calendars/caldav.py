"""Calendars by CalDAV (RFC 4791): found from whatever address somebody has, then asked for a window.

Asked for is when things are and how they count, never what they are: servers that can leave titles out do so.
The server's own free-busy is the second choice, for it knows nothing of declined invitations (T17).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final
from urllib.parse import urljoin, urlsplit

from farflung.engine.time import Span
from farflung.server.connect.channels.calendars import asking
from farflung.server.connect.channels.calendars.asking import Door, Trouble, ask, good, led, same_server
from farflung.server.connect.channels.calendars.ics import Fetched
from farflung.server.connect.channels.outside import Answer
from farflung.server.core.xml import CALDAV, DAV, MOST, SERVER, Node, XmlProblem, node, read, written

MOST_CALENDARS: Final = 12
"""Of one account."""

_XML: Final = {"Content-Type": "application/xml; charset=utf-8"}
_ASKED: Final = (
    node(DAV, "resourcetype"), node(DAV, "current-user-principal"), node(DAV, "owner"),
    node(CALDAV, "calendar-home-set"), node(CALDAV, "supported-calendar-component-set"),
    node(CALDAV, "schedule-calendar-transp"), node(SERVER, "getctag"), node(DAV, "sync-token"),
)  # fmt: skip
_WANTED: Final = (
    "UID DTSTART DTEND DURATION RRULE RDATE EXDATE EXRULE RECURRENCE-ID SEQUENCE STATUS TRANSP ATTENDEE "
    "X-MICROSOFT-CDO-BUSYSTATUS"
).split()
_NOT_READY: Final = frozenset({400, 403, 404, 405, 409, 415, 422, 501, 507})
"""What servers say to a report that they do not know."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a resource says of itself."""

    url: str
    props: Node

    def has(self, name: str, inside: str, space: str = CALDAV) -> bool:
        """Whether a property holds an element."""
        within = self.props.first(CALDAV if name != "resourcetype" else DAV, name)
        return within is not None and within.first(space, inside) is not None

    def leads(self, space: str, name: str) -> str:
        """Where a property leads, "" for nowhere."""
        within = self.props.first(space, name)
        href = within.first(DAV, "href") if within is not None else None
        return led(self.url, href.text.strip()) if href is not None and href.text.strip() else ""


def fetch(door: Door, version: str, window: Span) -> Fetched:
    """What all calendars of the account hold in the window; raises `Trouble`."""
    found = _calendars(door)
    now = _version(found)
    if now and now == version:
        return Fetched(None, version)
    held, documents = 0, list[bytes]()
    for one in found:
        told = _told(door, one, window)
        held += sum(map(len, told))
        if held > asking.MOST:  # one account takes no more memory than one file
            raise Trouble("long")
        documents += told
    return Fetched(tuple(documents), now)


def _calendars(door: Door) -> list[Found]:
    """The calendars that make their owner busy, found from the address that somebody gave."""
    here = _first(door)
    if _is_calendar(here):
        return [here]
    principal = here.leads(DAV, "current-user-principal")
    who = here if principal in ("", here.url) else _one(door, principal)
    home = who.leads(CALDAV, "calendar-home-set") or here.leads(CALDAV, "calendar-home-set") or here.url
    theirs = [one for one in _listed(door, home, "1") if _is_calendar(one)]
    own = [one for one in theirs if _counts(one, principal)]
    if not own:
        raise Trouble("no-calendars")
    if len(own) > MOST_CALENDARS:
        raise Trouble("too-much")
    return own


def _first(door: Door) -> Found:
    """What is at the address; where nothing is, at the one that every server is to have (RFC 6764)."""
    try:
        return _one(door, door.url)
    except Trouble as trouble:
        if trouble.word not in ("gone", "status") or urlsplit(door.url).path not in ("", "/"):
            raise
    return _one(door, urljoin(door.url, "/.well-known/caldav"))


def _one(door: Door, url: str) -> Found:
    found = next(iter(_listed(door, url, "0")), None)
    if found is None:
        raise Trouble("not-calendar")
    return found


def _listed(door: Door, url: str, depth: str) -> list[Found]:
    body = written(node(DAV, "propfind", node(DAV, "prop", *_ASKED)))
    url, answer = _asked(door, "PROPFIND", url, body, depth)
    return [Found(led(url, href), props) for href, props in _answers(good(answer))]


def _asked(door: Door, method: str, url: str, body: bytes, depth: str) -> tuple[str, Answer]:
    if not same_server(door.url, url):
        raise Trouble("moved")
    return ask(door, method, url, body, {**_XML, "Depth": depth})


def _answers(answer: Answer) -> Iterator[tuple[str, Node]]:
    """Where each resource is, with the properties that it has."""
    for response in _tree(answer).all(DAV, "response"):
        href, own = response.first(DAV, "href"), _status(response)
        if own == "507":  # RFC 6578, 3.6: there is more than it tells
            raise Trouble("too-much")
        if own in ("404", "410"):
            continue
        props = node(DAV, "prop")
        for part in response.all(DAV, "propstat"):
            given = part.first(DAV, "prop")
            if given is not None and _status(part) in ("", "200"):
                props.children += given.children
        if href is not None and href.text.strip():
            yield href.text.strip(), props


def _status(of: Node) -> str:
    """Its number, "" where it names none."""
    said = of.first(DAV, "status")
    return [*said.text.split(), "", ""][1] if said is not None else ""


def _tree(answer: Answer) -> Node:
    try:
        root = read(answer.said)
    except XmlProblem:
        much = answer.said.count(b"<") > MOST
        raise Trouble("too-much" if much else "not-calendar") from None
    if root.key != (DAV, "multistatus"):
        raise Trouble("not-calendar")
    return root


def _is_calendar(one: Found) -> bool:
    if not one.has("resourcetype", "calendar"):
        return False
    kinds = one.props.first(CALDAV, "supported-calendar-component-set")
    held = (
        {kind.attributes.get("name", "").upper() for kind in kinds.children} if kinds is not None else set()
    )
    return not held or "VEVENT" in held


def _counts(one: Found, principal: str) -> bool:
    """Whether it makes its owner busy: not one of somebody else, and not one marked so (RFC 6638, 9.1)."""
    owner = one.leads(DAV, "owner")
    foreign = bool(owner and principal) and urlsplit(owner).path.rstrip("/") != urlsplit(
        principal
    ).path.rstrip("/")
    return not foreign and not one.has("schedule-calendar-transp", "transparent")


def _version(found: list[Found]) -> str:
    """What tells whether anything has changed in any; "" where a calendar does not say."""
    said = []
    for one in found:
        tag = one.props.first(SERVER, "getctag") or one.props.first(DAV, "sync-token")
        if tag is None or not tag.text.strip():
            return ""
        said.append(f"{one.url} {tag.text.strip()}")
    return f"ctag {sha256(chr(10).join(sorted(said)).encode()).hexdigest()}"


def _told(door: Door, one: Found, window: Span) -> list[bytes]:
    """The entries of a calendar in the window; where it tells none, when its server says they are busy."""
    _, answer = _asked(door, "REPORT", one.url, written(_query(window)), "1")
    if answer.status not in _NOT_READY:
        return [_entry(props) for href, props in _answers(good(answer)) if not href.endswith("/")]
    _, answer = _asked(door, "REPORT", one.url, written(node(CALDAV, "free-busy-query", _range(window))), "1")
    return [good(answer).said]


def _entry(props: Node) -> bytes:
    """What an entry holds; `Trouble` for one that is not told: what is missing would read as free."""
    data = props.first(CALDAV, "calendar-data")
    if data is None or not data.text.strip():
        raise Trouble("status")
    return data.text.encode()


def _query(window: Span) -> Node:
    event = node(CALDAV, "comp", *(node(CALDAV, "prop", name=name) for name in _WANTED), name="VEVENT")
    zone = node(CALDAV, "comp", node(CALDAV, "allprop"), node(CALDAV, "allcomp"), name="VTIMEZONE")
    wanted = node(CALDAV, "comp", node(CALDAV, "prop", name="VERSION"), event, zone, name="VCALENDAR")
    events = node(CALDAV, "comp-filter", _range(window), name="VEVENT")
    return node(
        CALDAV, "calendar-query", node(DAV, "prop", node(CALDAV, "calendar-data", wanted)),
        node(CALDAV, "filter", node(CALDAV, "comp-filter", events, name="VCALENDAR")),
    )  # fmt: skip


def _range(window: Span) -> Node:
    return node(CALDAV, "time-range", start=_moment(window.start), end=_moment(window.end))


def _moment(instant: datetime) -> str:
    return f"{instant:%Y%m%dT%H%M%SZ}"
