"""Fourteen questions of teams of four to twenty people: a people file and a rota file each.

They are what rotas are mostly planned for: two to twenty-six weeks, nights and weekends that weigh more, rest
and hours of a week, a week of leave for nearly everybody, part of a load for some, somebody who joins midway.
"""

from dataclasses import dataclass
from datetime import date, timedelta

FIRST = date(2027, 3, 1)


@dataclass(frozen=True, slots=True)
class Team:
    """One question: its name, and the two files."""

    name: str
    people: str
    rota: str


def _file(cities: str, hours: str = "09-18") -> str:
    """People named p01, p02... of cities given as "3 Lisbon, 2 Toronto"."""
    homes = [
        city for part in cities.split(", ") for number, city in [part.split(" ", 1)]
        for _ in range(int(number))
    ]  # fmt: skip
    rows = [f"p{number:02},{city},{hours}" for number, city in enumerate(homes, 1)]
    return "\n".join(("name,city,hours", *rows, ""))


def _leave(people: int, weeks: int) -> str:
    """A week each, one after another and round again; two people of ten have none."""
    rows = []
    for number in range(1, people + 1):
        if number % 5:
            start = FIRST + timedelta(days=7 * (3 * number % weeks))
            rows.append(f"  - {{person: p{number:02}, from: {start}, until: {start + timedelta(days=6)}}}")
    return "\n".join(("unavailable:", *rows))


def _rota(duties: str, rules: str, weeks: int, *more: str) -> str:
    head = f"rota: small\nfrom: {FIRST}\nweeks: {weeks}\nin: UTC\n"
    return "\n".join((f"{head}duties:\n{duties}\nrules: {{{rules}}}", *more, ""))


WATCH = "  - {{duty: watch, exactly: 1, shifts: {{length: {length}, every: {every}, between: {between!r}}}}}"
WEEK = "{name: week, begins: '09:00', length: 1 week, days: Mon, in: UTC, people: 1}"
DAY = "{name: day, begins: '09:00', length: 24h, in: UTC, people: 1}"
NIGHTLY = (
    "burden: {hour: 1, weekend: 2, holiday: 4, nights: true}",
    "burden: {hour: 2, weekend: 3, holiday: 6, nights: true}",
)
SUN = "4 Manila, 2 Singapore, 2 Bengaluru, 1 Nairobi, 1 Lagos, 1 Warsaw, 2 São Paulo, 1 Mexico City"
USUAL = "rest: 11h, hours per week: 40h, days in a row: 5"
PARTS = "shares: [{person: p02, share: 0.6}, {person: p04, share: 0.6}]"


def _watch(length: str, every: str, between: str) -> str:
    return WATCH.format(length=length, every=every, between=between)


