"""The files as files: always the same bytes, modest in size, quick to make."""

import csv
import time
from collections import Counter
from functools import cache
from pathlib import Path

import icalendar
import pytest

from farflung.example import Kind, write_company
from farflung.example.chance import Chance
from farflung.example.places import census
from tests.pace import allowed

Files = tuple[Path, ...]


def rows(files: Files, name: str) -> list[dict[str, str]]:
    path = next(path for path in files if path.name == name)
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


@cache
def events(path: Path) -> list[icalendar.Component]:
    """What another parser finds in a calendar; it takes its time, and nobody changes the file."""
    return icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")


@pytest.mark.parametrize("kind", ["polaris", "large"])
def test_same_seed_gives_same_bytes(kind: Kind, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    first, second = request.getfixturevalue(kind), write_company(tmp_path, kind)
    assert [path.name for path in first] == [path.name for path in second]
    assert all(a.read_bytes() == b.read_bytes() for a, b in zip(first, second, strict=True))


def test_another_seed_gives_other_people_in_the_same_places(large: Files, tmp_path: Path) -> None:
    other = rows(write_company(tmp_path, "large", seed=7), "people.csv")
    mine = rows(large, "people.csv")
    assert [person["name"] for person in other] != [person["name"] for person in mine]
    assert Counter(person["city"] for person in other) == Counter(person["city"] for person in mine)


def test_chance_is_alike_in_every_python() -> None:
    """The numbers that Python 3.11 gave: `random()` with a text as seed is promised to stay."""
    chance = Chance(5000, "people")
    assert [chance.below(100) for _ in range(5)] == [77, 80, 15, 50, 33]
    assert chance.stream("people").below(100) == 77


@pytest.mark.parametrize("kind", ["polaris", "large"])
def test_files_are_written_into_the_folder_and_named(kind: Kind, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    written = write_company(folder, kind)
    assert sorted(folder.iterdir()) == sorted(written)
    assert write_company(folder, kind) == written


def test_large_files_stay_modest(large: Files) -> None:
    sizes = {path.name: path.stat().st_size for path in large}
    assert sizes["people.csv"] < 1_000_000
    assert sizes["meetings.ics"] < 5_000_000
    assert sum(sizes.values()) < 4_000_000


@pytest.mark.speed
def test_large_company_is_made_quickly(tmp_path: Path) -> None:
    started = time.process_time()
    write_company(tmp_path, "large")
    assert time.process_time() - started < allowed(1.5)


def test_people_are_where_the_census_says(large: Files) -> None:
    people = rows(large, "people.csv")
    found = Counter((p["timezone"], p["country"], p["city"]) for p in people)
    assert found == {(spot.zone, spot.country, spot.city): count for spot, count in census()}
    assert len(people) == 5000
    assert 80 <= len({person["country"] for person in people}) <= 100


def test_ids_and_addresses_are_unique_and_every_manager_is_there(large: Files) -> None:
    people = rows(large, "people.csv")
    boss = {person["employee id"]: person["manager id"] for person in people}
    assert len(boss) == len({person["work email"] for person in people}) == 5000
    assert all(person["work email"].isascii() for person in people)
    assert [key for key, above in boss.items() if not above] == ["M0001"]
    assert all(_reaches_the_top(key, boss) for key in boss)


def _reaches_the_top(key: str, boss: dict[str, str]) -> bool:
    for _ in range(8):
        if not boss[key]:
            return True
        key = boss[key]
    return False


def test_teams_have_four_to_forty_people_and_leads_who_are_in_them(large: Files) -> None:
    people = {person["work email"]: person for person in rows(large, "people.csv")}
    sizes = Counter(person["team"] for person in people.values())
    assert 340 <= len(sizes) <= 370
    assert min(sizes.values()) >= 4
    assert max(sizes.values()) <= 40
    assert all(people[team["lead"]]["team"] == team["team"] for team in rows(large, "teams.csv"))


def test_names_are_written_as_people_write_them(large: Files) -> None:
    names = [person["name"] for person in rows(large, "people.csv")]
    assert len(set(names)) > 4900
    letters = {letter for name in names for letter in name}
    assert {"ã", "ł", "ß", "ş", "Đ", "’", "م", "ا", "王", "藤", "ш", "ा"} <= letters


@pytest.mark.parametrize("kind", ["polaris", "large"])
def test_nobody_says_why_somebody_is_away(kind: str, request: pytest.FixtureRequest) -> None:
    files: Files = request.getfixturevalue(kind)
    assert set(rows(files, "absences.csv")[0]) == {"person", "from", "to"}


@pytest.mark.parametrize("kind", ["polaris", "large"])
def test_another_parser_reads_the_calendars(kind: str, request: pytest.FixtureRequest) -> None:
    files: Files = request.getfixturevalue(kind)
    for path in (path for path in files if path.suffix == ".ics"):
        data = path.read_bytes()
        assert max(len(line) for line in data.split(b"\r\n")) <= 75, path.name
        assert b"\n" not in data.replace(b"\r\n", b""), path.name
        assert events(path)
        assert all(one.get("UID") and one.get("DTSTART") and not one.errors for one in events(path))


def test_two_hundred_series_one_of_them_for_everybody(large: Files) -> None:
    series: dict[str, int] = {}
    for path in (path for path in large if path.name in ("meetings.ics", "leadership.ics")):
        for event in events(path):
            guests = event.get("ATTENDEE", [])
            series[str(event["UID"])] = len(guests) if isinstance(guests, list) else 1
    assert len(series) == 200
    assert max(series.values()) == 5000
    assert sum(5 <= guests <= 40 for guests in series.values()) > 150
