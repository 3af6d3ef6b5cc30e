"""F12: at 10:00 of everybody's own, once each, from the first place on earth to the last."""

from datetime import date, datetime, time, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from farflung.engine.atlas import Atlas
from farflung.engine.flow import Message, at_local, landings
from farflung.engine.model import Person, Place, Stay, StayKind
from farflung.engine.time import Span, packaged_zones
from tests.engine.flow.people import instant, modes, resting
from tests.engine.strategies import atlases

TEN = time(10)
DAY = date(2027, 3, 16)
ZONES = sorted(packaged_zones().names)


def test_F12_five_thousand_people_each_once_at_their_own_ten_o_clock() -> None:
    random = Random(12)
    zones = [*ZONES, *random.choices(ZONES, k=5_000 - len(ZONES))]
    people = tuple(resting(f"p{number}", zone) for number, zone in enumerate(zones))
    atlas = Atlas(people)
    found = at_local(atlas, [person.id for person in people], DAY, TEN)
    assert len(found) == 5_000
    for person in people:
        local = atlas.local(person, found[person.id])
        assert (local.date, local.time) == (DAY, TEN), person
    # +14 is first and -11 is last (nobody lives at -12; Etc/GMT+12 is a zone all the same).
    assert found[_of("Pacific/Kiritimati", people)] == instant("2027-03-15T20:00Z")
    assert found[_of("Pacific/Pago_Pago", people)] == instant("2027-03-16T21:00Z")
    assert max(found.values()) - min(found.values()) <= timedelta(hours=26)


def _of(zone: str, people: tuple[Person, ...]) -> str:
    return next(person.id for person in people if person.place.zone == zone)


def test_F12_sent_for_that_hour_each_lands_once_then_or_when_they_next_work() -> None:
    """A Tuesday: whoever works at ten has it at ten; for a night worker it waits, as always."""
    early = resting("E", "Pacific/Kiritimati")
    late = resting("L", "Pacific/Pago_Pago")
    night = resting("N", "Europe/Berlin", 19, 22)
    atlas = Atlas((early, late, night))
    hours = at_local(atlas, ["E", "L", "N"], DAY, TEN)
    found = landings(atlas, [Message(key, at) for key, at in hours.items()], modes())
    assert [str(item.local) for item in found] == [
        "2027-03-16 10:00 Pacific/Kiritimati",
        "2027-03-16 10:00 Pacific/Pago_Pago",
        "2027-03-16 19:00 Europe/Berlin",
    ]


def _moving(home: str, to: str) -> datetime:
    person = resting("M", home)
    stay = Stay("M", Place(to), StayKind.RELOCATION, DAY)
    return at_local(Atlas((person,), stays=(stay,)), ["M"], DAY, TEN)["M"]


def test_F12_who_changes_zone_that_day_has_it_once() -> None:
    # Eastwards the new morning comes; westwards the old one came first, and the day is lived twice.
    assert _moving("Europe/Lisbon", "Asia/Tokyo") == instant("2027-03-16T10:00+09:00")
    assert _moving("Asia/Tokyo", "Europe/Lisbon") == instant("2027-03-16T10:00+00:00")
    assert _moving("Australia/Sydney", "Pacific/Honolulu") == instant("2027-03-16T10:00+11:00")


def test_F12_who_leaps_over_that_hour_has_it_as_soon_as_they_have() -> None:
    """From Honolulu to Kiritimati: the day before is over in an instant, and nothing lands at midnight."""
    person = resting("M", "Pacific/Honolulu")
    stay = Stay("M", Place("Pacific/Kiritimati"), StayKind.RELOCATION, DAY)
    atlas = Atlas((person,), stays=(stay,))
    leapt = at_local(atlas, ["M"], DAY - timedelta(days=1), TEN)["M"]
    assert leapt == instant("2027-03-16T00:00+14:00")
    (found,) = landings(atlas, [Message("M", leapt)], modes())
    assert str(found.local) == "2027-03-16 09:00 Pacific/Kiritimati"


def test_F12_an_hour_that_clocks_skip_is_the_first_after_the_gap() -> None:
    person = resting("B", "Europe/Berlin")
    found = at_local(Atlas((person,)), ["B"], date(2027, 3, 28), time(2, 30))
    assert found["B"] == instant("2027-03-28T03:00+02:00")


@given(atlases(), st.integers(-3, 20), st.times())
def test_F12_it_is_the_first_moment_at_which_their_clock_has_come_so_far(
    drawn: tuple[Atlas, Person, Span], days: int, clock: time
) -> None:
    atlas, person, window = drawn
    target = (window.start.date() + timedelta(days=days), clock.replace(microsecond=0))
    at = at_local(atlas, [person.id], *target)[person.id]
    shown = atlas.local(person, at)
    assert (shown.date, shown.time) >= target
    for before in (timedelta(seconds=1), timedelta(hours=1), timedelta(hours=20)):
        earlier = atlas.local(person, at - before)
        assert (earlier.date, earlier.time) < target
