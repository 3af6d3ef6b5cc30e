"""The scenarios of the linter and of coverage through `farflung check` and `farflung cover radar`."""

import json
import socket
from pathlib import Path
from time import perf_counter
from typing import Any, NoReturn

import pytest

from tests.cli.asking import ask, farflung

SUPPORT = """name,hours (UTC),days
P1,14-22,daily
P2,18-02,daily
P3,12-24,daily
P4,9-17,daily
P5,7-15,daily
P6,17-01,daily
P7,15-23,daily
P8,0-8:30,daily
P9,10-18,daily
"""
OPS = {
    "Manila": ("Andrea", "Paolo", "Liza", "Jun"),
    "Singapore": ("Mei-Ling", "Hafiz"),
    "Bengaluru": ("Priya", "Arjun"),
    "Nairobi": ("Wanjiru",),
    "Lagos": ("Chidi",),
    "Warsaw": ("Kasia",),
    "São Paulo": ("Rafael", "Beatriz"),
    "Mexico City": ("Ximena",),
}


def report(*words: str) -> Any:
    """The JSON report of a check that could read everything."""
    said = farflung("check", *words, "--format", "json")
    assert said.status in (0, 1), said.err + said.out[-500:]
    return json.loads(said.out)


def of(rule: str, found: Any) -> list[Any]:
    return [finding for finding in found["findings"] if finding["rule"].startswith(rule)]


