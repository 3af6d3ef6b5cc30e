"""What goes out about a series, as values: for the words of a message, and for its calendar part."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from email.utils import parseaddr
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from django.utils.translation import gettext as _

from farflung.engine.atlas import Atlas
from farflung.engine.model import MeetingSeries, Occurrence, Recurrence
from farflung.engine.time import Span, packaged_zones
from farflung.server.clock.models import Meeting
from farflung.server.clock.planning.recurring import WRITTEN_AHEAD, Turns, recurrence_of, turned
from farflung.server.clock.queries.guests import guests_of
from farflung.server.connect.planning.links import site
from farflung.server.core.models import Message
from farflung.server.org.models import Person

AHEAD: Final = WRITTEN_AHEAD

MOST_NAMED: Final = 60
"""Of a larger meeting each is told of themself and of who organises it: as calendars do it."""


class Kind(StrEnum):
    """What a message says of a series."""

    INVITED = "meeting_invited"
    CHANGED = "meeting_changed"
    DATE = "meeting_date"
    ENDED = "meeting_ended"
    GONE = "meeting_gone"
    OWNER = "meeting_owner"
    EARLIER = "meeting_earlier"
    WRITTEN = "meeting_written"


KINDS: Final = frozenset(map(str, Kind))


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody with an address; `required` where they must come."""

    name: str
    address: str
    required: bool


@dataclass(frozen=True, slots=True)
class Invite:
    """A series for one reader. `held` says that it takes place at all; else it is called off.

    `changed` is when it last was changed, `sequence` rises with it. `sender` is the site's own address, which
    writes in the name of `organizer`. `after` is what calendars call the series that it goes on from.
    """

    uid: str
    sequence: int
    changed: datetime
    title: str
    private: bool
    rule: Recurrence
    organizer: Guest
    sender: str
    guests: tuple[Guest, ...]
    url: str
    held: bool
    after: str = ""


def about(code: UUID) -> str:
    """What messages about a series are about."""
    return f"meeting {code}"


def rule_of(row: Meeting, near: datetime) -> Recurrence:
    """The recurrence of a series with the hours that it takes in turn, for who looks ahead from then."""
    rule = recurrence_of(row.recurrence)
    if row.rotation is None:
        return rule
    return turned(rule, Turns.of(row.rotation), packaged_zones(), near.date())


def dates(rule: Recurrence, start: datetime, ahead: timedelta = AHEAD) -> tuple[Occurrence, ...]:
    """The dates of a series that are not over at an instant."""
    series = MeetingSeries("", "", rule, ())
    found = Atlas((), zones=packaged_zones()).occurrences(series, Span(start, start + ahead))
    return tuple(one for one in found if one.end > start)


def invite_of(message: Message, mail_from: str) -> Invite | None:
    """The calendar part of a message; None for one without, and where the series is not there any more."""
    if message.kind not in KINDS:
        return None
    code = UUID(str(message.data["meeting"]))
    row = Meeting.objects.select_related("organizer", "goes_on").filter(code=code).first()
    if row is None:
        return None
    invited = guests_of(row, message.posted_at)
    gone = message.recipient not in invited and _organizes(row) != message.recipient
    if gone and message.kind == Kind.OWNER:
        return None  # who organised it and is not invited has it in no calendar of theirs
    if gone and message.kind not in (Kind.GONE, Kind.EARLIER):
        return None  # they were told so in a message of its own
    stamp, before = row.told_at, row.earlier.order_by("-pk").first()
    return Invite(
        uid=row.calendar_id,
        sequence=row.version,
        changed=stamp,
        title=row.title or _("Private meeting"),
        private=row.private,
        rule=_written(row, stamp),
        organizer=_organizer(row, mail_from),
        sender=parseaddr(mail_from)[1],
        guests=_guests(invited if not gone else {}, message.recipient),
        url=f"{site()}/meetings/{(row.goes_on or row).code}",
        held=not gone and bool(dates(rule_of(row, stamp), row.made_at - AHEAD, timedelta(days=3660))),
        after=before.calendar_id if before is not None else "",
    )  # fmt: skip


def _organizes(row: Meeting) -> UUID | None:
    return row.organizer.code if row.organizer else None


def _written(row: Meeting, stamp: datetime) -> Recurrence:
    """With the dates that were moved, of those in turn as far ahead as they are written out."""
    rule, by_hand = rule_of(row, stamp), {*recurrence_of(row.recurrence).overrides}
    kept = tuple(
        one for one in rule.overrides if one in by_hand or one.start is None or one.start < stamp + AHEAD
    )
    return replace(rule, overrides=kept)


def _organizer(row: Meeting, mail_from: str) -> Guest:
    name, address = parseaddr(mail_from)
    if row.organizer is None or not row.organizer.email:
        return Guest(name or address, address, required=True)
    return Guest(row.organizer.name, row.organizer.email, required=True)


def _guests(invited: Mapping[UUID, bool], reader: UUID) -> tuple[Guest, ...]:
    """Everybody with an address; of many the reader alone."""
    codes = invited if len(invited) <= MOST_NAMED else {reader: invited.get(reader, False)}
    wanted = codes or {reader: False}
    people = Person.objects.filter(code__in=wanted).exclude(email="").order_by("name", "pk")
    return tuple(Guest(one.name, one.email, wanted[one.code]) for one in people)


def data_of(
    row: Meeting, now: datetime, original: Any = None, *, parts: Iterable[Meeting] = ()
) -> dict[str, Any]:
    """What a message keeps of a series: codes and values for its words, and no title of a private one.

    `original` is a local date where the message is about that one alone. `parts` of what it was before, of
    which dates are yet to come, count too.
    """
    rule = rule_of(row, now)
    ahead = sorted(one for part in (row, *parts) for one in dates(rule_of(part, now), now))
    shown = ahead[0] if ahead else None
    if original is not None:
        shown = next((one for one in dates(rule, now - AHEAD, 2 * AHEAD) if one.civil.date == original), None)
    return {
        "meeting": str(row.code),
        **({"title": row.title} if row.title else {}),
        **({"starts": shown.start.isoformat(), "ends": shown.end.isoformat()} if shown else {}),
        **({"day": original.isoformat()} if original is not None else {}),
        "again": len(ahead) > 1,
    }


def kept_data(row: Meeting) -> dict[str, Any]:
    """The same of what a series was before it was moved: its last local date, where it has one at all."""
    rule = rule_of(row, row.told_at)
    held = dates(rule, row.made_at - AHEAD, timedelta(days=3660))
    return {
        "meeting": str(row.code),
        **({"title": row.title} if row.title else {}),
        **({"until": held[-1].civil.date.isoformat()} if held else {}),
    }


def written_data(row: Meeting) -> dict[str, Any]:
    """The same of hours in turn: the last date that calendars have."""
    held = [one for one in dates(rule_of(row, row.told_at), row.told_at) if one.start < row.told_at + AHEAD]
    return {
        "meeting": str(row.code),
        **({"title": row.title} if row.title else {}),
        **({"until": held[-1].civil.date.isoformat()} if held else {}),
    }
