"""A strict reader of iCalendar that is not the one which wrote it: RFC 5545 line by line, RFC 7953 expanded.

Clocks and rules are read by dateutil, out of what the calendar itself says of its zones.
"""

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from dateutil.rrule import rrulestr
from dateutil.tz import tzical

from farflung.engine.time import Span, difference, merged

LINE = re.compile(r"(?P<name>[A-Z0-9-]+)(?P<params>(?:;[A-Z0-9-]+=(?:\"[^\"]*\"|[^\";:,]*))*):(?P<value>.*)")
STAMP = re.compile(r"\d{8}T\d{6}Z?")
ONCE = {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "TRANSP", "DESCRIPTION", "RRULE", "TZID"}
NEEDED = {
    "VCALENDAR": {"PRODID", "VERSION"},
    "VEVENT": {"UID", "DTSTAMP", "DTSTART"},
    "VFREEBUSY": {"UID", "DTSTAMP"},
    "VAVAILABILITY": {"UID", "DTSTAMP"},
    "AVAILABLE": {"UID", "DTSTAMP", "DTSTART"},
    "VTIMEZONE": {"TZID"},
    "STANDARD": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
    "DAYLIGHT": {"DTSTART", "TZOFFSETFROM", "TZOFFSETTO"},
}
INSIDE = {
    "VCALENDAR": {"VEVENT", "VFREEBUSY", "VAVAILABILITY", "VTIMEZONE"},
    "VAVAILABILITY": {"AVAILABLE"},
    "VTIMEZONE": {"STANDARD", "DAYLIGHT"},
}


class InvalidError(AssertionError):
    """What is wrong with a calendar."""


@dataclass
class Part:
    """A component: properties as (name, parameters, value), and the components in it."""

    name: str
    lines: list[tuple[str, dict[str, str], str]] = field(default_factory=list)
    parts: list["Part"] = field(default_factory=list)

    def all(self, name: str) -> list["Part"]:
        return [part for part in self.parts if part.name == name]

    def get(self, name: str) -> str:
        """The value of a property, unescaped; "" where it is not there."""
        found = next((value for key, _, value in self.lines if key == name), "")
        return re.sub(r"\\([\\;,nN])", lambda m: "\n" if m[1] in "nN" else m[1], found)

    def whole(self, name: str) -> tuple[dict[str, str], str]:
        return next((params, value) for key, params, value in self.lines if key == name)


def read(data: bytes) -> Part:
    """The calendar; raises `InvalidError` for the first thing that the standard forbids."""
    root = _tree(_unfolded(data))
    _check(root)
    known = {zone.get("TZID") for zone in root.all("VTIMEZONE")}
    used = {params["TZID"] for part in _every(root) for _, params, _ in part.lines if "TZID" in params}
    _hold(used <= known, f"zones are used that are not defined: {used - known}")
    # The dates of a series that were moved have its UID, and each its own RECURRENCE-ID.
    uids = [(part.get("UID"), part.get("RECURRENCE-ID")) for part in _every(root) if part.get("UID")]
    _hold(len(uids) == len(set(uids)), "a UID comes twice")
    return root


def _unfolded(data: bytes) -> Iterator[str]:
    _hold(data.endswith(b"\r\n"), "the last line does not end with CRLF")
    held = ""
    for raw in data[:-2].split(b"\r\n"):
        _hold(len(raw) <= 75, f"a line has {len(raw)} octets")
        _hold(b"\n" not in raw and b"\r" not in raw, "a line break that is no CRLF")
        text = raw.decode("utf-8")  # each piece by itself: no character is folded in two
        if text.startswith((" ", "\t")):
            held += text[1:]
        else:
            if held:
                yield held
            held = text
    yield held


def _tree(lines: Iterator[str]) -> Part:
    open_: list[Part] = []
    for line in lines:
        match = LINE.fullmatch(line)
        if match is None:
            raise InvalidError(f"no content line: {line!r}")
        name, value = match["name"], match["value"]
        if name == "BEGIN":
            part = Part(value)
            _hold(not open_ or value in INSIDE.get(open_[-1].name, set()), f"{value} does not belong here")
            if open_:
                open_[-1].parts.append(part)
            open_.append(part)
        elif name == "END":
            part = open_.pop()
            _hold(part.name == value, f"END:{value} ends {part.name}")
            if not open_:
                return part
        else:
            params = dict(one.split("=", 1) for one in match["params"].split(";")[1:])
            open_[-1].lines.append((name, params, value))
    raise InvalidError("the calendar has no end")


