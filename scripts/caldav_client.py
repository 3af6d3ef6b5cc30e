"""Run by `scripts/caldav_check.py` in `.venv-caldav`: reads calendars as the library caldav does."""

import logging
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import caldav
from caldav.lib.error import AuthorizationError, DAVError, NotFoundError
from caldav_server_tester import ServerQuirkChecker

GRADED = (
    "CheckGetCurrentUserPrincipal", "CheckWWWAuthenticate", "CheckPropfindAllprop", "CheckMakeDeleteCalendar",
)  # fmt: skip
"""Checks of caldav-server-tester that need no calendar to write into."""

WANTED = {
    "get-current-user-principal": {"full"}, "auth.www-authenticate": {"full"},
    "auth.www-authenticate.usable-scheme": {"full"}, "propfind": {"full"}, "propfind.allprop": {"full"},
    "propfind.allprop.resourcetype": {"full"}, "propfind.principal-depth-1": {"full"},
    "create-calendar": {"unsupported", "ungraceful"},
}  # fmt: skip
"""What is claimed, and that calendars are only read."""


def main() -> int:
    """What went wrong, said; 1 if anything did."""
    address, word = sys.argv[1:]
    client = caldav.DAVClient(url=f"{address}/dav/", username="camille", password=word)
    wrong = [*_read(client), *_graded(client)]
    for one in wrong:
        print("wrong:", one)
    print(f"caldav {caldav.__version__}: {'nothing' if not wrong else len(wrong)} went wrong")
    return int(bool(wrong))


def _read(client: Any) -> Iterator[str]:
    now = datetime.now(UTC)  # noqa: TID251 - a program of others has a clock of its own
    principal = client.principal()
    calendars = {str(one.url).rstrip("/").rsplit("/", 1)[-1]: one for one in principal.calendars()}
    print("calendars:", ", ".join(sorted(calendars)))
    mine = calendars.get("mine")
    if mine is None:
        yield "one's own calendar is not found from the address of the site"
        return
    events = mine.events()
    found = mine.search(start=now, end=now + timedelta(days=365), event=True, expand=False)
    print(f"events: {len(events)}, within a year: {len(found)}")
    if not 0 < len(found) <= len(events):
        yield "a search by time finds nothing, or more than there is"
    one = mine.event_by_url(found[0].url)
    if one.icalendar_component["UID"] != found[0].icalendar_component["UID"]:
        yield "an event is another one when it is fetched by itself"
    if "VFREEBUSY" not in mine.freebusy_request(now, now + timedelta(days=60)).data:
        yield "free and busy times are not told"
    synced = mine.objects_by_sync_token(load_objects=False)
    if len(list(synced)) != len(events):
        yield "synchronising finds other events than listing"
    if list(mine.objects_by_sync_token(synced.sync_token, load_objects=False)):
        yield "something is new though nothing has changed"
    yield from _refused(mine, one)


def _refused(mine: Any, one: Any) -> Iterator[str]:
    tries: list[tuple[str, Callable[[], Any]]] = [
        ("an event was added", lambda: mine.save_event(
            dtstart=datetime(2030, 1, 1, tzinfo=UTC), dtend=datetime(2030, 1, 2, tzinfo=UTC), summary="no")),
        ("an event was deleted", one.delete),
    ]  # fmt: skip
    for said, act in tries:
        try:
            act()
        except (AuthorizationError, DAVError):
            continue
        yield said
    try:
        mine.event_by_url(f"{mine.url}nothing.ics")
    except NotFoundError:
        return
    yield "something is found that is not there"


def _graded(client: Any) -> Iterator[str]:
    logging.disable(logging.ERROR)  # it says at length that calendars here cannot be made
    checker = ServerQuirkChecker(client)
    for name in GRADED:
        checker.check_one(name)
    for feature, allowed in WANTED.items():
        found = checker.features_checked.is_supported(feature, return_type=dict)
        print(f"{feature}: {found.get('support')}")
        if found.get("support") not in allowed:
            yield f"{feature} is {found}"


if __name__ == "__main__":
    raise SystemExit(main())
