"""Rows to an Atlas: ten queries for the whole company. No rules here: the engine has them."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from django.db import connection

from farflung.engine.atlas import Atlas
from farflung.engine.model import (
    Absence,
    Block,
    Holiday,
    HolidayCalendar,
    HolidaySwap,
    PatternPeriod,
    Person,
    Place,
    RestWindow,
    Stay,
    StayKind,
    Team,
    WeeklyPattern,
)
from farflung.engine.time import ZoneDatabase, packaged_zones

Row = tuple[Any, ...]
_DAY = timedelta(days=1)

_PEOPLE = """
SELECT p.id, p.code::text, p.name, p.place_id, p.rest_start, p.rest_end, p.skills, p.languages,
       m.code::text, e.name, p.job, p.email, p.started, p.ended
FROM org_person p
LEFT JOIN org_person m ON m.id = p.manager_id LEFT JOIN org_legalentity e ON e.id = p.entity_id
ORDER BY p.id
"""
_PATTERNS = """
SELECT person_id, lower(during), upper(during), blocks::text, assumed FROM org_patternperiod
ORDER BY person_id, lower(during) DESC NULLS LAST
"""
_STAYS = """
SELECT person_id, code::text, place_id, kind, lower(during), upper(during),
       recorded_at, superseded_at, withdrawn,
       (SELECT r.code::text FROM org_stay r WHERE r.id = s.replaces_id)
FROM org_stay s ORDER BY id
"""


def company_atlas(zones: ZoneDatabase | None = None) -> Atlas:
    """The whole company as an Atlas; person ids are the codes. Ten queries, whatever its size."""
    places = {row[0]: _place(row) for row in _rows(
        "SELECT id, zone, country, subdivision, city, latitude, longitude FROM org_place"
    )}  # fmt: skip
    patterns = _patterns()
    teams = _teams_by_person()
    swaps = _swaps()
    people: dict[int, Person] = {}
    for row in _rows(_PEOPLE):
        key, place = row[0], places[row[3]]
        people[key] = _person(row, place, patterns.get(key, ()), teams.get(key, ()), swaps.get(key, ()))
    return Atlas(
        people=tuple(people.values()),
        stays=tuple(stay for row in _rows(_STAYS) for stay in _stays(row, people[row[0]].id, places[row[2]])),
        absences=tuple(_absence(row, people[row[0]].id) for row in _rows(
            "SELECT person_id, lower(during), upper(during), from_minute, to_minute FROM org_absence "
            "WHERE withdrawn_at IS NULL ORDER BY id"
        )),
        holidays=_calendars(),
        teams=_teams(),
        zones=zones or packaged_zones(),
    )  # fmt: skip


def _rows(query: str) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        found: list[Row] = cursor.fetchall()
        return found


def _place(row: Row) -> Place:
    _, zone, country, subdivision, city, latitude, longitude = row
    return Place(zone, country or None, subdivision or None, city or None, latitude, longitude)


def _person(
    row: Row,
    place: Place,
    patterns: tuple[PatternPeriod, ...],
    teams: tuple[str, ...],
    swaps: tuple[HolidaySwap, ...],
) -> Person:
    _, code, name, _, rest_start, rest_end, skills, languages, *more = row
    manager, entity, job, email, started, ended = more
    return Person(
        code, name, place, patterns, _rest(rest_start, rest_end), frozenset(skills), frozenset(languages),
        manager, entity, teams, job or None, email or None, started, ended, swaps,
    )  # fmt: skip


def _rest(start: int | None, end: int | None) -> RestWindow | None:
    return None if start is None or end is None else _rest_window(start, end)


@lru_cache(maxsize=512)
def _rest_window(start: int, end: int) -> RestWindow:
    return RestWindow(start, end)


def _patterns() -> dict[int, tuple[PatternPeriod, ...]]:
    found: dict[int, list[PatternPeriod]] = defaultdict(list)
    for person, start, end, blocks, assumed in _rows(_PATTERNS):
        found[person].append(_period(start, end, blocks, assumed))
    return {person: tuple(periods) for person, periods in found.items()}


@lru_cache(maxsize=4096)
def _period(start: date | None, end: date | None, blocks: str, assumed: bool) -> PatternPeriod:
    # Thousands share a few patterns: one value for all of them is quicker to make and to compare.
    return PatternPeriod(_pattern(blocks, assumed), start, _last(end))


@lru_cache(maxsize=4096)
def _pattern(blocks: str, assumed: bool) -> WeeklyPattern:
    numbers = [int(text) for text in blocks.replace("[", " ").replace("]", " ").replace(",", " ").split()]
    found = zip(numbers[::3], numbers[1::3], numbers[2::3], strict=True)
    return WeeklyPattern(tuple(Block(*block) for block in found), assumed)


def _last(end: date | None) -> date | None:
    return None if end is None else end - _DAY


def _stays(row: Row, person: str, place: Place) -> Iterable[Stay]:
    """A row, and the record that took it back where it was withdrawn and nothing came in its place."""
    _, code, _, kind, start, end, recorded, superseded, withdrawn, replaces = row
    stay = Stay(person, place, StayKind(kind), start, _last(end), recorded, code, replaces)
    yield stay
    if withdrawn:
        yield Stay(
            person, place, StayKind(kind), start, _last(end), superseded, f"{code}-withdrawn", code, True
        )


def _absence(row: Row, person: str) -> Absence:
    _, start, end, first, last = row
    return Absence(person, start, end - _DAY, first, last)


def _calendars() -> dict[tuple[str, str | None], HolidayCalendar]:
    days: dict[int, list[Holiday]] = defaultdict(list)
    for calendar, day, name, estimated in _rows(
        "SELECT calendar_id, date, name, estimated FROM org_holiday WHERE NOT dropped "
        "ORDER BY calendar_id, date"
    ):
        days[calendar].append(Holiday(day, name, estimated))
    return {
        (country, subdivision or None): HolidayCalendar(
            country, subdivision or None, tuple(days[key]), frozenset(weekend), source
        )
        for key, country, subdivision, weekend, source in _rows(
            "SELECT id, country, subdivision, weekend, source FROM org_holidaycalendar"
        )
    }


def _teams_by_person() -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = defaultdict(list)
    for person, name in _rows(
        "SELECT m.person_id, t.name FROM org_membership m JOIN org_team t ON t.id = m.team_id ORDER BY t.name"
    ):
        found[person].append(name)
    return {person: tuple(names) for person, names in found.items()}


def _swaps() -> dict[int, tuple[HolidaySwap, ...]]:
    found: dict[int, list[HolidaySwap]] = defaultdict(list)
    for person, worked, off in _rows("SELECT person_id, worked, off FROM org_holidayswap ORDER BY worked"):
        found[person].append(HolidaySwap(worked, off))
    return {person: tuple(swaps) for person, swaps in found.items()}


def _teams() -> tuple[Team, ...]:
    return tuple(
        Team(name, tuple(members), lead, parent)
        for name, members, lead, parent in _rows(
            "SELECT t.name, coalesce(array_agg(p.code::text ORDER BY p.id) "
            "FILTER (WHERE p.id IS NOT NULL), '{}'), l.code::text, u.name FROM org_team t "
            "LEFT JOIN org_membership m ON m.team_id = t.id LEFT JOIN org_person p ON p.id = m.person_id "
            "LEFT JOIN org_person l ON l.id = t.lead_id LEFT JOIN org_team u ON u.id = t.parent_id "
            "GROUP BY t.id, l.code, u.name ORDER BY t.name"
        )
    )
