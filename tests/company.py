"""The cast: Polaris, a small company spread over the world, and one stranger. See the names in the docs.

*Ledger* is seven people, *Withdrawals Ops* fourteen; Camille and Omar belong to neither. Mallory is
nobody's colleague. Holidays of 2026 and 2027 come from the `holidays` package, by subdivision.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache

from holidays import country_holidays

from farflung.engine.atlas import Atlas
from farflung.engine.model import (
    Holiday,
    HolidayCalendar,
    PatternPeriod,
    Person,
    Place,
    Recurrence,
    RestWindow,
    Shift,
    Team,
    WeeklyPattern,
)
from farflung.engine.time import CivilTime, Span

YEARS = (2026, 2027)
LEDGER = "Ledger"
OPS = "Withdrawals Ops"
WITHDRAWALS = "Withdrawals"

LISBON = Place("Europe/Lisbon", "PT", "11", "Lisbon", 38.72, -9.14)
BUENOS_AIRES = Place("America/Argentina/Buenos_Aires", "AR", "C", "Buenos Aires", -34.6, -58.38)
TORONTO = Place("America/Toronto", "CA", "ON", "Toronto", 43.65, -79.38)
DUBAI = Place("Asia/Dubai", "AE", "DU", "Dubai", 25.2, 55.27)
BENGALURU = Place("Asia/Kolkata", "IN", "KA", "Bengaluru", 12.97, 77.59)
TAIPEI = Place("Asia/Taipei", "TW", "TPE", "Taipei", 25.03, 121.57)
SYDNEY = Place("Australia/Sydney", "AU", "NSW", "Sydney", -33.87, 151.21)
PARIS = Place("Europe/Paris", "FR", "75C", "Paris", 48.86, 2.35)
SINGAPORE = Place("Asia/Singapore", "SG", None, "Singapore", 1.35, 103.82)
MANILA = Place("Asia/Manila", "PH", "00", "Manila", 14.6, 120.98)
NAIROBI = Place("Africa/Nairobi", "KE", "30", "Nairobi", -1.29, 36.82)
LAGOS = Place("Africa/Lagos", "NG", "LA", "Lagos", 6.46, 3.39)
WARSAW = Place("Europe/Warsaw", "PL", "14", "Warsaw", 52.23, 21.01)
SAO_PAULO = Place("America/Sao_Paulo", "BR", "SP", "São Paulo", -23.55, -46.63)
MEXICO_CITY = Place("America/Mexico_City", "MX", "CMX", "Mexico City", 19.43, -99.13)


def _person(name: str, place: Place, team: str | None, end: int = 18, **known: str | None) -> Person:
    pattern = WeeklyPattern.daily(9 * 60, end * 60)
    return Person(
        id=name.casefold(),
        name=name,
        place=place,
        patterns=(PatternPeriod(pattern),),
        rest=RestWindow(),
        teams=(team,) if team else (),
        **known,  # type: ignore[arg-type]
    )


OMAR = _person("Omar", DUBAI, None, role="COO")
CAMILLE = _person("Camille", PARIS, None, role="People and compliance", manager="omar")
ANA = _person("Ana", LISBON, LEDGER, manager="omar")
TOMAS = _person("Tomás", BUENOS_AIRES, LEDGER, manager="ana")
DANIEL = _person("Daniel", TORONTO, LEDGER, 17, manager="ana")
RAVI = _person("Ravi", BENGALURU, LEDGER, manager="ana")
WEI = _person("Wei", TAIPEI, LEDGER, manager="ana")
JACK = _person("Jack", SYDNEY, LEDGER, 17, manager="ana")
SALMA = _person("Salma", DUBAI, LEDGER, manager="ana")
MEI_LING = _person("Mei-Ling", SINGAPORE, OPS, manager="omar")

_OPS_PLACES = {
    "Andrea": MANILA,
    "Paolo": MANILA,
    "Liza": MANILA,
    "Jun": MANILA,
    "Hafiz": SINGAPORE,
    "Priya": BENGALURU,
    "Arjun": BENGALURU,
    "Wanjiru": NAIROBI,
    "Chidi": LAGOS,
    "Kasia": WARSAW,
    "Rafael": SAO_PAULO,
    "Beatriz": SAO_PAULO,
    "Ximena": MEXICO_CITY,
}

LEDGER_PEOPLE = (ANA, TOMAS, DANIEL, RAVI, WEI, JACK, SALMA)
OPS_PEOPLE = (
    MEI_LING,
    *(_person(name, place, OPS, manager="mei-ling") for name, place in _OPS_PLACES.items()),
)
PEOPLE = (*LEDGER_PEOPLE, CAMILLE, OMAR, *OPS_PEOPLE)
MALLORY = _person("Mallory", Place("Europe/London", "GB", "ENG", "London", 51.51, -0.13), None)

TEAMS = (
    Team(LEDGER, tuple(p.id for p in LEDGER_PEOPLE), "ana"),
    Team(OPS, tuple(p.id for p in OPS_PEOPLE), "mei-ling"),
)

# Places whose holidays differ below the level of the country, as the holidays package names them.
_REGIONAL = {"CA": "ON", "IN": "KA", "AU": "NSW", "BR": "SP"}


@cache
def calendar(country: str, subdivision: str | None = None) -> HolidayCalendar:
    """The public holidays of `YEARS`, named in English, moon-sighted ones marked as estimated."""
    data = country_holidays(country, subdiv=subdivision, years=YEARS, language="en_US")
    found = tuple(
        Holiday(day, name.removesuffix(" (estimated)"), name.endswith("(estimated)"))
        for day, name in data.items()
    )
    return HolidayCalendar(country, subdivision, found, source="holidays")


def holidays_of(people: tuple[Person, ...]) -> dict[tuple[str, str | None], HolidayCalendar]:
    """The calendars that these people keep at home, as `Atlas.holidays` wants them."""
    countries = {p.place.country for p in people if p.place.country}
    found = {(c, _REGIONAL.get(c)): calendar(c, _REGIONAL.get(c)) for c in sorted(countries)}
    return {**found, **{(country, None): kept for (country, _), kept in found.items()}}


def company(*, with_holidays: bool = True) -> Atlas:
    """Everybody but Mallory, with teams and, unless told otherwise, public holidays."""
    holidays = holidays_of(PEOPLE) if with_holidays else {}
    return Atlas(PEOPLE, teams=TEAMS, holidays=holidays)


def ledger(*, with_holidays: bool = True) -> Atlas:
    """The seven people of *Ledger*."""
    holidays = holidays_of(LEDGER_PEOPLE) if with_holidays else {}
    return Atlas(LEDGER_PEOPLE, teams=TEAMS[:1], holidays=holidays)


def withdrawals_ops(*, with_holidays: bool = True) -> Atlas:
    """The fourteen people of *Withdrawals Ops*, without shifts."""
    holidays = holidays_of(OPS_PEOPLE) if with_holidays else {}
    return Atlas(OPS_PEOPLE, teams=TEAMS[1:], holidays=holidays)


def weekly_shift(
    duty: str, person: Person | None, start: int, end: int, zone: str, weekdays: str = "MO,TU,WE,TH,FR"
) -> Shift:
    """A shift each week from January 2026: local minutes in `zone`; an end up to the start is next day."""
    first = date(2026, 1, 1)
    codes = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
    while codes[first.weekday()] not in weekdays.split(","):
        first += timedelta(days=1)
    civil = CivilTime(first, time(start // 60, start % 60), zone)
    length = end - start if end > start else end - start + 1440
    rule = f"FREQ=WEEKLY;BYDAY={weekdays}"
    return Shift(duty, person.id if person else None, Recurrence(civil, length, rule))


def relay() -> tuple[Shift, Shift]:
    """*Withdrawals*: Warsaw 08-16 local, then São Paulo 12-20 local, Monday to Friday."""
    by_name = {person.name: person for person in OPS_PEOPLE}
    return (
        weekly_shift(WITHDRAWALS, by_name["Kasia"], 8 * 60, 16 * 60, WARSAW.zone),
        weekly_shift(WITHDRAWALS, by_name["Rafael"], 12 * 60, 20 * 60, SAO_PAULO.zone),
    )


def days(start: str, count: int) -> Span:
    """The window of `count` days of 24 h from midnight UTC of an ISO date."""
    first = datetime.fromisoformat(start).replace(tzinfo=UTC)
    return Span(first, first + timedelta(days=count))
