"""Proposals that give a hole to colleagues who are at work then anyway."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from math import gcd

from farflung.engine.atlas import Atlas, Change
from farflung.engine.coverage.causes import CauseKind
from farflung.engine.coverage.hand_over import single_shift, take_text
from farflung.engine.coverage.holes import Part
from farflung.engine.coverage.levels import Coverage
from farflung.engine.coverage.proposal import DAYS_OFF, Kind, Proposal, last_day
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
from farflung.engine.model import DAY_MINUTES, Person, Recurrence, Shift
from farflung.engine.said import said
from farflung.engine.time import CivilTime, Span

MOST_STAND_INS = 4
ONE_BY_ONE = 5
"""Up to so many times a hole is filled date by date; more often it needs a shift that recurs."""

_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MINUTE, _DAY = timedelta(minutes=1), timedelta(days=1)
OWN_HOURS = said("within their own hours")
_OR_BUSY = said("the rest falls on days off or on other shifts")


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
    shifts = tuple(
        helpers.cleared(_own_series(duty, stand_in, first, atlas), stand_in.person) for stand_in in found
    )
    words = [take_text(stand_in.person, stand_in.span, atlas, again=True) for stand_in in found]
    people = tuple(stand_in.person for stand_in in found)
    action = said(
        "From {day} on, ask {whom} on each day on which they work then",
        day=day_text(first.date()),
        whom=listed(words),
    )
    yield Proposal(Kind.COVER, action, Change(add=shifts), episode.spans, people, note=OWN_HOURS)


def _own_series(duty: str, stand_in: StandIn, first: datetime, atlas: Atlas) -> Shift:
    """By the holder's own clocks and on weekdays when they work then: so it stays inside their hours."""
    person = atlas.person(stand_in.person)
    zone = atlas.zones.zone(person.place.zone)
    civil = CivilTime.of(stand_in.span.start, zone)
    minutes = stand_in.span.elapsed // _MINUTE
    weekdays = _weekdays(person, civil, minutes) or {civil.date.weekday()}
    codes = ",".join(_CODES[day] for day in sorted(weekdays))
    day = CivilTime.of(first, zone).date
    while day.weekday() not in weekdays:
        day += timedelta(days=1)
    start = replace(civil, date=day, fold=0)
    return Shift(duty, stand_in.person, Recurrence(start, minutes, f"FREQ=WEEKLY;BYDAY={codes}"))


def _weekdays(person: Person, civil: CivilTime, minutes: int) -> set[int]:
    """On which weekdays so long a stretch from that time of day on lies in their hours.

    A night that began the evening before counts on the day of the stretch.
    """
    pattern, start = person.pattern_on(civil.date), civil.time.hour * 60 + civil.time.minute
    return {
        (block.weekday + later) % 7
        for block in (pattern.blocks if pattern else ())
        for later in (0, 1)
        if block.start <= start + later * DAY_MINUTES and start + later * DAY_MINUTES + minutes <= block.end
    }


def _for_good(duty: str, episode: Episode, atlas: Atlas, helpers: StandIns) -> Iterator[Proposal]:
    spans = [part.span for part in episode.parts]
    whole = helpers.whole(spans)
    if not whole and episode.cause.kind is CauseKind.NO_SHIFT:
        yield from _in_part(duty, episode, atlas, helpers)
    for person in whole[:1]:
        shift = helpers.cleared(_series(duty, person, episode, atlas), person)
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
            Kind.COVER,
            action,
            Change(add=(shift,)),
            episode.spans,
            (person,),
            foreign=True,
            note=OWN_HOURS,
            rest=_OR_BUSY if any(helpers.busy(person, span) for span in spans) else DAYS_OFF,
        )


def _series(duty: str, person: str, episode: Episode, atlas: Atlas) -> Shift:
    """By the clocks that the holes keep to, so it fits them on every day and not just on the first."""
    key = _clocks_of(episode.parts[0], atlas.person(person).place.zone)
    starts = [CivilTime.of(part.span.start, atlas.zones.zone(key)) for part in episode.parts]
    keys = {stint.zone for part in episode.parts for stint in (part.before, part.after) if stint}
    last = last_day(episode, atlas.zones, keys)
    return Shift(duty, person, replace(weekly(starts, _longest(episode.parts) // _MINUTE), until=last))


def weekly(starts: Sequence[CivilTime], minutes: int) -> Recurrence:
    """What comes back on the weekdays of these starts, every week or every so many.

    A date between them on which there is none is left out: nobody is needed on it.
    """
    dates = {start.date for start in starts}
    first = starts[0].date
    every = gcd(*(_weeks(first, day) for day in dates)) or 1
    step = "" if every == 1 else f"INTERVAL={every};"
    between = (first + number * _DAY for number in range((max(dates) - first).days))
    weekdays = {day.weekday() for day in dates}
    skipped = (
        day
        for day in between
        if day not in dates and day.weekday() in weekdays and not _weeks(first, day) % every
    )
    return Recurrence(
        starts[0],
        minutes,
        weekly_rule(dates).replace(";", f";{step}", 1),
        excluded=tuple(replace(starts[0], date=day) for day in skipped),
    )


def _weeks(first: date, day: date) -> int:
    """How many weeks, from Monday on, lie between two dates."""
    return ((day - day.weekday() * _DAY) - (first - first.weekday() * _DAY)).days // 7


def weekly_rule(dates: Iterable[date]) -> str:
    """An RFC 5545 rule for every week, on the weekdays of these dates."""
    return f"FREQ=WEEKLY;BYDAY={','.join(_CODES[day] for day in sorted({date.weekday() for date in dates}))}"


def _clocks_of(part: Part, otherwise: str) -> str:
    if part.before is not None and part.before.end == part.span.start:
        return part.before.zone
    return part.after.zone if part.after is not None else otherwise


def _longest(parts: Sequence[Part]) -> timedelta:
    return max(part.span.elapsed for part in parts)
