"""Which zone a series should follow so that clock changes move it for the fewest people."""

from bisect import bisect_left
from collections.abc import Hashable, Sequence
from dataclasses import replace
from datetime import timedelta

from farflung.engine.atlas import Atlas, Clock, zone_clock
from farflung.engine.clocks.stretches import Frame, frame_of, news, regime
from farflung.engine.model import MeetingSeries, Recurrence
from farflung.engine.time import CivilTime, Span, Zone, epoch

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BOUND_TO_DATES = ("BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS")


def steadiest_zone(atlas: Atlas, series: MeetingSeries, window: Span) -> tuple[str, int]:
    """The zone (an attendee's, or UTC) under which a clock change moves the series for the fewest people.

    With their number; the zone that it follows already wins a draw, then the one most people live in.
    """
    clocks: dict[int, tuple[Clock, int]] = {}
    for kind, ids in atlas.kinds(window).among(series.attendees):
        _, count = clocks.get(kind.area, (kind.home, 0))
        clocks[kind.area] = (kind.home, count + len(ids))
    starts = sorted(epoch(o.start) for o in atlas.occurrences(series, window) if not o.moved)
    ordered = sorted(clocks.values(), key=lambda pair: -pair[1])
    zones = [series.recurrence.zone, *(clock.zone_at(window.start) for clock, _ in ordered), "UTC"]
    best, fewest, frame = "", sum(count for _, count in ordered) + 1, frame_of(window)
    tried: set[Hashable] = set()
    for key in dict.fromkeys(zones):
        anchor = zone_clock(atlas.zones.zone(key))
        if (changes := regime(anchor, frame)) not in tried:
            tried.add(changes)
            moved = _moved_people(anchor, ordered, starts, frame, fewest)
            best, fewest = (key, moved) if moved < fewest else (best, fewest)
    return best, fewest


def anchored(recurrence: Recurrence, zone: Zone, old: Zone, at: CivilTime) -> Recurrence | None:
    """The same series on the clock of another zone: its occurrence `at` stays the same instant.

    None where the rule speaks of dates and the new zone has another date at that time.
    """
    kept = CivilTime.of(at.instant(old), zone)
    days = (kept.date - at.date).days
    start = CivilTime(recurrence.start.date + timedelta(days=days), kept.time, zone.key)
    rule = _rule_moved(recurrence.rule, days)
    if rule is None or recurrence.extra:
        return None

    def moved(civil: CivilTime) -> CivilTime:
        return CivilTime(civil.date + timedelta(days=days), start.time, zone.key)

    return replace(
        recurrence,
        start=start,
        rule=rule,
        excluded=tuple(moved(civil) for civil in recurrence.excluded),
        overrides=tuple(replace(o, original=moved(o.original)) for o in recurrence.overrides),
        until=recurrence.until + timedelta(days=days) if recurrence.until else None,
    )


def _moved_people(
    anchor: Clock, clocks: Sequence[tuple[Clock, int]], starts: Sequence[int], frame: Frame, enough: int
) -> int:
    """How many people see one of the sorted starts at an unusual hour; counted until there are `enough`."""
    moved = 0
    for clock, count in clocks:
        if any(bisect_left(starts, s.start) < bisect_left(starts, s.end) for s in news(anchor, clock, frame)):
            moved += count
            if moved >= enough:
                break
    return moved


def _rule_moved(rule: str | None, days: int) -> str | None:
    """The rule on dates that lie `days` later: weekdays move along, fixed dates and "2nd Monday" cannot."""
    if rule is None or days == 0:
        return rule
    parts = [part.partition("=") for part in rule.removeprefix("RRULE:").split(";") if part]
    if any(_bound_to_dates(key.upper(), value) for key, _, value in parts):
        return None
    return ";".join(
        f"{key}={_weekdays(value, days) if key.upper() == 'BYDAY' else value}" for key, _, value in parts
    )


def _bound_to_dates(key: str, value: str) -> bool:
    return key in _BOUND_TO_DATES or (key == "BYDAY" and any(len(code) > 2 for code in value.split(",")))


def _weekdays(value: str, days: int) -> str:
    """ "MO,WE" a day later is "TU,TH"."""
    return ",".join(_DAYS[(_DAYS.index(code.upper()) + days) % 7] for code in value.split(","))
