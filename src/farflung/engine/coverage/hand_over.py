"""Giving single stretches of a shift to somebody else: the change of files, and the words for it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta

from farflung.engine.atlas import Atlas, Change
from farflung.engine.coverage.stints import Stint
from farflung.engine.coverage.words import local_text, name_of, repeated_text, utc_text
from farflung.engine.model import Recurrence, Shift
from farflung.engine.said import Said, said
from farflung.engine.time import CivilTime, Span

Give = tuple[Stint, str]
"""A planned stretch of a shift, and the id of the person who gets it."""

_MINUTE = timedelta(minutes=1)


def handed_over(atlas: Atlas, gives: Sequence[Give]) -> Change:
    """The change that gives stretches away: out of their series, and in as shifts of one date."""
    parted: dict[int, tuple[Shift, list[Stint]]] = {}
    for stint, _ in gives:
        if stint.shift is not None:
            parted.setdefault(id(stint.shift), (stint.shift, []))[1].append(stint)
    left = (_without(atlas, shift, stints) for shift, stints in parted.values())
    taken = (
        single_shift(stint.shift.duty, taker, stint.span, atlas) for stint, taker in gives if stint.shift
    )
    return Change(
        remove=tuple(shift for shift, _ in parted.values()),
        add=(*(shift for shift in left if shift is not None), *taken),
    )


def _without(atlas: Atlas, shift: Shift, stints: Iterable[Stint]) -> Shift | None:
    """The series without some of its occurrences; None where it was but one."""
    recurrence = shift.recurrence
    if recurrence.rule is None and not recurrence.extra:
        return None
    spans = {stint.span for stint in stints}
    window = Span(min(span.start for span in spans), max(span.end for span in spans))
    gone = [o.civil for o in atlas.occurrences(shift, window) if Span(o.start, o.end) in spans]
    moved = tuple(override for override in recurrence.overrides if override.original not in gone)
    excluded = (*recurrence.excluded, *gone)
    return replace(shift, recurrence=replace(recurrence, excluded=excluded, overrides=moved))


def single_shift(duty: str, person: str, span: Span, atlas: Atlas) -> Shift:
    """A shift of one date, by the person's own clocks."""
    civil = CivilTime.of(span.start, atlas.zones.zone(atlas.person(person).place.zone))
    return Shift(duty, person, Recurrence(civil, span.elapsed // _MINUTE, elapsed=span.elapsed))


def take_text(person: str, span: Span, atlas: Atlas, *, again: bool = False) -> Said:
    """ "Ana Costa to take 14:00-18:00Z (14:00-18:00 in Lisbon)"; of what comes `again` without a date."""
    place = atlas.person(person).place
    local = local_text(span, place.zone, place.label, atlas.zones)
    who, when = name_of(atlas, person), repeated_text(span) if again else utc_text(span)
    return said("{person} to take {hours} ({local})", person=who, hours=when, local=local)
