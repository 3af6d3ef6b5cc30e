"""The Atlas itself: values in, answers out."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property, reduce
from typing import Any, TypeVar

from farflung.engine.atlas import presence
from farflung.engine.atlas.expand import expand
from farflung.engine.atlas.grid import CompanyGrid, build_grid
from farflung.engine.atlas.kinds import Kinds
from farflung.engine.atlas.names import either, near
from farflung.engine.atlas.whereabouts import Whereabouts, timeline
from farflung.engine.model import (
    Absence,
    Agreement,
    HolidayCalendar,
    Market,
    MeetingSeries,
    Occurrence,
    Person,
    Place,
    Recurrence,
    Shift,
    Stay,
    Team,
)
from farflung.engine.time import (
    CivilTime,
    Span,
    Zone,
    ZoneDatabase,
    as_instant,
    intersection,
    packaged_zones,
    total,
)

T = TypeVar("T")

_ABOUT_WORK = frozenset({"shifts", "meetings", "agreements", "markets"})
"""Fields that no validation and no kept answer about people, places and teams depends on."""


class UnknownPersonError(LookupError):
    """No person of that id or name."""


class SeveralPeopleError(UnknownPersonError):
    """Several people of that name: their id or address tells them apart."""


@dataclass(frozen=True, eq=False)
class Atlas:
    """Everything known about who works where, when and on what. Compared by identity, never changed.

    `holidays` is keyed by (country, subdivision or None). `with_` makes a changed copy, which is how
    every fix is simulated.
    """

    people: tuple[Person, ...]
    stays: tuple[Stay, ...] = ()
    absences: tuple[Absence, ...] = ()
    holidays: Mapping[tuple[str, str | None], HolidayCalendar] = field(default_factory=dict)
    teams: tuple[Team, ...] = ()
    shifts: tuple[Shift, ...] = ()
    meetings: tuple[MeetingSeries, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    markets: tuple[Market, ...] = ()
    zones: ZoneDatabase = field(default_factory=packaged_zones)

    def __post_init__(self) -> None:
        if len(self._by_id) != len(self.people):
            twice = Counter(person.id for person in self.people).most_common(1)[0][0]
            raise ValueError(f"two people have the id {twice!r}")
        about = [stay.person for stay in self.stays] + [absence.person for absence in self.absences]
        for stranger in (person for person in about if person not in self._by_id):
            raise ValueError(f"a stay or absence is about {stranger!r}, who is not among the people")
        known = {p.place.zone for p in self.people} | {s.place.zone for s in self.stays}
        for key in known | {market.zone for market in self.markets}:
            self.zones.zone(key)

    # --- looking things up -------------------------------------------------

    @cached_property
    def _by_id(self) -> dict[str, Person]:
        return {person.id: person for person in self.people}

    @cached_property
    def _by_name(self) -> dict[str, list[Person]]:
        names: dict[str, list[Person]] = {}
        for person in self.people:
            called = (person.name, person.id, person.email or person.id)
            for name in {text.casefold() for text in called}:
                names.setdefault(name, []).append(person)
        return names

    @cached_property
    def _by_word(self) -> dict[str, list[Person]]:
        """By each word of a name."""
        words: dict[str, list[Person]] = {}
        for person in self.people:
            for word in set(person.name.casefold().split()):
                words.setdefault(word, []).append(person)
        return words

    @cached_property
    def _stays_of(self) -> dict[str, tuple[Stay, ...]]:
        return _grouped(self.stays, lambda stay: stay.person)

    @cached_property
    def _absences_of(self) -> dict[str, tuple[Absence, ...]]:
        # A day off for a holiday that is worked reads like any other: unavailable, and nothing says why.
        swapped = [Absence(p.id, s.off, s.off) for p in self.people for s in p.swaps]
        return _grouped((*self.absences, *swapped), lambda absence: absence.person)

    @cached_property
    def members(self) -> dict[str, tuple[str, ...]]:
        """Person ids by team name: the listed members and everybody whose own record names the team."""
        teams: dict[str, dict[str, None]] = {team.name: dict.fromkeys(team.members) for team in self.teams}
        for person in self.people:
            for name in person.teams:
                teams.setdefault(name, {})[person.id] = None
        return {name: tuple(ids) for name, ids in teams.items()}

    def person(self, key: str) -> Person:
        """The person with that id."""
        try:
            return self._by_id[key]
        except KeyError:
            raise UnknownPersonError(f"nobody has the id {key!r}") from None

    def called(self, text: str) -> Sequence[Person]:
        """Everybody with that name, id or address; where nobody has, with that word in the name."""
        key = text.casefold()
        return self._by_name[key] if key in self._by_name else self._by_word.get(key, [])

    def find(self, text: str) -> Person:
        """The one person with that name, id or address.

        Raises `UnknownPersonError` with names that begin so or are spelt nearly so, and its kind
        `SeveralPeopleError` with what tells them apart.
        """
        found = self.called(text)
        if len(found) == 1:
            return found[0]
        if found:
            raise SeveralPeopleError(f"{len(found)} people are called {text!r}: {_told_apart(found)}")
        close = near(text, (person.name for person in self.people))
        hint = f"; did you mean {either(close)}?" if close else ""
        raise UnknownPersonError(f"nobody is called {text!r}{hint}")

    def zone_of(self, person: Person, at: datetime) -> Zone:
        """The zone whose clocks the person lives by at an instant."""
        return self.zones.zone(self.where(person, at).place.zone)

    def calendar(self, place: Place) -> HolidayCalendar | None:
        """The holiday calendar of the subdivision, else of the country, else None: not known."""
        if place.country is None:
            return None
        return self.holidays.get((place.country, place.subdivision)) or self.holidays.get(
            (place.country, None)
        )

    # --- where -------------------------------------------------------------

    def whereabouts(
        self, person: Person, window: Span, known_at: datetime | None = None
    ) -> tuple[Whereabouts, ...]:
        """The person's places through a window, as known at an instant (None: as known now)."""
        return timeline(person, self._stays_of.get(person.id, ()), window, self.zones, known_at)

    def where(self, person: Person, at: datetime, known_at: datetime | None = None) -> Whereabouts:
        """The place at an instant, as known at another."""
        return self.whereabouts(person, Span(at, at + timedelta(seconds=1)), known_at)[0]

    def local(self, person: Person, at: datetime) -> CivilTime:
        """What the person's clock shows at an instant."""
        return CivilTime.of(at, self.zone_of(person, at))

    # --- working time, exact -----------------------------------------------

    def working(self, person: Person, window: Span) -> tuple[Span, ...]:
        """The person's working time inside a window: sorted, disjoint."""
        pieces = self.whereabouts(person, window)
        absences = self._absences_of.get(person.id, ())
        return presence.working_spans(person, pieces, absences, self.calendar, self.zones)

    def rest(self, person: Person, window: Span) -> tuple[Span, ...]:
        """The person's rest windows; empty where none is known."""
        if person.rest is None:
            return ()
        return presence.rest_spans(person.rest, self.whereabouts(person, window), self.zones)

    def is_working(self, person: Person, at: datetime) -> bool:
        """Whether the instant is inside the person's working time."""
        moment = as_instant(at)
        return bool(self.working(person, Span(moment, moment + timedelta(seconds=1))))

    def next_working(self, person: Person, at: datetime) -> datetime:
        """The first instant at or after `at` at which the person works."""
        for span in presence.after(lambda window: self.working(person, window), as_instant(at)):
            return span.start
        raise presence.NoWorkingTimeError(_never(person, at))

    def working_between(self, person: Person, start: datetime, end: datetime) -> timedelta:
        """Elapsed working time between two instants; negative where the second is earlier."""
        a, b = as_instant(start), as_instant(end)
        if b < a:
            return -self.working_between(person, b, a)
        return total(self.working(person, Span(a, b)))

    def add_working(self, person: Person, start: datetime, amount: timedelta) -> datetime:
        """The instant at which `amount` of the person's working time has passed since `start`.

        The earliest such instant, so it is never in somebody's night: 8 h of work are over at 18:00,
        not at 09:00 next day. An amount of zero is the next working instant.
        """
        if amount < timedelta():
            raise ValueError(f"working time to add cannot be negative ({amount})")
        left = amount
        for span in presence.after(lambda window: self.working(person, window), as_instant(start)):
            if left <= span.elapsed:
                return span.start + left
            left -= span.elapsed
        raise presence.NoWorkingTimeError(_never(person, start))

    def overlap(self, people: Iterable[Person], window: Span) -> tuple[Span, ...]:
        """The time in which all of them work."""
        each = [self.working(person, window) for person in people]
        return reduce(intersection, each) if each else ()

    # --- occurrences and the grid --------------------------------------------

    def occurrences(self, item: Shift | MeetingSeries, window: Span) -> tuple[Occurrence, ...]:
        """When a shift or a series of meetings happens, as far as it overlaps the window."""
        recurrence = item.recurrence
        _, known = self._expanded.setdefault(id(recurrence), (recurrence, {}))
        held = known.get(window)
        if held is None:
            wider = next((w for w in tuple(known) if w.start <= window.start and w.end >= window.end), None)
            made = expand(recurrence, window, self.zones) if wider is None else known[wider]
            held = known[window] = tuple(o for o in made if o.start < window.end and o.end > window.start)
        return held

    @cached_property
    def _expanded(self) -> dict[int, tuple[Recurrence, dict[Span, tuple[Occurrence, ...]]]]:
        """By identity: comparing rules would cost more than it saves. Each rule is kept, so its id holds."""
        return {}

    def kinds(self, window: Span) -> Kinds:
        """People alike in time and the zone areas they live in, found once per window and kept."""
        kinds = self._kinds.get(window)
        if kinds is None:
            kinds = self._kinds[window] = Kinds(self, window)
        return kinds

    @cached_property
    def _kinds(self) -> dict[Span, Kinds]:
        return {}

    def grid(self, window: Span) -> CompanyGrid:
        """Everybody's working time by quarter hours, built once per window and kept."""
        grid = self._grids.get(window)
        if grid is None:
            grid = self._grids[window] = build_grid(self, window)
        return grid

    @cached_property
    def _grids(self) -> dict[Span, CompanyGrid]:
        return {}

    def stays_of(self, person: Person) -> tuple[Stay, ...]:
        """Every record of where the person is but at home, also those that another one replaces."""
        return self._stays_of.get(person.id, ())

    def absences_of(self, person: Person) -> tuple[Absence, ...]:
        """The person's absences and the days taken for swapped holidays; they say nothing but when."""
        return self._absences_of.get(person.id, ())

    def with_(self, **changes: Any) -> "Atlas":
        """A copy with some fields changed.

        Where only what people are due at changes, everything known about the people stays known: a
        simulated fix costs nothing that does not differ.
        """
        if changes.keys() - _ABOUT_WORK:
            return replace(self, **changes)
        twin = copy(self)
        for name, value in changes.items():
            object.__setattr__(twin, name, value)
        return twin


def _grouped(items: Iterable[T], key: Callable[[T], str]) -> dict[str, tuple[T, ...]]:
    groups: dict[str, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return {name: tuple(group) for name, group in groups.items()}


def _told_apart(people: Iterable[Person]) -> str:
    """By name and address, or id, at most five."""
    return ", ".join([f"{person.name} ({person.email or person.id})" for person in people][:5])


def _never(person: Person, at: datetime) -> str:
    within = f"within {presence.HORIZON.days} days of {at:%Y-%m-%d %H:%M} UTC"
    return f"{person.name} has not that much working time {within}"
