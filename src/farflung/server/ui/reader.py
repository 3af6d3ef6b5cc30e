"""Who reads a page, as far as clocks go: the instant of the request, and the clock on the reader's wall."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property

from django.http import HttpRequest

from farflung.engine.time import CivilTime, Zone, day_span, packaged_zones
from farflung.server.core import clock


@dataclass(frozen=True)
class Reader:
    """`zone` and `place` are where the reader is said to be now, planned journeys included.

    `own` is false for an account without a person: nothing is known of its clocks, so times are in UTC and
    called that.
    """

    now: datetime
    zone: Zone
    place: str
    own: bool = True

    def civil(self, instant: datetime) -> CivilTime:
        """What the reader's clock shows at an instant."""
        return CivilTime.of(instant, self.zone)

    @cached_property
    def today(self) -> date:
        """The reader's own date."""
        return self.civil(self.now).date

    @cached_property
    def this_minute(self) -> "Reader":
        """The same for whatever of a page shows no more of the time than its minute: to be kept by."""
        return replace(self, now=self.now.replace(second=0, microsecond=0))

    @cached_property
    def this_day(self) -> "Reader":
        """The same for whatever of a page shows no more of the time than the reader's date: to be kept by."""
        return replace(self, now=day_span(self.today, self.zone).start)


def nobody(now: datetime) -> Reader:
    """The reader of whom nothing is known."""
    return Reader(now, packaged_zones().zone("UTC"), "UTC", own=False)


def now_of(request: HttpRequest) -> datetime:
    """The instant of a request: read once, so that all of a page speaks of the same."""
    if not hasattr(request, "farflung_now"):
        request.farflung_now = clock.now()  # type: ignore[attr-defined]
    found: datetime = request.farflung_now  # type: ignore[attr-defined]
    return found
