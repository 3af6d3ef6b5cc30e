"""Zone columns: names old and new, Windows, calendars and speech; offsets are refused."""

from zoneinfo import available_timezones

import pytest
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from farflung.intake.gazetteer import Gazetteer

NAMES = [
    ("Europe/Berlin", "Europe/Berlin"),
    ("europe/berlin", "Europe/Berlin"),
    ("America/New York", "America/New_York"),
    ("US/Pacific", "America/Los_Angeles"),
    ("Asia/Calcutta", "Asia/Kolkata"),
    ("Asia/Saigon", "Asia/Ho_Chi_Minh"),
    ("Europe/Kiev", "Europe/Kyiv"),
    ("Iceland", "Atlantic/Reykjavik"),
    ("America/Buenos_Aires", "America/Argentina/Buenos_Aires"),
    ("PST8PDT", "America/Los_Angeles"),
    ("W. Europe Standard Time", "Europe/Berlin"),
    ("Pacific Standard Time", "America/Los_Angeles"),
    ("(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna", "Europe/Berlin"),
    ("(GMT-08:00) Pacific Time (US & Canada)", "America/Los_Angeles"),
    ("Eastern Time (US & Canada)", "America/New_York"),
    ("(GMT-05:00) Eastern Time - New York", "America/New_York"),
    ("Europe/Berlin (UTC+1)", "Europe/Berlin"),
    ("Pacific Time", "America/Los_Angeles"),
    ("Pacific Daylight Time", "America/Los_Angeles"),
    ("Central European Summer Time", "Europe/Berlin"),
    ("India Standard Time", "Asia/Kolkata"),
    ("Argentina Time", "America/Argentina/Buenos_Aires"),
    ("ET", "America/New_York"),
    ("JST", "Asia/Tokyo"),
    ("EAT", "Africa/Nairobi"),
    ("New York", "America/New_York"),
    ("Berlin time", "Europe/Berlin"),
    ("(UTC+02:00) Cairo time", "Africa/Cairo"),
]


@pytest.mark.parametrize(("text", "zone"), NAMES)
def test_names_of_zones(gazetteer: Gazetteer, text: str, zone: str) -> None:
    match = gazetteer.resolve_zone(text)
    assert match.place is not None, match.question
    assert match.place.zone == zone


SHARED = [
    ("EST", {"America/New_York", "Australia/Sydney", "America/Jamaica"}),
    ("CST", {"America/Chicago", "Asia/Shanghai", "America/Mexico_City", "America/Havana"}),
    ("IST", {"Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"}),
    ("BST", {"Europe/London", "Asia/Dhaka"}),
    ("PST", {"America/Los_Angeles", "Asia/Manila"}),
    ("CET", {"Europe/Berlin", "Africa/Algiers"}),
    ("Central European Time", {"Europe/Berlin", "Africa/Algiers"}),
]


@pytest.mark.parametrize(("text", "zones"), SHARED)
def test_names_that_several_clocks_share(gazetteer: Gazetteer, text: str, zones: set[str]) -> None:
    match = gazetteer.resolve_zone(text)
    assert match.status == "ambiguous"
    assert zones <= {place.zone for place in match.candidates}
    assert f"“{text}” is" in match.question


@pytest.mark.parametrize(
    ("text", "country", "zone"),
    [
        ("IST", "IN", "Asia/Kolkata"), ("IST", "il", "Asia/Jerusalem"), ("CST", "TW", "Asia/Taipei"),
        ("BST", "GB", "Europe/London"), ("Romance Standard Time", "ES", "Europe/Madrid"),
    ],
)  # fmt: skip
def test_the_country_narrows(gazetteer: Gazetteer, text: str, country: str, zone: str) -> None:
    match = gazetteer.resolve_zone(text, country=country)
    assert match.place is not None
    assert match.place.zone == zone