def write(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_L01_C02_a_support_roster_against_its_own_rule(tmp_path: Path) -> None:
    roster = write(tmp_path, "roster.csv", SUPPORT)
    said = farflung(
        "check", roster, "--rule", "at least 2 at all times", "--from", "2027-03-01", "--width", "100"
    )
    assert said.status == 1
    first_screen = "\n".join(said.out.splitlines()[:40])
    assert "5.5 of 24 h a day below the company's own minimum of 2" in first_screen
    cover = ask(
        "cover", "radar", roster, "--rule", "at least 1 at all times", "--from", "2027-03-01", "--days", "1"
    )
    (rule,) = cover["rules"]
    assert rule["hours"]["hole"] == 0
    assert sum(a["hours"] for a in rule["alone"]) == 5.5
    assert {(a["person"], s["start"][11:16], s["end"][11:16]) for a in rule["alone"] for s in a["spans"]} == {
        ("P8", "02:00", "07:00"),
        ("P5", "08:30", "09:00"),
    }
    lost = ask("cover", "n-1", roster, "--rule", "at least 1 at all times", "--at", "2027-03-01T00:00Z")
    assert {w["name"] for w in lost["without"] if w["ground"] == "person" and w["hours_nobody"]} == {
        "P8",
        "P5",
    }


def test_C01_the_hole_that_a_clock_change_opens(tmp_path: Path) -> None:
    people = write(tmp_path, "people.csv", "name,city,hours\nKasia,Warsaw,08-18\nRafael,São Paulo,09-20\n")
    rota = write(
        tmp_path,
        "rota.csv",
        "duty,person,days,start,end\nW,Kasia,Mon-Fri,08:00,16:00\nW,Rafael,Mon-Fri,12:00,20:00\n",
    )
    found = report(people, rota, "--rule", "at least 1 at all times", "--from", "2027-02-01")
    (hole,) = of("coverage.clock-change", found)
    assert "14:00-15:00Z" in hole["title"]
    assert "Mon 29 Mar 2027" in hole["title"]
    assert "Warsaw changed clocks on 28 March 2027 and São Paulo did not" in hole["cause"]
    assert "Warsaw 09-17" in hole["fixes"][0]["action"]
    quiet = ask(
        "cover", "radar", people, rota, "--rule", "at least 1 on W", "--from", "2027-03-25", "--days", "1"
    )
    assert not [e for e in quiet["rules"][0]["episodes"] if e["kind"] == "clock change"]


def test_C03_blocks_below_the_companys_own_minimum(tmp_path: Path) -> None:
    counts, hours, start, rows = (1, 1, 2, 2, 1, 2), (5, 4, 4, 4, 4, 3), 0, []
    for number, (count, length) in enumerate(zip(counts, hours, strict=True)):
        for who in range(count):
            end = (start + length) % 24
            rows.append(f"Queue,B{number}{who},daily,{start:02d}:00,{end:02d}:00,UTC")
        start += length
    rota = write(tmp_path, "rota.csv", "\n".join(["duty,person,days,start,end,timezone", *rows, ""]))
    found = report(rota, "--rule", "at least two watch the queue at all times", "--from", "2027-03-01")
    (contradiction,) = of("contradiction.roster", found)
    assert "13 of 24 h" in contradiction["title"]


def test_C15_public_holidays_of_a_whole_team(tmp_path: Path) -> None:
    rows = [f"{name},{city},09-18" for city, names in OPS.items() for name in names]
    people = write(tmp_path, "ops.csv", "\n".join(["name,city,hours", *rows, ""]))
    friday = ask("now", people, "--at", "2027-03-26T10:00Z")["people"]
    assert len(friday) == 14
    working = {
        person["name"]
        for hour in range(24)
        for person in ask("now", people, "--at", f"2027-03-26T{hour:02d}:30Z")["people"]
        if person["working"] and person["own_time"]["local"].startswith("2027-03-26")
    }
    assert working == {"Kasia", "Ximena"}
    rota = write(
        tmp_path,
        "rota.csv",
        "duty,person,days,start,end\nW,Kasia,Mon-Fri,08:00,16:00\nW,Rafael,Mon-Fri,12:00,20:00\n",
    )
    monday = ask("cover", "radar", people, rota, "--from", "2027-03-29", "--days", "1")
    holes = [level for level in monday["rules"][0]["levels"] if level["count"] == 0]
    spans = sorted((level["start"][11:16], level["end"][11:16]) for level in holes)
    assert spans[0][0] == "06:00"
    assert spans[-1][1] == "15:00"


def test_L02_a_real_remote_company(rosters: Path) -> None:
    begun = perf_counter()
    said = farflung(
        "check", str(rosters / "sourcegraph_2022-04.csv"), "--from", "2027-03-01", "--format", "json"
    )
    assert perf_counter() - begun < 10
    found = json.loads(said.out)
    assert said.status == 3
    assert found["company"]["people"] in (260, 261)
    assert of("overlap.manager-zero", found)
    assert len(found["intake"]["questions"]) >= 1


@pytest.fixture
def rosters() -> Path:
    """The small real rosters that tests carry with their licence."""
    return Path(__file__).parents[1] / "data" / "rosters"


def test_L06_no_network_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deny(*_: object, **__: object) -> NoReturn:
        raise AssertionError("the network was asked for")

    monkeypatch.setattr(socket, "socket", deny)
    monkeypatch.setattr(socket, "getaddrinfo", deny)
    people = write(tmp_path, "people.csv", "name,city\nAna,Lisbon\nRavi,Bengaluru\n")
    assert farflung("check", people, "--from", "2027-03-01").status == 0


def test_a_sheet_of_names_and_cities_is_enough(tmp_path: Path) -> None:
    people = write(
        tmp_path,
        "people.csv",
        "name,city,manager\nAna,Lisbon,\nJack,Sydney Australia,Ana\nDaniel,Toronto,Ana\nWei,Taipei,Daniel\n",
    )
    said = farflung("check", people, "--from", "2027-03-01")
    assert said.status == 0
    assert "Jack" in said.out
    assert "shares" in said.out


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("check", "no-such-file.csv"), 3),
        (("check",), 2),
        (("check", "--days", "0", "x"), 2),
        (("overlap", "Lisbon 09-18"), 2),
        (("due", "Lisbon 09-18", "--asked", "yesterday"), 2),
        (("slots", "Nowhere at all 09-18", "Lisbon 09-18"), 2),
        (("handovers", "A", "--start", "2027-03-15T09:00", "--every", "week"), 2),
        (("nonsense",), 2),
    ],
)
def test_mistakes_are_told_in_a_line_and_a_status(words: tuple[str, ...], status: int) -> None:
    said = farflung(*words)
    assert said.status == status, said
    assert "Traceback" not in said.err
    assert "bug" not in said.err
