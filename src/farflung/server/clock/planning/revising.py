"""A series at other times: what of it moves, what stays, and the rule that it goes by from then on.

The date that is nearest to the new first one is moved there, and all after it with it; earlier dates stay.
What was called off or moved by hand stays so wherever the new rule has a date on the same day.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.model import MeetingSeries, Occurrence, Override, Recurrence
from farflung.engine.time import CivilTime, Span, ZoneDatabase
from farflung.server.clock.planning.recurring import ended

AS_IT_IS = -1
"""In place of a number of weeks: a rule that has no such number stays."""

_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WEEKS = frozenset({1, 2, 4})
_LONGEST = timedelta(days=3660)
"""A series that goes on for longer than this has no last date that anybody means."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants: the first date, minutes after its midnight, how long, every how many weeks.

    `weeks` is 0 for once and `AS_IT_IS` for the rule that there is. `last` is None for without an end.
    """

    first: CivilTime
    minutes: int
    weeks: int
    last: date | None


@dataclass(frozen=True, slots=True)
class Move:
    """The rule from `since` on, the local date that its first one replaces; what is before it stays."""

    recurrence: Recurrence
    since: date

    @property
    def last(self) -> date:
        """The last local date of what was planned before."""
        return min(self.since, self.recurrence.start.date) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ends:
    """It goes on as it is, until another last local date; None is without an end."""

    last: date | None


def until(rule: Recurrence, last: date | None) -> Recurrence:
    """The rule with another end; what was moved by hand from after it is not there any more."""
    kept = tuple(one for one in rule.overrides if last is None or one.original.date <= last)
    return replace(rule, rule=without_end(rule.rule), until=last, overrides=kept)


def with_end(
    rule: Recurrence,
    whole: Recurrence,
    last: date | None,
    now: datetime,
    zones: ZoneDatabase,
    *,
    goes_on: bool,
) -> tuple[Recurrence, Recurrence | None]:
    """A rule with another last date, and what it goes back to, where there is more of that, when it is ended
    later again.

    `whole` is that until now; only one that `goes_on` may be longer. What did not take place is not there as
    if it had: a date that comes back and is past is called off.
    """
    new = until(whole, last) if goes_on else whole if last is None else ended(whole, last)
    for one in _never_held(rule, new, now, zones):
        new, whole = without_date(new, one), without_date(whole, one)
    less = len(new.overrides) < len(whole.overrides) or (not goes_on and new.until != whole.until)
    return new, whole if less else None


def _never_held(
    before: Recurrence, after: Recurrence, now: datetime, zones: ZoneDatabase
) -> Sequence[CivilTime]:
    """The dates of a rule that are past, and of which the one before it had none."""
    last = last_of(before, zones) or now.date()
    since = datetime.combine(last, time(0), tzinfo=UTC) - timedelta(days=2)
    window = Span(min(since, now - timedelta(days=2)), now)
    held = {one.civil for one in _dates(before, window, zones)}
    return [one.civil for one in _dates(after, window, zones) if one.civil not in held and one.start < now]


def only_ends(rule: Recurrence, wish: Wish, ahead: Sequence[Occurrence]) -> bool:
    """Whether nothing is wished for but another last date."""
    same = bool(ahead) and (ahead[0].civil.date, ahead[0].civil.time) == (wish.first.date, wish.first.time)
    return same and wish.minutes == length_of(rule) and wish.weeks in (AS_IT_IS, weeks_of(rule))


def rule_of(weeks: int, day: date) -> str | None:
    """The rule of a meeting on a day and every so many weeks after it; None of one that is held once."""
    if not weeks:
        return None
    interval = f";INTERVAL={weeks}" if weeks > 1 else ""
    return f"FREQ=WEEKLY{interval};BYDAY={_DAYS[day.weekday()]}"


def weeks_of(rule: Recurrence) -> int:
    """Every how many weeks it is, 0 for once; `AS_IT_IS` for any other rule."""
    if rule.rule is None:
        return AS_IT_IS if rule.extra else 0
    parts = _parts(rule.rule)
    own = _DAYS[rule.start.date.weekday()]
    weekly = parts.pop("FREQ", "") == "WEEKLY" and parts.pop("BYDAY", own) == own
    weeks = parts.pop("INTERVAL", "1")
    for name in ("COUNT", "UNTIL", "WKST"):
        parts.pop(name, None)
    plain = weekly and not parts and not rule.extra and weeks.isdigit()
    return int(weeks) if plain and int(weeks) in _WEEKS else AS_IT_IS


def last_of(rule: Recurrence, zones: ZoneDatabase) -> date | None:
    """The last date of a series that has one."""
    if rule.rule is None:
        return None
    if not {"COUNT", "UNTIL"} & _parts(rule.rule).keys():
        return rule.until
    begin = datetime.combine(rule.start.date, time(0), tzinfo=UTC) - timedelta(days=2)
    held = _dates(replace(rule, overrides=(), excluded=()), Span(begin, begin + _LONGEST), zones)
    return held[-1].civil.date if held else rule.start.date


def length_of(rule: Recurrence) -> int:
    """How long it is, in minutes."""
    return rule.end_minutes if rule.elapsed is None else round(rule.elapsed / timedelta(minutes=1))


def wanted(
    before: Recurrence,
    wish: Wish,
    ahead: Sequence[Occurrence],
    zones: ZoneDatabase,
    earlier: Sequence[Recurrence] = (),
) -> Move | None:
    """The move that a wish means, of a series with these dates ahead at its own hours.

    `earlier` are the rules that it went by until it was moved: what was done by hand to those stays too.
    None where the rule that is to stay makes no date on the first day.
    """
    stays = wish.weeks == AS_IT_IS
    rule = without_end(before.rule) if stays else rule_of(wish.weeks, wish.first.date)
    new = Recurrence(wish.first, wish.minutes, rule, until=wish.last)
    zone = zones.zone(wish.first.zone)
    start = wish.first.instant(zone)
    held = _dates(new, Span(start - timedelta(days=1), start + timedelta(days=800)), zones)
    if not held or held[0].civil.date != wish.first.date:
        return None
    since = _since(wish.first.date, ahead)
    return Move(_with_exceptions(new, (*earlier, before), since, held), since)


def _since(first: date, ahead: Sequence[Occurrence]) -> date:
    """The date that is replaced by the first one: the nearest to it, the earlier of two as near."""
    dates = [one.civil.date for one in ahead]
    return min(dates, key=lambda day: (abs((day - first).days), day)) if dates else first


def _with_exceptions(
    new: Recurrence, parts: Sequence[Recurrence], since: date, held: Sequence[Occurrence]
) -> Recurrence:
    civil = {one.civil.date: one.civil for one in held}
    off = (
        one.date
        for rule in parts
        for one in called_off(rule, since)
        if rule.until is None or one.date <= rule.until
    )
    excluded = (civil[day] for day in off if day in civil)
    moved = {
        civil[one.original.date]: replace(one, original=civil[one.original.date])
        for rule in parts
        for one in rule.overrides
        if one.start is not None and one.original.date >= since and one.original.date in civil
    }
    return replace(new, excluded=tuple(dict.fromkeys(excluded)), overrides=tuple(moved.values()))


def without_date(rule: Recurrence, date_: CivilTime) -> Recurrence:
    """One date is called off."""
    kept = tuple(one for one in rule.overrides if one.original != date_)
    return replace(rule, overrides=kept, excluded=tuple(dict.fromkeys((*rule.excluded, date_))))


def with_date_at(rule: Recurrence, date_: CivilTime, span: Span, now: datetime) -> Recurrence:
    """One date is at another time, known from `now` on."""
    kept = tuple(one for one in rule.overrides if one.original != date_)
    off = tuple(one for one in rule.excluded if one != date_)
    moved = Override(date_, span.start, span.end, now)
    return replace(rule, overrides=(*kept, moved), excluded=off)


def with_date_back(rule: Recurrence, date_: CivilTime) -> Recurrence:
    """One date is where the rule has it."""
    kept = tuple(one for one in rule.overrides if one.original != date_)
    return replace(rule, overrides=kept, excluded=tuple(one for one in rule.excluded if one != date_))


def called_off(rule: Recurrence, since: date) -> tuple[CivilTime, ...]:
    """The dates from a local date on that do not take place, in order."""
    found = [*rule.excluded, *(one.original for one in rule.overrides if one.start is None)]
    return tuple(sorted(one for one in set(found) if one.date >= since))


def _dates(rule: Recurrence, window: Span, zones: ZoneDatabase) -> tuple[Occurrence, ...]:
    return Atlas((), zones=zones).occurrences(MeetingSeries("", "", rule, ()), window)


def _parts(rule: str) -> dict[str, str]:
    pairs = (part.split("=", 1) for part in rule.removeprefix("RRULE:").upper().split(";") if "=" in part)
    return {name.strip(): value.strip() for name, value in pairs}


def without_end(rule: str | None) -> str | None:
    """The rule as if it went on for ever."""
    if rule is None:
        return None
    parts = (part for part in rule.removeprefix("RRULE:").split(";") if part)
    return ";".join(part for part in parts if part.partition("=")[0].upper() not in ("COUNT", "UNTIL"))
