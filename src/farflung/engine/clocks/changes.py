"""Every change of clocks that the company meets in a window, and how many people it meets."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.time import Span


@dataclass(frozen=True, slots=True)
class ClockChange:
    """At `instant` the clocks of `zones` go forward by `shift` (negative: back), for `people` (ids)."""

    instant: datetime
    shift: timedelta
    zones: tuple[str, ...]
    people: tuple[str, ...]


def clock_changes(atlas: Atlas, window: Span) -> tuple[ClockChange, ...]:
    """The changes in the zones that people are in at that time, first to last, the most people first."""
    found: dict[tuple[datetime, timedelta], dict[str, list[str]]] = {}
    for kind, ids in atlas.kinds(window).among(person.id for person in atlas.people):
        for key in dict.fromkeys(zone for _, zone in kind.clock.zones):
            for change in atlas.zones.zone(key).transitions(window):
                if kind.clock.zone_at(change.instant) == key:
                    zones = found.setdefault((change.instant, change.shift), {})
                    zones.setdefault(key, []).extend(ids)
    changes = (_change(when, shift, zones) for (when, shift), zones in found.items())
    return tuple(sorted(changes, key=lambda c: (c.instant, -len(c.people), c.zones)))


def _change(when: datetime, shift: timedelta, zones: dict[str, list[str]]) -> ClockChange:
    ordered = sorted(zones, key=lambda key: (-len(zones[key]), key))
    return ClockChange(when, shift, tuple(ordered), tuple(p for key in ordered for p in zones[key]))
