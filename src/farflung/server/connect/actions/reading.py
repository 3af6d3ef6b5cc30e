"""Calendars of people read as they come due: several at a time, so that a slow one holds up no other.

A calendar is taken by moving its next time ahead, so that two workers never read the same, and what a dead
one took comes due again. Between taking and noting nothing of the database is held.
"""

import logging
import random
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Final, cast

from django.db.models import Q, QuerySet

from farflung.engine.atlas import Atlas, UnknownPersonError
from farflung.engine.time import Span
from farflung.intake.ics.busy import Busy
from farflung.intake.ics.taken import Owner
from farflung.server.clock.actions.busy import drop_busy, keep_busy
from farflung.server.clock.planning.meetings import with_meetings
from farflung.server.connect.actions.calendars import REFUSING, about, door_of
from farflung.server.connect.channels.calendars.reading import Reading, read
from farflung.server.connect.models import JoinedCalendar
from farflung.server.connect.queries.known import known_of
from farflung.server.core.actions.outbox import Letter, post
from farflung.server.core.models import Message
from farflung.server.core.writing import Write, writing
from farflung.server.org.atlas_copy import current

AHEAD: Final = timedelta(weeks=10)
"""So far ahead it is known when somebody is busy."""
EVERY: Final = timedelta(hours=1)
WHOLE: Final = timedelta(hours=20)
"""After so long all of it is read though nothing has changed: the weeks that are kept have moved on."""
TRIES: Final = tuple(timedelta(minutes=minutes) for minutes in (15, 60, 3 * 60, 6 * 60, 12 * 60, 24 * 60))
"""How long to wait after each failure running; the last for all that follow."""
PATIENCE: Final = timedelta(days=14)
REFUSED: Final = timedelta(days=3)
"""So long it may fail, and be refused: accounts are locked where a wrong password comes again and again."""

_log = logging.getLogger(__name__)
_AT_ONCE: Final = 8
_ROUND: Final = 45.0
"""Seconds after which a round takes on no more: the next one begins within a minute."""
_LEASE: Final = timedelta(minutes=10)
_REFUSED_WAIT: Final = timedelta(hours=6)


def is_due(*, now: datetime) -> bool:
    """Whether there is one to read."""
    return _due(now).exists()


def read_due(*, now: datetime) -> int:
    """Reads what is due; how many were read."""
    desk, count, begun = _Desk(now), 0, monotonic()
    running: dict[Future[Reading], JoinedCalendar] = {}
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        while True:
            while len(running) < _AT_ONCE and monotonic() - begun < _ROUND:
                row = _taken(now)
                if row is None:
                    break
                running[pool.submit(desk.question(row))] = row
            if not running:
                return count
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                _note(running.pop(future), _outcome(future), desk, now)
                count += 1


def _outcome(future: Future[Reading]) -> Reading:
    """What came; of what nobody has foreseen, that it is none. What it was is not logged: it holds titles."""
    error = future.exception()
    if error is None:
        return future.result()
    _log.error("a calendar could not be read: %s", type(error).__name__)
    return Reading(trouble="not-calendar")


def _due(now: datetime) -> QuerySet[JoinedCalendar]:
    today = now.astimezone(UTC).date()
    here = Q(person__ended=None) | Q(person__ended__gte=today)
    return JoinedCalendar.objects.filter(here, next_at__lte=now, person__account__is_active=True)


def _taken(now: datetime) -> JoinedCalendar | None:
    """The one that has waited longest, with its next time moved ahead."""
    with writing(by=None, now=now):
        waiting = _due(now).order_by("next_at", "pk").select_for_update(skip_locked=True, of=("self",))
        row = waiting.select_related("person__account").first()
        if row is not None:
            row.next_at = now + _LEASE
            row.save(update_fields=["next_at"])
        return row


class _Desk:
    """What one round knows of everybody."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._atlas: Atlas = with_meetings(current().atlas, now)
        self._known = known_of(self._atlas)
        hour = now.replace(minute=0, second=0, microsecond=0)
        self.window = Span(hour, hour + AHEAD)

    def question(self, row: JoinedCalendar) -> Callable[[], Reading]:
        """The whole of what is asked, which needs no database any more."""
        door, person = door_of(row), row.person
        if door is None:
            return lambda: Reading(trouble="sealed")
        try:
            where = self._atlas.whereabouts(self._atlas.person(str(person.code)), self.window)
        except UnknownPersonError:
            return lambda: Reading(trouble="status")
        mails = {person.email, person.account.email if person.account else "", door.user}
        addresses = frozenset(one.casefold() for one in mails if one and "@" in one)
        means = cast(Busy, row.unanswered)
        zones = self._atlas.zones
        stays = [(one.span, zones.zone(one.place.zone)) for one in where]
        owner = Owner(stays[0][1], addresses, means, self._known(str(person.code)))
        fresh = row.whole_at is not None and self._now - row.whole_at < WHOLE
        version = row.version if fresh else ""
        by_caldav = row.kind == JoinedCalendar.Kind.CALDAV
        return lambda: read(door, version, owner, stays, zones, by_caldav=by_caldav)


def _note(asked: JoinedCalendar, found: Reading, desk: _Desk, now: datetime) -> None:
    """Keeps what came; nothing of one that its owner has left meanwhile, or asks for otherwise."""
    with writing(by=None, now=now) as write:
        row = JoinedCalendar.objects.select_for_update(of=("self",)).filter(pk=asked.pk).first()
        if row is None or row.unanswered != asked.unanswered:
            return
        if found.trouble:
            _failed(row, found.trouble, write)
        else:
            _came(row, found, desk, now)
        row.save()


def _came(row: JoinedCalendar, found: Reading, desk: _Desk, now: datetime) -> None:
    if found.taken is not None:
        keep_busy(
            calendar=row.code, person=row.person, busy=found.taken.busy, tentative=found.taken.perhaps,
            until=desk.window.end, now=now,
        )  # fmt: skip
        row.whole_at, row.left_out = now, found.taken.left_out
    row.version, row.read_at, row.trouble = found.version, now, ""
    row.failing_since, row.tries = None, 0
    row.next_at = now + EVERY * random.uniform(0.85, 1.15)  # thousands of them, spread over the hour


def _failed(row: JoinedCalendar, trouble: str, write: Write) -> None:
    now = write.now
    row.trouble, row.failing_since = trouble, row.failing_since or now
    wait_for = TRIES[min(row.tries, len(TRIES) - 1)]
    row.tries += 1
    refused = trouble in REFUSING
    if now - row.failing_since >= (REFUSED if refused else PATIENCE):
        row.next_at, row.version, row.whole_at = None, "", None
        drop_busy(calendar=row.code, now=now)
        write.audit("calendar.ended", "calendar", row.code, about=row.person.code)
        data = {"name": row.name, "trouble": trouble}
        post(
            [Letter(row.person.code, Message.Purpose.QUESTION, "calendar_ended", data, about(row))],
            write=write,
        )
        return
    row.next_at = now + (max(wait_for, _REFUSED_WAIT) if refused else wait_for) * random.uniform(1, 1.2)
