"""What people are at, in and of: entities, places with their holidays, teams."""

from collections.abc import Iterable
from datetime import datetime

from farflung.engine.model import Place as EnginePlace
from farflung.intake.gazetteer.fold import fold
from farflung.server.core.bulk import insert
from farflung.server.org.actions.calendars import keep_holidays_of
from farflung.server.org.actions.imports.facts import place_fact
from farflung.server.org.actions.imports.here import place_of_row
from farflung.server.org.actions.imports.ledger import Ledger
from farflung.server.org.actions.imports.own_files import OwnFiles
from farflung.server.org.actions.imports.teams_plan import TeamPlan
from farflung.server.org.models import Holiday, HolidayCalendar, LegalEntity, Place, Team

Spot = tuple[str, ...]


def put_entities(ledger: Ledger, names: Iterable[str], own: OwnFiles) -> dict[str, int]:
    """The entities that are named, by name; made where they are new."""
    rows = {row.name: row for row in LegalEntity.objects.all()}
    wanted = sorted({name[:160] for name in (*names, *own.entities) if name} - rows.keys())
    made = ledger.make(LegalEntity(name=name, country=own.entities.get(name, "")) for name in wanted)
    rows |= {row.name: row for row in made}
    return {name: row.pk for name, row in rows.items()}


def put_places(ledger: Ledger, wanted: Iterable[EnginePlace], now: datetime) -> dict[Spot, Place]:
    """The rows of places, made where they are new, with the holidays that are kept there."""
    rows = {tuple(place_of_row(row)): row for row in Place.objects.all()}
    new = {tuple(place_fact(place)): place for place in wanted if tuple(place_fact(place)) not in rows}
    made = ledger.make(
        Place(
            zone=place.zone, country=place.country or "", subdivision=place.subdivision or "",
            city=place.city or "", latitude=place.latitude, longitude=place.longitude,
        )
        for place in new.values()
    )  # fmt: skip
    ledger.made(keep_holidays_of(new.values(), now))
    return rows | {tuple(place_of_row(row)): row for row in made}


def put_calendars(ledger: Ledger, own: OwnFiles) -> None:
    """Calendars as an export has them; of those that are here already, only what was entered by hand."""
    rows = {(row.country, row.subdivision): row for row in HolidayCalendar.objects.all()}
    new = [HolidayCalendar(**values) for values in own.calendars
           if (values["country"], values["subdivision"]) not in rows]  # fmt: skip
    made = {(row.country, row.subdivision): row for row in ledger.make(new)}
    kept = {(day.calendar_id, day.date, day.name) for day in Holiday.objects.all()} if rows else set()
    days: list[Holiday] = []
    for values in own.holidays:
        fields = dict(values)
        key = fields.pop("calendar")
        calendar = made.get(key) or rows.get(key)
        by_hand = key in made or fields["by_hand"] or fields["dropped"]
        if calendar and by_hand and (calendar.pk, fields["date"], fields["name"]) not in kept:
            days.append(Holiday(calendar=calendar, **fields))
    new_ones = {row.pk for row in made.values()}
    # The days of a new calendar come and go with it: only those added to one of ours are remembered.
    insert(day for day in days if day.calendar_id in new_ones)
    ledger.make(day for day in days if day.calendar_id not in new_ones)


def put_teams(ledger: Ledger, plans: Iterable[TeamPlan], people: dict[str, int]) -> dict[str, Team]:
    """Every team by its folded name; new ones made, leads and parents set."""
    rows = {fold(row.name): row for row in Team.objects.order_by("pk")}
    given = [plan for plan in plans if not plan.does_nothing]
    made = ledger.make(
        Team(name=plan.name[:160], imported=plan.imported) for plan in given if plan.pk is None
    )
    rows |= {fold(row.name): row for row in made}
    changed: list[Team] = []
    for plan in given:
        row = rows[fold(plan.name)]
        if plan.pk is not None:
            ledger.touch(row)
        row.imported = plan.imported
        if "lead" in plan.changes:
            row.lead_id = people.get(plan.changes["lead"])
        if "parent" in plan.changes:
            parent = rows.get(fold(plan.changes["parent"]))
            row.parent_id = None if parent is None or _above(parent, row, rows) else parent.pk
        changed.append(row)
    ledger.save(changed, ["imported", "lead", "parent"])
    return rows


def _above(parent: Team, team: Team, rows: dict[str, Team]) -> bool:
    """Whether the parent is the team itself or a part of it, which would make a ring of the tree."""
    by_pk = {row.pk: row for row in rows.values()}
    above: Team | None = parent
    for _ in range(len(by_pk)):
        if above is None:
            return False
        if above.pk == team.pk:
            return True
        above = by_pk.get(above.parent_id or 0)
    return True
