"""F08, F12 and F15 in other countries: worked out by hand, and held against the standard library.

`zoneinfo` reads the same release of the zone database, and shares nothing else with the engine.
"""

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from importlib import resources
from zoneinfo import ZoneInfo

import pytest

from farflung.engine.atlas import Atlas
from farflung.engine.flow import Message, at_local, for_sender, landing
from farflung.engine.model import Person, Place, RestWindow, Stay, StayKind
from farflung.engine.time import Span
from tests.engine.flow.people import instant, modes

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
ZONES = (
    "Australia/Lord_Howe", "Pacific/Chatham", "Africa/Casablanca", "Africa/Cairo", "America/Santiago",
    "Asia/Beirut", "Atlantic/Azores", "America/Nuuk", "Asia/Kathmandu", "America/St_Johns", "Asia/Gaza",
    "Pacific/Kiritimati", "Antarctica/Troll", "Pacific/Pago_Pago", "America/Havana", "Europe/Dublin",
)  # fmt: skip


def packaged(name: str) -> ZoneInfo:
    """The zone as the package `tzdata` has it, not as this machine does, which may be years behind."""
    with resources.files("tzdata.zoneinfo").joinpath(*name.split("/")).open("rb") as file:
        return ZoneInfo.from_file(file, key=name)


@pytest.mark.parametrize(
    ("theirs", "mine", "posted", "lands", "for_me"),
    [
        # Lisbon's night before its clocks go forward: Monday is an hour nearer.
        ("Europe/Lisbon", "Asia/Tokyo", "2027-03-28T00:30Z", "2027-03-29 09:00", "2027-03-29 17:00"),
        ("Europe/Lisbon", "Asia/Tokyo", "2027-03-27T23:30Z", "2027-03-29 09:00", "2027-03-29 17:00"),
        # Half an hour goes back on Lord Howe, Sunday 4 April.
        ("Australia/Lord_Howe", "Europe/Paris", "2027-04-03T20:00Z", "2027-04-05 09:00", "2027-04-05 00:30"),
        ("Pacific/Chatham", "America/Toronto", "2027-04-04T01:00Z", "2027-04-05 09:00", "2027-04-04 16:15"),
        # Cairo skips midnight on the last Friday of April.
        ("Africa/Cairo", "Asia/Dubai", "2027-04-29T21:30Z", "2027-04-30 09:00", "2027-04-30 10:00"),
        # Santiago skips it on 5 September, Beirut on 28 March.
        ("America/Santiago", "Europe/Madrid", "2027-09-05T02:00Z", "2027-09-06 09:00", "2027-09-06 14:00"),
        ("Asia/Beirut", "Australia/Sydney", "2027-03-27T22:30Z", "2027-03-29 09:00", "2027-03-29 17:00"),
        # A Friday evening on Tahiti is a Saturday in Kiritimati, where it is the same hour.
        (
            "Pacific/Kiritimati",
            "Pacific/Honolulu",
            "2027-03-13T05:00Z",
            "2027-03-15 09:00",
            "2027-03-14 09:00",
        ),
        ("Asia/Kathmandu", "America/St_Johns", "2027-11-05T12:15Z", "2027-11-08 09:00", "2027-11-07 23:45"),
        ("Atlantic/Azores", "Asia/Kolkata", "2027-10-30T23:30Z", "2027-11-01 09:00", "2027-11-01 15:30"),
    ],
)
def test_F08_elsewhere(theirs: str, mine: str, posted: str, lands: str, for_me: str) -> None:
    person = replace(Person.simple("P", theirs, 540, 1080), rest=RestWindow())
    atlas = Atlas((person,))
    found = landing(atlas, Message(person.id, instant(posted)), modes())
    told = for_sender(found, atlas.zones.zone(mine))
    assert (str(told.theirs), str(told.yours)) == (f"{lands} {theirs}", f"{for_me} {mine}")


def travellers(seed: int) -> Iterator[tuple[Atlas, Person, date, list[tuple[Span, ZoneInfo]]]]:
    """Somebody at home in one zone and for some days in another, near the days on which clocks change."""
    drawn, zones = random.Random(seed), {name: packaged(name) for name in ZONES}
    while True:
        home, away = drawn.sample(ZONES, 2)
        day = date(2027, drawn.choice([3, 4, 9, 10, 11]), drawn.randrange(1, 29))
        stay = Stay("P", Place(away), StayKind.TRAVEL, day, day + drawn.randrange(0, 6) * DAY)
        person = replace(Person.simple("P", home, 540, 1080), rest=RestWindow())
        atlas, begin = Atlas((person,), stays=(stay,)), datetime.combine(day, time(), UTC) - 3 * DAY
        pieces = atlas.whereabouts(person, Span(begin, begin + 20 * DAY))
        yield atlas, person, day, [(one.span, zones[one.place.zone]) for one in pieces]


def shown(at: datetime, pieces: list[tuple[Span, ZoneInfo]]) -> datetime:
    """What their clock shows."""
    zone = next(zone for span, zone in pieces if span.start <= at < span.end)
    return at.astimezone(zone).replace(tzinfo=None)


def test_F12_ten_o_clock_of_people_who_travel_is_what_their_clocks_say() -> None:
    drawn = random.Random(12)
    for _, (atlas, person, first, pieces) in zip(range(60), travellers(12), strict=False):
        day = first + drawn.randrange(-1, 3) * DAY
        at = datetime.combine(day, time(), UTC) - DAY
        while shown(at, pieces) < datetime.combine(day, time(10)):
            at += MINUTE
        assert at_local(atlas, [person.id], day, time(10)) == {person.id: at}


def test_F15_minute_by_minute_of_people_who_travel() -> None:
    drawn = random.Random(15)
    for _, (atlas, person, day, pieces) in zip(range(60), travellers(15), strict=False):
        posted = datetime.combine(day, time(), UTC) + drawn.randrange(-2 * 1440, 8 * 1440) * MINUTE
        at = posted
        while not _at_work(shown(at, pieces)):
            at += MINUTE
        assert landing(atlas, Message(person.id, posted), modes()).at == at


def _at_work(local: datetime) -> bool:
    return local.weekday() < 5 and time(9) <= local.time() < time(18)
