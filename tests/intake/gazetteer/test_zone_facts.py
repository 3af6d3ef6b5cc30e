"""Facts about zones: their cities, positions, and which show the same clock."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from farflung.intake.gazetteer import Gazetteer


@pytest.mark.parametrize(
    ("zone", "city"),
    [
        ("Asia/Kolkata", "Kolkata"),
        ("Asia/Calcutta", "Kolkata"),
        ("America/St_Johns", "St. John's"),
        ("Asia/Ho_Chi_Minh", "Ho Chi Minh City"),
        ("America/New_York", "New York City"),
        ("America/Sao_Paulo", "São Paulo"),
        ("Europe/Busingen", "Büsingen"),
        ("Etc/UTC", "UTC"),
        ("Mars/Olympus_Mons", "Olympus Mons"),
    ],
)
def test_the_city_of_a_zone(gazetteer: Gazetteer, zone: str, city: str) -> None:
    assert gazetteer.zone_city(zone) == city


def test_positions_and_countries_of_zones(gazetteer: Gazetteer) -> None:
    assert gazetteer.zone_position("Pacific/Chatham") == pytest.approx((-43.95, -176.55))
    assert gazetteer.zone_position("Etc/UTC") is None
    assert gazetteer.zone_country("Europe/Oslo") == "NO"
    assert gazetteer.zone_country("Etc/GMT+5") is None


def test_older_names_of_zones(gazetteer: Gazetteer) -> None:
    assert gazetteer.canonical_zone("us/pacific") == "America/Los_Angeles"
    assert gazetteer.canonical_zone("Europe/Oslo") == "Europe/Oslo"
    assert gazetteer.canonical_zone("GMT+5") is None


def test_equal_clocks(gazetteer: Gazetteer) -> None:
    assert gazetteer.same_clock("Europe/Berlin", "Europe/Paris")
    assert gazetteer.same_clock("US/Eastern", "America/Toronto")
    assert not gazetteer.same_clock("Europe/Berlin", "Africa/Algiers")
    assert not gazetteer.same_clock("Europe/Berlin", "Nowhere/City")


def test_zones_with_one_clock_never_part(gazetteer: Gazetteer) -> None:
    """Years before the newest rules only: a machine's own zone files may be older."""
    groups: dict[str, list[str]] = {}
    for zone in gazetteer.tables.zones.values():
        groups.setdefault(zone.clock, []).append(zone.name)
    instants = [datetime(2020, 1, 1, tzinfo=UTC) + timedelta(days=days) for days in range(0, 6 * 365, 29)]
    for names in groups.values():
        for one, other in pairwise(names):
            a, b = ZoneInfo(one), ZoneInfo(other)
            parted = [at for at in instants if at.astimezone(a).utcoffset() != at.astimezone(b).utcoffset()]
            assert not parted, (one, other, parted[:1])


def test_every_zone_of_the_list_exists(gazetteer: Gazetteer) -> None:
    assert all(ZoneInfo(name) for name in gazetteer.tables.zones)


def test_every_inhabited_zone_with_people_has_a_town(gazetteer: Gazetteer) -> None:
    tables = gazetteer.tables
    with_town = {tables.city(row).zone for row in range(len(tables.city_lines))}
    without = {zone.name for zone in tables.zones.values() if zone.population and zone.name not in with_town}
    assert not without
    assert len(with_town) > 390