def _check(part: Part) -> None:
    names = [name for name, _, _ in part.lines]
    missing = NEEDED[part.name] - set(names)
    _hold(not missing, f"{part.name} without {missing}")
    twice = {name for name in ONCE if names.count(name) > 1}
    _hold(not twice, f"{part.name} with several {twice}")
    if part.name in ("STANDARD", "DAYLIGHT"):
        _hold(not part.get("DTSTART").endswith("Z"), "an observance begins by local time")
    elif "DTEND" in names:
        _hold(_is_date(part, "DTSTART") == _is_date(part, "DTEND"), "DTSTART and DTEND are of two kinds")
        _hold(
            part.get("DTEND") > part.get("DTSTART") or "TZID" in part.whole("DTEND")[0], "ends at its start"
        )
    if "DTSTAMP" in names:
        _hold(part.get("DTSTAMP").endswith("Z"), "DTSTAMP is not in UTC")
    for name, params, value in part.lines:
        if name in ("DTSTART", "DTEND") and "VALUE" not in params:
            _hold(STAMP.fullmatch(value) is not None, f"{name}:{value} is no date-time")
        if "TZID" in params:
            _hold(not value.endswith("Z"), "a time with a zone is not in UTC")
    for inner in part.parts:
        _check(inner)


def _is_date(part: Part, name: str) -> bool:
    return part.whole(name)[0].get("VALUE") == "DATE"


def _every(part: Part) -> Iterator[Part]:
    yield part
    for inner in part.parts:
        yield from _every(inner)


def _hold(true: bool, what: str) -> None:
    if not true:
        raise InvalidError(what)


def dates(event: Part) -> tuple[date, date]:
    """The first and the last date of an event of whole days."""
    first, after = (date.fromisoformat(event.get(name)) for name in ("DTSTART", "DTEND"))
    return first, date.fromordinal(after.toordinal() - 1)


class Clocks:
    """The zones that a calendar defines, as dateutil reads them."""

    def __init__(self, data: bytes) -> None:
        text = data.decode().replace("\r\n ", "")
        blocks = re.findall(r"BEGIN:VTIMEZONE.*?END:VTIMEZONE", text, re.DOTALL)
        self._zones = tzical(io.StringIO("\r\n".join(blocks) + "\r\n")) if blocks else None

    def read(self, params: dict[str, str], value: str) -> datetime:
        """A time, on its clock."""
        plain = datetime.fromisoformat(value.rstrip("Z") + "Z")
        if value.endswith("Z"):
            return plain
        assert self._zones is not None
        zone: Any = self._zones.get(params["TZID"])
        return plain.replace(tzinfo=zone)


def span(part: Part, clocks: Clocks) -> Span:
    """From when to when a component is, as instants."""
    start, end = (clocks.read(*part.whole(name)).astimezone(UTC) for name in ("DTSTART", "DTEND"))
    return Span(start, end)


def reachable(data: bytes) -> tuple[Span, ...]:
    """RFC 7953, expanded: the AVAILABLE of all VAVAILABILITY, less what VFREEBUSY takes."""
    calendar, clocks = read(data), Clocks(data)
    there = [one for block in calendar.all("VAVAILABILITY") for one in _expanded(block, clocks)]
    taken = [
        Span(*(clocks.read({}, edge) for edge in value.split("/")))
        for part in calendar.all("VFREEBUSY")
        for name, params, value in part.lines
        if name == "FREEBUSY" and params["FBTYPE"].startswith("BUSY")
    ]
    return difference(merged(there), taken)


def _expanded(block: Part, clocks: Clocks) -> Iterator[Span]:
    for part in block.all("AVAILABLE"):
        first = span(part, clocks)
        if not part.get("RRULE"):
            yield first
            continue
        begin = clocks.read(*part.whole("DTSTART"))
        without = {
            clocks.read(params, value)
            for name, params, values in part.lines
            if name == "EXDATE"
            for value in values.split(",")
        }
        for at in rrulestr(part.get("RRULE"), dtstart=begin):
            if at not in without:
                start = at.astimezone(UTC)
                yield Span(start, start + first.elapsed)  # the standard: the same exact length for all
