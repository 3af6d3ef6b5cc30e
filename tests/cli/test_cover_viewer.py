"""`farflung cover … --viewer`: each time that is told in UTC stands on the reader's own clock too."""

from pathlib import Path

import pytest

from tests.cli.asking import farflung

PEOPLE = "name,city,hours\nKasia,Warsaw,08-18\nRafael,São Paulo,09-20\n"
ROTA = "duty,person,days,start,end\nW,Kasia,Mon-Fri,08:00,16:00\nW,Rafael,Mon-Fri,12:00,20:00\n"
AHEAD = ("--from", "2027-03-22", "--days", "14")


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    monkeypatch.setenv("COLUMNS", "160")
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    (tmp_path / "rota.csv").write_text(ROTA, encoding="utf-8")
    return str(tmp_path / "people.csv"), str(tmp_path / "rota.csv")


def _said(*words: str) -> str:
    return " ".join(farflung("cover", *words).out.split())


@pytest.mark.parametrize("viewer", ["Kathmandu", "Asia/Kathmandu"])
def test_the_radar_tells_first_times_on_the_readers_clock(files: tuple[str, str], viewer: str) -> None:
    shown = _said("radar", *files, *AHEAD, "--viewer", viewer)
    # Nepal is 5:45 h ahead of UTC the whole year.
    assert "first Mon 29 Mar 2027 14:00-15:00Z = Mon 29 Mar 19:45-20:45 Kathmandu: Warsaw changed" in shown


def test_a_repair_tells_the_hole_on_the_readers_clock(files: tuple[str, str]) -> None:
    shown = _said("repair", *files, *AHEAD, "--viewer", "Rafael")
    # Easter Monday in Warsaw is one time; the hour between the clocks comes back.
    assert "06:00-14:00Z (8 h) = Mon 29 Mar 03:00-11:00 Sao Paulo: Easter Monday" in shown
    assert ", 5 h), first = Mon 29 Mar 11:00-12:00 Sao Paulo: Warsaw changed clocks" in shown


def test_what_breaks_the_most_tells_when_on_the_readers_clock(files: tuple[str, str]) -> None:
    run = farflung("cover", "n-1", *files, "--at", "2027-03-22T00:00Z", "--viewer", "Auckland")
    head, _, heads, *rows = run.out.splitlines()[:5]
    assert "from 2027-03-22 00:00Z = Mon 22 Mar 13:00 Auckland for 90 days" in head
    assert heads.split() == ["too", "few", "nobody", "first", "Auckland", "rules"]
    assert [" ".join(row.split()) for row in rows] == [
        "Rafael 504 h 504 h Mon 22 Mar 15:00Z Tue 23 Mar 04:00 W",
        "Kasia 496 h 496 h Mon 22 Mar 07:00Z Mon 22 Mar 20:00 W",
    ]


@pytest.mark.parametrize("verb", ["radar", "repair", "n-1"])
def test_a_reader_nobody_knows_is_a_wrong_word(files: tuple[str, str], verb: str) -> None:
    run = farflung("cover", verb, *files, "--viewer", "Lisbn")
    assert run.status == 2
    assert "Lisbon" in run.err


@pytest.mark.parametrize("verb", ["radar", "repair", "n-1"])
def test_without_a_reader_times_are_in_utc_alone(files: tuple[str, str], verb: str) -> None:
    when = ("--at", "2027-03-22T00:00Z") if verb == "n-1" else AHEAD
    shown = _said(verb, *files, *when)
    assert "Z" in shown
    assert " = " not in shown
