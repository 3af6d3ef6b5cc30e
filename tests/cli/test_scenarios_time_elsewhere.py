"""T01 to T07 with other people, zones and dates: what the commands say against wall clocks walked by hand."""

import json
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.cli.asking import ask, farflung
from tests.cli.wall import first, iso, months_later, quarters


def told(start: str, every: str, days: int, *more: str) -> list[tuple[str, str, str]]:
    """Who has which turn, from and to."""
    found = ask(
        "handovers", "Ana", "Ravi", "Wei", "--start", start, "--every", every, "--days", str(days), *more
    )
    return [(one["member"], one["start"], one["end"]) for one in found["periods"]]


def tiled(begins: list[datetime], days: int) -> list[tuple[str, str, str]]:
    """Turns from each instant to the next, one after another, until the time asked about is over."""
    until, names = begins[0] + timedelta(days=days), ("Ana", "Ravi", "Wei")
    return [
        (names[number % 3], iso(begin), iso(min(end, until)))
        for number, (begin, end) in enumerate(pairwise(begins))
        if begin < until
    ]


WEEKS = [
    ("America/Santiago", "2027-03-01", "00:00"),  # the clock goes back at the midnight of 3 April
    ("America/Santiago", "2027-08-01", "00:00"),  # Sunday's midnight of 5 September does not exist
    ("Australia/Lord_Howe", "2027-03-07", "02:00"),  # on 3 October 02:00 does not exist
    ("Pacific/Chatham", "2027-04-05", "09:00"),
    ("Pacific/Apia", "2011-12-02", "09:00"),  # a Friday; 30 December was left out
    ("Africa/Casablanca", "2025-02-03", "02:30"),
    ("Africa/Cairo", "2027-04-02", "00:00"),  # Friday's midnight of 30 April does not exist
    ("Asia/Kathmandu", "2027-03-01", "05:45"),
]


@pytest.mark.parametrize(("key", "day", "clock"), WEEKS)
def test_T01_a_weekly_handover_stays_on_the_wall(key: str, day: str, clock: str) -> None:
    start, at = date.fromisoformat(day), time.fromisoformat(clock)
    begins = [first(start + timedelta(weeks=n), at.hour * 60 + at.minute, key) for n in range(40)]
    assert told(f"{day} {clock} {key}", "week", 210) == tiled(begins, 210)


@pytest.mark.parametrize(("key", "day", "clock"), WEEKS)
def test_T03_a_daily_handover_has_days_of_their_true_length(key: str, day: str, clock: str) -> None:
    start, at = date.fromisoformat(day), time.fromisoformat(clock)
    begins = [first(start + timedelta(days=n), at.hour * 60 + at.minute, key) for n in range(100)]
    begins = list(dict.fromkeys(begins))  # a day that was left out has no turn
    found = told(f"{day} {clock} {key}", "day", 60)
    if key != "Pacific/Apia":
        assert found == tiled(begins, 60)
    assert [(one[1], one[2]) for one in found] == [(one[1], one[2]) for one in tiled(begins, 60)]


@pytest.mark.parametrize(
    "day", ["2025-01-31", "2024-01-31", "2027-01-29", "2024-02-29", "2027-08-31", "2027-12-30"]
)
@pytest.mark.parametrize(("every", "step"), [("month", 1), ("2 months", 2), ("3 months", 3)])
def test_T05_months_end_where_they_end_and_come_back(day: str, every: str, step: int) -> None:
    start = date.fromisoformat(day)
    begins = [first(months_later(start, step * n), 540, "America/Santiago") for n in range(40)]
    assert told(f"{day} 09:00 America/Santiago", every, 500) == tiled(begins, 500)


