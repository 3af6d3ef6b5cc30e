"""Proposals that give a hole to colleagues who are at work then anyway."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from farflung.engine.atlas import Atlas, Change
from farflung.engine.coverage.causes import CauseKind
from farflung.engine.coverage.hand_over import single_shift, take_text
from farflung.engine.coverage.holes import Part
from farflung.engine.coverage.levels import Coverage
from farflung.engine.coverage.proposal import Kind, Proposal, last_day
from farflung.engine.coverage.radar import Episode
from farflung.engine.coverage.stand_ins import StandIn, StandIns
from farflung.engine.coverage.words import (
    day_text,
    listed,
    local_text,
    name_of,
    period_text,
    repeated_text,
    repetition,
)
from farflung.engine.model import Recurrence, Shift
from farflung.engine.said import said
from farflung.engine.time import CivilTime, Span

MOST_STAND_INS = 4
ONE_BY_ONE = 5
"""Up to so many times a hole is filled date by date; more often it needs a shift that recurs."""

_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MINUTE = timedelta(minutes=1)
OWN_HOURS = said("within their own hours")


def covers(coverage: Coverage, episode: Episode, atlas: Atlas, helpers: StandIns) -> Iterator[Proposal]:
    """Who takes which holes: date by date for a few, once and for all for many."""
    if coverage.rule.duty is None:
        return
    if len(episode.parts) > ONE_BY_ONE:
        yield from _for_good(coverage.rule.duty, episode, atlas, helpers)
        return
    for span in episode.runs:
        yield from _once(coverage.rule.duty, span, atlas, helpers)


def _once(duty: str, span: Span, atlas: Atlas, helpers: StandIns) -> Iterator[Proposal]:
    found = helpers.for_hole(span)
    if not found:
        return
    words = [take_text(stand_in.person, stand_in.span, atlas) for stand_in in found]
    shifts = tuple(single_shift(duty, stand_in.person, stand_in.span, atlas) for stand_in in found)
    people = tuple(stand_in.person for stand_in in found)
    action = said("On {day}, ask {whom}", day=day_text(span.start.date()), whom=listed(words))
    yield Proposal(Kind.COVER, action, Change(add=shifts), (span,), people, note=OWN_HOURS)


def _in_part(duty: str, episode: Episode, atlas: Atlas, helpers: StandIns) -> Iterator[Proposal]:
    """For hours that are never planned: whoever is at work in a part of them, each in their own hours."""
    typical = episode.parts[len(episode.parts) // 2].span
    found = helpers.for_hole(typical)[:MOST_STAND_INS]
    if not found:
        return
    first = episode.parts[0].span.start
    shifts = tuple(_own_series(duty, stand_in, first, atlas) for stand_in in found)
    words = [take_text(stand_in.person, stand_in.span, atlas) for stand_in in found]
    people = tuple(stand_in.person for stand_in in found)
    action = said(
        "From {day} on, ask {whom} every working day", day=day_text(first.date()), whom=listed(words)
    )
    yield Proposal(Kind.COVER, action, Change(add=shifts), episode.spans, people, note=OWN_HOURS)


def _own_series(duty: str, stand_in: StandIn, first: datetime, atlas: Atlas) -> Shift:
    """By the holder's own clocks and on their own weekdays: so it stays inside their hours all year."""
    person = atlas.person(stand_in.person)
    zone = atlas.zones.zone(person.place.zone)
    civil = CivilTime.of(stand_in.span.start, zone)
    pattern = person.pattern_on(civil.date)
    weekdays = pattern.weekdays if pattern else {civil.date.weekday()}
    codes = ",".join(_CODES[day] for day in sorted(weekdays))
    day = CivilTime.of(first, zone).date
    while day.weekday() not in weekdays:
        day += timedelta(days=1)
    start = replace(civil, date=day, fold=0)
    minutes = stand_in.span.elapsed // _MINUTE
    return Shift(duty, stand_in.person, Recurrence(start, minutes, f"FREQ=WEEKLY;BYDAY={codes}"))


def _for_good(duty: str, episode: Episode, atlas: Atlas, helpers: StandIns) -> Iterator[Proposal]:
    spans = [part.span for part in episode.parts]
    whole = helpers.whole(spans)
    if not whole and episode.cause.kind is CauseKind.NO_SHIFT:
        yield from _in_part(duty, episode, atlas, helpers)
    for person in whole[:1]:
        shift = _series(duty, person, episode, atlas)
        place = atlas.person(person).place
        local = local_text(spans[0], place.zone, place.label, atlas.zones)
        until = shift.recurrence.until
        action = said(
            "Give {hours} {days} to {person} ({local}) {period}",
            hours=repeated_text(spans[0]),
            days=repetition([span.start for span in spans]),
            person=name_of(atlas, person),
            local=local,
            period=period_text(shift.recurrence.start.date, until),
        )
        yield Proposal(
            Kind.COVER, action, Change(add=(shift,)), episode.spans, (person,), foreign=True, note=OWN_HOURS
        )


def _series(duty: str, person: str, episode: Episode, atlas: Atlas) -> Shift:
    """By the clocks that the holes keep to, so it fits them on every day and not just on the first."""
    first = episode.parts[0]
    key = _clocks_of(first, atlas.person(person).place.zone)
    zone = atlas.zones.zone(key)
    starts = [CivilTime.of(part.span.start, zone) for part in episode.parts]
    keys = {stint.zone for part in episode.parts for stint in (part.before, part.after) if stint}
    recurrence = Recurrence(
        starts[0],
        _longest(episode.parts) // _MINUTE,
        weekly_rule(start.date for start in starts),
        until=last_day(episode, atlas.zones, keys),
    )
    return Shift(duty, person, recurrence)


def weekly_rule(dates: Iterable[date]) -> str:
    """An RFC 5545 rule for every week, on the weekdays of these dates."""
    return f"FREQ=WEEKLY;BYDAY={','.join(_CODES[day] for day in sorted({date.weekday() for date in dates}))}"


def _clocks_of(part: Part, otherwise: str) -> str:
    if part.before is not None and part.before.end == part.span.start:
        return part.before.zone
    return part.after.zone if part.after is not None else otherwise


def _longest(parts: Sequence[Part]) -> timedelta:
    return max(part.span.elapsed for part in parts)
