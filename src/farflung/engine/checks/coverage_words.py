"""The words that findings about coverage share."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from datetime import timedelta

from farflung.engine.checks.duties import Duty
from farflung.engine.coverage import Episode, Level
from farflung.engine.coverage.words import dated_text
from farflung.engine.said import Said
from farflung.engine.said_values import beside, first_of
from farflung.engine.time import Span, clipped, merged

_SHOWN = 3


def head_count(duty: Duty, runs: Sequence[Span]) -> str:
    """ "Nobody", "Only 1 of 2", or, where it is now one and now the other, "Fewer than 2"."""
    counts = {level.count for level, _ in _within(duty, runs)}
    if len(counts) != 1:
        return f"Fewer than {duty.rule.minimum}"
    (count,) = counts
    return f"Only {count} of {duty.rule.minimum}" if count else "Nobody"


def nobody_at_all(duty: Duty, runs: Sequence[Span]) -> timedelta:
    """How much of the time nobody is there; zero where the title says "Nobody" already."""
    inside = list(_within(duty, runs))
    if all(level.count == 0 for level, _ in inside):
        return timedelta()
    return sum((span.elapsed for level, span in inside if level.count == 0), timedelta())


def _within(duty: Duty, runs: Sequence[Span]) -> Iterator[tuple[Level, Span]]:
    """The levels below the minimum in some time, each with its part of it."""
    apart = merged(runs)
    starts, ends = [run.start for run in apart], [run.end for run in apart]
    for level in duty.short:
        first, last = bisect_right(ends, level.span.start), bisect_left(starts, level.span.end)
        if first < last:
            yield from ((level, span) for span in clipped(apart[first:last], level.span))


def list_of_runs(runs: Sequence[Span]) -> Said:
    """The first few by date and time: "Fri 26 Mar 2027 15:00-23:00Z and 3 more"."""
    words = [dated_text(span) for span in runs]
    return first_of(words, _SHOWN) if len(words) > _SHOWN else beside(words)


def basis_of(duty: Duty, *, clock: bool = False) -> Said:
    """The rule, and the zone database where clocks have a part in it."""
    return beside((duty.basis, f"IANA {duty.question.atlas.zones.version}" if clock else ""), by="; ")


def who_of(group: Sequence[Episode]) -> tuple[str, ...]:
    """Those whose being off it is, else those whose shifts it lies between."""
    off = [person for episode in group for person in episode.cause.who]
    beside = [
        person
        for episode in group
        for part in episode.parts
        for stint in (part.before, part.after)
        if stint
        for person in stint.people
    ]
    return tuple(dict.fromkeys(off or beside))


def weight_of(duty: Duty, group: Sequence[Episode]) -> float:
    """Person-hours that are missing."""
    hours = sum(
        (episode.hours * max(duty.rule.minimum - episode.fewest, 1) for episode in group), timedelta()
    )
    return hours / timedelta(hours=1)
