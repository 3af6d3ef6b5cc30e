"""Proposals that move or lengthen the shifts, or the working hours, that a hole lies between."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from farflung.engine.atlas import Atlas, Change
from farflung.engine.coverage.proposal import Kind, Proposal, clocks_text, last_day
from farflung.engine.coverage.radar import Episode
from farflung.engine.coverage.rehoured import rehoured
from farflung.engine.coverage.retimed import Retiming, retimed
from farflung.engine.coverage.stints import Stint, known_person
from farflung.engine.coverage.words import names_of, period_text, zone_label
from farflung.engine.model import DAY_MINUTES, Person, Shift
from farflung.engine.said import Said, Value, said
from farflung.engine.said_values import enumerated
from farflung.engine.time import CivilTime, difference, total
from farflung.engine.time.civil import local_span

MOST_MINUTES = 120
"""A shift is not moved by more: that is another job, not a repair."""

MOST_SHIFTS = 100
_DAY_STARTS, _DAY_ENDS = 8 * 60, 19 * 60

_HOURS = said("Move the hours"), said("Lengthen the hours")
_SHIFT = said("Move the shift"), said("Lengthen the shift")
_SHIFTS = said("Move the shifts"), said("Lengthen the shifts")


@dataclass(frozen=True, slots=True)
class _Side:
    """The stints on one side of the episode's holes. `sign` is 1 for those before: they would end later."""

    stints: tuple[Stint, ...]
    sign: int


