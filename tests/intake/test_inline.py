"""People typed on the command line, as M01 has them."""

import pytest

from farflung.engine.time import packaged_zones
from farflung.intake.errors import InlineError
from farflung.intake.inline import inline_people, zone_named
from tests.intake.reading import blocks

ZONES = packaged_zones()


@pytest.mark.parametrize(
    ("text", "name", "zone", "last"),
    [
        ("Ana=Europe/Lisbon 09-18", "Ana", "Europe/Lisbon", "Fri 09:00-18:00"),
        ("Europe/London 09-17", "London", "Europe/London", "Fri 09:00-17:00"),
        ("San Francisco", "San Francisco", "America/Los_Angeles", "Fri 09:00-18:00"),
        ("Lisbon 09-18 Mon-Thu", "Lisbon", "Europe/Lisbon", "Thu 09:00-18:00"),
        ("Lisbon Mon-Thu 9-18; Fri 9-13", "Lisbon", "Europe/Lisbon", "Fri 09:00-13:00"),
        ("Riyadh Sun-Thu 09-17", "Riyadh", "Asia/Riyadh", "Sun 09:00-17:00"),
        ("Mon-Fri 9-17 Lisbon", "Lisbon", "Europe/Lisbon", "Fri 09:00-17:00"),
        ("Bo=São Paulo, Brazil 9am-5pm", "Bo", "America/Sao_Paulo", "Fri 09:00-17:00"),
        ("UTC daily 14-22", "UTC", "Etc/UTC", "Sun 14:00-22:00"),
        ("14-22 UTC", "UTC", "Etc/UTC", "Fri 14:00-22:00"),
    ],
)
def test_a_person(text: str, name: str, zone: str, last: str) -> None:
    (person,) = inline_people([text], ZONES)
    assert (person.name, person.place.zone, blocks(person)[-1]) == (name, zone, last)


def test_hours_left_out_are_assumed_on_the_working_days_of_the_country() -> None:
    (person,) = inline_people(["Riyadh"], ZONES, assume_hours="08:00-16:00")
    assert person.patterns[0].pattern.assumed
    assert blocks(person)[0] == "Mon 08:00-16:00"
    assert person.patterns[0].pattern.weekdays == {6, 0, 1, 2, 3}


def test_two_of_one_place_are_two_people() -> None:
    people = inline_people(["London", "London", "London"], ZONES)
    assert [person.id for person in people] == ["London", "London (2)", "London (3)"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no place"),
        ("=Lisbon", "no name"),
        ("Georgia", "the US state"),
        ("GMT+5 09-17", "offset"),
        ("Nowheresville 9-17", "not a place we know"),
        ("Lisbon 9-25", "25:00 is not a time of day"),
        ("Lisbon 9-5", "20 hours"),
        ("London 09-17 Europe/Paris", "two zones"),
    ],
)
def test_errors_say_what_to_write(text: str, said: str) -> None:
    with pytest.raises(InlineError, match=said) as caught:
        inline_people([text], ZONES)
    assert caught.value.problem.remedy


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        ("Europe/Lisbon", "Europe/Lisbon"),
        ("Lisbon", "Europe/Lisbon"),
        ("utc", "UTC"),
        ("Tokyo, Japan", "Asia/Tokyo"),
    ],
)
def test_zones_by_name_or_place(text: str, zone: str) -> None:
    assert zone_named(text, ZONES) == zone


@pytest.mark.parametrize("text", ["GMT+5", "EST", "Nowheresville", "Georgia", ""])
def test_what_is_no_single_zone_is_refused(text: str) -> None:
    with pytest.raises(InlineError):
        zone_named(text, ZONES)
