"""Markets: the promise of each held against the people, like any other rule, and where it is worst."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from farflung.engine.coverage.levels import Coverage
from farflung.engine.model import CoverageRule, Market
from farflung.engine.time import CivilTime, Span, Zone, ZoneDatabase, total

_HOUR = timedelta(hours=1)


def rule_of(market: Market) -> CoverageRule:
    """The market's promise as a coverage rule."""
    return CoverageRule(
        market.name,
        minimum=market.minimum,
        duty=market.duty,
        team=market.team,
        window=market.hours,
        zone=market.zone if market.hours else None,
        skills=market.licences,
        languages=market.languages,
        speaks=market.speaks,
        source=market.source,
    )


@dataclass(frozen=True, slots=True)
class Cell:
    """Hours of one weekday in the market's own week, local, from `first` to `last` (exclusive).

    `promised` is how long they are so in the window, `unmet` how long of it the promise is not kept.
    """

    weekday: int
    first: int
    last: int
    promised: timedelta
    unmet: timedelta


def worst_cell(coverage: Coverage, market: Market, zones: ZoneDatabase) -> Cell | None:
    """The hours of the market's week that are missed the most; None where all is kept.

    Of hours that are missed as often, neighbours on one weekday are one cell, and the longest is told.
    """
    zone = zones.zone(market.zone)
    unmet, promised = _by_hour(coverage.short, zone), _by_hour(coverage.demand, zone)
    if not unmet:
        return None
    most = max(unmet.values())
    runs = _runs(sorted(cell for cell, missed in unmet.items() if missed == most))
    weekday, first, last = max(runs, key=lambda run: run[2] - run[1])
    cells = [(weekday, hour) for hour in range(first, last)]
    return Cell(weekday, first, last, *(sum((of[c] for c in cells), timedelta()) for of in (promised, unmet)))


def _runs(cells: Iterable[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Hours that follow one another on a weekday as (weekday, first, last), the last exclusive."""
    found: list[tuple[int, int, int]] = []
    for weekday, hour in cells:
        if found and found[-1][0] == weekday and found[-1][2] == hour:
            found[-1] = (weekday, found[-1][1], hour + 1)
        else:
            found.append((weekday, hour, hour + 1))
    return found


def _by_hour(spans: tuple[Span, ...], zone: Zone) -> dict[tuple[int, int], timedelta]:
    """How long some time lies in each hour of the local week."""
    found: dict[tuple[int, int], timedelta] = {}
    for span in spans:
        for piece, civil in _hours(span, zone):
            key = civil.date.weekday(), civil.time.hour
            found[key] = found.get(key, timedelta()) + piece.elapsed
    return found


def _hours(span: Span, zone: Zone) -> Iterator[tuple[Span, CivilTime]]:
    """The span cut where the local hour changes; every offset is a multiple of a quarter of an hour."""
    start = span.start
    while start < span.end:
        civil = CivilTime.of(start, zone)
        into = timedelta(minutes=civil.time.minute, seconds=civil.time.second)
        end = min(start + _HOUR - into, span.end)
        yield Span(start, end), civil
        start = end


def kept(coverage: Coverage) -> timedelta:
    """How much of what is promised is kept, in elapsed time."""
    return coverage.demanded - total(coverage.short)