def moves(episode: Episode, atlas: Atlas, longest: timedelta | None) -> Iterator[Proposal]:
    """Later or longer before the hole, earlier or longer after it; never over `longest` where that is set."""
    size = -(-max(part.span.elapsed for part in episode.parts) // timedelta(minutes=1))
    if not 0 < size <= MOST_MINUTES:
        return
    for side in _sides(episode):
        step = size * side.sign
        yield from _proposal(episode, side, (step, step), atlas, longest)
        grown = (0, step) if side.sign > 0 else (step, 0)
        yield from _proposal(episode, side, grown, atlas, longest)


def _sides(episode: Episode) -> Iterator[_Side]:
    parts = episode.parts
    before = [p.before for p in parts if p.before is not None and p.before.end == p.span.start]
    after = [p.after for p in parts if p.after is not None and p.after.start == p.span.end]
    for found, sign in ((before, 1), (after, -1)):
        movable = tuple(s for s in found if len(s.people) == 1)
        if movable:
            yield _Side(movable, sign)


def _proposal(
    episode: Episode, side: _Side, by: tuple[int, int], atlas: Atlas, longest: timedelta | None
) -> Iterator[Proposal]:
    if any(_too_long(stint, by, longest) for stint in side.stints):
        return
    retiming = _change(episode, side, by, atlas)
    change = _replaced(side.stints, retiming, atlas)
    if change is None:
        return
    people = tuple(dict.fromkeys(person for stint in side.stints for person in stint.people))
    changed = {transition.zone for transition in episode.cause.opened_by}
    yield Proposal(
        Kind.LENGTHEN if retiming.longer else Kind.MOVE,
        _action(side.stints, retiming, len(change.remove), atlas),
        change,
        episode.spans,
        people,
        longer=retiming.longer,
        outside=_outside(side.stints, retiming, atlas),
        unsocial=max(_unsocial(stint, retiming, atlas) for stint in _alike(side.stints, retiming, atlas)),
        foreign=bool(changed) and any(stint.zone not in changed for stint in side.stints),
    )


def _too_long(stint: Stint, by: tuple[int, int], longest: timedelta | None) -> bool:
    longer = timedelta(minutes=by[1] - by[0])
    return bool(longer) and longest is not None and stint.span.elapsed + longer > longest


def _change(episode: Episode, side: _Side, by: tuple[int, int], atlas: Atlas) -> Retiming:
    first = side.stints[0]
    begins = CivilTime.of(first.start, atlas.zones.zone(first.zone)).date
    keys = {stint.zone for part in episode.parts for stint in (part.before, part.after) if stint}
    return Retiming(begins, last_day(episode, atlas.zones, keys), *by)


def _replaced(stints: Sequence[Stint], retiming: Retiming, atlas: Atlas) -> Change | None:
    """Every shift of the stints with its new hours, or every person; None where one of them cannot move."""
    shifts = list(dict.fromkeys(stint.shift for stint in stints if stint.shift is not None))
    people = list(dict.fromkeys(stint.people[0] for stint in stints if stint.shift is None))
    if len(shifts) > MOST_SHIFTS:
        return None
    new: list[Shift | Person] = []
    for shift in shifts:
        pieces = retimed(shift, retiming, atlas.zones)
        if pieces is None:
            return None
        new += pieces
    for key in people:
        person = rehoured(atlas.person(key), retiming)
        if person is None:
            return None
        new.append(person)
    return Change(remove=(*shifts, *(atlas.person(key) for key in people)), add=tuple(new))


def _local(stint: Stint, change: Retiming, atlas: Atlas) -> tuple[date, int, int]:
    """The stint's date and its new local minutes."""
    zone = atlas.zones.zone(stint.zone)
    start, end = CivilTime.of(stint.start, zone), CivilTime.of(stint.end, zone)
    first = start.time.hour * 60 + start.time.minute
    last = (end.date - start.date).days * DAY_MINUTES + end.time.hour * 60 + end.time.minute
    return start.date, first + change.start, last + change.end


def _outside(stints: Sequence[Stint], change: Retiming, atlas: Atlas) -> int:
    """Minutes of the new shift outside the holder's own hours, on the kindest of the first few days."""
    found = []
    for stint in stints[:5]:
        person = known_person(atlas, stint.people[0])
        if person is not None and person.patterns and stint.shift is not None:
            span = local_span(*_local(stint, change, atlas), atlas.zones.zone(stint.zone))
            outside = total(difference([span], atlas.working(person, span)))
            found.append(outside // timedelta(minutes=1))
    return min(found, default=0)


def _unsocial(stint: Stint, change: Retiming, atlas: Atlas) -> int:
    """Minutes outside the day by the holder's own clock, whichever clock the shift is written by."""
    day, start, end = _local(stint, change, atlas)
    person = known_person(atlas, stint.people[0])
    if person is not None:
        span = local_span(day, start, end, atlas.zones.zone(stint.zone))
        first, last = atlas.local(person, span.start), atlas.local(person, span.end)
        start = first.time.hour * 60 + first.time.minute
        end = (last.date - first.date).days * DAY_MINUTES + last.time.hour * 60 + last.time.minute
    return max(0, _DAY_STARTS - start) + max(0, end - _DAY_ENDS)


def _alike(stints: Sequence[Stint], change: Retiming, atlas: Atlas) -> dict[Stint, tuple[str, ...]]:
    """The first stint of each hours by each clock, with all who have these hours."""
    found: dict[tuple[str, int, int], tuple[Stint, dict[str, None]]] = {}
    for stint in stints:
        _, start, end = _local(stint, change, atlas)
        _, people = found.setdefault((stint.zone, start, end), (stint, {}))
        people.update(dict.fromkeys(stint.people))
    return {stint: tuple(people) for stint, people in found.values()}


def _action(stints: Sequence[Stint], change: Retiming, shifts: int, atlas: Atlas) -> Said:
    groups = _alike(stints, change, atlas)
    single = shifts == 1 or len({person for people in groups.values() for person in people}) == 1
    what = _HOURS if stints[0].shift is None else _SHIFT if single else _SHIFTS
    order, period = what[bool(change.longer)], period_text(change.first, change.last)
    if len(groups) > 1:
        moved = [
            said("of {people} to {place} {hours} (now {now})", **_told(stint, people, change, atlas))
            for stint, people in groups.items()
        ]
        return said("{order} {period}: {moved}", order=order, period=period, moved=enumerated(moved))
    stint, people = next(iter(groups.items()))
    told = _told(stint, people, change, atlas)
    return said(
        "{order} of {people} to {place} {hours} (now {now}) {period}", order=order, period=period, **told
    )


def _told(stint: Stint, people: Sequence[str], change: Retiming, atlas: Atlas) -> dict[str, Value]:
    _, start, end = _local(stint, change, atlas)
    return {
        "people": names_of(atlas, people),
        "place": zone_label(atlas, stint, stint.zone),
        "hours": clocks_text(start, end),
        "now": clocks_text(start - change.start, end - change.end),
    }
