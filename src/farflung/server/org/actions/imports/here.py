"""Who is here already, as facts, and how they are known."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db import connection

from farflung.intake.gazetteer.fold import fold
from farflung.server.org.actions.days import first_of, last_of
from farflung.server.org.actions.imports.facts import Facts
from farflung.server.org.models import LegalEntity, Membership, PatternPeriod, Person, Place


@dataclass(slots=True)
class Here:
    """Everybody's row and facts, by primary key, and the ways in which a file may mean them."""

    people: dict[int, Person] = field(default_factory=dict)
    facts: dict[int, Facts] = field(default_factory=dict)
    by_key: dict[str, int] = field(default_factory=dict)
    by_email: dict[str, int] = field(default_factory=dict)
    by_name: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))


def hold_everybody() -> None:
    """Nobody else changes anybody until the transaction is done; always in one order, against deadlocks."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM (SELECT FROM org_person ORDER BY id FOR NO KEY UPDATE) AS held")


def who_is_here(*, lock: bool) -> Here:
    """Everybody, in five queries. With `lock` nobody else changes one until the transaction is done."""
    people = Person.objects.order_by("pk")
    here = Here()
    rows = list(people.select_for_update(no_key=True) if lock else people)
    hours, teams = _hours(), _teams()
    # One value for each place and entity, not one for each person: a company has a few hundred.
    places = {place.pk: place for place in Place.objects.all()}
    entities = dict(LegalEntity.objects.values_list("pk", "name"))
    keys = {row.pk: row.key for row in rows}
    for row in rows:
        row.place = places[row.place_id]
        here.people[row.pk] = row
        here.facts[row.pk] = _facts(
            row, entities.get(row.entity_id or 0, ""), keys.get(row.manager_id or 0),
            hours.get(row.pk, []), teams.get(row.pk, []),
        )  # fmt: skip
        here.by_key[row.key] = row.pk
        if row.email:
            here.by_email.setdefault(row.email.casefold(), row.pk)
        here.by_name[fold(row.name)].append(row.pk)
    return here


def _facts(
    row: Person, entity: str, manager: str | None, hours: list[list[object]], teams: list[str]
) -> Facts:
    has_rest = row.rest_start is not None and row.rest_end is not None
    return {
        "name": row.name,
        "email": row.email,
        "job": row.job,
        "entity": entity,
        "manager": manager,
        "rest": [row.rest_start, row.rest_end] if has_rest else None,
        "skills": sorted(row.skills, key=str.casefold),
        "languages": sorted(row.languages),
        "started": row.started and row.started.isoformat(),
        "ended": row.ended and row.ended.isoformat(),
        "place": place_of_row(row.place),
        "hours": hours,
        "teams": sorted(teams),
    }


def place_of_row(place: Place) -> list[str]:
    """Zone, country, subdivision, city."""
    return [place.zone, place.country, place.subdivision, place.city]


def _hours() -> dict[int, list[list[object]]]:
    found: dict[int, list[list[object]]] = defaultdict(list)
    rows = PatternPeriod.objects.order_by("person_id", "during")
    for person, during, blocks, assumed in rows.values_list("person_id", "during", "blocks", "assumed"):
        iso = [day and day.isoformat() for day in (first_of(during), last_of(during))]
        found[person].append([*iso, blocks, assumed])
    return found


def _teams() -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for person, team in Membership.objects.values_list("person_id", "team__name"):
        found[person].append(team)
    return found
