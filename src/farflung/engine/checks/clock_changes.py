"""Series and shifts that clock changes move: for whom, by how much, until when, into whose night.

One finding for each series (or duty) and date on which it first moves, for everybody together.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import groupby

from farflung.engine.atlas import Atlas, listed
from farflung.engine.checks.clock_changes_fix import steadier
from farflung.engine.checks.clock_changes_hurt import hurt_by
from farflung.engine.checks.finding import Evidence, Finding, Fix, Severity
from farflung.engine.checks.phrases import city, dates, day, length, names, place, quoted, wall, who
from farflung.engine.checks.question import Check, Question
from farflung.engine.clocks import Clash, Move, forecast, new_clashes
from farflung.engine.model import MeetingSeries, Shift
from farflung.engine.said import Said, said, said_of
from farflung.engine.said_values import beside
from farflung.engine.time import CivilTime, Span, Zone

_MOVES, _HOURS, _CLASH = "clocks.moves", "clocks.out-of-hours", "clocks.clash"

Item = MeetingSeries | Shift


def find(question: Question) -> Iterator[Finding]:
    """Findings for every series of meetings, every duty, and the meetings that begin to clash."""
    atlas, window = question.atlas, question.window
    for series in atlas.meetings:
        moves = forecast(atlas, series, window).moves
        yield from _episodes(question, series, series.title, moves, steadier(question, series, moves))
    for duty, shifts in _duties(atlas.shifts):
        held = [move for shift in shifts for move in forecast(atlas, shift, window).moves]
        yield from _episodes(question, shifts[0], duty, sorted(held, key=lambda m: m.starts), None)
    titles = {series.id: series.title for series in atlas.meetings}
    clashes = sorted(new_clashes(atlas, window), key=lambda c: (c.first, c.second))
    for _, group in groupby(clashes, key=lambda c: (c.first, c.second)):
        yield _clash(question, titles, list(group))


def _duties(shifts: Iterable[Shift]) -> list[tuple[str, list[Shift]]]:
    found: dict[str, list[Shift]] = {}
    for shift in shifts:
        if shift.person is not None and shift.recurrence.rule is not None:
            found.setdefault(shift.duty, []).append(shift)
    return list(found.items())


def _episodes(
    question: Question, item: Item, title: str, moves: Sequence[Move], fix: Fix | None
) -> Iterator[Finding]:
    """One finding for all moves that begin on the same date; the fix goes with the first."""
    hurt = zip(moves, hurt_by(question, item, moves), strict=True)
    for _, group in groupby(hurt, key=lambda pair: pair[0].starts[0].date()):
        yield _finding(question.atlas, item, title, list(group), fix)
        fix = None


def _finding(
    atlas: Atlas, item: Item, title: str, episodes: list[tuple[Move, tuple[str, ...]]], fix: Fix | None
) -> Finding:
    """The finding about some moves, each with those whom it hits."""
    moves = [move for move, _ in episodes]
    hurt = tuple(dict.fromkeys(person for _, hit in episodes for person in hit))
    moved = tuple(dict.fromkeys(person for move in moves for person in move.people))
    spans = _spans(item, moves)
    struck, hit = frozenset(hurt), frozenset(hurt or moved)
    hours = sum(len(m.starts) * len(hit.intersection(m.people)) for m in moves)
    return Finding(
        rule=_HOURS if hurt else _MOVES,
        severity=Severity.WARNING if hurt else Severity.NOTE,
        subject=title,
        title=_title(atlas, title, moves, moved, hurt),
        cause=_cause(atlas, item, moves),
        basis=said("zone database {version}", version=atlas.zones.version),
        who=hurt or moved,
        spans=spans,
        evidence=tuple(_evidence(atlas, move, struck) for move in moves),
        fixes=(fix,) if fix else (),
        source=item.source,
        weight=hours * _hours(item),
        tags=("clock change",),
    )


def _title(atlas: Atlas, title: str, moves: list[Move], moved: tuple[str, ...], hurt: tuple[str, ...]) -> str:
    hit = frozenset(hurt)
    main = max(moves, key=lambda m: (len(hit.intersection(m.people)), len(m.people)))
    when = dates([time.date for time in main.times]) if main.exception else _from(main)
    many = "" if len(moves) == 1 else f", and moves for {len(moved)} in all"
    if hurt:
        whom = who(atlas, [p for p in main.people if p in hit])
        return f"{quoted(title)} leaves the hours of {whom}: {_instead(atlas, main)} {when}{many}"
    return (
        f"{quoted(title)} is {_by(main)} for {who(atlas, main.people)}: {_instead(atlas, main)} {when}{many}"
    )


def _by(move: Move) -> str:
    return f"{length(move.shift)} {'later' if move.shift > timedelta() else 'earlier'}"


def _instead(atlas: Atlas, move: Move) -> Said:
    # Where most of them are who see just this hour: others of the move may live by another clock.
    near = [p for p in move.people if atlas.person(p).place.zone == move.zone] or move.people
    return said(
        "{clock} {place} instead of {usual}",
        clock=f"{move.first.time:%H:%M}",
        place=place(atlas, near),
        usual=f"{move.usual.time:%H:%M}",
    )


def _from(move: Move) -> Said:
    return said("from {day}", day=day(move.first.date, year=True))


def _cause(atlas: Atlas, item: Item, moves: list[Move]) -> Said:
    """Which clocks change and which do not, said once for each date."""
    start, anchor = item.recurrence.start, item.recurrence.zone
    parts = []
    for _, group in groupby(sorted(moves, key=_since), key=_since):
        same = list(group)
        changed = list(dict.fromkeys(zone for move in same for zone in _changing(move)))
        when = _on(atlas, same[0].since, changed[0], year=True)
        later = {_later(atlas, m) for m in same if _catches_up(m)}
        others = (zone for m in same if not _catches_up(m) for zone in _unchanged(m, anchor))
        never = dict.fromkeys(city(zone) for zone in others if zone not in changed and zone != "UTC")
        tail = sorted(later)
        if never:
            tail.append(said("those of {cities} do not", cities=listed(list(never))))
        cities = listed([city(z) for z in changed])
        parts.append(beside((said("the clocks of {cities} change {when}", cities=cities, when=when), *tail)))
    if len(parts) > 3:
        parts[3:] = [said_of("and on {count} more date", "and on {count} more dates", len(parts) - 3)]
    return said(
        "because it follows {clock} {city}, and {changes}",
        clock=f"{start.time:%H:%M}",
        city=city(anchor),
        changes=beside(parts, by="; "),
    )


def _later(atlas: Atlas, move: Move) -> Said:
    when = _on(atlas, move.until, move.zone)
    return said("those of {cities} {when}", cities=city(move.zone), when=when)


def _since(move: Move) -> datetime:
    return move.since


def _changing(move: Move) -> tuple[str, ...]:
    """The zones whose clocks change: the series' own, or those of all who see it alike."""
    return move.zones if move.changed[0] == move.zone else move.changed


