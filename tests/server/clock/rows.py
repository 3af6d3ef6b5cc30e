"""A company as rows, made of the values of an Atlas: for tests of pages, without reading files."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.db.backends.postgresql.psycopg_any import DateRange

from farflung.engine import model
from farflung.engine.atlas import Atlas
from farflung.server.core.models import Account
from farflung.server.org.models import (
    Absence,
    Holiday,
    HolidayCalendar,
    Membership,
    PatternPeriod,
    Person,
    Place,
    Stay,
    Team,
)

RECORDED = datetime(2027, 1, 4, tzinfo=UTC)
_DAY = timedelta(days=1)


def write(atlas: Atlas) -> dict[str, Person]:
    """Everybody of an Atlas with all that is known of them; by their ids there."""
    places = _places({p.place for p in atlas.people} | {s.place for s in atlas.stays})
    people = [_person(person, places[person.place]) for person in atlas.people]
    kept = {person.key: person for person in Person.objects.bulk_create(people)}
    for person in atlas.people:
        if person.manager:
            kept[person.id].manager = kept[person.manager]
    Person.objects.bulk_update(kept.values(), ["manager"], batch_size=500)
    PatternPeriod.objects.bulk_create(
        PatternPeriod(
            person=kept[person.id], during=DateRange(period.start, _after(period.end)),
            blocks=[[b.weekday, b.start, b.end] for b in period.pattern.blocks],
            assumed=period.pattern.assumed, recorded_at=RECORDED,
        )
        for person in atlas.people
        for period in person.patterns
    )  # fmt: skip
    _time(atlas, kept, places)
    _holidays(atlas)
    _teams(atlas, kept)
    return kept


def account(person: Person | None, email: str, *, operator: bool = False) -> Account:
    """An account, and the person it is of."""
    made = Account.objects.create(email=email, operator=operator, created_at=RECORDED)
    if person is not None:
        person.account = made
        person.save()
    return made


def _places(values: Iterable[model.Place]) -> dict[model.Place, Place]:
    found: dict[model.Place, Place] = {}
    for place in sorted(values, key=repr):
        found[place], _ = Place.objects.get_or_create(
            zone=place.zone, country=place.country or "", subdivision=place.subdivision or "",
            city=place.city or "", defaults={"latitude": place.latitude, "longitude": place.longitude},
        )  # fmt: skip
    return found


def _person(person: model.Person, place: Place) -> Person:
    return Person(
        key=person.id, name=person.name, place=place, job=person.role or "", email=person.email or "",
        rest_start=person.rest.start if person.rest else None,
        rest_end=person.rest.end if person.rest else None,
        skills=sorted(person.skills), languages=sorted(person.languages), started=person.started,
        ended=person.ended, confirmed_at=RECORDED, created_at=RECORDED,
    )  # fmt: skip


def _time(atlas: Atlas, kept: dict[str, Person], places: dict[model.Place, Place]) -> None:
    for stay in sorted(atlas.stays, key=lambda stay: stay.recorded or RECORDED):
        _stay(kept[stay.person], places[stay.place], stay)
    Absence.objects.bulk_create(
        Absence(
            person=kept[away.person], during=DateRange(away.start, _after(away.end)),
            from_minute=away.from_minute, to_minute=away.to_minute, recorded_at=RECORDED,
        )
        for away in atlas.absences
    )  # fmt: skip


def _stay(person: Person, place: Place, stay: model.Stay) -> None:
    """The row of a stay, which corrects the one on the same days that was recorded before it."""
    during, recorded = DateRange(stay.start, _after(stay.end)), stay.recorded or RECORDED
    before = Stay.objects.filter(person=person, during__overlap=during, superseded_at=None).first()
    if before is not None:
        before.superseded_at = recorded
        before.save()
    Stay.objects.create(
        person=person, place=place, kind=stay.kind, during=during, recorded_at=recorded, replaces=before
    )


def _holidays(atlas: Atlas) -> None:
    for (country, subdivision), calendar in atlas.holidays.items():
        row, _ = HolidayCalendar.objects.get_or_create(
            country=country, subdivision=subdivision or "",
            defaults={
                "weekend": sorted(calendar.weekend), "source": calendar.source[:120],
                "first_year": 2026, "last_year": 2028,
            },
        )  # fmt: skip
        Holiday.objects.bulk_create(
            [
                Holiday(calendar=row, date=h.date, name=h.name[:200], estimated=h.estimated)
                for h in dict.fromkeys(calendar.holidays)
            ],
            ignore_conflicts=True,
        )


def _teams(atlas: Atlas, kept: dict[str, Person]) -> None:
    parents = {team.parent for team in atlas.teams if team.parent}
    rows = {name: Team.objects.create(name=name) for name in sorted(parents | atlas.members.keys())}
    for team in atlas.teams:
        row = rows[team.name]
        row.lead = kept[team.lead] if team.lead else None
        row.parent = rows[team.parent] if team.parent else None
        row.save()
    Membership.objects.bulk_create(
        Membership(team=rows[name], person=kept[key]) for name, keys in atlas.members.items() for key in keys
    )


def _after(last: object) -> object:
    return None if last is None else last + _DAY  # type: ignore[operator]
