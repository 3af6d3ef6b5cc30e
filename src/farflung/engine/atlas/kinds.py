"""Kinds of people, and the zone areas they live in: what makes questions about a company cheap.

A *kind* is everybody whom a question about time treats alike: the same clock, hours, rest window and
public holidays. A company of thousands has a few hundred. A *zone area* is everybody who sees the same
hour throughout a window, whatever their zones are called: Lisbon and London are one, Lagos another.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from farflung.engine.atlas.alike import PatternNumbers
from farflung.engine.atlas.clock import Clock, clock_of
from farflung.engine.atlas.whereabouts import Whereabouts, date_range
from farflung.engine.model import Person
from farflung.engine.said import Said
from farflung.engine.said_values import enumerated, first_of
from farflung.engine.time import Span

if TYPE_CHECKING:
    from farflung.engine.atlas.atlas import Atlas

BEFORE, AFTER = timedelta(days=60), timedelta(days=400)
"""How far clocks are known around a window: to say what was usual before, and until when it lasts."""

_EPOCH = date(1970, 1, 1).toordinal()

About = TypeVar("About")
Made = TypeVar("Made")


@dataclass(frozen=True, eq=False, slots=True)
class Kind:
    """People alike in time. `person` stands for all: hours, rest window and employment are theirs.

    `clock` goes where they go, `home` stays at home while they travel; `area` is that of their home.
    `holidays` are days since 1970; absences are nobody's kind, they are asked for by person.
    """

    number: int
    area: int
    clock: Clock
    home: Clock
    person: Person
    holidays: frozenset[int]


@dataclass(frozen=True, eq=False, slots=True)
class _Life:
    """What the places of somebody mean to a kind; `key` is equal for all to whom they mean the same."""

    key: int
    clock: Clock
    home: Clock
    holidays: frozenset[int]


@dataclass(frozen=True, slots=True)
class ZoneArea:
    """Everybody who sees the same hour at home throughout a window; `places` by how many live there."""

    number: int
    people: tuple[str, ...]
    places: tuple[str, ...]
    zones: tuple[str, ...]

    @property
    def label(self) -> str:
        """The places in a few words: "Lisbon, London and 2 more"."""
        return listed(self.places)


def listed(names: Sequence[str], most: int = 3) -> Said:
    """Names as people say them: "A, B and C", "A, B and 4 more"."""
    return enumerated(names) if len(names) <= max(most, 1) else first_of(names, most - 1)


class Kinds:
    """The kinds and zone areas of an Atlas in a window; made once, by `Atlas.kinds`."""

    def __init__(self, atlas: "Atlas", window: Span) -> None:
        self.window = window
        self.wide = Span(window.start - BEFORE, window.end + AFTER)
        self.all: list[Kind] = []
        self._atlas = atlas
        self._of: dict[str, int] = {}
        self._days_off: dict[Hashable, frozenset[int]] = {}
        self._clocks: dict[Hashable, Clock] = {}
        self._areas: dict[Hashable, int] = {}
        self._area_of: dict[Clock, int] = {}
        self._lives: dict[Hashable, int] = {}
        self._numbers: dict[Hashable, int] = {}
        self._patterns = PatternNumbers()
        self._settled: dict[Hashable, _Life] = {}
        self._reach = (self.wide.start.date(), self.wide.end.date())
        self._kept: dict[tuple[Hashable, int], tuple[Any, Any]] = {}

    def number(self, person: str) -> int:
        """The number of a person's kind, by id; found when it is first asked for, for most never are."""
        number = self._of.get(person)
        if number is None:
            number = self._of[person] = self._number(self._atlas.person(person))
        return number

    def kind(self, person: str) -> Kind:
        """The kind of a person, by id."""
        return self.all[self.number(person)]

    def among(self, people: Iterable[str]) -> list[tuple[Kind, list[str]]]:
        """The kinds among some people, each with those who are of it, in the order of first sight."""
        found: dict[int, list[str]] = {}
        known = self._of
        for person in people:
            number = known[person] if person in known else self.number(person)
            if number in found:
                found[number].append(person)
            else:
                found[number] = [person]
        return [(self.all[number], ids) for number, ids in found.items()]

    def once(self, make: "Callable[[Kinds, About], Made]", about: About) -> Made:
        """`make(self, about)`, made once and kept as long as the kinds are; `about` is known by identity."""
        key = (make, id(about))
        if key not in self._kept:
            self._kept[key] = (about, make(self, about))
        made: Made = self._kept[key][1]
        return made

    @cached_property
    def areas(self) -> tuple[ZoneArea, ...]:
        """Every zone area of the company, numbered as `Kind.area`."""
        return self.areas_among(person.id for person in self._atlas.people)

    def areas_among(self, people: Iterable[str]) -> tuple[ZoneArea, ...]:
        """The zone areas of some people; of the whole company, all in the order of their numbers."""
        groups: dict[int, list[str]] = {}
        for person in people:
            groups.setdefault(self.kind(person).area, []).append(person)
        return tuple(self._area(number, ids) for number, ids in sorted(groups.items()))

    def _area(self, number: int, ids: list[str]) -> ZoneArea:
        places = Counter(self._atlas.person(person).place.label for person in ids)
        zones = Counter(self.kind(person).home.zone_at(self.window.start) for person in ids)
        return ZoneArea(number, tuple(ids), _by_count(places), _by_count(zones))

    def _number(self, person: Person) -> int:
        life = self._life(person)
        holidays = _kept(person, life.holidays)
        worked = None if holidays is life.holidays else life.holidays - holidays
        key = (life.key, self._patterns.number(person), person.rest, worked, *self._employed(person))
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self.all)
            area = self._area_by(life.home)
            self.all.append(Kind(number, area, life.clock, life.home, person, holidays))
        return number

    def _area_by(self, home: Clock) -> int:
        """The number of the area of all who live by clocks like this one."""
        if home not in self._area_of:
            self._area_of[home] = self._areas.setdefault(home.within(self.window), len(self._areas))
        return self._area_of[home]

    def _life(self, person: Person) -> _Life:
        """The person's places; found once for all who stay in one."""
        if self._atlas.stays_of(person):
            return self._described(person)
        place = person.place
        key = (place.zone, place.country, place.subdivision)
        if key not in self._settled:
            self._settled[key] = self._described(person)
        return self._settled[key]

    def _described(self, person: Person) -> _Life:
        pieces = self._atlas.whereabouts(person, self.wide)
        at_home = _at_home(pieces)
        clock = self._clock(pieces)
        home = clock if at_home is pieces else self._clock(at_home)
        bases = tuple((p.start, p.base.country, p.base.subdivision) for p in pieces)
        key = self._lives.setdefault((id(clock), bases), len(self._lives))
        return _Life(key, clock, home, self._holidays(pieces))

    def _clock(self, pieces: Sequence[Whereabouts]) -> Clock:
        key = tuple((piece.start, piece.place.zone) for piece in pieces)
        if key not in self._clocks:
            self._clocks[key] = clock_of(pieces, self._atlas.zones)
        return self._clocks[key]

    def _employed(self, person: Person) -> tuple[date | None, date | None]:
        """First and last day of employment, where they fall so that they matter here."""
        first, last = self._reach
        started = person.started if person.started and person.started >= first else None
        ended = person.ended if person.ended and person.ended <= last else None
        return started, ended

    def _holidays(self, pieces: tuple[Whereabouts, ...]) -> frozenset[int]:
        return self._off(pieces[0]) if len(pieces) == 1 else frozenset().union(*map(self._off, pieces))

    def _off(self, piece: Whereabouts) -> frozenset[int]:
        """The holidays of one piece; most people share theirs with hundreds of others."""
        key = (piece.start, piece.end, piece.place.zone, piece.base.country, piece.base.subdivision)
        if key not in self._days_off:
            calendar = self._atlas.calendar(piece.base)
            held = calendar.between(*date_range(piece, self._atlas.zones)) if calendar else ()
            self._days_off[key] = frozenset(holiday.date.toordinal() - _EPOCH for holiday in held)
        return self._days_off[key]


def _kept(person: Person, holidays: frozenset[int]) -> frozenset[int]:
    """The holidays that the person does not work on: these themselves, where that is all of them."""
    if not person.swaps:
        return holidays
    worked = {swap.worked.toordinal() - _EPOCH for swap in person.swaps}
    return holidays if holidays.isdisjoint(worked) else holidays - worked


def _at_home(pieces: Sequence[Whereabouts]) -> Sequence[Whereabouts]:
    """The same time spent at the base: without journeys, with removals."""
    if all(piece.place is piece.base for piece in pieces):
        return pieces
    out: list[Whereabouts] = []
    for piece in pieces:
        if out and out[-1].place.zone == piece.base.zone:
            out[-1] = replace(out[-1], end=piece.end)
        else:
            out.append(replace(piece, place=piece.base, stay=None))
    return out


def _by_count(names: Counter[str]) -> tuple[str, ...]:
    return tuple(name for name, _ in sorted(names.items(), key=lambda item: (-item[1], item[0])))
