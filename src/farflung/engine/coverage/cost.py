"""What a repair costs those it touches, in points: documented, so that anybody can weigh it otherwise.

    1    for each hour that somebody is on the duty then and was not before
    2    more for each of these hours outside their own working hours
    0-8  more for each by the clock on their wall, as the burden table of the rule packs has it
    4    for each person who is touched
    80   for each skill or language that somebody learns first: two weeks of work
    400  for a new colleague: ten weeks until they carry the duty alone

The figures are Farflung's own defaults, not a rule of law; hours are those of the window that is looked at.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise

from farflung.engine.atlas import Atlas, Change
from farflung.engine.coverage.roster import around, off_during, off_lookup
from farflung.engine.coverage.stints import Stint, known_person, stints_of_hours, stints_of_shift
from farflung.engine.model import DAY_MINUTES, Person, Shift
from farflung.engine.time import CivilTime, Span, clipped, difference, merged, total
from farflung.rulepacks import BurdenTable

HOUR_MOVED, HOUR_OUTSIDE, PERSON, LEARNT, HIRED = 1, 2, 4, 80, 400
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Cost:
    """`moved` hours of which `outside` are outside own hours; `unsocial` in points of the burden table."""

    moved: timedelta
    outside: timedelta
    unsocial: float
    people: int
    learnt: int = 0
    hired: int = 0

    @property
    def points(self) -> float:
        """All of it in one figure."""
        hours = self.moved / _HOUR * HOUR_MOVED + self.outside / _HOUR * HOUR_OUTSIDE
        return hours + self.unsocial + self.people * PERSON + self.learnt * LEARNT + self.hired * HIRED


def cost_of(atlas: Atlas, change: Change, window: Span, table: BurdenTable) -> Cost:
    """What a change of shifts and people costs in a window."""
    new_of, lost = _moved(atlas, change, window)
    moved, outside, unsocial, touched = timedelta(), timedelta(), 0.0, set[str]()
    for key, new in new_of.items():
        person = known_person(atlas, key)
        if not new or person is None:  # a new colleague's hours are nobody's burden but part of the job
            continue
        touched.add(key)
        moved += total(new)
        outside += total(difference(new, atlas.working(person, window))) if person.patterns else timedelta()
        unsocial += _unsocial(new, person, atlas, table)
    touched |= {key for key in lost if known_person(atlas, key)}
    learnt = dict(_learnt(change))
    hired = [item for item in change.add if isinstance(item, Person) and known_person(atlas, item.id) is None]
    people = len(touched | learnt.keys()) + len(hired)
    return Cost(moved, outside, unsocial, people, sum(learnt.values()), len(hired))


def _moved(atlas: Atlas, change: Change, window: Span) -> tuple[dict[str, tuple[Span, ...]], set[str]]:
    """When each person is there who was not before, and who is there no more.

    Shifts and working hours are looked at apart: a shift within somebody's hours is new all the same.
    """
    new: dict[str, tuple[Span, ...]] = {}
    lost: set[str] = set()
    for sort in (Shift, Person):
        before, after = (
            _planned(atlas, [item for item in items if isinstance(item, sort)], window)
            for items in (change.remove, change.add)
        )
        for key, spans in after.items():
            new[key] = merged([*new.get(key, ()), *difference(spans, before.get(key, ()))])
        lost |= before.keys() - after.keys()
    return new, lost


def _planned(atlas: Atlas, items: Iterable[object], window: Span) -> dict[str, tuple[Span, ...]]:
    """When each person will be there by these shifts, or by these people's own hours, less their time off."""
    off_of = off_lookup(atlas, around(window))
    found: dict[str, list[Span]] = {}
    for key, stint in _stints(atlas, items, window):
        off = off_during(stint, off_of(key))
        found.setdefault(key, []).extend(difference([stint.span], [o.span for o in off]))
    inside = {key: clipped(merged(spans), window) for key, spans in found.items()}
    return {key: spans for key, spans in inside.items() if spans}


def _stints(atlas: Atlas, items: Iterable[object], window: Span) -> Iterator[tuple[str, Stint]]:
    for item in items:
        if isinstance(item, Shift) and item.person is not None:
            yield from ((item.person, stint) for stint in stints_of_shift(atlas, item, window))
        elif isinstance(item, Person):
            alone = Atlas((item,), stays=atlas.stays_of(item), zones=atlas.zones)
            yield from ((item.id, stint) for stint in stints_of_hours(alone, (item.id,), window))


def _unsocial(spans: Iterable[Span], person: Person, atlas: Atlas, table: BurdenTable) -> float:
    """By the clock on the wall where they are then."""
    return sum(
        table.points_between(start, end)
        for span in spans
        for local, length in _stretches(person, span, atlas)
        for start, end in _faces(local, length)
    )


def _stretches(person: Person, span: Span, atlas: Atlas) -> Iterator[tuple[CivilTime, timedelta]]:
    """The span in parts through which their clock runs on evenly: cut by journeys and by clock changes."""
    for piece in atlas.whereabouts(person, span):
        zone = atlas.zones.zone(piece.place.zone)
        changes = [change.instant for change in zone.transitions(piece.span)]
        for start, end in pairwise(sorted({piece.start, *changes, piece.end})):
            yield CivilTime.of(start, zone), end - start


def _faces(start: CivilTime, length: timedelta) -> Iterator[tuple[int, int]]:
    """The stretches of the clock's face that a length of time takes from a local time on."""
    at, left = start.time.hour * 60 + start.time.minute, length // timedelta(minutes=1)
    while left > 0:
        end = min(at + left, DAY_MINUTES)
        yield at, end
        left -= end - at
        at = 0


def _learnt(change: Change) -> Iterator[tuple[str, int]]:
    """How many skills and languages each person has after the change that they had not before."""
    before = {item.id: item for item in change.remove if isinstance(item, Person)}
    for item in change.add:
        if isinstance(item, Person) and item.id in before:
            known = before[item.id]
            new = len(item.skills - known.skills) + len(item.languages - known.languages)
            if new:
                yield item.id, new
