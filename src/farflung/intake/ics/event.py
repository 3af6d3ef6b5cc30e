"""One VEVENT as a value: everything that planning needs, nothing that it does not.

The words of a description are never read into it, nor the title of a private event.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TypeVar

from farflung.engine.model import Source
from farflung.engine.said import Said, SaidError, said, sentence, why
from farflung.intake.ics.lines import Property
from farflung.intake.ics.tree import Component
from farflung.intake.ics.values import Moment, Period, duration, is_nominal, moment, moments, periods

_Value = TypeVar("_Value")

PRIVATE_TITLE = said("(private)")
_NO_TITLE = said("(no title)")

_MAILTO = re.compile(r"^mailto:", re.IGNORECASE)
_MOST_DATES = 10_000
_MOST_ATTENDEES = 20_000
_LONGEST_TITLE = 300


class BadEventError(SaidError):
    """An event that cannot be used: the message says why, `remedy` what to do, `read` what stood there."""

    def __init__(self, message: Said, line: int, remedy: Said, read: str | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.remedy = remedy
        self.read = read


@dataclass(frozen=True, slots=True)
class Attendee:
    """Somebody invited, as the file writes them. The words are RFC 5545's, in capitals."""

    address: str
    name: str = ""
    partstat: str = "NEEDS-ACTION"
    role: str = "REQ-PARTICIPANT"
    kind: str = "INDIVIDUAL"


@dataclass(frozen=True, slots=True)
class Event:
    """A VEVENT. `title` is None where the event is private, "" where it has none.

    `nominal` tells that `length` is in whole days. `has_agenda` is None where there is no description at
    all. `tail` is true for RANGE=THISANDFUTURE. `line` is that of BEGIN:VEVENT. `created` is an instant.
    """

    uid: str
    title: str | None
    start: Moment
    line: int
    file: str
    end: Moment | None = None
    length: timedelta | None = None
    nominal: bool = False
    rules: tuple[str, ...] = ()
    has_exrule: bool = False
    extra: tuple[Period, ...] = ()
    excluded: tuple[Moment, ...] = ()
    replaces: Moment | None = None
    tail: bool = False
    sequence: int = 0
    status: str = "CONFIRMED"
    transparent: bool = False
    cancelled: bool = False
    attendees: tuple[Attendee, ...] = ()
    organizer: Attendee | None = None
    has_agenda: bool | None = None
    url: str = ""
    created: datetime | None = None
    duty: str = ""
    person: str = ""

    @property
    def source(self) -> Source:
        """Where it was read."""
        return Source(self.file, self.line)

    @property
    def shown_title(self) -> str:
        """What to call it."""
        return PRIVATE_TITLE if self.title is None else self.title or _NO_TITLE

    @property
    def all_day(self) -> bool:
        """Dates without times: they have no zone."""
        return self.start.clock is None

    def called_off(self) -> "Event":
        """The same event, cancelled."""
        return replace(self, cancelled=True)


def read_event(component: Component, file: str, created: datetime | None = None) -> Event:
    """The event in a VEVENT, made at `created`; raises `BadEventError`."""
    start = component.get("DTSTART")
    if start is None:
        message, remedy = said("the event has no DTSTART."), said("Give it a start.")
        raise BadEventError(message, component.line, remedy, "BEGIN:VEVENT")
    private = component.text("CLASS").upper() in ("PRIVATE", "CONFIDENTIAL")
    status = _status(component)
    length = component.get("DURATION")
    replaces = component.get("RECURRENCE-ID")
    return Event(
        uid=component.text("UID") or f"{file}:{component.line}",
        title=None if private else " ".join(component.text("SUMMARY").split())[:_LONGEST_TITLE],
        start=_one(start),
        line=component.line,
        file=file,
        end=_one(prop) if (prop := component.get("DTEND")) else None,
        length=_length(length) if length else None,
        nominal=length is not None and is_nominal(length.value),
        rules=tuple(prop.value.strip() for prop in component.all("RRULE")),
        has_exrule=component.get("EXRULE") is not None,
        extra=_extra(component),
        excluded=_excluded(component),
        replaces=_one(replaces) if replaces else None,
        tail=replaces is not None and replaces.params.get("RANGE", "").upper() == "THISANDFUTURE",
        sequence=int(text) if (text := component.text("SEQUENCE")).isdigit() else 0,
        status=status,
        transparent=_transparent(component),
        cancelled=status == "CANCELLED",
        attendees=tuple(_attendee(prop) for prop in component.all("ATTENDEE")[:_MOST_ATTENDEES]),
        organizer=_attendee(prop) if (prop := component.get("ORGANIZER")) else None,
        has_agenda=component.described,
        url=component.text("URL"),
        created=created,
        duty=component.text("X-FARFLUNG-DUTY")[:_LONGEST_TITLE],
        person=component.text("X-FARFLUNG-PERSON")[:_LONGEST_TITLE],
    )


def _status(component: Component) -> str:
    """The standard's word; Outlook writes CONFIRMED beside its own word for tentative."""
    status = component.text("STATUS").upper() or "CONFIRMED"
    tentative = component.text("X-MICROSOFT-CDO-BUSYSTATUS").upper() == "TENTATIVE"
    return "TENTATIVE" if tentative and status == "CONFIRMED" else status


def _transparent(component: Component) -> bool:
    """Marked as free: by the standard's word, or by Outlook's, written even where it forgets TRANSP."""
    busy = component.text("X-MICROSOFT-CDO-BUSYSTATUS").upper()
    return component.text("TRANSP").upper() == "TRANSPARENT" or busy == "FREE"


def _extra(component: Component) -> tuple[Period, ...]:
    found = [period for prop in component.all("RDATE") for period in _checked(prop, periods)]
    _refuse_more_than_enough(len(found), component)
    return tuple(found)


def _excluded(component: Component) -> tuple[Moment, ...]:
    found = [excluded for prop in component.all("EXDATE") for excluded in _checked(prop, moments)]
    _refuse_more_than_enough(len(found), component)
    return tuple(found)


def _refuse_more_than_enough(count: int, component: Component) -> None:
    if count > _MOST_DATES:
        message = said(
            "the event lists {dates:,} single dates; at most {most:,} are read.",
            dates=count,
            most=_MOST_DATES,
        )
        raise BadEventError(message, component.line, said("Write a rule (RRULE) instead."))


def _one(prop: Property) -> Moment:
    return _checked(prop, lambda it: moment(it.value, it.params.get("TZID")))


def _length(prop: Property) -> timedelta:
    return _checked(prop, lambda it: duration(it.value))


def _checked(prop: Property, read: Callable[[Property], _Value]) -> _Value:
    """The property's value; what is wrong with it is told with its own line."""
    try:
        return read(prop)
    except ValueError as error:
        remedy = said("Mend the value, or export the calendar again.")
        message = sentence(said("{name}: {why}", name=prop.name, why=why(error)))
        raise BadEventError(message, prop.line, remedy, prop.value) from error


def _attendee(prop: Property) -> Attendee:
    address, params = _MAILTO.sub("", prop.value.strip()).strip(), prop.params
    if "@" not in address and "@" in params.get("EMAIL", ""):  # Apple writes a path of its own server first
        address = params["EMAIL"].strip()
    return Attendee(
        address,
        params.get("CN", "").strip(),
        params.get("PARTSTAT", "NEEDS-ACTION").strip().upper(),
        params.get("ROLE", "REQ-PARTICIPANT").strip().upper(),
        params.get("CUTYPE", "INDIVIDUAL").strip().upper(),
    )
