"""`farflung clocks`: clock changes, and what they move."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path
from typing import Annotated, Any

import typer

from farflung.cli import inputs, moments, options
from farflung.cli.answer import Answer, Cell, show
from farflung.cli.errors import UsageError
from farflung.cli.times import city, hours_text, iso, utc_short, utc_text
from farflung.cli.words import count, listed, people, told
from farflung.engine.atlas import Atlas
from farflung.engine.clocks import (
    MovedOccurrence,
    SameInstant,
    Upgrade,
    WallTime,
    clock_changes,
    forecast,
    moved_by_upgrade,
    same_instant,
)
from farflung.engine.model import MeetingSeries, Recurrence, Shift, clock, clock_text
from farflung.engine.time import CivilTime, Span, UnknownZoneError, ZoneDatabase, packaged_zones
from farflung.intake.inline import zone_named, zone_remark
from farflung.intake.weekdays import read_weekdays
from farflung.intake.zone_release import zone_release

_SERIES = re.compile(r"^(?P<days>\D+?)\s+(?P<clock>\d{1,2}:\d\d)\s+(?P<zone>\D.*)$")
_SAME = re.compile(r"^\s*(?P<clock>\d{1,2}:\d\d)\s+(?P<place>\D.*?)\s*$")
_BYDAY = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_MOST_SHOWN, _MOST_ZONES, _MOST_DATES, _MOST_COLUMNS = 30, 8, 4, 3
_MINUTE = timedelta(minutes=1)


def command(
    arguments: Annotated[
        list[str] | None, typer.Argument(metavar="FILE|PERSON...", help="Files as for `check`, or people.")
    ] = None,
    first: options.From = None,
    days: options.Days = 90,
    series: Annotated[
        str | None,
        typer.Option(
            "--series", metavar="WHEN", help="A weekly meeting: 'Mon 10:00 Toronto'.", show_default=False
        ),
    ] = None,
    same: Annotated[
        str | None,
        typer.Option(
            "--same",
            metavar="TIMES",
            help="Is '08:00 Los Angeles = 16:00 London' one instant?",
            show_default=False,
        ),
    ] = None,
    upgrade_from: Annotated[
        Path | None,
        typer.Option(
            "--upgrade-from", metavar="PATH", help="What moves since this release of the zone database."
        ),
    ] = None,
    upgrade_to: Annotated[
        Path | None,
        typer.Option(
            "--upgrade-to", metavar="PATH", help="What this release of the zone database will move."
        ),
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Clock changes ahead and what they move, for whom, until when."""
    window = moments.window(first, days)
    if same:
        show(_same(same, window), packaged_zones(), as_json=as_json)
        return
    if not arguments:
        raise UsageError("give people files, people typed out, or --same '08:00 Los Angeles = 16:00 London'")
    company = inputs.company(arguments, window)
    atlas = company.atlas
    ids = [p.id for p in company.chosen(None)]
    if upgrade_from or upgrade_to:
        if series:
            atlas = atlas.with_(meetings=(_typed(series, ids, window, atlas),), shifts=())
        before = atlas.with_(zones=_release(upgrade_from, atlas)) if upgrade_from else atlas
        after = _release(upgrade_to, atlas) if upgrade_to else packaged_zones()
        answer = _upgrade(moved_by_upgrade(before, after, window), atlas)
    elif series:
        answer = _series(atlas, ids, series, window)
    else:
        answer = _changes(atlas, window)
    place = _SERIES.match(series.strip()) if series else None
    remarks = told([*company.taken, zone_remark(place["zone"], atlas.zones) if place else ""])
    show(
        replace(answer, notes=(*answer.notes, *remarks)), atlas.zones, as_json=as_json, status=company.status
    )


def _release(path: Path, atlas: Atlas) -> ZoneDatabase:
    """Another release of the zone database, if it has every zone that the company uses."""
    found = zone_release(path)
    used = {p.place.zone for p in atlas.people} | {stay.place.zone for stay in atlas.stays}
    used |= {series.recurrence.zone for series in atlas.meetings}
    used |= {shift.recurrence.zone for shift in atlas.shifts}
    missing = sorted(key for key in used if not _has(found, key))
    if missing:
        raise UsageError(f"{path} has no rules for {', '.join(missing)}: give a whole release")
    return found


def _has(zones: ZoneDatabase, key: str) -> bool:
    try:
        zones.zone(key)
    except UnknownZoneError:
        return False
    return True


