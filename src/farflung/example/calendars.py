"""Writes iCalendar text (RFC 5545) the way calendar programs export it: folded lines, CRLF, civil times."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from farflung.example.zone_rules import vtimezone

_FOLD = 75
_STAMP = "20270222T090000Z"
"""When the example was exported: a week before its window opens."""

GOOGLE = "-//Google Inc//Google Calendar 70.9054//EN"


@dataclass(frozen=True, slots=True)
class Wall:
    """What the clock on the wall shows: minutes after midnight of a day, in the zone that a file names."""

    day: date
    minute: int
    zone: str

    def later(self, minutes: int) -> "Wall":
        """So many minutes later on the same wall."""
        days, minute = divmod(self.minute + minutes, 1440)
        return Wall(self.day + timedelta(days=days), minute, self.zone)

    @property
    def text(self) -> str:
        """As iCalendar writes it, without the zone."""
        utc = "Z" if self.zone == "UTC" else ""
        return f"{self.day:%Y%m%d}T{self.minute // 60:02d}{self.minute % 60:02d}00{utc}"

    def line(self, name: str) -> str:
        """A property that holds it."""
        return f"{name}:{self.text}" if self.zone == "UTC" else f"{name};TZID={self.zone}:{self.text}"


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody invited. `partstat` and `role` are RFC 5545's words; `group` is a mailing list."""

    name: str
    email: str
    partstat: str = "ACCEPTED"
    optional: bool = False
    group: bool = False

    @property
    def line(self) -> str:
        """As ATTENDEE."""
        kind = "GROUP" if self.group else "INDIVIDUAL"
        role = "OPT" if self.optional else "REQ"
        name = f'"{self.name}"' if set(self.name) & set(",;:") else self.name
        parts = f"ATTENDEE;CUTYPE={kind};ROLE={role}-PARTICIPANT;PARTSTAT={self.partstat};CN={name}"
        return f"{parts}:mailto:{self.email}"


@dataclass(frozen=True, slots=True)
class Event:
    """A VEVENT. `moved` are (original, new) starts of single occurrences; `without` are cancelled starts."""

    uid: str
    title: str
    start: Wall
    minutes: int
    rule: str | None = None
    guests: tuple[Guest, ...] = ()
    organizer: Guest | None = None
    agenda: str | None = None
    without: tuple[Wall, ...] = ()
    moved: tuple[tuple[Wall, Wall], ...] = ()
    more: tuple[str, ...] = field(default=())


def calendar(name: str, events: Iterable[Event], *, program: str = GOOGLE) -> str:
    """A whole file. Zones that have few rules are defined in it, the others are only named."""
    events = list(events)
    zones = [vtimezone(key) for key in sorted({event.start.zone for event in events})]
    return calendar_lines(name, (*zones, *(list(_event(event)) for event in events)), program=program)


def calendar_lines(name: str, components: Iterable[list[str]], *, program: str) -> str:
    """A file of components that are already lines, folded and ended as the standard asks."""
    head = ["BEGIN:VCALENDAR", f"PRODID:{program}", "VERSION:2.0", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    head.append(f"X-WR-CALNAME:{_escaped(name)}")
    body = [line for component in components for line in component]
    return "".join(f"{folded(line)}\r\n" for line in (*head, *body, "END:VCALENDAR"))


def utc_text(instant: datetime) -> str:
    """An instant as iCalendar writes it."""
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def folded(line: str) -> str:
    """The line in pieces of at most 75 octets, never cut inside a letter."""
    if line.isascii():
        return line if len(line) <= _FOLD else "\r\n ".join([line[:_FOLD], *_pieces(line[_FOLD:])])
    pieces, size = [""], 0
    for letter in line:
        width = len(letter.encode())
        if size + width > _FOLD:
            pieces.append("")
            size = 1
        pieces[-1] += letter
        size += width
    return "\r\n ".join(pieces)


def _pieces(rest: str) -> list[str]:
    """What follows the first line, each piece after a space."""
    return [rest[at : at + _FOLD - 1] for at in range(0, len(rest), _FOLD - 1)]


def _event(event: Event) -> Iterator[str]:
    yield from _one(event, event.start, ())
    for original, new in event.moved:
        yield from _one(event, new, (original.line("RECURRENCE-ID"),))


def _one(event: Event, start: Wall, exception: tuple[str, ...]) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield start.line("DTSTART")
    yield start.later(event.minutes).line("DTEND")
    if event.rule and not exception:
        yield f"RRULE:{event.rule}"
        yield from (wall.line("EXDATE") for wall in event.without)
    yield from (f"DTSTAMP:{_STAMP}", f"UID:{event.uid}")
    yield from exception
    if event.organizer:
        yield f"ORGANIZER;CN={event.organizer.name}:mailto:{event.organizer.email}"
    yield from (guest.line for guest in event.guests)
    if event.agenda:
        yield f"DESCRIPTION:{_escaped(event.agenda)}"
    yield f"SUMMARY:{_escaped(event.title)}"
    yield from event.more
    yield "END:VEVENT"


def _escaped(text: str) -> str:
    plain = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\n", "\\n")
