"""Why nobody (or too few) are there: each part of a hole with its own cause."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import reduce

from farflung.engine.atlas import Atlas
from farflung.engine.atlas.off import OffKind
from farflung.engine.coverage.clockshift import ClockShift
from farflung.engine.coverage.roster import Lost
from farflung.engine.coverage.stints import Stint
from farflung.engine.coverage.words import date_text, listed, local_text, moment_text, names_of, zone_label
from farflung.engine.said import Said, said, said_of
from farflung.engine.said_values import enumerated
from farflung.engine.time import CivilTime, Transition


class CauseKind(StrEnum):
    """What opened a hole."""

    CLOCK_CHANGE = "clock change"
    HOLIDAY = "holiday"
    UNAVAILABLE = "unavailable"
    NOT_ELIGIBLE = "not eligible"
    UNFILLED = "unfilled shift"
    NO_SHIFT = "no shift"
    ROSTER_ENDS = "roster ends"
    ROSTER_STARTS = "roster starts"


@dataclass(frozen=True, slots=True)
class Cause:
    """`text` reads after "because"; `key` is equal for the same cause on another day.

    `who` are the ids of those whose being off it is. `opened_by` are the clock changes that opened it,
    `until` the one that will close it.
    """

    kind: CauseKind
    text: Said
    key: tuple[str, ...]
    who: tuple[str, ...] = ()
    opened_by: tuple[Transition, ...] = ()
    until: Transition | None = field(default=None, compare=False)


_OF_OFF = {
    OffKind.HOLIDAY: CauseKind.HOLIDAY,
    OffKind.UNAVAILABLE: CauseKind.UNAVAILABLE,
    OffKind.NOT_ELIGIBLE: CauseKind.NOT_ELIGIBLE,
}


def because_off(lost: Sequence[Lost], unfilled: Sequence[Stint], atlas: Atlas) -> Cause:
    """Everybody who was meant to be there and is not, by reason, and the shifts that nobody holds."""
    reasons: dict[tuple[OffKind, str], list[Lost]] = {}
    for item in lost:
        reasons.setdefault((item.off.kind, item.off.label), []).append(item)
    words = [_off_words(*reason, found, atlas) for reason, found in reasons.items()]
    kinds = [_OF_OFF[kind] for kind, _ in reasons]
    if unfilled:
        kinds.append(CauseKind.UNFILLED)
        words.append(_unfilled_words(unfilled[0], atlas))
    who = tuple(dict.fromkeys(person for item in lost for person in item.stint.people))
    return Cause(kinds[0], listed(words), (kinds[0].value, *words), who)


def _off_words(kind: OffKind, label: str, lost: Sequence[Lost], atlas: Atlas) -> Said:
    people = tuple(dict.fromkeys(person for item in lost for person in item.stint.people))
    names = names_of(atlas, people)
    if kind is OffKind.HOLIDAY:
        places = list(dict.fromkeys(item.off.place for item in lost))
        return said(
            "{holiday} is a public holiday in {places} ({people})",
            holiday=label,
            places=listed(places),
            people=names,
        )
    if kind is OffKind.UNAVAILABLE:
        return said_of("{people} is unavailable", "{people} are unavailable", len(people), people=names)
    if not label:
        return said_of(
            "{people} is not among the people", "{people} are not among the people", len(people), people=names
        )
    return said_of(
        "{people} has no {skills}", "{people} have no {skills}", len(people), people=names, skills=label
    )


def _unfilled_words(stint: Stint, atlas: Atlas) -> Said:
    label = zone_label(atlas, None, stint.zone)
    hours = local_text(stint.span, stint.zone, label, atlas.zones)
    return said("the shift {hours} is held by nobody", hours=hours)


def because_clock(shift: ClockShift, labels: dict[str, str], atlas: Atlas) -> Cause:
    """The clock changes since the two stints last met, and the zone that did not follow."""
    moved: dict[str, list[Said]] = {}
    for change in shift.opened_by:
        moved.setdefault(change.zone, []).append(local_date(change, atlas))
    words = [
        said("{place} changed clocks on {days}", place=labels[zone], days=listed(dates))
        for zone, dates in moved.items()
    ]
    still = [labels[zone] for zone in labels if zone not in moved]
    if shift.follows is not None:
        place, day = labels[shift.follows.zone], local_date(shift.follows, atlas)
        words.append(said("{place} follows only on {day}", place=place, day=day))
    elif still:
        words.append(said("{place} did not", place=still[0]))
    key = ("clock", *sorted(labels), *(change.instant.isoformat() for change in shift.opened_by))
    return Cause(CauseKind.CLOCK_CHANGE, reduce(_and, words), key, (), shift.opened_by, shift.until)


def _and(one: Said, other: Said) -> Said:
    return enumerated((one, other))


def local_date(change: Transition, atlas: Atlas) -> Said:
    """The date of a clock change where it happens: "28 March 2027"."""
    return date_text(CivilTime.of(change.instant, atlas.zones.zone(change.zone)).date)


def no_shift(*, by_hours: bool) -> Cause:
    """The time is simply not planned for."""
    outside = said("it is outside everybody's working hours")
    return Cause(CauseKind.NO_SHIFT, outside if by_hours else said("no shift is planned then"), ("no shift",))


def roster_ends(at: datetime) -> Cause:
    """Nothing is planned any more."""
    text = said("the roster ends on {at}, and no shift after it is known", at=moment_text(at, ", "))
    return Cause(CauseKind.ROSTER_ENDS, text, ("roster ends",))


def roster_starts(at: datetime | None, duty: str) -> Cause:
    """Nothing is planned yet, or at all."""
    if at is None:
        return Cause(CauseKind.NO_SHIFT, said("no shift of {duty} is known", duty=duty), ("no shift at all",))
    text = said("the first known shift begins on {at}", at=moment_text(at, ", "))
    return Cause(CauseKind.ROSTER_STARTS, text, ("roster starts",))


def combined(causes: Iterable[Cause], most: int = 4) -> Said:
    """Several causes in a sentence; the same one with fewer people is left out."""
    found = list(dict.fromkeys(causes))
    kept = [c for c in found if not any(_is_part(c, other) for other in found)]
    return listed(list(dict.fromkeys(cause.text for cause in kept)), most)


def _is_part(cause: Cause, other: Cause) -> bool:
    same = cause.kind is other.kind and cause.text.partition(" in ")[0] == other.text.partition(" in ")[0]
    return same and set(cause.who) < set(other.who)
