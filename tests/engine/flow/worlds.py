"""Small companies drawn from a seed: every zone, clock changes, leave, holidays, stays, rotas, modes."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from farflung.engine.atlas import Atlas
from farflung.engine.flow import Message, Mode, Modes, Urgency
from farflung.engine.model import (
    Absence,
    Block,
    Holiday,
    HolidayCalendar,
    HolidaySwap,
    PatternPeriod,
    Person,
    Place,
    Recurrence,
    RestWindow,
    Shift,
    Stay,
    StayKind,
    WeeklyPattern,
)  # fmt: skip
from farflung.engine.time import CivilTime, Span, packaged_zones
from farflung.rulepacks import Rule
from tests.engine.flow.minutes import CODES, STANDBY
from tests.engine.flow.people import PACKS

ZONES = sorted(packaged_zones().names)
LAWS = {"PT": Mode.HOLD, "AU": Mode.MUTE}
Calendars = dict[tuple[str, str | None], HolidayCalendar]
_COUNTRIES = (None, "PT", "AU", "SG")
_DAY = timedelta(days=1)
LENGTH = 13 * _DAY
POSTING = 6 * _DAY
"""Messages are posted in the first days of a window, so that nearly all land inside it."""


def _lasting(rule: Rule) -> Rule:
    """Two real rules, in force for all years that are drawn."""
    return replace(rule, effective_from=date(2000, 1, 1), effective_until=None, expires=date(2050, 1, 1))


_RULES = tuple(_lasting(PACKS.rule(name)) for name in ("pt-no-contact", "au-disconnect"))


@dataclass(frozen=True, eq=False)
class World:
    """A company, a window, the modes and the messages posted in it."""

    atlas: Atlas
    window: Span
    modes: Modes
    company: Mode
    messages: tuple[Message, ...]


def world(seed: int, people: int, messages: int) -> World:
    """The company of a seed: so many people, each with so many messages; often at a clock change."""
    random = Random(seed)
    zones = [ZONES[(seed * people + number) % len(ZONES)] for number in range(people)]
    window = _window(random, zones)
    first = window.start.date()
    drawn = tuple(_person(random, f"p{number}", zone, first) for number, zone in enumerate(zones))
    holidays: Calendars = {}
    for country in ("PT", "AU", "SG"):
        holidays[country, None] = _calendar(random, country, first)
    atlas = Atlas(
        tuple(_swapping(random, person, holidays) for person in drawn),
        stays=tuple(_stay(random, person.id, first) for person in drawn if random.random() < 0.2),
        absences=tuple(_absence(random, person.id, first) for person in drawn if random.random() < 0.3),
        holidays=holidays,
        shifts=tuple(_shift(random, person, first) for person in drawn if random.random() < 0.4),
    )
    company = random.choice(tuple(Mode))
    modes = Modes(replace(PACKS, rules=_RULES), company)
    posted = tuple(_message(random, person.id, window.start) for person in drawn for _ in range(messages))
    return World(atlas, window, modes, company, posted)


def _window(random: Random, zones: Sequence[str]) -> Span:
    """From some UTC midnight of 2024 to 2032; every other time around a clock change of one of the zones."""
    start = datetime(2024, 1, 1, tzinfo=UTC) + random.randrange(9 * 365) * _DAY
    zone = packaged_zones().zone(random.choice(zones))
    changes = list(zone.transitions(Span(start, start + 366 * _DAY)))
    if changes and random.random() < 0.5:
        start = random.choice(changes).instant.replace(hour=0, minute=0) - random.randrange(1, 5) * _DAY
    return Span(start, start + LENGTH)


def _calendar(random: Random, country: str, first: date) -> HolidayCalendar:
    return HolidayCalendar(country, None, (Holiday(first + random.randrange(16) * _DAY, "A day"),))


def _person(random: Random, key: str, zone: str, first: date) -> Person:
    change = first + random.randrange(-3, 16) * _DAY
    return Person(
        key,
        key,
        Place(zone, random.choice(_COUNTRIES)),
        (PatternPeriod(_pattern(random), end=change), PatternPeriod(_pattern(random), start=change + _DAY)),
        rest=_rest(random),
        started=first + random.randrange(5) * _DAY if random.random() < 0.1 else None,
        ended=first + random.randrange(5, 16) * _DAY if random.random() < 0.1 else None,
    )


def _pattern(random: Random) -> WeeklyPattern:
    """Mostly office hours on weekdays; else up to six blocks of any minutes, also over midnight."""
    if random.random() < 0.5:
        start = random.randrange(6 * 60, 12 * 60, 5)
        return WeeklyPattern.daily(start, start + random.randrange(240, 600, 5))
    blocks = []
    for _ in range(random.randrange(1, 7)):
        start = random.randrange(1440)
        blocks.append(Block(random.randrange(7), start, start + random.randrange(1, 721)))
    return WeeklyPattern(tuple(blocks))


def _rest(random: Random) -> RestWindow | None:
    if random.random() < 0.2:
        return None
    start = random.randrange(1440)
    usual = random.random() < 0.5
    return RestWindow() if usual else RestWindow(start, start + random.randrange(60, 900))


def _swapping(random: Random, person: Person, holidays: Calendars) -> Person:
    calendar = holidays.get((person.place.country or "", None))
    if calendar is None or random.random() < 0.7:
        return person
    day = calendar.holidays[0].date
    return replace(person, swaps=(HolidaySwap(day, day + random.choice((-1, 2)) * _DAY),))


def _stay(random: Random, person: str, first: date) -> Stay:
    start = first + random.randrange(-2, 12) * _DAY
    end = start + random.randrange(6) * _DAY if random.random() < 0.7 else None
    place = Place(random.choice(ZONES), random.choice(_COUNTRIES))
    return Stay(person, place, random.choice(tuple(StayKind)), start, end)


def _absence(random: Random, person: str, first: date) -> Absence:
    start = first + random.randrange(-3, 14) * _DAY
    end = start + random.randrange(4) * _DAY
    return Absence(person, start, end, random.choice((0, 720)), random.choice((780, 1440)))


def _shift(random: Random, person: Person, first: date) -> Shift:
    zone = person.place.zone if random.random() < 0.5 else random.choice(ZONES)
    standby = random.random() < 0.2
    start = first + random.randrange(-20, 8) * _DAY
    days = "MO" if standby else random.choice(("MO,TU,WE", "SA,SU", "FR", "MO,TU,WE,TH,FR,SA,SU"))
    while CODES[start.weekday()] not in days.split(","):
        start += _DAY
    clock = time(random.randrange(24), random.randrange(0, 60, 5))
    length = STANDBY if standby else random.randrange(60, 900, 5)
    return Shift(
        "duty", person.id, Recurrence(CivilTime(start, clock, zone), length, f"FREQ=WEEKLY;BYDAY={days}")
    )


def _message(random: Random, person: str, start: datetime) -> Message:
    posted = start + random.randrange(int(POSTING.total_seconds())) * timedelta(seconds=1)
    return Message(person, posted, Urgency.URGENT if random.random() < 0.3 else Urgency.ORDINARY)
