"""What there is below `/dav/`, and the properties of each: one table, from which every question is answered.

/dav/                            the root, which leads to the principal
/dav/principal/                  the reader
/dav/calendars/                  their calendars
/dav/calendars/SLUG/             one of them
/dav/calendars/SLUG/NAME.ics     an entry
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote

from farflung.server.connect.dav.calendars import Collection, Object
from farflung.server.core.xml import CALDAV, DAV, SERVER, Node, href, node

ROOT: Final = "/dav/"
PRINCIPAL: Final = f"{ROOT}principal/"
HOME: Final = f"{ROOT}calendars/"
TYPE: Final = "text/calendar; charset=utf-8; component=VEVENT"
Key = tuple[str, str]
REPORTS: Final[tuple[Key, ...]] = (
    (CALDAV, "calendar-query"), (CALDAV, "calendar-multiget"), (CALDAV, "free-busy-query"),
    (DAV, "sync-collection"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: their name and address at work, and their calendars by slug."""

    name: str
    email: str
    calendars: Mapping[str, Collection]


@dataclass(frozen=True, slots=True)
class Resource:
    """Something below `/dav/`: where it is, and what of the calendars it is."""

    path: str
    reader: Reader
    collection: Collection | None = None
    object: Object | None = None


def found(path: str, reader: Reader) -> Resource | None:
    """What is at a path; None where nothing is. A slash that is missing at the end is forgiven."""
    plain = unquote(path)
    whole = plain if plain.endswith((".ics", "/")) else f"{plain}/"
    if whole in (ROOT, PRINCIPAL, HOME):
        return Resource(whole, reader)
    slug, _slash, name = whole.removeprefix(HOME).partition("/")
    collection = reader.calendars.get(slug) if whole.startswith(HOME) else None
    if collection is None:
        return None
    if not name:
        return _calendar(collection, reader)
    one = collection.objects.get(name)
    return None if one is None else entry(collection, one, reader)


def _calendar(collection: Collection, reader: Reader) -> Resource:
    return Resource(f"{HOME}{collection.slug}/", reader, collection)


def entry(collection: Collection, one: Object, reader: Reader) -> Resource:
    """An entry of a calendar."""
    return Resource(f"{HOME}{collection.slug}/{one.name}", reader, collection, one)


def below(resource: Resource) -> Iterable[Resource]:
    """What lies directly in it."""
    reader = resource.reader
    if resource.object is not None:
        return ()
    if resource.collection is not None:
        collection = resource.collection
        return (entry(collection, one, reader) for one in collection.objects.values())
    if resource.path == HOME:
        return (_calendar(one, reader) for one in reader.calendars.values())
    return (Resource(PRINCIPAL, reader), Resource(HOME, reader)) if resource.path == ROOT else ()


# --- properties ------------------------------------------------------------------------------


def properties(resource: Resource) -> Mapping[Key, Callable[[], Node]]:
    """Every property of a resource, made when it is asked for."""
    told: dict[Key, Callable[[], Node]] = dict(_EVERYWHERE)
    told[DAV, "resourcetype"] = lambda: node(DAV, "resourcetype", *_kinds(resource))
    if resource.object is not None:
        return told | _of_object(resource.object)
    if resource.collection is not None:
        return told | _of_calendar(resource.collection)
    if resource.path == PRINCIPAL:
        told |= _of_principal(resource.reader)
    title = resource.reader.name if resource.path == PRINCIPAL else "farflung"
    told[DAV, "displayname"] = lambda: node(DAV, "displayname", title)
    return told


def _kinds(resource: Resource) -> list[Node]:
    if resource.object is not None:
        return []
    more = [node(CALDAV, "calendar")] if resource.collection is not None else []
    more += [node(DAV, "principal")] if resource.path == PRINCIPAL else []
    return [node(DAV, "collection"), *more]


def _leads(space: str, name: str, path: str) -> Callable[[], Node]:
    return lambda: node(space, name, href(path))


_READ: Final = ("read", "read-current-user-privilege-set")
_EVERYWHERE: Final[Mapping[Key, Callable[[], Node]]] = {
    (DAV, "current-user-principal"): _leads(DAV, "current-user-principal", PRINCIPAL),
    (DAV, "owner"): _leads(DAV, "owner", PRINCIPAL),
    (DAV, "principal-collection-set"): _leads(DAV, "principal-collection-set", ROOT),
    (DAV, "current-user-privilege-set"): lambda: node(
        DAV, "current-user-privilege-set", *(node(DAV, "privilege", node(DAV, one)) for one in _READ)
    ),
}


def _of_principal(reader: Reader) -> dict[Key, Callable[[], Node]]:
    found: dict[Key, Callable[[], Node]] = {
        (DAV, "principal-URL"): _leads(DAV, "principal-URL", PRINCIPAL),
        (CALDAV, "calendar-home-set"): _leads(CALDAV, "calendar-home-set", HOME),
    }
    if reader.email:
        mail = f"mailto:{reader.email}"
        found[CALDAV, "calendar-user-address-set"] = _leads(CALDAV, "calendar-user-address-set", mail)
    return found


def _of_calendar(one: Collection) -> dict[Key, Callable[[], Node]]:
    reports = (
        node(DAV, "supported-report", node(DAV, "report", node(space, name))) for space, name in REPORTS
    )
    return {
        (DAV, "displayname"): lambda: node(DAV, "displayname", one.title),
        (DAV, "supported-report-set"): lambda: node(DAV, "supported-report-set", *reports),
        (DAV, "sync-token"): lambda: node(DAV, "sync-token", one.token),
        (DAV, "getetag"): lambda: node(DAV, "getetag", f'"{one.tag}"'),
        (SERVER, "getctag"): lambda: node(SERVER, "getctag", one.tag),
        (CALDAV, "supported-calendar-component-set"): lambda: node(
            CALDAV, "supported-calendar-component-set", node(CALDAV, "comp", name="VEVENT")
        ),
        (CALDAV, "supported-calendar-data"): lambda: node(
            CALDAV, "supported-calendar-data",
            node(CALDAV, "calendar-data", **{"content-type": "text/calendar", "version": "2.0"}),
        ),
    }  # fmt: skip


def _of_object(one: Object) -> dict[Key, Callable[[], Node]]:
    return {
        (DAV, "getetag"): lambda: node(DAV, "getetag", f'"{one.tag}"'),
        (DAV, "getcontenttype"): lambda: node(DAV, "getcontenttype", TYPE),
        (DAV, "displayname"): lambda: node(DAV, "displayname", one.entry.title),
    }


DATA: Final[Key] = (CALDAV, "calendar-data")
"""Not among the properties: only reports may ask for it."""