OFFSETS = [
    ("GMT+5", "UTC+05:00", "Asia/Karachi"),
    ("UTC-3", "UTC−03:00", "America/Sao_Paulo"),
    ("+05:30", "UTC+05:30", "Asia/Kolkata"),
    ("+0530", "UTC+05:30", "Asia/Kolkata"),
    ("UTC+5.5", "UTC+05:30", "Asia/Kolkata"),
    ("UTC +5:45", "UTC+05:45", "Asia/Kathmandu"),
    ("GMT−8", "UTC−08:00", "America/Los_Angeles"),
    ("Etc/GMT+5", "UTC−05:00", "America/New_York"),
    ("UTC+0", "UTC+00:00", "Europe/London"),
    ("(UTC+05:30) Xyzzyville", "UTC+05:30", "Asia/Kolkata"),
]


@pytest.mark.parametrize(("text", "shown", "zone"), OFFSETS)
def test_an_offset_is_refused_with_the_zones_it_could_be(
    gazetteer: Gazetteer, text: str, shown: str, zone: str
) -> None:
    match = gazetteer.resolve_zone(text)
    assert match.status == "refused"
    assert match.place is None
    assert zone in {place.zone for place in match.candidates}
    assert "not a zone: it does not say when the clocks change" in match.question
    assert f"Zones at {shown}: " in match.question


def test_an_offset_of_a_country_lists_only_its_zones(gazetteer: Gazetteer) -> None:
    match = gazetteer.resolve_zone("GMT-8", country="US")
    assert {place.zone for place in match.candidates} == {"America/Los_Angeles", "America/Anchorage"}


def test_an_offset_never_chooses_between_the_clocks_of_a_country(gazetteer: Gazetteer) -> None:
    match = gazetteer.resolve_place(country="US", zone="GMT-10")
    assert match.status == "refused"
    assert {place.zone for place in match.candidates} == {"Pacific/Honolulu", "America/Adak"}


def test_an_impossible_offset_is_unknown(gazetteer: Gazetteer) -> None:
    assert gazetteer.resolve_zone("GMT+99").status == "unknown"


@pytest.mark.parametrize("text", ["UTC", "GMT", "Etc/UTC", "Zulu", "Etc/Greenwich"])
def test_utc_is_taken_but_suspicious(gazetteer: Gazetteer, text: str) -> None:
    match = gazetteer.resolve_zone(text)
    assert match.place is not None
    assert match.place.zone == "Etc/UTC"
    assert match.note.startswith(f"Suspicious: nobody lives in “{text}”")


@pytest.mark.parametrize("name", sorted(WINDOWS_TO_OLSON))
def test_every_windows_name_is_known(gazetteer: Gazetteer, name: str) -> None:
    match = gazetteer.resolve_zone(name)
    inhabited = not WINDOWS_TO_OLSON[name].startswith("Etc/")
    if inhabited:
        assert match.place is not None
        assert gazetteer.same_clock(match.place.zone or "", WINDOWS_TO_OLSON[name])
    else:
        assert match.status in {"refused", "resolved", "unknown"}


def test_every_name_of_the_database_has_an_answer(gazetteer: Gazetteer) -> None:
    abbreviations = {"EST", "MST", "HST", "CET", "EET", "MET", "WET"}
    for name in sorted(available_timezones() - abbreviations - {"Factory", "localtime"}):
        match = gazetteer.resolve_zone(name)
        fixed = name.startswith("Etc/GMT") or name in {"GMT+0", "GMT-0"}
        assert match.status in ({"refused", "resolved"} if fixed else {"resolved"}), name
        assert fixed or match.place is not None


def test_an_unknown_zone_asks_for_a_name(gazetteer: Gazetteer) -> None:
    match = gazetteer.resolve_zone("Mars/Phobos")
    assert match.status == "unknown"
    assert match.question == (
        "“Mars/Phobos” is not a zone we know: write an IANA name such as Europe/Lisbon, or the city."
    )
