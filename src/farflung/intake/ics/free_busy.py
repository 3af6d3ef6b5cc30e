"""VFREEBUSY (RFC 5545, 3.6.4): times that somebody's calendar program has worked out itself."""

from collections.abc import Callable, Iterable, Iterator

from farflung.engine.time import Span
from farflung.intake.ics.busy import Busy
from farflung.intake.ics.file_clock import FileClock
from farflung.intake.ics.lines import Property
from farflung.intake.ics.tree import Component
from farflung.intake.ics.values import periods

_FREE, _TENTATIVE = "FREE", "BUSY-TENTATIVE"


def periods_of(
    calendars: Iterable[Component], clock: FileClock, lost: Callable[[], None]
) -> Iterator[tuple[Busy, Span]]:
    """The times, with what each means. `lost` is called for each list of them that cannot be read whole."""
    for calendar in calendars:
        for component in calendar.within("VFREEBUSY"):
            for prop in component.all("FREEBUSY"):
                kind = prop.params.get("FBTYPE", "BUSY").upper()
                if kind != _FREE:
                    means: Busy = "tentative" if kind == _TENTATIVE else "busy"
                    yield from ((means, span) for span in _spans(prop, clock, lost))


def _spans(prop: Property, clock: FileClock, lost: Callable[[], None]) -> Iterator[Span]:
    try:
        for period in periods(prop):
            start = clock.instant(period.start)
            end = (
                clock.instant(period.end) if period.end else start + period.length if period.length else start
            )
            if start < end:
                yield Span(start, end)
    except (ValueError, OverflowError):
        lost()
