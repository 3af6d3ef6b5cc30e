"""All-hands: the fewest sessions in which everybody who works here can come in their own day, and who hosts.

By place, weekly hours and public holidays alone, which everybody may see; nobody's absence is in it. Of
people no number is told but shares in steps of at least five of them, and no place of fewer (N5). Only who
comes to which goes by calendars kept elsewhere as well: *Find a time* tells as much of them to everybody.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import blake2b
from math import ceil

from farflung.draw.world import FEWEST, FEWEST_FOR_RATES
from farflung.engine.atlas import Atlas
from farflung.engine.meetings import (
    NOTHING,
    Crowd,
    Elsewhere,
    Session,
    SessionPlan,
    SessionRequest,
    crowded,
    crowds,
    open_to,
    sessions,
)
from farflung.engine.time import CivilTime, Span, Zone, ZoneDatabase
from farflung.server.clock.planning.kept import ManyAbout
from farflung.server.clock.planning.whom import employed
from farflung.server.clock.queries.busy import elsewhere
from farflung.server.core.privacy import TooFew

MOST_SESSIONS, MOST_PLACES = 4, 12
Hours = tuple[int, int]
Seats = list[list[str]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """The UTC date of the first, how long, within which of everybody's own hours, and how many months lie
    between two. `who` are the ids of those who are to come; None: everybody who works here."""

    day: date
    minutes: int
    hours: Hours
    months: int
    who: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Five people or more by one clock, who come to a session: what it shows then."""

    name: str
    local: CivilTime


@dataclass(frozen=True, slots=True)
class Held:
    """A session: how many of all come to it (0 to 100), their largest places, and which of them hosts.

    `host` is None where no place of five people comes.
    """

    start: datetime
    end: datetime
    share: int
    places: tuple[Place, ...]
    host: Place | None


@dataclass(frozen=True, slots=True)
class Plan:
    """So many sessions on a date, whom they reach together (0 to 100), and the places that they miss.

    `whole` says that nobody is missed.
    """

    sessions: tuple[Held, ...]
    share: int
    whole: bool
    missed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AllHands:
    """The plans of one session, of two, and so on for the first date; the best one for each of a year."""

    plans: tuple[Plan, ...]
    year: tuple[tuple[date, Plan], ...]


_known: ManyAbout[AllHands] = ManyAbout(50)


def all_hands(atlas: Atlas, wanted: Wanted, today: date) -> AllHands:
    """The answer; raises `TooFew` where fewer work here than a rate may be told of."""
    return _known.get(atlas, today, wanted, lambda: _all_hands(atlas, wanted, today))


def dates(wanted: Wanted) -> tuple[date, ...]:
    """The dates of a year, on the same weekday of the month as the first: "the third Wednesday"."""
    return tuple(_same_weekday(wanted.day, ahead) for ahead in range(0, 12, wanted.months))


