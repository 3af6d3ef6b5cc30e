"""Proposals in which two people exchange shifts: nobody works more than before."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

from farflung.engine.atlas import Atlas
from farflung.engine.coverage.causes import CauseKind
from farflung.engine.coverage.covers import ONE_BY_ONE
from farflung.engine.coverage.diary import Diary
from farflung.engine.coverage.hand_over import handed_over
from farflung.engine.coverage.levels import Coverage
from farflung.engine.coverage.proposal import Kind, Proposal
from farflung.engine.coverage.radar import Episode
from farflung.engine.coverage.stints import Stint, known_person, missing_for
from farflung.engine.coverage.words import dated_text, name_of
from farflung.engine.said import said
from farflung.engine.time import Span, difference, total

NEAR = timedelta(days=10)
"""A shift is exchanged for one so many days before or after it at most."""

MOST_TRIED = 3
"""So many exchanges are tried for each shift that is lost, the fewest hours outside own hours first."""

_OFF = (CauseKind.HOLIDAY, CauseKind.UNAVAILABLE)


def swaps(coverage: Coverage, episode: Episode, atlas: Atlas) -> Iterator[Proposal]:
    """For each shift whose holder is off: who could take it, and give one of theirs for it."""
    if coverage.rule.duty is None or episode.cause.kind not in _OFF or len(episode.runs) > ONE_BY_ONE:
        return
    diary = Diary(atlas, coverage.window)
    for run in episode.runs:
        lost = [item.stint for item in coverage.roster.lost if item.span.overlaps(run)]
        for stint in dict.fromkeys(stint for stint in lost if stint.shift is not None):
            options = sorted(_options(coverage, stint, diary, atlas), key=lambda option: option[0])
            for _, other in islice(options, MOST_TRIED):
                yield _proposal(stint, other, run, atlas)


def _options(
    coverage: Coverage, lost: Stint, diary: Diary, atlas: Atlas
) -> Iterator[tuple[timedelta, Stint]]:
    holder = lost.people[0]
    for other in coverage.roster.planned:
        if other.shift is None or not other.people or other.people[0] == holder:
            continue
        near = abs(other.start - lost.start) <= NEAR and coverage.window.start <= other.start
        taker = known_person(atlas, other.people[0])
        if not near or other.end > coverage.window.end or taker is None or missing_for(coverage.rule, taker):
            continue
        if diary.could(taker.id, lost.span, other.span) and diary.could(holder, other.span, lost.span):
            yield _outside(atlas, taker.id, lost.span) + _outside(atlas, holder, other.span), other


def _outside(atlas: Atlas, key: str, span: Span) -> timedelta:
    person = known_person(atlas, key)
    if person is None or not person.patterns:
        return timedelta()
    return total(difference([span], atlas.working(person, span)))


def _proposal(lost: Stint, other: Stint, run: Span, atlas: Atlas) -> Proposal:
    one, two = lost.people[0], other.people[0]
    action = said(
        "{one} and {other} exchange shifts: {other} takes {first}, {one} takes {second}",
        one=name_of(atlas, one),
        other=name_of(atlas, two),
        first=dated_text(lost.span),
        second=dated_text(other.span),
    )
    return Proposal(Kind.SWAP, action, handed_over(atlas, [(lost, two), (other, one)]), (run,), (one, two))