@pytest.mark.parametrize("hours", [1, 2, 3, 4, 6, 8, 12, 24, 5, 7, 9, 36, 48])
@pytest.mark.parametrize(
    ("key", "day"),
    [
        ("Australia/Lord_Howe", "2027-04-03"),
        ("Australia/Lord_Howe", "2027-10-02"),
        ("America/Santiago", "2027-09-03"),
        ("Africa/Cairo", "2027-10-28"),
        ("Pacific/Chatham", "2027-09-25"),
    ],
)
def test_T06_hours_that_divide_a_day_stay_on_the_wall_and_others_are_exact(
    key: str, day: str, hours: int
) -> None:
    start = date.fromisoformat(day)
    if 24 % hours:
        begins = [first(start, 0, key) + timedelta(hours=hours * n) for n in range(20)]
    else:
        begins = [first(start, 60 * hours * n, key) for n in range(5 * 24 // hours)]
    found = told(f"{day} 00:00 {key}", f"{hours}h", 3)
    spans = [(one[1], one[2]) for one in tiled(list(dict.fromkeys(begins)), 3)]
    assert [(one[1], one[2]) for one in found] == spans


NIGHTS = [
    ("Africa/Cairo", "2027-04-29", -60),
    ("Africa/Cairo", "2027-10-28", 60),
    ("America/Santiago", "2027-09-04", -60),
    ("America/Santiago", "2027-04-03", 60),
    ("Australia/Lord_Howe", "2027-10-02", -30),
    ("Australia/Lord_Howe", "2027-04-03", 30),
    ("Pacific/Chatham", "2027-09-25", -60),
    ("Asia/Kathmandu", "2027-04-03", 0),
]
RULES = "rules:\n  hours per {what}: 8h\nvolunteers: [Eva]\n"


def night_rota(folder: Path, key: str, day: str, what: str = "day") -> list[str]:
    """Files of one person's night of 22:00-06:00, which is asked for."""
    (folder / "people.csv").write_text(f"name,zone\nEva,{key}\n", encoding="utf-8")
    (folder / "rota.yaml").write_text(
        f"rota: nights\nfrom: {day}\ndays: 1\nin: {key}\nduties:\n  - duty: watch\n"
        f"    shifts: {{name: night, hours: '22:00-06:00', in: {key}, people: 1}}\n"
        + RULES.format(what=what),
        encoding="utf-8",
    )
    start, end = first(date.fromisoformat(day), 22 * 60, key), first(date.fromisoformat(day), 30 * 60, key)
    (folder / "plan.csv").write_text(
        f"duty,person,start,end,kind\nwatch,Eva,{start:%Y-%m-%dT%H:%MZ},{end:%Y-%m-%dT%H:%MZ},night\n",
        encoding="utf-8",
    )
    return [str(folder / name) for name in ("rota.yaml", "people.csv")]


@pytest.mark.parametrize("what", ["day", "night"])
@pytest.mark.parametrize(("key", "day", "more"), NIGHTS)
def test_T02_a_night_has_its_true_hours_and_a_limit_refuses_the_longer(
    tmp_path: Path, key: str, day: str, more: int, what: str
) -> None:
    files = night_rota(tmp_path, key, day, what)
    checked = farflung("rota", "check", str(tmp_path / "plan.csv"), *files, "--json")
    broken: list[Any] = json.loads(checked.out)["answer"]["broken"]
    assert [one["by"] for one in broken] == ([more] if more > 0 else [])
    assert checked.status == (1 if more > 0 else 0)
    planned = farflung("rota", "plan", *files, "--seconds", "3", "--json")
    found = json.loads(planned.out)
    assert [one["minutes"] for one in found["assignments"]] == ([] if more > 0 else [480 + more])
    assert len(found["unfilled"]) == (1 if more > 0 else 0)


@pytest.mark.parametrize(("key", "day", "more"), NIGHTS)
def test_T02_T04_hours_on_a_night_of_a_change(key: str, day: str, more: int) -> None:
    found = ask("hours", f"Eva={key} 22:00-06:00 {date.fromisoformat(day):%a}", "--from", day, "--days", "3")
    assert found["minutes"] == 480 + more


@pytest.mark.parametrize(
    ("typed", "instead"),
    [
        ("2025-10-05 02:15 Australia/Lord_Howe", "02:45"),
        ("2027-10-03 02:00 Australia/Lord_Howe", "02:30"),
        ("2027-09-05 00:30 America/Santiago", "01:30"),
        ("2027-09-26 02:50 Pacific/Chatham", "03:50"),
        ("2027-04-30 00:00 Africa/Cairo", "01:00"),
        ("2011-12-30 12:00 Pacific/Apia", "12:00 on 2011-12-31"),
    ],
)
@pytest.mark.parametrize(
    "door", [("when",), ("handovers", "Ana", "--start"), ("now", "Eva=Berlin 09-17", "--at")]
)
def test_T04_what_is_typed_and_does_not_exist_is_refused(
    typed: str, instead: str, door: tuple[str, ...]
) -> None:
    refused = farflung(*door, typed)
    assert refused.status == 2
    assert f"Did you mean {instead}?" in " ".join(refused.err.split())


@pytest.mark.parametrize(
    ("key", "days", "hours", "away"),
    [
        ("Europe/Berlin", "Tue", "21:00-03:00", "2027-03-10"),
        ("Africa/Cairo", "Thu", "21:00-03:00", "2027-04-30"),  # no midnight between the two
        ("America/Santiago", "Sat", "20:00-04:00", "2027-09-05"),
        ("America/Santiago", "Sat", "20:00-04:00", "2027-04-04"),
        ("Pacific/Chatham", "Sat", "22:00-06:00", "2027-09-26"),
        ("Australia/Lord_Howe", "Sat", "18:30-05:00", "2027-04-04"),
    ],
)
def test_T07_hours_that_reach_into_a_day_away_end_with_the_day_before(
    tmp_path: Path, key: str, days: str, hours: str, away: str
) -> None:
    (tmp_path / "people.csv").write_text(
        f"name,zone,hours,days\nEva,{key},{hours},{days}\n", encoding="utf-8"
    )
    (tmp_path / "away.csv").write_text(f"person,from,to\nEva,{away},{away}\n", encoding="utf-8")
    before, start = date.fromisoformat(away) - timedelta(days=1), time.fromisoformat(hours[:5])
    found = ask(
        "hours",
        str(tmp_path / "people.csv"),
        str(tmp_path / "away.csv"),
        "--from",
        f"{before}",
        "--days",
        "3",
    )
    worked = set().union(*(
        quarters(datetime.fromisoformat(span["start"]), datetime.fromisoformat(span["end"]))
        for span in found["spans"]
    ))  # fmt: skip
    assert worked == quarters(first(before, start.hour * 60 + start.minute, key), first(before, 24 * 60, key))
