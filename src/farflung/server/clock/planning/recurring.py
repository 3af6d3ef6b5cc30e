"""Recurrences of meetings as they are kept, and start times that are taken in turn."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from farflung.engine.atlas import Atlas
from farflung.engine.model import MeetingSeries, Occurrence, Override, Recurrence
from farflung.engine.time import CivilTime, Span, ZoneDatabase

HORIZON = timedelta(days=800)
"""So far ahead of a date a rotation is worked out; no page looks further."""

WRITTEN_AHEAD: Final = timedelta(days=366)
"""So far ahead calendars have hours that are taken in turn, date by date."""

_MOVED: Final = timedelta(days=366)
"""Nobody moves a date by more than a year."""

_LONGEST: Final = timedelta(days=366 * 20)

Kept = Mapping[str, Any]


def kept_recurrence(rule: Recurrence) -> dict[str, Any]:
    """A recurrence as plain values, nothing of it lost."""
    return {
        "start": _civil(rule.start),
        "end_minutes": rule.end_minutes,
        "rule": rule.rule,
        "elapsed": None if rule.elapsed is None else round(rule.elapsed.total_seconds()),
        "excluded": [_civil(one) for one in rule.excluded],
        "extra": [_civil(one) for one in rule.extra],
        "overrides": [
            [_civil(one.original), _moment(one.start), _moment(one.end), _moment(one.created)]
            for one in rule.overrides
        ],
        "until": rule.until and rule.until.isoformat(),
    }


def recurrence_of(kept: Kept) -> Recurrence:
    """The recurrence; raises `ValueError`, `KeyError` or `TypeError` for what is none."""
    return Recurrence(
        _civil_of(kept["start"]),
        int(kept["end_minutes"]),
        kept["rule"],
        None if kept["elapsed"] is None else timedelta(seconds=int(kept["elapsed"])),
        tuple(map(_civil_of, kept["excluded"])),
        tuple(map(_civil_of, kept["extra"])),
        tuple(
            Override(_civil_of(one[0]), _moment_of(one[1]), _moment_of(one[2]), _moment_of(one[3]))
            for one in kept["overrides"]
        ),
        date.fromisoformat(kept["until"]) if kept["until"] else None,
    )


@dataclass(frozen=True, slots=True)
class Turns:
    """From a date on a series begins at these minutes of the day in turn, on the clock of a zone.

    `first` is how many turns were taken before its first date: by what the series was until it was moved.
    """

    times: tuple[int, ...]
    zone: str
    since: date
    first: int = 0

    def kept(self) -> dict[str, Any]:
        """As plain values."""
        said = {"times": list(self.times), "zone": self.zone, "since": self.since.isoformat()}
        return {**said, "first": self.first} if self.first else said

    @classmethod
    def of(cls, kept: Kept) -> "Turns":
        """From plain values."""
        times = tuple(int(one) for one in kept["times"])
        if not times or not all(0 <= one < 1440 for one in times):
            raise ValueError("times in turn are minutes of a day")
        return cls(times, str(kept["zone"]), date.fromisoformat(kept["since"]), int(kept.get("first", 0)))


def settled(rule: Recurrence, turns: Turns, until: date, zones: ZoneDatabase) -> Recurrence:
    """The recurrence with the turns that were taken before a date written down, and no others."""
    kept = {one.original for one in rule.overrides}
    taken = turned(rule, turns, zones, until).overrides
    return replace(
        rule, overrides=tuple(one for one in taken if one.original in kept or one.original.date < until)
    )


def turned(rule: Recurrence, turns: Turns, zones: ZoneDatabase, near: date) -> Recurrence:
    """The recurrence with every date from `since` on at its turn; dates that were moved by hand stay.

    They are worked out until `HORIZON` after `near`, the date from which on somebody looks ahead.
    The turn goes by the dates that the rule makes, so one that is called off passes its turn over.
    """
    made = _made(rule, turns.since, max(near, turns.since) + HORIZON, zones)
    held = {one.original for one in rule.overrides} | set(rule.excluded)
    zone, found = zones.zone(turns.zone), list(rule.overrides)
    for number, one in enumerate(made, start=turns.first):
        minute = turns.times[number % len(turns.times)]
        if one.civil not in held:
            clock = time(minute // 60, minute % 60)
            start = CivilTime(one.civil.date, clock, turns.zone).instant(zone)
            found.append(Override(one.civil, start, start + (one.end - one.start)))
    return replace(rule, overrides=tuple(found))


def turns_taken(rule: Recurrence, since: date, zones: ZoneDatabase) -> int:
    """How many turns are taken from a local date on: as many as the rule makes dates until it ends."""
    last = max(since, rule.start.date, rule.until or since + HORIZON)
    return len(_made(rule, since, last, zones))


def _made(rule: Recurrence, since: date, until: date, zones: ZoneDatabase) -> list[Occurrence]:
    """The dates that the rule makes from a local date on, whether they were moved or called off or not."""
    begin = datetime.combine(since, time(0), tzinfo=UTC) - timedelta(days=2)
    end = datetime.combine(until, time(0), tzinfo=UTC)
    series = MeetingSeries("", "", replace(rule, overrides=(), excluded=()), ())
    made = Atlas((), zones=zones).occurrences(series, Span(begin, end + timedelta(days=2)))
    return [one for one in made if one.civil.date >= since]


def ended(rule: Recurrence, last: date) -> Recurrence:
    """The recurrence without a date after a local one: neither of the rule nor moved by hand."""
    until = last if rule.until is None else min(rule.until, last)
    kept = tuple(one for one in rule.overrides if one.original.date <= until)
    return replace(rule, until=until, overrides=kept)


def held_back(rule: Recurrence, last: date, zones: ZoneDatabase) -> Recurrence:
    """The same without a date that was moved by hand to after it: that one is called off."""
    rule = ended(rule, last)
    late = {one.original for one in _starting_after(rule, last, zones)}
    kept = tuple(one for one in rule.overrides if one.original not in late)
    off = (one.original for one in rule.overrides if one.original in late)
    return replace(rule, overrides=kept, excluded=tuple(dict.fromkeys((*rule.excluded, *off))))


def takes_place_after(rule: Recurrence, last: date, zones: ZoneDatabase) -> bool:
    """Whether anything of it is on a local date after another one: by its rule, or moved by hand."""
    return bool(_starting_after(rule, last, zones)) or dates_from(rule, last + timedelta(days=1), zones)


def _starting_after(rule: Recurrence, last: date, zones: ZoneDatabase) -> list[Override]:
    zone = zones.zone(rule.zone)
    return [
        one for one in rule.overrides if one.start is not None and CivilTime.of(one.start, zone).date > last
    ]


def makes(rule: Recurrence, civil: CivilTime, zones: ZoneDatabase) -> bool:
    """Whether it has that date, wherever it was moved, called off or not."""
    if any(one.original == civil for one in rule.overrides):
        return True
    start, plain = civil.instant(zones.zone(rule.zone)), replace(rule, overrides=(), excluded=())
    series = MeetingSeries("", "", plain, ())
    made = Atlas((), zones=zones).occurrences(series, Span(start, start + timedelta(seconds=1)))
    return any(one.start == start for one in made)


def dates_from(rule: Recurrence, since: date, zones: ZoneDatabase, *, ahead: timedelta = HORIZON) -> bool:
    """Whether it takes place on a date from a local one on, by where the rule has it."""
    begin = datetime.combine(since, time(0), tzinfo=UTC) - _MOVED
    held = Atlas((), zones=zones).occurrences(MeetingSeries("", "", rule, ()), Span(begin, begin + ahead))
    return any(one.civil.date >= since for one in held)


def dates_before(rule: Recurrence, until: date, zones: ZoneDatabase) -> bool:
    """Whether it takes place on a date before a local one, by where the rule has it."""
    past = ended(rule, until - timedelta(days=1))
    return past.start.date < until and dates_from(past, past.start.date, zones, ahead=_LONGEST)


def _civil(one: CivilTime) -> list[Any]:
    return [one.date.isoformat(), one.time.isoformat(), one.zone, one.fold]


def _civil_of(kept: Any) -> CivilTime:
    day, clock, zone, fold = kept
    return CivilTime(date.fromisoformat(day), time.fromisoformat(clock), str(zone), int(fold))


def _moment(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _moment_of(kept: str | None) -> datetime | None:
    return None if kept is None else datetime.fromisoformat(kept).astimezone(UTC)
