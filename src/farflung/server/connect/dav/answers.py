"""PROPFIND and the four reports: a request that was read, and the multistatus that answers it."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Final
from urllib.parse import urlsplit

from farflung.engine.time import Span, clipped
from farflung.server.connect.dav.calendars import Collection, Object
from farflung.server.connect.dav.resources import DATA, Key, Resource, below, entry, found, properties
from farflung.server.connect.feeds import ical
from farflung.server.core.xml import CALDAV, DAV, Node, href, node

OK, MISSING = "HTTP/1.1 200 OK", "HTTP/1.1 404 Not Found"
_ALL: Final = (
    (DAV, "resourcetype"), (DAV, "displayname"), (DAV, "getetag"), (DAV, "getcontenttype"),
)  # fmt: skip
"""What `allprop` tells: the properties of RFC 4918 itself."""
MOST_AT_ONCE: Final = 2000
"""Objects that one request may name: programs ask for some hundreds at a time."""


class DavProblem(Exception):  # noqa: N818 - the word of the standard is "error"
    """`status`, and the condition of the standard that does not hold."""

    def __init__(self, status: int, *condition: Key) -> None:
        super().__init__(str(condition))
        self.status, self.condition = status, condition

    @property
    def body(self) -> Node:
        """As it is sent."""
        return node(DAV, "error", *(node(space, name) for space, name in self.condition))


def propfind(resource: Resource, depth: str, request: Node | None) -> Node:
    """The properties of a resource, and of what lies in it with a depth of 1."""
    if depth not in ("0", "1"):
        raise DavProblem(403, (DAV, "propfind-finite-depth"))
    if request is not None and request.key != (DAV, "propfind"):
        raise DavProblem(400)
    asked = _asked(request)
    names_only = request is not None and request.first(DAV, "propname") is not None
    all_of_them = [resource, *(below(resource) if depth == "1" else ())]
    return node(DAV, "multistatus", *(_told(one, asked, names_only=names_only) for one in all_of_them))


def report(resource: Resource, request: Node) -> Node | bytes:
    """One of the four, about a calendar; of free and busy times a calendar, else a multistatus."""
    collection = resource.collection
    if collection is None or resource.object is not None:
        raise DavProblem(403, (DAV, "supported-report"))
    match request.key:
        case (space, "calendar-query") if space == CALDAV:
            return _several(resource, queried(collection, request), request)
        case (space, "calendar-multiget") if space == CALDAV:
            return _multiget(resource, request)
        case (space, "free-busy-query") if space == CALDAV:
            span = _range(request.first(CALDAV, "time-range"))
            return ical.busy(_busy(collection, span), span)
        case (space, "sync-collection") if space == DAV:
            return _synced(resource, collection, request)
    raise DavProblem(403, (DAV, "supported-report"))


# --- what is asked for ---------------------------------------------------------------------------


def _asked(request: Node | None) -> list[Key] | None:
    """The properties that are named; None where all are wanted."""
    named = request.first(DAV, "prop") if request is not None else None
    return None if named is None else [one.key for one in named.children]


def _told(resource: Resource, asked: Sequence[Key] | None, *, names_only: bool = False) -> Node:
    held = properties(resource)
    if names_only:
        names = [node(space, name) for space, name in held]
        return node(DAV, "response", href(resource.path), _stat(names, OK))
    wanted = [key for key in _ALL if key in held] if asked is None else asked
    here = [held[key]() if key != DATA else _data(resource) for key in wanted if _has(resource, held, key)]
    gone = [node(space, name) for space, name in wanted if not _has(resource, held, (space, name))]
    stats = [_stat(here, OK)] if here or not gone else []
    stats += [_stat(gone, MISSING)] if gone else []
    return node(DAV, "response", href(resource.path), *stats)


def _has(resource: Resource, held: Iterable[Key], key: Key) -> bool:
    return key in held or (key == DATA and resource.object is not None)


def _data(resource: Resource) -> Node:
    text = resource.object.written().decode() if resource.object is not None else ""
    return node(CALDAV, "calendar-data", text)


def _stat(props: Iterable[Node], status: str) -> Node:
    return node(DAV, "propstat", node(DAV, "prop", *props), node(DAV, "status", status))


def _several(resource: Resource, picked: Iterable[Object], request: Node, *more: Node) -> Node:
    collection = resource.collection
    asked = _asked(request)
    told = (_told(entry(collection, one, resource.reader), asked) for one in picked if collection is not None)
    return node(DAV, "multistatus", *told, *more)


def _multiget(resource: Resource, request: Node) -> Node:
    asked, told = _asked(request), []
    wanted = dict.fromkeys(_path(one.text.strip()) for one in request.all(DAV, "href"))
    if len(wanted) > MOST_AT_ONCE:
        raise DavProblem(507)
    for path in wanted:
        there = found(path, resource.reader)
        if there is not None and there.object is not None:
            told.append(_told(there, asked))
        else:
            told.append(node(DAV, "response", href(path), node(DAV, "status", MISSING)))
    return node(DAV, "multistatus", *told)


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        raise DavProblem(400) from None


def _synced(resource: Resource, collection: Collection, request: Node) -> Node:
    """Everything, or that nothing has changed. What has changed since is not kept: the client begins anew."""
    level = request.first(DAV, "sync-level")
    if level is not None and level.text.strip() not in ("1", "infinite"):
        raise DavProblem(400)
    token = request.first(DAV, "sync-token")
    known = token.text.strip() if token is not None else ""
    if known not in ("", collection.token):
        raise DavProblem(403, (DAV, "valid-sync-token"))
    picked = [] if known else list(collection.objects.values())
    return _several(resource, picked, request, node(DAV, "sync-token", collection.token))


# --- filters --------------------------------------------------------------------------------------


def queried(collection: Collection, request: Node) -> Iterator[Object]:
    """What a `calendar-query` picks; raises `DavProblem` for a filter that is not understood."""
    whole = request.first(CALDAV, "filter")
    calendar = whole.first(CALDAV, "comp-filter") if whole is not None else None
    if calendar is None or calendar.attributes.get("name", "").upper() != "VCALENDAR":
        raise DavProblem(403, (CALDAV, "valid-filter"))
    picks = [_picks(one) for one in calendar.children]
    return (one for one in collection.objects.values() if all(pick(one) for pick in picks))


def _picks(one: Node) -> "_Pick":
    name = one.attributes.get("name", "").upper()
    if one.key != (CALDAV, "comp-filter"):
        raise DavProblem(403, (CALDAV, "supported-filter"))
    absent = one.first(CALDAV, "is-not-defined") is not None
    if name != "VEVENT" or absent:
        return _Pick([], never=(name == "VEVENT") == absent)
    return _Pick(one.children)


class _Pick:
    """A condition on events; `never` picks nothing."""

    def __init__(self, parts: Sequence[Node], *, never: bool = False) -> None:
        self._never = never
        self._spans = [_range(one) for one in parts if one.key == (CALDAV, "time-range")]
        self._texts = [one for one in parts if one.key == (CALDAV, "prop-filter")]
        if len(self._spans) + len(self._texts) != len(parts) or any(map(_odd, self._texts)):
            raise DavProblem(403, (CALDAV, "supported-filter"))

    def __call__(self, one: Object) -> bool:
        if self._never or not all(_meets(one.span, span) for span in self._spans):
            return False
        return all(_matches(one, each) for each in self._texts)


def _meets(held: Span, wanted: Span) -> bool:
    return held.overlaps(wanted) or held.start == wanted.start


def _odd(one: Node) -> bool:
    known = {(CALDAV, "text-match"), (CALDAV, "is-not-defined")}
    return any(child.key not in known for child in one.children)


def _matches(one: Object, wanted: Node) -> bool:
    entry_ = one.entry
    held = {"UID": entry_.uid, "SUMMARY": entry_.title, "DESCRIPTION": entry_.note, "DTSTART": " ",
            "DTEND": " ", "DTSTAMP": " ", "SEQUENCE": str(entry_.sequence),
            "TRANSP": "OPAQUE" if entry_.busy else "TRANSPARENT"}  # fmt: skip
    text = held.get(wanted.attributes.get("name", "").upper(), "")
    if wanted.first(CALDAV, "is-not-defined") is not None:
        return not text
    match = wanted.first(CALDAV, "text-match")
    if match is None:
        return bool(text)
    inside = match.text.casefold() in text.casefold()
    return inside != (match.attributes.get("negate-condition") == "yes")


_EVER: Final = Span(datetime(1970, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))


def _range(one: Node | None) -> Span:
    """From `start` to `end`, instants in UTC as the standard wants them; one of them may be open."""
    if one is None:
        raise DavProblem(400)
    start, end = (_instant(one.attributes.get(name)) for name in ("start", "end"))
    if start is None and end is None:
        raise DavProblem(403, (CALDAV, "valid-filter"))
    if start is not None and end is not None and end <= start:
        raise DavProblem(403, (CALDAV, "valid-filter"))
    return Span(min(start or _EVER.start, _EVER.end), max(end or _EVER.end, start or _EVER.start))


def _instant(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        return datetime.strptime(text, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        raise DavProblem(403, (CALDAV, "valid-filter")) from None


def _busy(collection: Collection, within: Span) -> list[Span]:
    """When time is taken, without saying by what."""
    taken = (one.span for one in collection.objects.values() if one.entry.busy)
    return list(clipped(taken, within))