def _changes(atlas: Atlas, window: Span) -> Answer:
    changes = clock_changes(atlas, window)
    items: tuple[MeetingSeries | Shift, ...] = (*atlas.meetings, *atlas.shifts)
    moved = [row for item in items for row in _moves(atlas, item, window)]
    rows = [
        (
            utc_text(c.instant),
            _shift(c.shift),
            people(len(c.people)),
            _shown_zones(c.zones, atlas.zones),
        )
        for c in changes
    ]
    notes = [f"{row['item']}: {row['text']}" for row in moved]
    rest = [f"and {len(notes) - _MOST_SHOWN:,} more: --json lists them all"] if notes[_MOST_SHOWN:] else []
    return Answer(
        "clocks",
        f"{count(len(changes), 'clock change')}; "
        f"{count(len(moved), 'time')} something moves on somebody's clock",
        ("in UTC", "clocks go", "for", "in"),
        rows,
        {
            "changes": [
                {
                    "instant": iso(c.instant),
                    "shift_minutes": c.shift // _MINUTE,
                    "zones": list(c.zones),
                    "people": len(c.people),
                }
                for c in changes
            ],
            "moves": moved,
        },
        basis=("a series follows the clocks of its own zone",),
        notes=(*notes[:_MOST_SHOWN], *rest),
    )


def _shown_zones(zones: Sequence[str], known: ZoneDatabase) -> tuple[str, ...]:
    rest = len(zones) - _MOST_ZONES
    return (*(city(known.zone(key)) for key in zones[:_MOST_ZONES]), *([f"{rest} more"] if rest > 0 else []))


def _shift(shift: timedelta) -> str:
    return f"{'forward' if shift > timedelta() else 'back'} {hours_text(abs(shift))}"


def _moves(atlas: Atlas, item: MeetingSeries | Shift, window: Span) -> Iterator[dict[str, Any]]:
    name = item.title if isinstance(item, MeetingSeries) else item.duty
    for move in forecast(atlas, item, window).moves:
        who = listed([atlas.person(p).name for p in move.people], 4)
        homes = (atlas.person(p).place for p in move.people)
        where = next((h.label for h in homes if h.zone == move.zone), city(atlas.zones.zone(move.zone)))
        yield {
            "item": name,
            "people": list(move.people),
            "zone": move.zone,
            "usual": f"{move.usual.time:%H:%M}",
            "shown": [f"{t.date}T{t.time:%H:%M}" for t in move.times],
            "since": iso(move.since),
            "until": iso(move.until),
            "text": f"{move.times[0].time:%H:%M}, not {move.usual.time:%H:%M}, in {where} "
            f"{_dates([t.date for t in move.times])} ({who})",
        }


def _dates(days: Sequence[date]) -> str:
    """ "on 15 Mar, 22 Mar"; where they are many, how many and from when to when."""
    shown = [f"{day.day} {day:%b}" for day in days]
    if len(days) > _MOST_DATES:
        return f"on {count(len(days), 'date')} from {shown[0]} to {shown[-1]}"
    return f"on {', '.join(shown)}"


def _series(atlas: Atlas, ids: Sequence[str], text: str, window: Span) -> Answer:
    item = _typed(text, ids, window, atlas)
    occurrences = atlas.occurrences(item, window)
    shown = [[atlas.local(atlas.person(p), o.start) for p in ids] for o in occurrences]
    names = [atlas.person(p).name for p in ids]
    moves = list(_moves(atlas, item, window))
    return Answer(
        "clocks",
        f"{text}: {count(len(moves), 'move')} in {count(len(occurrences), 'meeting')}",
        ("in UTC", *(names if len(ids) <= _MOST_COLUMNS else ["on their clocks"])),
        [
            (utc_short(o.start), *_beside(o.start.date(), names, row))
            for o, row in zip(occurrences, shown, strict=True)
        ],
        {
            "occurrences": [
                {
                    "start": iso(o.start),
                    "local": {p: f"{t.date}T{t.time:%H:%M}" for p, t in zip(ids, row, strict=True)},
                }
                for o, row in zip(occurrences, shown, strict=True)
            ],
            "moves": moves,
        },
        basis=(f"the series follows the clocks of {item.recurrence.zone}",),
        notes=[move["text"] for move in moves],
    )


