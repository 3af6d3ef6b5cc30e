"""The radar: holes that come back day after day for the same cause are one episode."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from farflung.engine.atlas import Atlas
from farflung.engine.coverage.causes import Cause, CauseKind, local_date
from farflung.engine.coverage.holes import Hole, Part, holes
from farflung.engine.coverage.levels import Coverage, levels
from farflung.engine.coverage.words import (
    dated_text,
    day_text,
    hours_text,
    local_text,
    repeated_text,
    repetition,
    zone_label,
)
from farflung.engine.model import CoverageRule
from farflung.engine.said import NOTHING, Said, said, said_of
from farflung.engine.said_values import beside
from farflung.engine.time import CivilTime, Span, merged, total

_BY_CLOCKS = {CauseKind.CLOCK_CHANGE, CauseKind.NO_SHIFT}


@dataclass(frozen=True)
class Episode:
    """One cause, every time it opens a hole in the window.

    `parts` is the time that this cause opens; `holes` are the whole holes these are in (a holiday
    and a clock change may meet in one), `runs` these holes without the time that was never planned for.
    `fewest` is the lowest number of people in any of them.
    """

    cause: Cause
    parts: tuple[Part, ...]
    holes: tuple[Hole, ...]
    runs: tuple[Span, ...]
    fewest: int

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The time that this cause opens, first to last."""
        return merged(part.span for part in self.parts)

    @property
    def first(self) -> datetime:
        """When it first happens in the window."""
        return self.parts[0].span.start

    @property
    def last(self) -> datetime:
        """When it last ends in the window."""
        return self.parts[-1].span.end

    @property
    def days(self) -> int:
        """On how many dates (UTC) it begins."""
        return len({part.span.start.date() for part in self.parts})

    @cached_property
    def hours(self) -> timedelta:
        """Elapsed time in all."""
        return total(self.spans)

    @property
    def repeats(self) -> Said:
        """ "daily", "Mon to Fri" and the like; "" for a single time."""
        return repetition([part.span.start for part in self.parts])


def radar(rule: CoverageRule, atlas: Atlas, window: Span) -> tuple[Episode, ...]:
    """The episodes of a rule in a window, the longest first."""
    return episodes(levels(rule, atlas, window), atlas)


def episodes(coverage: Coverage, atlas: Atlas) -> tuple[Episode, ...]:
    """Holes by cause and by the wall-clock times that they lie between."""
    groups: dict[Hashable, list[tuple[Part, Hole]]] = {}
    for hole in holes(coverage, atlas):
        for part in hole.parts:
            groups.setdefault(_same(part, atlas), []).append((part, hole))
    found = [
        Episode(
            group[0][0].cause,
            tuple(part for part, _ in group),
            tuple({hole.span: hole for _, hole in group}.values()),
            tuple(dict.fromkeys(hole.around(part) for part, hole in group)),
            min(hole.fewest for _, hole in group),
        )
        for group in groups.values()
    ]
    return tuple(sorted(found, key=lambda episode: (-episode.hours, episode.first)))


def _same(part: Part, atlas: Atlas) -> Hashable:
    if part.cause.kind not in _BY_CLOCKS:
        return part.cause.key
    clocks = [CivilTime.of(s.end, atlas.zones.zone(s.zone)).time for s in (part.before,) if s]
    clocks += [CivilTime.of(s.start, atlas.zones.zone(s.zone)).time for s in (part.after,) if s]
    return part.cause.key, *clocks


def when_text(episode: Episode) -> Said:
    """ "14:00-15:00Z daily from Mon 29 Mar 2027 until Fri 30 Apr 2027 (25 days, 25 h)"."""
    first = episode.parts[0].span
    if len(episode.parts) == 1:
        return said("{when} ({length})", when=dated_text(first), length=hours_text(episode.hours))
    times = {repeated_text(part.span) for part in episode.parts}
    at = repeated_text(first) if len(times) == 1 else said("{hours} at first", hours=repeated_text(first))
    return said_of(
        "{hours} from {first} until {last} ({count} day, {length})",
        "{hours} from {first} until {last} ({count} days, {length})",
        episode.days,
        hours=said("{hours} {days}", hours=at, days=episode.repeats) if episode.repeats else at,
        first=day_text(first.start.date()),
        last=day_text(last_date(episode)),
        length=hours_text(episode.hours),
    )


def last_date(episode: Episode) -> date:
    """The date on which it last begins."""
    return episode.parts[-1].span.start.date()


def local_words(episode: Episode, atlas: Atlas) -> Said:
    """The first time by the clocks it lies between: "16:00-17:00 in Warsaw, 11:00-12:00 in Lagos"."""
    part = episode.parts[0]
    stints = [stint for stint in (part.before, part.after) if stint is not None]
    labels = {stint.zone: zone_label(atlas, stint, stint.zone) for stint in stints}
    return beside(local_text(part.span, zone, label, atlas.zones) for zone, label in labels.items())


def until_text(episode: Episode, window: Span, atlas: Atlas) -> Said:
    """When the clocks close it again, where that is after the window; "" otherwise."""
    closes = episode.cause.until
    if closes is None or closes.instant < window.end:
        return NOTHING
    return said("the clocks close it again on {day}", day=local_date(closes, atlas))


def total_hours(found: Sequence[Episode]) -> timedelta:
    """Elapsed time in the union of several episodes."""
    return total(span for episode in found for span in episode.spans)
