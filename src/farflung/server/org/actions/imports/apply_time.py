"""When people work, are elsewhere and are away, as an import leaves it."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db.backends.postgresql.psycopg_any import DateRange

from farflung.server.org.actions.days import during
from farflung.server.org.actions.imports.absences_plan import AbsencesPlan
from farflung.server.org.actions.imports.apply_people import Written
from farflung.server.org.actions.imports.apply_world import Spot
from farflung.server.org.actions.imports.facts import place_fact
from farflung.server.org.actions.imports.ledger import Ledger
from farflung.server.org.actions.imports.own_files import OwnFiles
from farflung.server.org.actions.imports.plan import Plan
from farflung.server.org.actions.imports.stays_plan import StayPlan, StaysPlan
from farflung.server.org.models import Absence, HolidaySwap, PatternPeriod, Person, Place, RoleGrant, Stay


def put_hours(ledger: Ledger, plan: Plan, own: OwnFiles, written: Written, now: datetime) -> None:
    """Working hours of new people and of those whose hours changed; periods never overlap in a fact."""
    wanted = {one.key: one.facts["hours"] for one in plan.people.people if one.pk is None}
    wanted |= {one.key: one.changes["hours"] for one in plan.people.people if "hours" in one.changes}
    known = [written.rows[key].pk for key in wanted]
    ledger.remove(list(PatternPeriod.objects.filter(person__in=known)))
    ledger.make(
        PatternPeriod(
            person=written.rows[key],
            during=_range(start, end),
            blocks=blocks,
            assumed=assumed,
            recorded_at=own.hours_recorded.get((key, start or ""), now),
        )
        for key, periods in wanted.items()
        for start, end, blocks, assumed in periods
    )


def _range(start: str | None, end: str | None) -> DateRange:
    first, last = (day and date.fromisoformat(day) for day in (start, end))
    return during(first or None, last or None)


def put_stays(
    ledger: Ledger, plan: StaysPlan, people: Mapping[str, Person], places: Mapping[Spot, Place]
) -> None:
    """Stays: what gave way first, then new rows, whatever replaces another after it."""
    _supersede(ledger, [one for one in plan.known if one.touched])
    waiting = list(plan.new)
    while waiting:
        ready = [one for one in waiting if one.replaces is None or one.replaces.pk is not None]
        if not ready:  # a ring of replacements in a file: what is left replaces nothing
            ready, waiting[0].replaces = waiting[:1], None
        rows = ledger.make(_stay(one, people[one.person], places) for one in ready)
        for one, row in zip(ready, rows, strict=True):
            one.pk = row.pk
        waiting = [one for one in waiting if one.pk is None]


def _supersede(ledger: Ledger, touched: list[StayPlan]) -> None:
    by_pk = {one.pk: one for one in touched}
    rows = list(Stay.objects.filter(pk__in=[pk for pk in by_pk if pk is not None]))
    for row in rows:
        ledger.touch(row)
        row.superseded_at, row.withdrawn = by_pk[row.pk].superseded, by_pk[row.pk].withdrawn
    ledger.save(rows, ["superseded_at", "withdrawn"])


def _stay(one: StayPlan, person: Person, places: Mapping[Spot, Place]) -> Stay:
    place = places[tuple(place_fact(one.place))] if one.place else person.place
    return Stay(
        person=person,
        place=place,
        kind=one.kind.value,
        during=during(one.start, one.end),
        recorded_at=one.recorded,
        superseded_at=one.superseded,
        withdrawn=one.withdrawn,
        replaces_id=one.replaces.pk if one.replaces else None,
        key=one.ids[0][:200] if one.ids else "",
        from_file=True,
    )


def put_absences(ledger: Ledger, plan: AbsencesPlan, people: Mapping[str, Person], now: datetime) -> None:
    """Absences: what gave way first, then new rows."""
    rows = list(Absence.objects.filter(pk__in=[one.pk for one in plan.known if one.touched]))
    for row in rows:
        ledger.touch(row)
        row.withdrawn_at = now
    ledger.save(rows, ["withdrawn_at"])
    ledger.make(
        Absence(
            person=people[one.person],
            during=during(one.start, one.end),
            from_minute=one.from_minute,
            to_minute=one.to_minute,
            recorded_at=one.recorded or now,
            from_file=True,
        )
        for one in plan.new
    )


def put_swaps_and_roles(ledger: Ledger, own: OwnFiles, people: Mapping[str, Person], now: datetime) -> None:
    """Of an export only: plain sheets know neither."""
    swapped = set(HolidaySwap.objects.values_list("person__key", "worked"))
    swapped |= set(HolidaySwap.objects.values_list("person__key", "off"))
    ledger.make(
        HolidaySwap(person=people[key], worked=worked, off=off, recorded_at=recorded or now)
        for key, worked, off, recorded in own.swaps
        if key in people and not {(key, worked), (key, off)} & swapped
    )
    granted = set(RoleGrant.objects.values_list("person__key", "role"))
    ledger.make(
        RoleGrant(person=people[key], role=role, granted_at=since or now)
        for key, role, since in own.roles
        if key in people and role in RoleGrant.Role.values and (key, role) not in granted
    )
