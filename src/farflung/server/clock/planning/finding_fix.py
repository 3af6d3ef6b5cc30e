"""Fixes of findings: what each changes of a series, as plain values, and the recurrence that it makes.

A check hands over the series as it would be. What it did to it is read off that: another hour from now on,
hours in turn, other clocks, one date moved or left out. Of anything else the words are kept.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from farflung.engine.atlas import Atlas
from farflung.engine.checks import Fix
from farflung.engine.model import Agreement, MeetingSeries, Override, Person, Recurrence, WeeklyPattern
from farflung.engine.said import Said
from farflung.engine.time import CivilTime, Span
from farflung.server.clock.planning.agreement_fix import agreement_kept
from farflung.server.clock.planning.recurring import Turns, kept_recurrence, recurrence_of
from farflung.server.clock.planning.revising import Move
from farflung.server.clock.planning.series import MOST_TIMES, first_turn
from farflung.server.ui.told import kept_text

Kept = dict[str, Any]
HOURS: Final = "hours"
CORE: Final = "core"
"""Ways of a fix that are for people to decide: those whose hours they are; a team that agrees on an hour."""

_AHEAD = timedelta(days=800)


@dataclass(frozen=True, slots=True)
class Deed:
    """What a fix does to a series: takes turns, goes by another rule, moves one date, or leaves dates out."""

    turns: Turns | None = None
    move: Move | None = None
    dates: tuple[CivilTime, ...] = ()
    to: Span | None = None


def kept_fix(atlas: Atlas, fix: Fix, *, turned: frozenset[str]) -> Kept:
    """A fix as it is kept: its words, and under `how` what it does, where there is a way to do it here.

    `turned` are series that take turns already: what was found about those dates is no rule to go on with.
    """
    kept: Kept = {"action": kept_text(fix.action), "effect": kept_text(fix.effect)}
    change = fix.change
    if change is None:
        return kept | _hour_of(fix)
    if not change.remove or len(change.remove) != len(change.add):
        return kept
    people = [_hours(*pair) for pair in zip(change.remove, change.add, strict=True)]
    if all(people):
        return kept | {"how": HOURS, "people": people}
    before, after = change.remove[0], change.add[0]
    if len(change.add) > 1:
        return kept
    if isinstance(before, MeetingSeries) and isinstance(after, MeetingSeries) and before.id not in turned:
        how = _how(atlas, before, after)
        return kept | ({**how, "series": before.id} if how else {})
    if isinstance(before, Agreement) and isinstance(after, Agreement):
        return kept | agreement_kept(before, after)
    return kept


def _hour_of(fix: Fix) -> Kept:
    """The hour that a team is to agree on, where that is the fix."""
    action = fix.action
    if not isinstance(action, Said) or not action.one.startswith("Agree on core hours"):
        return {}
    clock = action.values.get("clock")
    at = clock.values.get("at") if isinstance(clock, Said) else None
    return {"how": CORE, "at": at.isoformat()} if isinstance(at, datetime) else {}


def _hours(before: object, after: object) -> Kept:
    """Whose hours would be others: the week that is, the one that would be, and from which day on."""
    if not isinstance(before, Person) or not isinstance(after, Person) or before.id != after.id:
        return {}
    new = next((one for one in after.patterns if one not in before.patterns), None)
    if new is None:
        return {}
    first = new.start
    was = before.pattern_on(first) if first is not None else before.patterns[0].pattern
    return {
        "person": before.id,
        "was": _week(was) if was is not None else [],
        "week": _week(new.pattern),
        "start": first.isoformat() if first is not None else None,
    }


def _week(pattern: WeeklyPattern) -> list[list[int]]:
    return [[block.weekday, block.start, block.end] for block in pattern.blocks]


def _how(atlas: Atlas, before: MeetingSeries, after: MeetingSeries) -> Kept:
    old, new = before.recurrence, after.recurrence
    if replace(old, overrides=()) != replace(new, overrides=()):
        ends = new.rule is not None and "COUNT" in new.rule.upper()
        return {} if ends else {"how": "anchor", "recurrence": kept_recurrence(new)}
    there = set(old.overrides)
    added = [one for one in new.overrides if one not in there]
    if not added:
        return {}
    if any(one.start is None for one in added):
        dates = [_civil(one.original) for one in added]
        return {"how": "leave", "dates": dates} if all(one.start is None for one in added) else {}
    if len(added) == 1:
        (one,) = added
        return {
            "how": "date",
            "dates": [_civil(one.original)],
            "start": _text(one.start),
            "end": _text(one.end),
        }
    times = _times(atlas, old.zone, added)
    return {"how": "turns", "times": list(times), "zone": old.zone} if times else {}


def _times(atlas: Atlas, zone: str, added: Sequence[Override]) -> tuple[int, ...]:
    """The minutes of the day that repeat over the dates; none where they do not, or the date moves too."""
    clock = atlas.zones.zone(zone)
    shown = [CivilTime.of(one.start, clock) for one in sorted(added, key=lambda o: o.original) if one.start]
    wanted = sorted(one.original.date for one in added)
    minutes = [one.time.hour * 60 + one.time.minute for one in shown]
    if [one.date for one in shown] != wanted:
        return ()
    for count in range(1, min(MOST_TIMES, len(minutes)) + 1):
        if all(minute == minutes[n % count] for n, minute in enumerate(minutes)):
            return tuple(minutes[:count])
    return ()


def deed_of(
    atlas: Atlas, series: MeetingSeries, rule: Recurrence, fix: Mapping[str, Any], now: datetime
) -> Deed | None:
    """What the fix does now to a series with that rule; None where its dates are past or it does nothing."""
    how = fix.get("how")
    if how == "turns":
        times = tuple(int(one) for one in fix["times"])
        since = first_turn(atlas, replace(series, recurrence=rule), now, times, str(fix["zone"]))
        return Deed(turns=Turns(times, str(fix["zone"]), since)) if since else None
    if how == "anchor":
        return _anchored(atlas, series, recurrence_of(fix["recurrence"]), now)
    if how in ("date", "leave"):
        return _dates(atlas, rule, fix, now)
    return None


def _anchored(atlas: Atlas, series: MeetingSeries, rule: Recurrence, now: datetime) -> Deed | None:
    """The rule from its next date on: what was before stays on the clocks that it was on."""
    held = atlas.occurrences(replace(series, recurrence=rule), Span(now, now + _AHEAD))
    first = next((one.civil for one in held if one.start > now and not one.moved), None)
    if first is None:
        return None
    from_now_on = replace(
        rule,
        start=first,
        overrides=tuple(one for one in rule.overrides if one.original.date >= first.date),
        excluded=tuple(one for one in rule.excluded if one.date >= first.date),
        extra=tuple(one for one in rule.extra if one.date >= first.date),
    )
    return Deed(move=Move(from_now_on, first.date))


def _dates(atlas: Atlas, rule: Recurrence, fix: Mapping[str, Any], now: datetime) -> Deed | None:
    originals = dates_of(fix)
    zone = atlas.zones.zone(rule.zone)
    if any(one.instant(zone) <= now for one in originals):
        return None
    start, end = (instant_of(fix.get(name)) for name in ("start", "end"))
    if start is None or end is None:
        return Deed(dates=originals)
    return Deed(dates=originals, to=Span(start, end)) if start > now else None


def _civil(one: CivilTime) -> list[Any]:
    return [one.date.isoformat(), one.time.isoformat(), one.zone, one.fold]


def _civil_of(kept: Sequence[Any]) -> CivilTime:
    day, clock, zone, fold = kept
    return CivilTime(date.fromisoformat(day), time.fromisoformat(clock), str(zone), int(fold))


def dates_of(fix: Mapping[str, Any]) -> tuple[CivilTime, ...]:
    """The dates that a fix moves or leaves out, on the clocks of the series."""
    return tuple(map(_civil_of, fix.get("dates", ())))


def instant_of(kept: Any) -> datetime | None:
    """An instant as it is kept in a fix."""
    return None if kept is None else datetime.fromisoformat(kept)


def _text(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()
