"""Occurrences of a recurrence inside a window.

The rule runs on the wall clock and each start is resolved to an instant last, so a series at 10:00
stays at 10:00 whatever the zone's rules become. RRULE itself is `dateutil`'s; to it the wall clock is
presented as if it were UTC, which has no gaps and no folds.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from operator import attrgetter
from threading import Lock

from dateutil.rrule import rrulestr

from farflung.engine.atlas.weekly import Weekly, weekly
from farflung.engine.model import Occurrence, Override, Recurrence
from farflung.engine.time import CivilTime, Span, Zone, ZoneDatabase, epoch, from_epoch

MOST_OCCURRENCES = 50_000
"""More than this between a series' start and a window's end is a mistake or an attack."""

_MARGIN = timedelta(days=2)
"""No zone is more than 26 hours from another, so a wall-clock window this much wider misses nothing."""

_ORDER = attrgetter("start", "end", "civil", "moved")


class TooManyOccurrencesError(ValueError):
    """The rule makes more occurrences than anybody can attend."""


def expand(
    recurrence: Recurrence, window: Span, zones: ZoneDatabase, *, remember: bool = True
) -> tuple[Occurrence, ...]:
    """Every occurrence that overlaps the window, sorted by start.

    `remember` what the rule made, for the next window: of rules that are asked for again.
    """
    zone = zones.zone(recurrence.zone)
    # Compared as instants: an exception written in UTC may name a start that the clocks skip.
    overrides = {override.original.instant(zone): override for override in recurrence.overrides}
    excluded = {civil.instant(zone) for civil in recurrence.excluded}
    found: list[Occurrence] = []
    exceptions = bool(overrides or excluded)  # most have none, and then no instant is looked up
    for wall in _walls(recurrence, window, zone, remember):
        civil = CivilTime(wall.date(), wall.time(), recurrence.zone, recurrence.start.fold)
        local = epoch(wall)
        start = civil.instant(zone) if civil.fold else from_epoch(zone.first_valid(local))
        if exceptions and start in excluded:
            continue
        if exceptions and start in overrides:
            found += _moved_into([overrides.pop(start)])
        else:
            found.append(Occurrence(start, _end(start, local, recurrence, zone), civil))
    found += _moved_into(overrides.values())
    # In the order of `Occurrence` itself, without comparing two of them field by field.
    return tuple(sorted((o for o in found if o.start < window.end and o.end > window.start), key=_ORDER))


def _end(start: datetime, local: int, recurrence: Recurrence, zone: Zone) -> datetime:
    """When what begins at `local` on the wall clock is over."""
    if recurrence.elapsed is not None:
        return start + recurrence.elapsed
    return max(start, from_epoch(zone.first_valid(local + recurrence.end_minutes * 60)))


def _moved_into(overrides: Iterable[Override]) -> Iterator[Occurrence]:
    for override in overrides:
        if override.start is not None and override.end is not None:
            yield Occurrence(override.start, override.end, override.original, moved=True)


def _walls(recurrence: Recurrence, window: Span, zone: Zone, remember: bool) -> list[datetime]:
    """What the wall clock shows at each start that can bear on the window, in order, each once."""
    longest = timedelta(minutes=recurrence.end_minutes) + (recurrence.elapsed or timedelta())
    low, high = window.start - longest - _MARGIN, window.end + _MARGIN
    if recurrence.rule is None:
        walls = [_wall(recurrence.start)]
    else:
        make = _made_before if remember else _made
        walls = _from_rule(recurrence, make(recurrence.rule, _wall(recurrence.start), zone), low, high)
    if recurrence.extra:
        walls = sorted({*walls, *map(_wall, recurrence.extra)})
    last = recurrence.until or date.max
    return [wall for wall in walls if low <= wall <= high and wall.date() <= last]


def _from_rule(
    recurrence: Recurrence, made: "_Made | Weekly", low: datetime, high: datetime
) -> list[datetime]:
    if isinstance(made, Weekly):
        return made.between(low, high)
    walls = made.up_to(high)
    if len(walls) > MOST_OCCURRENCES:
        raise TooManyOccurrencesError(
            f"the rule {recurrence.rule!r} from {recurrence.start} "
            f"makes more than {MOST_OCCURRENCES} occurrences"
        )
    return walls[bisect_left(walls, low) :]


class _Made:
    """What a rule has made so far, in order: asked for window after window, it is walked through once."""

    def __init__(self, rule: Iterable[datetime]) -> None:
        self._coming = iter(rule)
        self._walls: list[datetime] = []
        self._lock = Lock()

    def up_to(self, high: datetime) -> list[datetime]:
        """Everything until then; at most one more than anybody can attend."""
        with self._lock:
            while len(self._walls) <= MOST_OCCURRENCES and not (self._walls and self._walls[-1] > high):
                wall = next(self._coming, None)
                if wall is None:
                    break
                self._walls.append(wall)
            return self._walls[: bisect_right(self._walls, high)]


def _made(text: str, start: datetime, zone: Zone) -> _Made | Weekly:
    """The RRULE on the wall clock; an UNTIL in UTC means an instant, so it is read on that clock too."""
    parts = [part for part in text.removeprefix("RRULE:").split(";") if part]
    rule = ";".join(_until(part, zone) for part in parts)
    return weekly(rule, start) or _Made(rrulestr(rule, dtstart=start))


_made_before = lru_cache(maxsize=4096)(_made)


def _until(part: str, zone: Zone) -> str:
    key, _, value = part.partition("=")
    if key.upper() != "UNTIL":
        return part
    wall = f"{value}T235959" if len(value) == 8 else value.rstrip("Zz")
    if value[-1:] in "Zz":
        instant = datetime.strptime(wall, "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
        wall = f"{from_epoch(_latest_reading(epoch(instant), zone)):%Y%m%dT%H%M%S}"
    return f"UNTIL={wall}Z"


def _latest_reading(seconds: int, zone: Zone) -> int:
    """The furthest that the wall clock has been by then: in a repeated hour that is its end."""
    day = Span(from_epoch(seconds - 86400), from_epoch(seconds + 1))
    before = [epoch(c.instant) + int(c.before.total_seconds()) - 1 for c in zone.transitions(day)]
    return max([seconds + zone.offset(seconds), *before])


def _wall(civil: CivilTime) -> datetime:
    return datetime.combine(
        civil.date, time(civil.time.hour, civil.time.minute, civil.time.second), tzinfo=UTC
    )