def _same_weekday(first: date, months: int) -> date:
    years, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    begin = date(years, month + 1, 1)
    offset = (first.weekday() - begin.weekday()) % 7
    day = begin + timedelta(days=offset + 7 * ((first.day - 1) // 7))
    return day if day.month == begin.month else day - timedelta(days=7)


def _all_hands(atlas: Atlas, wanted: Wanted, today: date) -> AllHands:
    people = _people(atlas, wanted, today)
    hosting = _Hosting()
    found = {day: _asked(atlas, people, wanted, day) for day in dates(wanted)}
    first = tuple(_plan(one, len(people), _Hosting()) for one in found[wanted.day])
    year = tuple((day, _plan(plans[-1], len(people), hosting)) for day, plans in found.items() if plans)
    return AllHands(first, year)


def _people(atlas: Atlas, wanted: Wanted, today: date) -> list[str]:
    here = (person.id for person in atlas.people if employed(person, max(today, wanted.day)))
    found = [one for one in here if wanted.who is None or one in wanted.who]
    if len(found) < FEWEST_FOR_RATES:
        raise TooFew
    return found


@dataclass(frozen=True, slots=True)
class Invited:
    """The sessions of a date with the ids of those who come to each: everybody to one.

    `others` are those whose own day none of them reaches, by session: each where it is nearest to their day.
    `busy` are those of the guests who are taken then by a calendar kept elsewhere, and in all others of their
    day.
    """

    plan: Plan
    guests: tuple[tuple[str, ...], ...]
    others: tuple[tuple[str, ...], ...]
    busy: tuple[tuple[str, ...], ...]

    @property
    def missed(self) -> int:
        """How many people are reached by none."""
        return sum(map(len, self.others))

    @property
    def digest(self) -> str:
        """Equal where the same people come to the same sessions."""
        said = [(one.start.isoformat(), one.host and one.host.name) for one in self.plan.sessions]
        text = repr((said, [sorted(one) for one in (*self.guests, *self.others, *self.busy)]))
        return blake2b(text.encode(), digest_size=12).hexdigest()


def taken(atlas: Atlas, wanted: Wanted) -> Elsewhere:
    """When those who are to come are taken by calendars kept elsewhere."""
    return elsewhere([one.id for one in atlas.people] if wanted.who is None else wanted.who)


def invited(
    atlas: Atlas, wanted: Wanted, today: date, on: date, number: int, known: Elsewhere = NOTHING
) -> Invited | None:
    """Who comes to which of so many sessions on one of the dates of the year; None where there is no such
    plan, nor one of another date.

    Whoever is `known` to be taken at theirs comes to another one in their own day at which they are not.
    """
    if on not in dates(wanted):
        return None
    people = _people(atlas, wanted, today)
    asked = _request(atlas, people, wanted, on)
    plan = next((one for one in sessions(asked, atlas.zones) if len(one.sessions) == number), None)
    if plan is None:
        return None
    by_crowd = crowded(atlas, people, on)
    guests, busy = _seated(plan, by_crowd, known, atlas.zones)
    others: list[list[str]] = [[] for _ in plan.sessions]
    for crowd in plan.missed:
        others[_nearest(plan, atlas.zones.zone(crowd.zone))] += by_crowd[crowd]
    year = dict(all_hands(atlas, wanted, today).year)
    told = year.get(on)
    if told is None or len(told.sessions) != number:
        told = _plan(plan, len(people), _Hosting())
    seats = zip(told.sessions, guests, strict=True)
    held = tuple(replace(one, share=_share(len(who), len(people))) for one, who in seats)
    return Invited(replace(told, sessions=held), *(tuple(map(tuple, who)) for who in (guests, others, busy)))


def _seated(
    plan: SessionPlan, by_crowd: Mapping[Crowd, Sequence[str]], known: Elsewhere, zones: ZoneDatabase
) -> tuple[Seats, Seats]:
    """Who comes to which session; and who of them is taken at that and at all others in their own day."""
    could, length = open_to(plan, zones), timedelta(minutes=plan.request.minutes)
    spans = [Span(held.start, held.start + length) for held in plan.sessions]
    guests: Seats = [[] for _ in spans]
    busy: Seats = [[] for _ in spans]
    for number, held in enumerate(plan.sessions):
        for crowd, _ in held.visitors:
            away = _away(plan, zones.zone(crowd.zone))
            near = [number, *sorted({*could[crowd]} - {number}, key=away)]
            for one in by_crowd[crowd]:
                free = [n for n in near if one not in known.busy or not known.at(one, spans[n])[0]]
                guests[free[0] if free else number].append(one)
                busy[number] += [] if free else [one]
    return guests, busy


def _nearest(plan: SessionPlan, zone: Zone) -> int:
    """The session that is nearest to the middle of the day on a clock."""
    return min(range(len(plan.sessions)), key=_away(plan, zone))


def _away(plan: SessionPlan, zone: Zone) -> Callable[[int], int]:
    """How far each session is from the middle of the day on a clock, in half minutes."""
    request = plan.request
    middle = sum(request.hours)

    def away(number: int) -> int:
        shown = CivilTime.of(plan.sessions[number].start, zone).time
        apart = abs(2 * (shown.hour * 60 + shown.minute) + request.minutes - middle)
        return min(apart, 2 * 1440 - apart)

    return away


def _request(atlas: Atlas, people: Sequence[str], wanted: Wanted, day: date) -> SessionRequest:
    found = crowds(atlas, people, day)
    return SessionRequest(found, day, wanted.minutes, wanted.hours, most=MOST_SESSIONS)


def _asked(atlas: Atlas, people: Sequence[str], wanted: Wanted, day: date) -> tuple[SessionPlan, ...]:
    return sessions(_request(atlas, people, wanted, day), atlas.zones)


class _Hosting:
    """Whose turn it is to host: places by how many people they have, none twice before its share is due."""

    def __init__(self) -> None:
        self._credit: Counter[str] = Counter()

    def host(self, at: dict[str, int]) -> str | None:
        """The place of those who come that has waited longest, measured by its people."""
        total = sum(at.values())
        if not total:
            return None
        for name, people in at.items():
            self._credit[name] += people / total  # type: ignore[assignment]  # a share of one turn
        chosen = max(sorted(at), key=lambda name: self._credit[name])
        self._credit[chosen] -= 1
        return chosen


def _plan(plan: SessionPlan, people: int, hosting: _Hosting) -> Plan:
    missed = _by_name(plan.missed)
    return Plan(
        sessions=tuple(_held(one, plan.request, people, hosting) for one in plan.sessions),
        share=_share(plan.reached, people),
        whole=not plan.missed,
        missed=tuple(name for name, many in missed.most_common(MOST_PLACES) if many >= FEWEST),
    )


def _held(one: Session, request: SessionRequest, people: int, hosting: _Hosting) -> Held:
    counted = _by_name(crowd for crowd, _ in one.visitors)
    large = {name: many for name, many in counted.most_common() if many >= FEWEST}
    clocks = {crowd.name: local for crowd, local in one.visitors}
    places = [Place(name, clocks[name]) for name in large]
    host = hosting.host(large)
    return Held(
        one.start,
        one.start + timedelta(minutes=request.minutes),
        _share(one.people, people),
        tuple(sorted(places[:MOST_PLACES], key=lambda place: place.local)),
        next((place for place in places if place.name == host), None),
    )


def _by_name(found: Iterator[Crowd] | Sequence[Crowd]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for crowd in found:
        counts[crowd.name] += crowd.people
    return counts


def _share(some: int, people: int) -> int:
    """Of a hundred, in steps that are five people or more: 100 is everybody, and nothing else is."""
    if some == people:
        return 100
    step = max(1, ceil(100 * FEWEST / people))
    return min(int(100 * some / people / step) * step, 100 - step)
