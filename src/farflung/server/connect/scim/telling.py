"""A person or a team as a directory is told of them: what it said itself; of whom it has not spoken yet, what
everybody here sees.

Whether a person said otherwise than the directory is nobody else's to know (N10), so it reads what it wrote.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from hashlib import sha256
from json import dumps
from typing import Any
from uuid import UUID

from farflung.engine.time import CivilTime, packaged_zones
from farflung.server.connect.access.scim import Known
from farflung.server.connect.models import ScimGroup
from farflung.server.connect.scim.schemas import ENTERPRISE, GROUP, LIST, USER
from farflung.server.org.models import Person, Team

Resource = dict[str, Any]


def user(one: Known, teams: Sequence[Team], root: str, now: datetime) -> Resource:
    """A User."""
    of_it = dict(one.link.said) if one.link is not None else _here(one.person, now) if one.person else {}
    more = of_it.pop(ENTERPRISE, {})
    if "manager" in more:
        code = more["manager"]["value"]
        more = {**more, "manager": {"value": code, "$ref": f"{root}/Users/{code}"}}
    found: Resource = {"schemas": [USER, *([ENTERPRISE] if more else [])], "id": str(one.code), **of_it}
    if teams:
        found["groups"] = [
            {"value": str(team.code), "$ref": f"{root}/Groups/{team.code}", "display": team.name}
            for team in teams
        ]  # fmt: skip
    if more:
        found[ENTERPRISE] = more
    changed = one.link.changed_at if one.link is not None else one.since
    return _with_meta(found, "User", f"{root}/Users/{one.code}", one.since, changed)


def _here(person: Person, now: datetime) -> Resource:
    """Of whom no directory has spoken yet; active as long as their last day is not over where they are."""
    place = person.place
    where = {"locality": place.city, "country": place.country}
    found: Resource = {
        "userName": person.email or person.key, "name": {"formatted": person.name},
        "displayName": person.name, "title": person.job, "timezone": place.zone,
        "active": person.ended is None or person.ended >= today_of(person, now),
        "emails": [{"value": person.email, "type": "work", "primary": True}] if person.email else [],
        "addresses": [{**{name: text for name, text in where.items() if text}, "type": "work"}]
        if any(where.values()) else [],
    }  # fmt: skip
    if person.manager is not None:
        found[ENTERPRISE] = {"manager": {"value": str(person.manager.code)}}
    return {name: value for name, value in found.items() if value not in ("", [])}


def today_of(person: Person, now: datetime) -> date:
    """The date where the person lives."""
    return CivilTime.of(now, packaged_zones().zone(person.place.zone)).date


def group(team: Team, row: ScimGroup | None, members: Sequence[UUID], root: str) -> Resource:
    """A Group; `members` are ids, none where they are not asked for."""
    found: Resource = {"schemas": [GROUP], "id": str(team.code), "displayName": team.name}
    if row is not None and row.external_id:
        found["externalId"] = row.external_id
    if members:
        found["members"] = [
            {"value": str(code), "$ref": f"{root}/Users/{code}", "type": "User"} for code in members
        ]
    created, changed = (row.created_at, row.changed_at) if row is not None else (None, None)
    return _with_meta(found, "Group", f"{root}/Groups/{team.code}", created, changed)


def _with_meta(
    found: Resource, kind: str, location: str, created: datetime | None, changed: datetime | None
) -> Resource:
    stamps = {"created": created, "lastModified": changed}
    times = {
        name: when.isoformat().replace("+00:00", "Z") for name, when in stamps.items() if when is not None
    }
    version = sha256(dumps(found, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:24]
    meta = {"resourceType": kind, "location": location, **times, "version": f'W/"{version}"'}
    return {**found, "meta": meta}


def listed(found: Sequence[Resource], total: int, start: int) -> Resource:
    """A page of resources."""
    return {
        "schemas": [LIST], "totalResults": total, "startIndex": start, "itemsPerPage": len(found),
        "Resources": list(found),
    }  # fmt: skip


def cut(resource: Resource, only: Iterable[str], without: Iterable[str]) -> Resource:
    """With the attributes that are asked for, or without some; id, schemas and meta's location always."""
    wanted = {_first(name) for name in only}
    left = {_first(name) for name in without} - {"id", "schemas"}
    if wanted:
        always = {"id", "schemas", *wanted}
        return {name: value for name, value in resource.items() if name.casefold() in always}
    return {name: value for name, value in resource.items() if name.casefold() not in left}


def _first(name: str) -> str:
    plain = name.strip().casefold()
    if plain.startswith(ENTERPRISE.casefold()):
        return ENTERPRISE.casefold()
    for urn in (USER, GROUP):
        plain = plain.removeprefix(f"{urn.casefold()}:")
    return plain.partition(".")[0]
