"""Who can take a customer now or soon, and of those who cannot what is missing.

Nothing is said of why somebody is not at work: only when they next are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.coverage.roster import roster_of
from farflung.engine.coverage.stints import missing_for, same_name
from farflung.engine.model import CoverageRule, Person
from farflung.engine.time import Span, merged

REACH = timedelta(days=30)
"""So far the next one is looked for."""


@dataclass(frozen=True, slots=True)
class Taker:
    """`person` (an id) is there, may serve and can speak, through `span`; it may have begun before."""

    person: str
    span: Span


@dataclass(frozen=True, slots=True)
class NearMiss:
    """Somebody who is at work in the window but `lacks` something, or is only `off_duty`."""

    person: str
    span: Span
    lacks: tuple[str, ...]
    off_duty: bool = False


def takers(rule: CoverageRule, atlas: Atlas, window: Span) -> tuple[Taker, ...]:
    """Everybody who can take a customer in the window: the soonest first, then who stays the longest."""
    spans: dict[str, list[Span]] = {}
    for present in roster_of(atlas, rule, window).present:
        for person in present.people:
            spans.setdefault(person, []).append(present.span)
    found = (
        Taker(person, span) for person, own in spans.items() for span in merged(own) if span.overlaps(window)
    )
    return tuple(sorted(found, key=lambda t: (max(t.span.start, window.start), -_until(t), t.person)))


def _until(taker: Taker) -> float:
    return taker.span.end.timestamp()


def next_taker(rule: CoverageRule, atlas: Atlas, after: datetime) -> Taker | None:
    """The first who can, from an instant on; None where nobody can within `REACH`."""
    days = timedelta(days=1)
    while days <= REACH:
        found = takers(rule, atlas, Span(after, after + days))
        if found:
            return found[0]
        days *= 3
    return next(iter(takers(rule, atlas, Span(after, after + REACH))), None)


def near_misses(rule: CoverageRule, atlas: Atlas, window: Span) -> tuple[NearMiss, ...]:
    """Who is at work in the window and still cannot, who lacks the least first."""
    able = {taker.person for taker in takers(rule, atlas, window)}
    found = [
        miss
        for person in atlas.people
        if person.id not in able
        for miss in _miss(rule, atlas, person, window)
    ]
    return tuple(sorted(found, key=lambda miss: (len(miss.lacks), miss.span.start, miss.person)))


def _miss(rule: CoverageRule, atlas: Atlas, person: Person, window: Span) -> Iterator[NearMiss]:
    lacks, off_duty = missing_for(rule, person), rule.duty is not None
    asked = rule.team is None or _in_team(rule.team, atlas, person)
    if asked and (lacks or off_duty):
        for span in atlas.working(person, window)[:1]:
            yield NearMiss(person.id, span, lacks, off_duty)


def _in_team(team: str, atlas: Atlas, person: Person) -> bool:
    return any(same_name(name, team) and person.id in ids for name, ids in atlas.members.items())
