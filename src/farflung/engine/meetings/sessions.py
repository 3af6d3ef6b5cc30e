"""Fewest sessions that reach everybody in their own day: an exact set cover over zones.

Everybody needs one session they can come to, not all of them. Zones are few, so the search is complete:
the answer for each number of sessions is the most people that so many can reach. Of equals the earlier
sessions win, and each person comes to the one nearest to the middle of their day.
"""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from farflung.engine.atlas import Atlas
from farflung.engine.meetings.faces import Hours, Mask, Seconds, fitting
from farflung.engine.model import Person
from farflung.engine.time import CivilTime, Span, ZoneDatabase, epoch, from_epoch

Rows = NDArray[np.int64]

_DAY = 86400
_EPOCH = date(1970, 1, 1).toordinal()

DAY_HOURS: Hours = (8 * 60, 19 * 60)
"""Own day: the hours that cost nobody anything (08-19), unless others are asked for."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """So many people who live by the clock of one zone, under a name to show.

    `dates` are the local dates on which they can come at all; None is any.
    """

    name: str
    zone: str
    people: int
    dates: frozenset[date] | None = None

    def __post_init__(self) -> None:
        if self.people <= 0:
            raise ValueError(f"{self.name}: {self.people} people cannot be invited")


@dataclass(frozen=True, slots=True)
class SessionRequest:
    """Sessions of `minutes` on the UTC date `day`, starting every `step` minutes, inside `hours` of each."""

    crowds: tuple[Crowd, ...]
    day: date
    minutes: int = 60
    hours: Hours = DAY_HOURS
    step: int = 30
    most: int = 4

    def __post_init__(self) -> None:
        if not self.crowds:
            raise ValueError("sessions need somebody to come")
        if not (0 < self.minutes <= self.hours[1] - self.hours[0]):
            raise ValueError(f"{self.minutes} minutes do not fit between the hours {self.hours}")
        if self.step <= 0 or 1440 % self.step:
            raise ValueError(f"starts every {self.step} minutes do not divide a day")
        if self.most < 1:
            raise ValueError("at least one session must be allowed")


@dataclass(frozen=True, slots=True)
class Session:
    """One session: who comes to it, each with what their clock shows, and how many of them."""

    start: datetime
    visitors: tuple[tuple[Crowd, CivilTime], ...]

    @property
    def people(self) -> int:
        """How many people come."""
        return sum(crowd.people for crowd, _ in self.visitors)


@dataclass(frozen=True, slots=True)
class SessionPlan:
    """The best that `sessions` can do together. `missed` are those whom none of them reaches."""

    request: SessionRequest
    sessions: tuple[Session, ...]
    missed: tuple[Crowd, ...]

    @property
    def reached(self) -> int:
        """How many people can come to one of the sessions inside their own day."""
        return sum(session.people for session in self.sessions)

    @property
    def share(self) -> float:
        """`reached` as a share of everybody, 0 to 1."""
        return self.reached / sum(crowd.people for crowd in self.request.crowds)


def sessions(request: SessionRequest, zones: ZoneDatabase) -> tuple[SessionPlan, ...]:
    """The best plan of one session, of two, and so on, up to the first that reaches as many as any could.

    Each is the most that so many sessions can reach: every set of starts is looked at.
    """
    starts = _starts(request)
    reach = _reach(request, starts, zones)
    people = np.array([crowd.people for crowd in request.crowds])
    useful, voices = _different(reach), _voices(reach, people)
    everybody = int(people[reach.any(axis=1)].sum())
    plans: list[SessionPlan] = []
    for count in range(1, min(request.most, len(useful)) + 1):
        chosen = _best(voices, useful, count)
        plans.append(_plan(request, starts, reach, chosen, zones))
        if plans[-1].reached == everybody:
            break
    return tuple(plans)


def open_to(plan: SessionPlan, zones: ZoneDatabase) -> dict[Crowd, tuple[int, ...]]:
    """To which of the sessions each crowd could come in its own day, by their numbers."""
    starts = np.array([epoch(session.start) for session in plan.sessions], np.int64)
    reach = _reach(plan.request, starts, zones)
    rows = zip(plan.request.crowds, reach, strict=True)
    return {crowd: tuple(np.flatnonzero(row).tolist()) for crowd, row in rows}


def crowds(atlas: Atlas, people: Iterable[str], day: date, within: Span | None = None) -> tuple[Crowd, ...]:
    """The people by the zone they are in on a date (midday UTC) and their working days, most first.

    `within` may name a wider window that other questions are asked about: what is known of it is used.
    """
    return tuple(crowded(atlas, people, day, within))


def crowded(
    atlas: Atlas, people: Iterable[str], day: date, within: Span | None = None
) -> dict[Crowd, tuple[str, ...]]:
    """The crowds, each with the ids of those who are in it."""
    noon = datetime(day.year, day.month, day.day, 12, tzinfo=UTC)
    near = [day + timedelta(days=n) for n in (-1, 0, 1)]
    numbers = {day: day.toordinal() - _EPOCH for day in near}
    groups: dict[tuple[str, frozenset[date]], list[str]] = {}
    names: dict[str, str] = {}
    weeks: dict[Hashable, frozenset[date]] = {}
    for kind, ids in atlas.kinds(within or Span(noon, noon + timedelta(days=1))).among(people):
        zone, key = kind.clock.zone_at(noon), _hours(kind.person, near)
        if key not in weeks:
            weeks[key] = _in_week(kind.person, near)
        dates = weeks[key]
        if not kind.holidays.isdisjoint(numbers.values()):
            dates = frozenset(day for day in dates if numbers[day] not in kind.holidays)
        groups.setdefault((zone, dates), []).extend(ids)
        if zone not in names:
            names[zone] = atlas.where(kind.person, noon).place.label
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0][0], sorted(item[0][1])))
    return {Crowd(names[zone], zone, len(ids), dates): tuple(ids) for (zone, dates), ids in ordered}


def _hours(person: Person, near: Sequence[date]) -> Hashable:
    """Equal for those who have the same hours on these dates; readers make one pattern for many people."""
    patterns = tuple([(id(period.pattern), period.start, period.end) for period in person.patterns])
    started = person.started if person.started and person.started > near[0] else None
    ended = person.ended if person.ended and person.ended < near[-1] else None
    return patterns, started, ended


def _in_week(person: Person, near: Sequence[date]) -> frozenset[date]:
    """Those of the dates that are in their week."""
    patterns = ((day, person.pattern_on(day)) for day in near)
    return frozenset(day for day, pattern in patterns if pattern and day.weekday() in pattern.weekdays)


def _starts(request: SessionRequest) -> Seconds:
    first = epoch(datetime(request.day.year, request.day.month, request.day.day, tzinfo=UTC))
    return first + np.arange(0, 86400, request.step * 60, dtype=np.int64)


def _reach(request: SessionRequest, starts: Seconds, zones: ZoneDatabase) -> Mask:
    """Which crowd could come to which start (crowds, starts)."""
    keys = dict.fromkeys(crowd.zone for crowd in request.crowds)
    edges = np.concatenate([starts, starts + (request.minutes * 60 - 1)])
    local, last = np.split(edges + np.array([zones.zone(key).offsets(edges) for key in keys]), 2, axis=1)
    row_of = {key: row for row, key in enumerate(keys)}
    rows = [row_of[crowd.zone] for crowd in request.crowds]
    inside, day = fitting(local, last, request.hours), local // _DAY
    first, until = int(day.min()), int(day.max())
    dates = [date.fromordinal(_EPOCH + number) for number in range(first, until + 1)]
    can = np.array([[crowd.dates is None or on in crowd.dates for on in dates] for crowd in request.crowds])
    found: Mask = inside[rows] & np.take_along_axis(can, day[rows] - first, axis=1)
    return found


def _different(reach: Mask) -> Rows:
    """The first of the starts that reach the same crowds, of each such set that reaches anybody."""
    first: dict[bytes, int] = {}
    for number in np.flatnonzero(reach.any(axis=0)).tolist():
        first.setdefault(reach[:, number].tobytes(), number)
    return np.array(list(first.values()), np.int64)


def _voices(reach: Mask, people: NDArray[np.int64]) -> list[tuple[Mask, int]]:
    """The different rows of who could come when, each with how many people they speak for."""
    found: dict[bytes, tuple[Mask, int]] = {}
    for row, many in zip(reach, people.tolist(), strict=True):
        key = row.tobytes()
        found[key] = (row, found[key][1] + many if key in found else many)
    return list(found.values())


def _best(voices: Sequence[tuple[Mask, int]], starts: Rows, count: int) -> Rows:
    """The earliest of the sets of starts that reach the most people."""
    sets = np.array(list(combinations(starts.tolist(), count)), np.int64)
    reached = np.zeros(len(sets))
    for row, weight in voices:
        reached += row[sets].any(axis=1) * weight
    best: Rows = sets[int(reached.argmax())]
    return best


def _plan(
    request: SessionRequest, starts: Seconds, reach: Mask, chosen: Rows, zones: ZoneDatabase
) -> SessionPlan:
    visitors: dict[int, list[tuple[Crowd, CivilTime]]] = {number: [] for number in chosen.tolist()}
    shown: dict[tuple[str, tuple[bool, ...]], tuple[int, CivilTime]] = {}
    missed = []
    for crowd, row in zip(request.crowds, reach[:, chosen].tolist(), strict=True):
        key = (crowd.zone, tuple(row))
        if not any(row):
            missed.append(crowd)
            continue
        if key not in shown:  # all of a zone who can come to the same ones come to the same one
            zone, open_to = (
                zones.zone(crowd.zone),
                [n for n, comes in zip(visitors, row, strict=True) if comes],
            )
            times = {n: CivilTime.of(from_epoch(int(starts[n])), zone) for n in open_to}
            best = min(times, key=lambda n: _from_middle(times[n], request))
            shown[key] = best, times[best]
        number, time = shown[key]
        visitors[number].append((crowd, time))
    held = tuple(Session(from_epoch(int(starts[n])), tuple(v)) for n, v in visitors.items())
    return SessionPlan(request, held, tuple(missed))


def _from_middle(shown: CivilTime, request: SessionRequest) -> int:
    """How far from the middle of the day a session lies, in half minutes."""
    return abs(2 * (shown.time.hour * 60 + shown.time.minute) + request.minutes - sum(request.hours))
