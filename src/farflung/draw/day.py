"""The reader's local day as a horizontal scale: true elapsed time, local labels, 23 or 25 hours included."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from farflung.engine.time import CivilTime, Span, Transition, Zone, clipped, day_span, from_epoch
from farflung.engine.time.civil import local_seconds


@dataclass(frozen=True)
class Day:
    """A local date in a zone, and where on its width each instant lies."""

    date: date
    zone: Zone

    @cached_property
    def span(self) -> Span:
        """The true extent of the day."""
        return day_span(self.date, self.zone)

    @property
    def hours(self) -> float:
        """How long it really lasts."""
        return self.span.elapsed.total_seconds() / 3600

    @cached_property
    def noon(self) -> datetime:
        """12:00 on the clock of the day."""
        return self._hour(12)

    def x(self, instant: datetime) -> float:
        """The share of the width (0 to 1) at which an instant lies; clipped at both ends."""
        return min(max((instant - self.span.start) / self.span.elapsed, 0.0), 1.0)

    def inside(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """The parts of the spans that are on this day."""
        return clipped(spans, self.span)

    def ticks(self, every: int = 3) -> tuple[tuple[float, str], ...]:
        """Where every third local hour begins, and its label; the midnights are left out."""
        return tuple((self.x(self._hour(hour)), f"{hour:02d}") for hour in range(every, 24, every))

    @cached_property
    def changes(self) -> tuple[Transition, ...]:
        """The clock changes on this day."""
        return tuple(self.zone.transitions(self.span))

    def clock_like(self, other: "Day") -> bool:
        """Whether the clocks of both days show the same all day long."""
        mine, theirs = (
            {day.zone.utc_offset(day.span.start), day.zone.utc_offset(day.noon)} for day in (self, other)
        )
        return mine == theirs

    def clock(self, instant: datetime) -> str:
        """What the clock of this day shows at an instant; the day's end is 24:00."""
        if instant == self.span.end:
            return "24:00"
        return f"{CivilTime.of(instant, self.zone).time:%H:%M}"

    def _hour(self, hour: int) -> datetime:
        return from_epoch(self.zone.first_valid(local_seconds(self.date, hour * 3600)))


def hour_label(instant: datetime, zone: Zone) -> str:
    """A clock time as short as it can be: "09", or "09:30" where it is not a whole hour."""
    shown = CivilTime.of(instant, zone).time
    return f"{shown:%H}" if shown.minute == 0 else f"{shown:%H:%M}"