def _unchanged(move: Move, anchor: str) -> tuple[str, ...]:
    return (anchor,) if move.changed[0] == move.zone else move.zones


def _catches_up(move: Move) -> bool:
    """Whether the person's own clocks follow within weeks."""
    return move.exception and move.zone in move.ended and move.zone not in move.changed


def _on(atlas: Atlas, moment: datetime, zone: str, *, year: bool = False) -> Said:
    """The date of a clock change where it happens."""
    return said("on {day}", day=_said(moment, atlas.zones.zone(zone), year))


@lru_cache(maxsize=4096)
def _said(moment: datetime, zone: Zone, year: bool) -> Said:
    return day(CivilTime.of(moment, zone).date, year=year)


def _evidence(atlas: Atlas, move: Move, hurt: frozenset[str]) -> Evidence:
    ends = _on(atlas, move.until, move.ended[0] if move.ended else move.zone, year=True)
    back = said("then the usual time again") if move.exception else said("until clocks change {on}", on=ends)
    when = dates([time.date for time in move.times]) if move.exception else _from(move)
    night = [p for p in move.people if p in hurt]
    shown = said("{instead} {when}, {back}", instead=_instead(atlas, move), when=when, back=back)
    outside = said("outside the hours of {people}", people=names(atlas, night)) if night else ""
    return Evidence(who(atlas, move.people), beside((shown, outside), by="; "))


def _spans(item: Item, moves: list[Move]) -> tuple[Span, ...]:
    starts: list[datetime] = sorted({start for move in moves for start in move.starts})
    amount = _length(item)
    return tuple(Span(start, start + amount) for start in starts)


def _length(item: Item) -> timedelta:
    return item.recurrence.elapsed or timedelta(minutes=item.recurrence.end_minutes)


def _hours(item: Item) -> float:
    return _length(item) / timedelta(hours=1)


def _clash(question: Question, titles: dict[str, str], clashes: list[Clash]) -> Finding:
    first, people = clashes[0], clashes[0].people
    one, other = quoted(titles[first.first]), quoted(titles[first.second])
    when = dates([clash.overlap.start.date() for clash in clashes])
    zones = [city(civil.zone) for civil in first.at]
    return Finding(
        rule=_CLASH,
        severity=Severity.WARNING,
        subject=titles[first.first],
        title=f"{one} and {other} run into each other for {who(question.atlas, people)} {when}",
        cause=said(
            "because one follows the clocks of {first} and the other those of {second}, "
            "which change on different days",
            first=zones[0],
            second=zones[1],
        ),
        basis=said("zone database {version}", version=question.atlas.zones.version),
        who=people,
        spans=tuple(clash.overlap for clash in clashes),
        evidence=tuple(
            Evidence(day(c.overlap.start.date()), listed([wall(c.at[0]), wall(c.at[1])])) for c in clashes[:5]
        ),
        weight=sum(len(c.people) * (c.overlap.elapsed / timedelta(hours=1)) for c in clashes),
        tags=("clock change",),
    )


CLOCK_CHANGES = Check(
    "clock-changes",
    "What clock changes move",
    {
        _MOVES: "A clock change moves a series or a shift to another hour of somebody's day.",
        _HOURS: "A clock change moves a series or a shift out of somebody's hours.",
        _CLASH: "A clock change makes two meetings of the same person run into each other.",
    },
    find,
)
