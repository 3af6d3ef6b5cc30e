"""What is known of a person, as plain values of one shape: from files, of rows, and as files said last.

A fact can be compared, kept as JSON and shown. Names of facts are stable: `Person.own`, `Person.imported` and
mismatches are written in them.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

from farflung.engine.model import PatternPeriod, WeeklyPattern
from farflung.engine.model import Person as EnginePerson
from farflung.engine.model import Place as EnginePlace
from farflung.intake.people.field import NAMES, PLACES, Field

Facts = dict[str, Any]

PLAIN: Final = (
    "name",
    "email",
    "job",
    "entity",
    "manager",
    "rest",
    "skills",
    "languages",
    "started",
    "ended",
)
ALL: Final = (*PLAIN, "place", "hours", "teams")

_OF_COLUMNS: Final[Mapping[str, frozenset[Field]]] = {
    "name": NAMES - {Field.ID, Field.EMAIL},
    "email": frozenset({Field.EMAIL}),
    "job": frozenset({Field.ROLE}),
    "entity": frozenset({Field.ENTITY}),
    "manager": frozenset({Field.MANAGER, Field.MANAGER_ID, Field.MANAGER_EMAIL}),
    "rest": frozenset({Field.REST}),
    "skills": frozenset({Field.SKILLS}),
    "languages": frozenset({Field.LANGUAGES}),
    "started": frozenset({Field.STARTED}),
    "ended": frozenset({Field.ENDED}),
    "place": PLACES,
    "hours": frozenset({Field.HOURS, Field.DAY_START, Field.DAYS, Field.WEEKEND}),
    "teams": frozenset({Field.TEAM, Field.DEPARTMENT}),
}


def facts_in(columns: Iterable[Field]) -> frozenset[str]:
    """The facts that the columns of a file speak of: an empty cell of one says that there is none."""
    said = frozenset(columns)
    return frozenset(fact for fact, of in _OF_COLUMNS.items() if said & of)


def facts_of(person: EnginePerson, teams: Iterable[str], keys: Mapping[str, str]) -> Facts:
    """The facts of a person as they were read; `keys` are the keys here of the ids there, for managers."""
    return {
        "name": person.name,
        "email": (person.email or "").casefold(),
        "job": person.role or "",
        "entity": person.entity or "",
        "manager": keys.get(person.manager, person.manager) if person.manager else None,
        "rest": [person.rest.start, person.rest.end] if person.rest else None,
        "skills": sorted(person.skills, key=str.casefold),
        "languages": sorted(person.languages),
        "started": _iso(person.started),
        "ended": _iso(person.ended),
        "place": place_fact(person.place),
        "hours": hours_fact(person.patterns),
        "teams": sorted(teams),
    }


def said_of(person: EnginePerson, facts: Facts, columns: frozenset[str], *, by_cell: bool) -> frozenset[str]:
    """The facts that the file speaks of: with `by_cell` those that are filled in, else those with a column.

    Hours that nobody wrote down are no news, and a place is what put the person on the map at all.
    """
    said = {fact for fact in columns if facts[fact]} if by_cell else set(columns)
    said |= {fact for fact in ("place", "started", "ended", "name") if facts[fact]}
    if all(period.pattern.assumed for period in person.patterns):
        said.discard("hours")
    return frozenset(said)


def place_fact(place: EnginePlace) -> list[str]:
    """Zone, country, subdivision, city; "" where it is not known."""
    return [place.zone, place.country or "", place.subdivision or "", place.city or ""]


def vaguer(place: list[str], than: list[str]) -> bool:
    """Whether a place is the same, said with fewer words: a zone, where the city is known here."""
    return place[0] == than[0] and all(not a or a == b for a, b in zip(place[1:], than[1:], strict=True))


def hours_fact(periods: Iterable[PatternPeriod]) -> list[list[Any]]:
    """[first day, last day, blocks, assumed] by day, without overlaps: of two, the one that stands first."""
    cut = _apart(list(periods))
    return [
        [_iso(start), _iso(end), [[b.weekday, b.start, b.end] for b in pattern.blocks], pattern.assumed]
        for start, end, pattern in cut
    ]


def _apart(periods: list[PatternPeriod]) -> list[tuple[date | None, date | None, WeeklyPattern]]:
    edges = {period.start for period in periods} | {
        period.end + timedelta(days=1) for period in periods if period.end is not None
    }
    starts: list[date | None] = [None, *sorted(day for day in edges if day is not None)]
    ends = [day - timedelta(days=1) for day in starts[1:] if day is not None]
    cut: list[tuple[date | None, date | None, WeeklyPattern]] = []
    for start, end in zip(starts, [*ends, None], strict=True):
        day = start or end or date.min
        pattern = next((period.pattern for period in periods if period.covers(day)), None)
        if pattern is None:
            continue
        if cut and cut[-1][2] == pattern and _follows(cut[-1][1], start):
            cut[-1] = (cut[-1][0], end, pattern)
        else:
            cut.append((start, end, pattern))
    return cut


def _follows(last: date | None, first: date | None) -> bool:
    return last is not None and first is not None and last + timedelta(days=1) == first


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
