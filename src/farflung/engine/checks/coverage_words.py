"""The words that findings about coverage share."""

from collections.abc import Sequence
from datetime import timedelta

from farflung.engine.checks.duties import Duty
from farflung.engine.coverage import Episode
from farflung.engine.coverage.words import day_text, utc_text
from farflung.engine.time import Span

_SHOWN = 3


def head_count(duty: Duty, fewest: int) -> str:
    """ "Nobody", "Only 1 of 2"."""
    return "Nobody" if fewest == 0 else f"Only {fewest} of {duty.rule.minimum}"


def list_of_runs(runs: Sequence[Span]) -> str:
    """The first few by date and time: "Fri 26 Mar 2027 15:00-23:00Z and 3 more"."""
    words = [f"{day_text(span.start.date())} {utc_text(span)}" for span in runs[:_SHOWN]]
    more = len(runs) - _SHOWN
    return ", ".join(words) + (f" and {more} more" if more > 0 else "")


def basis_of(duty: Duty, *, clock: bool = False) -> str:
    """The rule, and the zone database where clocks have a part in it."""
    return f"{duty.basis}; IANA {duty.question.atlas.zones.version}" if clock else duty.basis


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
