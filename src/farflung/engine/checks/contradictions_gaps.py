"""The hours for which a plan has too few, in a few phrases: what recurs is said once."""

from collections.abc import Sequence
from datetime import timedelta

from farflung.engine.checks.duties import Duty
from farflung.engine.checks.phrases import people
from farflung.engine.coverage.words import dated_text, listed, repeated_text, repetition
from farflung.engine.said import Said, said
from farflung.engine.time import Span, intersection, merged, total

_MOST = 3
_DAY = timedelta(days=1)


def unstaffed(duty: Duty, spans: Sequence[Span]) -> Said:
    """ "nobody 23:00-06:00Z Mon to Thu, nobody from Fri 23:00Z to Mon 06:00Z and 2 more", longest first."""
    window = duty.question.window
    groups: dict[tuple[int, str], list[Span]] = {}
    for number, found in _by_count(duty, spans).items():
        for span in found:
            groups.setdefault((number, _hours(span)), []).append(span)
    ranked = sorted(groups.items(), key=lambda item: (-total(item[1]), item[1][0]))
    each = (said("{who} {when}", who=_who(key[0]), when=_when(group, window)) for key, group in ranked)
    return listed(list(each), _MOST)


def _by_count(duty: Duty, spans: Sequence[Span]) -> dict[int, tuple[Span, ...]]:
    """The time with too few by how many are there, whoever they are."""
    found: dict[int, list[Span]] = {}
    for level in duty.short:
        found.setdefault(level.count, []).append(level.span)
    return {number: intersection(merged(those), spans) for number, those in found.items()}


def _who(number: int) -> Said:
    return people(number) if number else said("nobody")


def _hours(span: Span) -> str:
    """What it recurs by: a day's hours, or for a gap of days the weekdays too."""
    return f"{span.elapsed // _DAY} {repeated_text(span)}"


def _when(group: Sequence[Span], window: Span) -> Said:
    first = group[0]
    if first == window:
        return said("at any time")
    if len(group) == 1:
        when = dated_text(first)
        return said("from {day}", day=when) if first.elapsed > _DAY else said("on {day}", day=when)
    if first.elapsed > _DAY:
        return said("from {day}", day=repeated_text(first))
    days = repetition([span.start for span in group])
    return said("{hours} {days}", hours=repeated_text(first), days=days)
