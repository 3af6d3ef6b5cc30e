"""When somebody must be there: a coverage rule resolved to elapsed time, across clock changes."""

from datetime import timedelta

from farflung.engine.model import CoverageRule
from farflung.engine.time import CivilTime, Span, ZoneDatabase, clipped, merged
from farflung.engine.time.civil import local_span


def demand(rule: CoverageRule, window: Span, zones: ZoneDatabase) -> tuple[Span, ...]:
    """The time in the window in which the rule holds: sorted, disjoint; the whole window for no hours."""
    if rule.window is None or rule.zone is None:
        return (window,)
    zone = zones.zone(rule.zone)
    first = CivilTime.of(window.start, zone).date - timedelta(days=1)
    last = CivilTime.of(window.end, zone).date
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    spans = (
        local_span(day, block.start, block.end, zone)
        for day in days
        for block in rule.window.on(day.weekday())
    )
    return clipped(merged(spans), window)
