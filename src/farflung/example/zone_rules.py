"""VTIMEZONE components as calendar programs write them, for the zones whose rule fits on two lines.

Rules of summer time: Directive 2000/84/EC for the European Union, the Energy Policy Act of 2005 for the
United States (Ontario follows it), the acts of New South Wales and Victoria.
"""

from dataclasses import dataclass

_EU = "EU"
_US = "US"
_AU = "AU"

# Zone: hours from UTC in standard time (quarters allowed), and the rule of its summer time.
_ZONES: dict[str, tuple[float, str | None]] = {
    "Europe/London": (0, _EU),
    "Europe/Lisbon": (0, _EU),
    "Europe/Dublin": (0, _EU),
    "Europe/Berlin": (1, _EU),
    "Europe/Madrid": (1, _EU),
    "Europe/Paris": (1, _EU),
    "Europe/Rome": (1, _EU),
    "Europe/Warsaw": (1, _EU),
    "America/Chicago": (-6, _US),
    "America/Los_Angeles": (-8, _US),
    "America/New_York": (-5, _US),
    "America/Toronto": (-5, _US),
    "Australia/Sydney": (10, _AU),
    "Asia/Kolkata": (5.5, None),
    "Asia/Singapore": (8, None),
    "Asia/Dubai": (4, None),
    "Asia/Tokyo": (9, None),
    # Outlook's own names.
    "Romance Standard Time": (1, _EU),
    "GMT Standard Time": (0, _EU),
    "Pacific Standard Time": (-8, _US),
    "Eastern Standard Time": (-5, _US),
    "India Standard Time": (5.5, None),
}


@dataclass(frozen=True, slots=True)
class _Summer:
    """Onsets as (first date, month, nth Sunday, local hour or None: 01:00 UTC)."""

    begins: tuple[str, int, str, int | None]
    ends: tuple[str, int, str, int | None]


_SUMMER = {
    _EU: _Summer(("19700329", 3, "-1SU", None), ("19701025", 10, "-1SU", None)),
    _US: _Summer(("19700308", 3, "2SU", 2), ("19701101", 11, "1SU", 2)),
    _AU: _Summer(("19701004", 10, "1SU", 2), ("19700405", 4, "1SU", 3)),
}


def vtimezone(zone: str) -> list[str]:
    """The lines of the definition; none for UTC and for zones that are only named."""
    if zone not in _ZONES:
        return []
    hours, rule = _ZONES[zone]
    body = _fixed(hours) if rule is None else _changing(hours, _SUMMER[rule])
    return ["BEGIN:VTIMEZONE", f"TZID:{zone}", *body, "END:VTIMEZONE"]


def _fixed(hours: float) -> list[str]:
    return _part("STANDARD", hours, hours, "19700101T000000")


def _changing(hours: float, summer: _Summer) -> list[str]:
    return [
        *_yearly("DAYLIGHT", hours, hours + 1, summer.begins),
        *_yearly("STANDARD", hours + 1, hours, summer.ends),
    ]


def _yearly(kind: str, before: float, after: float, onset: tuple[str, int, str, int | None]) -> list[str]:
    day, month, sunday, hour = onset
    clock = int(before) + 1 if hour is None else hour
    rule = f"RRULE:FREQ=YEARLY;BYMONTH={month};BYDAY={sunday}"
    return _part(kind, before, after, f"{day}T{clock:02d}0000", rule)


def _part(kind: str, before: float, after: float, start: str, *rule: str) -> list[str]:
    offsets = [f"TZOFFSETFROM:{_offset(before)}", f"TZOFFSETTO:{_offset(after)}"]
    return [f"BEGIN:{kind}", *offsets, f"DTSTART:{start}", *rule, f"END:{kind}"]


def _offset(hours: float) -> str:
    minutes = round(abs(hours) * 60)
    return f"{'-' if hours < 0 else '+'}{minutes // 60:02d}{minutes % 60:02d}"
