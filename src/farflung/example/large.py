"""The files of Meridian, five thousand people: as large companies export them."""

from collections.abc import Iterator, Sequence
from datetime import date

from farflung.example import leave, pagers, rotas, tables
from farflung.example.calendars import calendar
from farflung.example.chance import Chance
from farflung.example.invitations import invitation
from farflung.example.meetings import plans
from farflung.example.outlook import PROGRAM, as_outlook
from farflung.example.people import Colleague, everybody
from farflung.example.teams import Team

_COLUMNS = (
    "employee id", "name", "work email", "team", "job title", "manager id", "city", "country", "timezone",
    "hours", "skills", "languages", "legal entity", "start date", "end date",
)  # fmt: skip
_STAYS = ("person", "kind", "city", "country", "timezone", "from", "to")
_IN_OUTLOOK = ("Executive weekly", " staff")


def files(opening: date, seed: int) -> Iterator[tuple[str, str]]:
    """Name and text of every file."""
    chance = Chance(seed)
    people, teams = everybody(chance, opening)
    yield "people.csv", _people(people)
    yield "teams.csv", _teams(people, teams)
    trips = leave.trips(people, opening, chance.stream("trips"))
    yield "stays.csv", tables.table(_STAYS, map(_trip, trips))
    away = leave.absences(people, opening, chance.stream("absences"))
    absent = ((person.email, first, last) for person, first, last in away)
    yield "absences.csv", tables.table(("person", "from", "to"), absent)
    yield "rota.csv", tables.table(rotas.COLUMNS, rotas.rows(people, teams, opening, chance.stream("rotas")))
    yield from _calendars(people, teams, opening, chance.stream("meetings"))
    yield from pagers.feeds(people, opening)
    yield "agreement.yaml", tables.text("large/agreement.yaml")


def _people(people: Sequence[Colleague]) -> str:
    """In the order in which they were hired, which is that of their numbers."""
    ranked = sorted(range(len(people)), key=lambda at: (people[at].started, at))
    number = {at: f"M{rank:04d}" for rank, at in enumerate(ranked, start=1)}
    return tables.table(_COLUMNS, (_person(people[at], number[at], number) for at in ranked))


def _person(person: Colleague, own: str, number: dict[int, str]) -> tuple[object, ...]:
    boss = "" if person.boss is None else number[person.boss]
    where = person.spot.city, person.spot.country, person.spot.zone, person.hours
    knows = "; ".join(person.skills), "; ".join(person.languages)
    dates = person.started, person.ended or ""
    return (
        own,
        person.name,
        person.email,
        person.team,
        person.role,
        boss,
        *where,
        *knows,
        person.entity,
        *dates,
    )


def _teams(people: Sequence[Colleague], teams: Sequence[Team]) -> str:
    leads: dict[str, str] = {}
    for person in people:
        leads.setdefault(person.team, person.email)
    rows = ((team.name, leads[team.name], team.department.name) for team in teams)
    return tables.table(("team", "lead", "parent"), rows)


def _trip(trip: leave.Trip) -> tuple[object, ...]:
    spot = trip.spot
    return trip.person.email, trip.kind, spot.city, spot.country, spot.zone, trip.first, trip.last or ""


def _calendars(
    people: Sequence[Colleague], teams: Sequence[Team], opening: date, chance: Chance
) -> Iterator[tuple[str, str]]:
    events = [
        invitation(plan, number, opening, chance)
        for number, plan in enumerate(plans(people, teams, chance), start=1)
    ]
    leading = [event for event in events if event.title.endswith(_IN_OUTLOOK)]
    others = (event for event in events if not event.title.endswith(_IN_OUTLOOK))
    yield "meetings.ics", calendar("Meridian", others)
    yield "leadership.ics", calendar("Leadership", map(as_outlook, leading), program=PROGRAM)
