"""People by any word of theirs: every word asked for begins one of the words they are found by.

Answered from one index in a few milliseconds, whatever the company's size and the script of the words.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import connection

from farflung.server.org.queries.words import words

MOST = 200
"""People on a page, at most."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for; whatever is left out does not narrow. `on` is the day on which they work here.

    `team` is a team's code, `country` an ISO code, `city` and `job` whole names; `codes` are the only ones
    to be found.
    """

    on: date
    text: str = ""
    team: UUID | None = None
    skill: str = ""
    language: str = ""
    country: str = ""
    city: str = ""
    job: str = ""
    codes: Collection[UUID] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody found, as everybody may see them."""

    code: UUID
    name: str
    job: str
    email: str
    city: str
    country: str
    zone: str
    teams: tuple[str, ...]
    skills: tuple[str, ...]
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FoundPage:
    """A page of them, by name. `after` is what to ask with for the next one, None where it is the last."""

    people: tuple[Found, ...]
    after: UUID | None


_COLUMNS = """
SELECT p.code, p.name, p.job, p.email, l.city, l.country, l.zone,
       ARRAY(SELECT t.name FROM org_membership m JOIN org_team t ON t.id = m.team_id
             WHERE m.person_id = p.id ORDER BY t.name), p.skills, p.languages
FROM org_person p JOIN org_place l ON l.id = p.place_id
WHERE {conditions}
ORDER BY lower(p.name), p.code
LIMIT %(limit)s
"""
_AFTER = """
(lower(p.name), p.code) > (SELECT lower(o.name), o.code FROM org_person o WHERE o.code = %(after)s)
"""


def search_people(asked: Asked, *, limit: int = 50, after: UUID | None = None) -> FoundPage:
    """The people who fit, by name, from the one after `after` on."""
    conditions, values = _conditions(asked)
    values |= {"limit": min(limit, MOST) + 1}
    if after is not None:
        conditions.append(_AFTER)
        values["after"] = after
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS.format(conditions=" AND ".join(conditions)), values)
        rows = cursor.fetchall()
    people = tuple(map(_found, rows))
    page = people[: min(limit, MOST)]
    return FoundPage(page, page[-1].code if len(people) > len(page) and page else None)


def _found(row: tuple[Any, ...]) -> Found:
    values: list[Any] = [tuple(value) if isinstance(value, list) else value for value in row]
    return Found(*values)


def count_people(asked: Asked) -> int:
    """How many fit."""
    found: int = _one("SELECT count(*)", asked)
    return found


def codes_of(asked: Asked) -> frozenset[str]:
    """The codes of all who fit: for who orders and narrows them by what stands on the map and in no row."""
    found: list[str] | None = _one("SELECT array_agg(p.code::text)", asked)
    return frozenset(found or ())


def _one(selected: str, asked: Asked) -> Any:
    conditions, values = _conditions(asked)
    tables = " FROM org_person p JOIN org_place l ON l.id = p.place_id WHERE "
    with connection.cursor() as cursor:
        cursor.execute(selected + tables + " AND ".join(conditions), values)
        return cursor.fetchone()[0]


def _conditions(asked: Asked) -> tuple[list[str], dict[str, Any]]:
    """Conditions are fixed texts; everything asked for is a value."""
    conditions = ["(p.ended IS NULL OR p.ended >= %(on)s)"]
    values: dict[str, Any] = {"on": asked.on}
    for value, condition in _NARROWED:
        if given := getattr(asked, value):
            conditions.append(condition)
            values[value] = given
    if asked.text.strip():
        conditions.append("p.search @@ %(words)s::tsquery")
        values["words"] = prefixes(asked.text)
    if asked.codes is not None:
        conditions.append("p.code = ANY(%(codes)s)")
        values["codes"] = list(asked.codes)
    return conditions, values


_IN_TEAM = """
p.id IN (SELECT m.person_id FROM org_membership m JOIN org_team t ON t.id = m.team_id WHERE t.code = %(team)s)
"""
_NARROWED = (
    ("team", _IN_TEAM),
    ("skill", "p.skills @> ARRAY[%(skill)s]::varchar[]"),
    ("language", "p.languages @> ARRAY[%(language)s]::varchar[]"),
    ("country", "l.country = %(country)s"),
    ("city", "l.city = %(city)s"),
    ("job", "p.job = %(job)s"),
)


def prefixes(text: str) -> str:
    """A text as a query that every word of it begins a word; one that finds nobody where it has no word.

    Folding leaves letters and digits only, so nothing in it can be taken for an operator.
    """
    asked = words(text)[:8] or ["\N{REPLACEMENT CHARACTER}"]
    return " & ".join(f"'{word}':*" for word in asked)
