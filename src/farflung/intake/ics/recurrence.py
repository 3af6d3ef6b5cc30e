"""A series of events as an engine `Recurrence`: rule, exceptions and moved occurrences.

Ends: DTEND in the zone of DTSTART is a wall-clock end, which is what its writer sees (a night shift
22:00-06:00 ends at 06:00 whatever the clocks do; RFC 5545 3.8.5.3 would keep the length of the first
night). DTEND in another zone, and DURATION in hours, are true elapsed time; DURATION in whole days is
nominal.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from dateutil.rrule import rrulestr

from farflung.engine.model import Override, Recurrence
from farflung.engine.said import said, sentence
from farflung.engine.time import CivilTime, epoch, from_epoch
from farflung.intake.ics.created import moved
from farflung.intake.ics.event import BadEventError, Event
from farflung.intake.ics.file_clock import FileClock
from farflung.intake.ics.rules import RuleError, aware_until, checked_rule, ends_before, wall, weekly
from farflung.intake.ics.values import Moment, Period
from farflung.intake.notebook import Notebook

DAY = 1440


@dataclass(frozen=True, slots=True)
class _Length:
    """Minutes on the wall clock, or true time."""

    minutes: int
    elapsed: timedelta | None = None


def recurrence_of(
    master: Event, overrides: Iterable[Event], clock: FileClock, notebook: Notebook
) -> Recurrence:
    """The recurrence; raises `BadEventError` or `UnplacedTimeError` where the series cannot be placed."""
    start = clock.civil(master.start)
    length = _length(master, start, clock)
    rule = _rule(master, start, notebook)
    extra = tuple(clock.in_zone(period.start, start.zone) for period in master.extra)
    if rule is not None and not _makes(rule, start, clock):
        extra = (start, *extra)  # RFC 5545 3.8.5.3: DTSTART is always the first of the set
    series = Recurrence(
        start,
        length.minutes,
        rule,
        length.elapsed,
        tuple(_excluded(moment, start, clock) for moment in master.excluded),
        extra,
    )
    made = [_override(series, master, override, clock, notebook) for override in overrides]
    made += [_period(series, period, clock) for period in master.extra if period.end or period.length]
    kept = tuple(override for override in made if override is not None)
    return Recurrence(
        series.start,
        series.end_minutes,
        series.rule,
        series.elapsed,
        series.excluded,
        series.extra,
        kept,
    )


def span_of(event: Event, clock: FileClock) -> tuple[datetime, datetime]:
    """Start and end instants of one event by itself."""
    start = clock.civil(event.start)
    series = Recurrence(start, (length := _length(event, start, clock)).minutes, elapsed=length.elapsed)
    return _generated(series, start, clock)


def _length(event: Event, start: CivilTime, clock: FileClock) -> _Length:
    if event.length is not None:
        minutes = int(event.length.total_seconds() // 60)
        return _Length(minutes) if event.nominal else _Length(minutes, event.length)
    if event.end is None:
        return _Length(DAY if event.all_day else 0)
    if clock.zone_of(event.end, start.zone) == start.zone:
        end = clock.in_zone(event.end, start.zone)
        return _Length(_no_less_than_zero((end.local_seconds - start.local_seconds) // 60, event))
    elapsed = clock.instant(event.end) - clock.instant(event.start)
    minutes = _no_less_than_zero(int(elapsed.total_seconds() // 60), event)
    return _Length(minutes, elapsed)


def _no_less_than_zero(minutes: int, event: Event) -> int:
    if minutes < 0:
        message = said("{title!r} ends before it starts.", title=event.shown_title)
        raise BadEventError(message, event.line, said("Mend DTSTART or DTEND."))
    return minutes


def _rule(master: Event, start: CivilTime, notebook: Notebook) -> str | None:
    if len(master.rules) > 1 or master.has_exrule:
        notebook.warning(
            "ics-rule-part",
            master.file,
            said(
                "{title!r} has an EXRULE, which iCalendar gave up in 2009; only its first RRULE is followed.",
                title=master.shown_title,
            )
            if master.has_exrule
            else said(
                "{title!r} has several RRULEs; only its first RRULE is followed.", title=master.shown_title
            ),
            said("Write the exceptions as EXDATE, and further rules as events of their own."),
            line=master.line,
        )
    if not master.rules:
        return None
    try:
        return checked_rule(master.rules[0], start)
    except RuleError as error:
        message = sentence(said("{title!r}: {why}", title=master.shown_title, why=error.said))
        raise BadEventError(message, master.line, said("Mend the RRULE."), master.rules[0]) from error


def _makes(rule: str, start: CivilTime, clock: FileClock) -> bool:
    """Whether the rule itself makes the start, or ended before it: so programs write a series taken back."""
    if (days := weekly(rule)) is not None:
        return start.date.weekday() in days
    zone = clock.zones.zone(start.zone)
    return ends_before(rule, start, zone) or wall(start) in rrulestr(aware_until(rule), dtstart=wall(start))


def _excluded(moment: Moment, start: CivilTime, clock: FileClock) -> CivilTime:
    """EXDATE and RECURRENCE-ID as a civil start of the series; a bare date means that day's occurrence."""
    if moment.clock is None:
        return CivilTime(moment.day, start.time, start.zone, start.fold)
    return clock.in_zone(moment, start.zone, start.fold)


def _override(
    series: Recurrence, master: Event, event: Event, clock: FileClock, notebook: Notebook
) -> Override | None:
    original = _excluded(event.replaces or event.start, series.start, clock)
    if event.tail:
        notebook.warning(
            "ics-this-and-future",
            event.file,
            said(
                "the change of {title!r} from {day} on (RANGE=THISANDFUTURE) is followed on that day only.",
                title=event.shown_title,
                day=original.date,
            ),
            said("End the series there and write the rest as a series of its own; most programs do."),
            line=event.line,
        )
    if event.cancelled:
        return Override(original)
    begin, end = span_of(event, clock)
    if (begin, end) == _generated(series, original, clock):
        return None  # only its words changed; left to the rule, it follows the zone's future rules too
    return Override(original, begin, end, moved(master, event))


def _period(series: Recurrence, period: Period, clock: FileClock) -> Override:
    original = clock.in_zone(period.start, series.zone, series.start.fold)
    begin = clock.instant(period.start, series.zone)
    end = clock.instant(period.end, series.zone) if period.end else begin + (period.length or timedelta())
    return Override(original, begin, max(begin, end))


def _generated(series: Recurrence, original: CivilTime, clock: FileClock) -> tuple[datetime, datetime]:
    """What the rule alone makes of one civil start: as in `engine.atlas.expand`."""
    zone = clock.zones.zone(series.zone)
    begin = original.instant(zone)
    if series.elapsed is not None:
        return begin, begin + series.elapsed
    end = from_epoch(zone.first_valid(original.local_seconds + series.end_minutes * 60))
    return begin, from_epoch(max(epoch(begin), epoch(end)))