def _beside(day: date, names: Sequence[str], row: Sequence[CivilTime]) -> tuple[Cell, ...]:
    """A column for each where they are few; else those who see the same time together."""
    times = [f"{t.time:%H:%M}" if t.date == day else f"{t.date:%a} {t.time:%H:%M}" for t in row]
    if len(names) <= _MOST_COLUMNS:
        return tuple(times)
    who: dict[str, list[str]] = {}
    for name, text in zip(names, times, strict=True):
        who.setdefault(text, []).append(name)
    return (tuple(f"{text} {listed(some, 4)}" for text, some in who.items()),)


def _typed(text: str, ids: Sequence[str], window: Span, atlas: Atlas) -> MeetingSeries:
    return MeetingSeries("typed", text, _recurrence(text, window.start.date(), atlas), tuple(ids))


def _recurrence(text: str, first: date, atlas: Atlas) -> Recurrence:
    match = _SERIES.match(text.strip())
    days = read_weekdays(match["days"]) if match else None
    if match is None or not days:
        raise UsageError(f"--series {text!r} is not understood: write it like 'Mon 10:00 Toronto'")
    zone = zone_named(match["zone"], atlas.zones)
    day = next(first + timedelta(days=n) for n in range(7) if (first + timedelta(days=n)).weekday() in days)
    at = clock(match["clock"])
    by_day = ",".join(_BYDAY[d] for d in sorted(days))
    return Recurrence(CivilTime(day, time(at // 60, at % 60), zone), 60, f"FREQ=WEEKLY;BYDAY={by_day}")


def _same(text: str, window: Span) -> Answer:
    zones, times, places = packaged_zones(), [], []
    for part in text.split("="):
        match = _SAME.match(part)
        if match is None:
            raise UsageError(f"{part.strip()!r} is no time at a place: write it like '08:00 Los Angeles'")
        times.append(WallTime(zone_named(match["place"], zones), clock(match["clock"])))
        places.append(match["place"])
    last = (window.end - timedelta(seconds=1)).date()
    found: SameInstant = same_instant(times, window.start.date(), last, zones)
    rows = [
        (
            f"{b.first} to {b.last}" if b.first != b.last else f"{b.first}",
            count((b.last - b.first).days + 1, "day"),
            ", ".join(
                f"{clock_text(t.minutes)} {city(zones.zone(t.zone))} is {_late(late)}"
                for t, late in b.late
                if late
            ),
        )
        for b in found.broken
    ]
    return Answer(
        "clocks",
        f"One instant on {len(found.held)} of {count(found.days, 'day')}",
        ("broken", "", "how"),
        rows,
        {
            "held": len(found.held),
            "days": found.days,
            "broken": [
                {
                    "first": b.first.isoformat(),
                    "last": b.last.isoformat(),
                    "late": [{"zone": t.zone, "minutes_late": late} for t, late in b.late],
                }
                for b in found.broken
            ],
        },
        basis=("each wall time resolved on each date in its own zone",),
        notes=told(zone_remark(place, zones) for place in places),
    )


def _late(minutes: int) -> str:
    return f"{hours_text(abs(minutes) * _MINUTE)} {'later' if minutes > 0 else 'earlier'}"


def _upgrade(found: Upgrade, atlas: Atlas) -> Answer:
    rows = [_moved_cells(moved, atlas) for moved in found.moved]
    clashes = [f"{c.first} now runs into {c.second} at {utc_text(c.overlap.start)}" for c in found.clashes]
    return Answer(
        "clocks",
        f"From {found.before} to {found.after}: {count(len(found.moved), 'moves', 'move')}, "
        f"{count(len(found.clashes), 'new clash', 'new clashes')}",
        ("what", "stays at", "was", "will be", "on whose clock"),
        rows[:_MOST_SHOWN],
        {
            "before": found.before,
            "after": found.after,
            "moved": [
                {"item": row[0], "civil": row[1], "before": iso(moved.before), "after": iso(moved.after)}
                for row, moved in zip(rows, found.moved, strict=True)
            ],
            "clashes": clashes,
        },
        basis=("local times stay as they were agreed; their instants follow the new rules",),
        notes=clashes,
    )


def _moved_cells(moved: MovedOccurrence, atlas: Atlas) -> tuple[Cell, ...]:
    name = moved.item.title if isinstance(moved.item, MeetingSeries) else moved.item.duty
    seen = [
        f"{atlas.person(person).name} {before.time:%H:%M} → {after.time:%H:%M}"
        for person, before, after in moved.shown[:4]
    ]
    more = [f"{len(moved.shown) - 4} more"] if len(moved.shown) > 4 else []
    return name, str(moved.civil), utc_text(moved.before), utc_text(moved.after), (*seen, *more)
