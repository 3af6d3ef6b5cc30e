"""The lines of iCalendar (RFC 5545): text, times, folding, and the clock rules of a zone written out."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

from farflung.draw.markup import plain
from farflung.engine.time import CivilTime, Span, Zone

_WIDTH = 75
"""Octets of a line before it is folded."""

_RULES_AHEAD = timedelta(days=2 * 366)
"""How far beyond the window clock changes are written out."""


def calendar_text(lines: Iterable[str]) -> str:
    """The lines as a file has them."""
    return "".join(f"{folded(line)}\r\n" for line in lines)


def vtimezone(window: Span, zone: Zone) -> list[str]:
    """A VTIMEZONE with each clock change of the time that matters, one observance for each."""
    wide = Span(window.start - _RULES_AHEAD, window.end + _RULES_AHEAD)
    begins = zone.utc_offset(wide.start)
    out = [
        "BEGIN:VTIMEZONE",
        f"TZID:{zone.key}",
        *_observance("STANDARD", datetime(1970, 1, 1, tzinfo=UTC), begins, begins),
    ]
    for change in zone.transitions(wide):
        kind = "DAYLIGHT" if change.shift > timedelta() else "STANDARD"
        out += _observance(kind, change.instant + change.before, change.before, change.after)
    return [*out, "END:VTIMEZONE"]


def _observance(kind: str, wall: datetime, before: timedelta, after: timedelta) -> list[str]:
    """`wall` is what clocks showed until the change, written as if it were UTC."""
    offsets = (f"TZOFFSETFROM:{_offset(before)}", f"TZOFFSETTO:{_offset(after)}")
    return [f"BEGIN:{kind}", f"DTSTART:{wall:%Y%m%dT%H%M%S}", *offsets, f"END:{kind}"]


def _offset(value: timedelta) -> str:
    minutes = round(value / timedelta(minutes=1))
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02d}{abs(minutes) % 60:02d}"


def civil_value(civil: CivilTime) -> str:
    """What follows DTSTART or DTEND: a time of UTC, or of a zone by its name."""
    clock = f"{_day(civil.date)}T{civil.time:%H%M%S}"
    return f":{clock}Z" if civil.zone == "UTC" else f";TZID={civil.zone}:{clock}"


def _day(value: date) -> str:
    return f"{value:%Y%m%d}"


def utc_value(instant: datetime) -> str:
    """An instant as a time of UTC."""
    return f"{instant.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def text_value(value: str) -> str:
    """TEXT of RFC 5545, section 3.3.11."""
    safe = "\n".join(plain(part) for part in value.splitlines())
    return safe.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> str:
    """Folded by octets, never inside a character (section 3.1)."""
    out, room = [], _WIDTH
    for character in line:
        size = len(character.encode())
        if size > room:
            out.append("\r\n ")
            room = _WIDTH - 1
        out.append(character)
        room -= size
    return "".join(out)
