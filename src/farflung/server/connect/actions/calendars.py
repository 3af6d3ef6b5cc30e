"""Calendars of people elsewhere: joined, changed, asked for at once, left; by their owner alone."""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlsplit
from uuid import uuid4

from django.conf import settings
from django.utils.translation import gettext as _

from farflung.server.clock.actions.busy import drop_busy
from farflung.server.connect.channels.calendars.asking import Door, Trouble, checked, plain
from farflung.server.connect.models import JoinedCalendar
from farflung.server.connect.planning.calendar_words import trouble_text
from farflung.server.core import queue
from farflung.server.core.actions.outbox import resolve
from farflung.server.core.limits import Limit, take
from farflung.server.core.models import Account
from farflung.server.core.refusal import Refused
from farflung.server.core.sealed import Unreadable, opened, sealed
from farflung.server.core.writing import writing
from farflung.server.org.models import Person

READ: Final = "connect.read_calendars"
"""The job that reads them."""
MOST: Final = 5
"""Calendars that one person may join."""
REFUSING: Final = ("refused", "sealed")
"""After these it is not tried again soon: accounts are locked where a wrong password comes often."""
_SOON: Final = Limit("read-calendar", 12, timedelta(hours=1))
_LATER: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Entered:
    """What somebody entered to join a calendar."""

    kind: str
    name: str
    url: str
    user: str = ""
    password: str = field(default="", repr=False)
    unanswered: str = JoinedCalendar.Means.TENTATIVE


def join_calendar(*, person: Person, entered: Entered, by: Account, now: datetime) -> JoinedCalendar:
    """It is read soon, and every hour from then on. What was entered is told to nobody again.

    Who joins one after another waits for the hour: no other server is asked again and again by way of us.
    """
    url, code = plain(entered.url), uuid4()
    host = _host(entered, url)
    first = now if take(_SOON, by.code.hex, now=now).allowed else now + _LATER
    with writing(by=by, now=now) as write:
        Person.objects.select_for_update().get(pk=person.pk)
        if JoinedCalendar.objects.filter(person=person).count() >= MOST:
            raise Refused("too-many", _("There are %d already: leave one first.") % MOST)
        door = json.dumps({"url": url, "user": entered.user, "password": entered.password})
        row = JoinedCalendar.objects.create(
            code=code, person=person, kind=entered.kind, name=entered.name.strip(), host=host,
            door=sealed(door, code), unanswered=entered.unanswered, created_at=now, next_at=first,
        )  # fmt: skip
        write.audit("calendar.joined", "calendar", code, about=person.code, kind=entered.kind)
        queue.leave(READ, alone=READ)
        return row


def _host(entered: Entered, url: str) -> str:
    """Where it is, for its owner to know it by; `Refused` for what is not asked."""
    try:
        host = checked(Door(url, allowed=settings.ENVIRONMENT.calendar_hosts, own=own_hosts()))
    except Trouble as trouble:
        raise Refused("calendar-address", trouble_text(trouble.word), "url") from None
    if entered.kind == JoinedCalendar.Kind.CALDAV and not entered.user:
        raise Refused("calendar-user", _("CalDAV wants a user name and a password for programs."), "user")
    return host


def change_calendar(*, calendar: JoinedCalendar, unanswered: str, by: Account, now: datetime) -> None:
    """What an invitation that was not answered counts as; all of it is read anew for that.

    At once where that is not too often, else at its hour; one that did not let us in is not tried before.
    """
    if calendar.unanswered == unanswered:
        return
    soon = calendar.trouble not in REFUSING and take(_SOON, by.code.hex, now=now).allowed
    with writing(by=by, now=now) as write:
        row = JoinedCalendar.objects.select_for_update().get(pk=calendar.pk)
        row.unanswered, row.version = unanswered, ""
        row.next_at = now if row.next_at and soon else row.next_at
        row.save(update_fields=["unanswered", "version", "next_at"])
        write.audit("calendar.changed", "calendar", row.code, about=row.person.code, unanswered=unanswered)
        queue.leave(READ, alone=READ)


def read_soon(*, calendar: JoinedCalendar, by: Account, now: datetime) -> None:
    """It is asked at once, also one that is asked no more; its failures begin anew."""
    if not take(_SOON, by.code.hex, now=now).allowed:
        raise Refused("too-often", _("That was often enough for this hour: it is read by itself."))
    with writing(by=by, now=now) as write:
        row = JoinedCalendar.objects.select_for_update().get(pk=calendar.pk)
        if row.next_at is None:
            row.failing_since, row.tries = None, 0
            write.audit("calendar.again", "calendar", row.code, about=row.person.code)
        row.next_at, row.version = now, ""
        row.save(update_fields=["failing_since", "tries", "next_at", "version"])
        resolve(about=about(row), write=write)
        queue.leave(READ, alone=READ)


def leave_calendar(*, calendar: JoinedCalendar, by: Account, now: datetime) -> None:
    """It is gone at once, with everything that was read of it and by what it was read."""
    with writing(by=by, now=now) as write:
        drop_busy(calendar=calendar.code, now=now)
        resolve(about=about(calendar), write=write)
        write.audit("calendar.left", "calendar", calendar.code, about=calendar.person.code)
        JoinedCalendar.objects.filter(pk=calendar.pk).delete()


def about(calendar: JoinedCalendar) -> str:
    """What a message about it is about."""
    return f"calendar:{calendar.code}"


def door_of(calendar: JoinedCalendar) -> Door | None:
    """Where it is and how one gets in; None where that cannot be opened any more."""
    try:
        held = json.loads(opened(calendar.door, calendar.code))
    except Unreadable:
        return None
    allowed = settings.ENVIRONMENT.calendar_hosts
    return Door(held["url"], held["user"], held["password"], allowed, own_hosts())


def own_hosts() -> frozenset[str]:
    """The names of this site, which is not asked by itself."""
    environment = settings.ENVIRONMENT
    names = {host.strip("[]").removeprefix(".").casefold() for host in environment.hosts}
    return frozenset({*names, urlsplit(environment.url or "").hostname or ""} - {"", "*"})
