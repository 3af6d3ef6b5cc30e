"""The time core: three types that never mix.

* a *date* (`datetime.date`) has no zone;
* a *civil time* (`CivilTime`) is a local date and time in an IANA zone, with a fold;
* an *instant* is an aware `datetime` in UTC.

Rules come from the IANA database through `ZoneDatabase`; nothing here reads a clock, and nothing
adds hours to a local time. Public: `Zone`, `ZoneDatabase`, `packaged_zones`, `CivilTime`, `typed`,
`Span` and the set operations on spans, `as_instant`, `epoch`, `from_epoch`, and the errors.
"""

from farflung.engine.time.civil import (
    AmbiguousTimeError,
    CivilTime,
    CivilTimeError,
    NonexistentTimeError,
    day_span,
    typed,
)
from farflung.engine.time.instants import NotAnInstantError, as_instant, epoch, from_epoch
from farflung.engine.time.spans import Span, clipped, difference, intersection, merged, total
from farflung.engine.time.zonedb import UnknownZoneError, ZoneDatabase, packaged_zones
from farflung.engine.time.zones import Transition, Zone

__all__ = [
    "AmbiguousTimeError",
    "CivilTime",
    "CivilTimeError",
    "NonexistentTimeError",
    "NotAnInstantError",
    "Span",
    "Transition",
    "UnknownZoneError",
    "Zone",
    "ZoneDatabase",
    "as_instant",
    "clipped",
    "day_span",
    "difference",
    "epoch",
    "from_epoch",
    "intersection",
    "merged",
    "packaged_zones",
    "total",
    "typed",
]
