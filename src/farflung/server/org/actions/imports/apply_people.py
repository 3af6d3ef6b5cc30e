"""People as an import leaves them: new rows, changed facts, who leads whom, who is in which team."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from farflung.intake.gazetteer.fold import fold
from farflung.server.core.bulk import insert
from farflung.server.org.actions.imports.apply_world import Spot
from farflung.server.org.actions.imports.ledger import Ledger, set_column
from farflung.server.org.actions.imports.own_files import OwnFiles
from farflung.server.org.actions.imports.people_plan import PersonPlan
from farflung.server.org.actions.imports.plan import Plan
from farflung.server.org.models import Membership, Person, Place, Team
from farflung.server.org.queries.words import words_of

_WRITTEN: Final = (
    "name", "email", "job", "entity", "rest_start", "rest_end", "skills", "languages", "started", "ended",
    "place", "imported", "manager",
)  # fmt: skip

_LONGEST: Final = {"name": 200, "email": 254, "job": 160, "skills": 80, "languages": 35}


@dataclass(frozen=True, slots=True)
class World:
    """Where rows are found: places by what they are, entities by name."""

    places: Mapping[Spot, Place]
    entities: Mapping[str, int]


@dataclass(slots=True)
class Written:
    """The people of an import: rows by key, and those that are new or changed, with the facts that are."""

    rows: dict[str, Person]
    new: list[Person]
    changed: dict[int, list[str]]


def put_people(ledger: Ledger, plan: Plan, own: OwnFiles, world: World, now: datetime) -> Written:
    """Writes everybody, but for teams and hours."""
    rows = {row.key: row for row in plan.here.people.values()}
    fresh = [one for one in plan.people.people if one.pk is None]
    new = [_new(one, own, world, now) for one in fresh]
    made = insert(new)
    rows |= {row.key: row for row in made}
    _set_managers(fresh, rows)
    ledger.made(made)
    return Written(rows, made, _change(ledger, plan, rows, world))


def _new(one: PersonPlan, own: OwnFiles, world: World, now: datetime) -> Person:
    row = Person(key=one.key, created_at=now, imported=one.imported, **own.extras.get(one.key, {}))
    for fact, value in one.facts.items():
        _set(row, fact, value, world)
    row.place = world.places[tuple(one.facts["place"])]
    row.words = words_of(row, one.facts["teams"])
    return row


def _set_managers(fresh: list[PersonPlan], rows: Mapping[str, Person]) -> None:
    """After everybody has a row: managers may be as new as who reports to them."""
    pairs: list[tuple[int, int]] = []
    for one in fresh:
        manager = rows.get(one.facts["manager"] or "")
        if manager is not None and manager.key != one.key:
            rows[one.key].manager_id = manager.pk
            pairs.append((rows[one.key].pk, manager.pk))
    set_column(Person, "manager", pairs)


def _change(ledger: Ledger, plan: Plan, rows: Mapping[str, Person], world: World) -> dict[int, list[str]]:
    """Facts of people who were here; columns by row, so that unchanged ones are never written."""
    changed: dict[int, list[str]] = {}
    touched: list[Person] = []
    for one in plan.people.people:
        if one.pk is None or one.does_nothing:
            continue
        row = plan.here.people[one.pk]
        ledger.touch(row)
        row.imported = one.imported
        for fact, value in one.changes.items():
            _set(row, fact, value, world)
            if fact == "manager":
                manager = rows.get(value or "")
                row.manager_id = None if manager is None or manager.pk == row.pk else manager.pk
        touched.append(row)
        if one.changes:
            changed[row.pk] = sorted(one.changes)
    touched += _ends(ledger, plan, changed)
    ledger.save(list({row.pk: row for row in touched}.values()), _WRITTEN)
    return changed


def _ends(ledger: Ledger, plan: Plan, changed: dict[int, list[str]]) -> list[Person]:
    rows: list[Person] = []
    for pk, last_day in plan.people.ended.items():
        row = plan.here.people[pk]
        ledger.touch(row)
        row.ended = last_day
        row.imported = {**row.imported, "ended": last_day.isoformat()}
        changed[pk] = sorted({*changed.get(pk, ()), "ended"})
        rows.append(row)
    return rows


def _set(row: Person, fact: str, value: Any, world: World) -> None:
    """One fact as the columns that keep it; teams and hours have tables of their own."""
    if fact in ("name", "email", "job"):
        setattr(row, fact, value[: _LONGEST[fact]])
    elif fact in ("skills", "languages"):
        setattr(row, fact, [text[: _LONGEST[fact]] for text in value])
    elif fact in ("started", "ended"):
        setattr(row, fact, value and date.fromisoformat(value))
    elif fact == "rest":
        row.rest_start, row.rest_end = value or (None, None)
    elif fact == "entity":
        row.entity_id = world.entities.get(value[:160])
    elif fact == "place":
        row.place = world.places[tuple(value)]


def put_memberships(ledger: Ledger, plan: Plan, written: Written, teams: Mapping[str, Team]) -> None:
    """Who is in which team."""
    wanted = {written.rows[one.key].pk: one.facts["teams"] for one in plan.people.people if one.pk is None}
    wanted |= {
        one.pk: one.changes["teams"] for one in plan.people.people if one.pk and "teams" in one.changes
    }
    pairs = {(pk, teams[fold(name)].pk) for pk, names in wanted.items() for name in names}
    rows = list(Membership.objects.filter(person__in=list(wanted)))
    ledger.remove([row for row in rows if (row.person_id, row.team_id) not in pairs])
    has = {(row.person_id, row.team_id) for row in rows}
    ledger.make(Membership(person_id=person, team_id=team) for person, team in sorted(pairs - has))