TEAMS = (
    Team(
        "14 people, follow the sun, 8 h",
        _file(SUN),
        _rota(_watch("8h", "30m", "06:00-14:00"), USUAL, 4),
    ),
    Team(
        "14 people, follow the sun, 4, 6 or 8 h",
        _file(SUN),
        _rota(_watch("[4h, 6h, 8h]", "1h", "06:00-18:00"), USUAL, 4),
    ),
    Team(
        "14 people, 4, 6 or 8 h, leave",
        _file(SUN),
        _rota(_watch("[4h, 6h, 8h]", "1h", "06:00-18:00"), USUAL, 4, _leave(14, 4), NIGHTLY[0]),
    ),
    Team(
        "8 people on call by the week for 26 weeks",
        _file("3 Lisbon, 3 Toronto, 2 Sydney"),
        _rota(
            f"  - {{duty: on-call, shifts: {WEEK}}}",
            "spacing: {duty: on-call, at least: 2 weeks}",
            26,
            _leave(8, 26),
            NIGHTLY[0],
        ),
    ),
    Team(
        "6 people on call by the day for 8 weeks",
        _file("6 Berlin"),
        _rota(
            f"  - {{duty: on-call, burden: 0.25, shifts: {DAY}}}",
            "rest: 24h, days in a row: 1, weekends: 4",
            8,
            _leave(6, 8),
            NIGHTLY[1],
        ),
    ),
    Team(
        "9 people of three sites, 12 h shifts, 6 weeks",
        _file("3 Dublin, 3 Toronto, 3 Singapore"),
        _rota(
            _watch("12h", "12h", "08:00-20:00"),
            "rest: 11h, hours per week: 48h, days in a row: 4",
            6,
            _leave(9, 6),
            NIGHTLY[0],
        ),
    ),
    Team(
        "10 people, first and second by the week for 20 weeks",
        _file("5 Warsaw, 5 Toronto"),
        _rota(
            f"  - {{duty: first, shifts: {WEEK}}}\n"
            f"  - {{duty: second, burden: 0.5, shifts: {WEEK.replace('name: week', 'name: second week')}}}",
            "spacing: [{duty: first, at least: 3 weeks}, {duty: second, at least: 2 weeks}]",
            20,
            _leave(10, 20),
            PARTS,
            NIGHTLY[0],
        ),
    ),
    Team(
        "12 people, early, late and night, 4 weeks",
        _file("12 Warsaw"),
        _rota(
            "  - duty: desk\n    shifts:\n"
            "      - {name: early, hours: '06:00-14:00', in: Europe/Warsaw, people: 2}\n"
            "      - {name: late, hours: '14:00-22:00', in: Europe/Warsaw, people: 2}\n"
            "      - {name: night, hours: '22:00-06:00', in: Europe/Warsaw, people: 1}",
            "rest: 11h, hours per week: 40h, days in a row: 5, weekends: 2, nights in a row: 3",
            4,
            _leave(12, 4),
            PARTS,
            NIGHTLY[0],
        ),
    ),
    Team(
        "7 people at a desk for 8 weeks",
        _file("7 Berlin"),
        _rota(
            "  - duty: desk\n    shifts:\n"
            "      - {name: early, hours: '07:00-15:00', in: Europe/Berlin, days: Mon-Fri, people: 2}\n"
            "      - {name: late, hours: '13:00-21:00', in: Europe/Berlin, days: Mon-Fri, people: 1}\n"
            "      - {name: Saturday, hours: '09:00-17:00', in: Europe/Berlin, days: Sat, people: 1}",
            "rest: 11h, hours per week: 40h, days in a row: 6, not after: {shift: late, never: early}",
            8,
            _leave(7, 8),
            PARTS,
        ),
    ),
    Team(
        "20 people, two at any time, 2 weeks",
        _file("5 Manila, 5 Bengaluru, 4 Lisbon, 3 São Paulo, 3 Los Angeles"),
        _rota(
            _watch("8h", "1h", "06:00-16:00").replace("exactly: 1", "at least: 2"),
            USUAL,
            2,
            _leave(20, 2),
            NIGHTLY[0],
        ),
    ),
    Team(
        "16 people, two at any time, 6 or 8 h, 4 weeks",
        _file("4 Manila, 4 Bengaluru, 4 Lisbon, 4 São Paulo"),
        _rota(
            _watch("[6h, 8h]", "1h", "05:00-18:00").replace("exactly: 1", "at least: 2"),
            USUAL,
            4,
            _leave(16, 4),
            PARTS,
            NIGHTLY[0],
        ),
    ),
    Team(
        "5 people, nights of one site, 4 weeks",
        _file("5 Lisbon"),
        _rota(
            "  - duty: night\n    shifts: {name: night, hours: '20:00-08:00', in: Europe/Lisbon, people: 1}",
            "rest: 11h, hours per week: 48h, nights in a row: 3, days off in a row: 2",
            4,
            _leave(5, 4),
            NIGHTLY[1],
        ),
    ),
    Team(
        "11 people, days and weekends, one joins midway, 8 weeks",
        _file("4 Nairobi, 4 Lagos, 3 Lisbon"),
        _rota(
            "  - duty: watch\n    shifts:\n"
            "      - {name: day, hours: '08:00-20:00', in: UTC, people: 1}\n"
            "      - {name: night, hours: '20:00-08:00', in: UTC, people: 1}",
            "rest: 11h, hours per week: 48h, days in a row: 4, weekends: 3",
            8,
            _leave(10, 8) + "\n  - {person: p11, from: 2027-03-01, until: 2027-03-28}",
            PARTS,
            NIGHTLY[1],
        ),
    ),
    Team(
        "4 people, standby of evenings and weekends, 12 weeks",
        _file("2 Berlin, 2 Lisbon"),
        _rota(
            "  - duty: standby\n    burden: 0.25\n    shifts:\n"
            "      - {name: evening, begins: '18:00', length: 15h, days: Mon-Thu, in: UTC, people: 1}\n"
            "      - {name: weekend, begins: '18:00', length: 63h, days: Fri, in: UTC, people: 1}",
            "weekends: 4, days in a row: 4",
            12,
            _leave(4, 12),
            NIGHTLY[0],
        ),
    ),
)
