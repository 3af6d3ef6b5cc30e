"""What a first reader stumbled over at the command line."""

from pathlib import Path

import tzdata

from tests.cli.asking import ask, farflung

ZONES = Path(tzdata.__file__).parent / "zoneinfo"
TORONTO = "Mon 10:00 Toronto"


def test_a_period_that_goes_on_beyond_the_window_is_marked() -> None:
    words = ("handovers", "A", "B", "--start", "2027-03-01 09:00 Lisbon", "--days", "10")
    assert [period["cut"] for period in ask(*words)["periods"]] == [False, True]
    assert "still on" in farflung(*words).out
    whole = ("handovers", "A", "B", "--start", "2027-03-01 09:00 Lisbon", "--days", "14")
    assert [period["cut"] for period in ask(*whole)["periods"]] == [False, False]


def test_a_window_that_begins_within_a_period_says_that_they_are_on_already() -> None:
    said = farflung(
        "handovers", "A", "B", "--start", "2027-03-01 09:00 Lisbon", "--from", "2027-03-10", "--days", "3"
    )
    assert "already on" in said.out


def test_a_word_that_ends_like_a_file_is_a_file_that_is_not_there() -> None:
    said = farflung("now", "nobody.csv")
    assert said.status == 2
    assert "nobody.csv: no such file" in said.err


def test_a_typed_series_is_compared_across_releases() -> None:
    said = farflung("clocks", "Ana=Lisbon", "--series", TORONTO, "--upgrade-from", str(ZONES))
    assert said.status == 0, said.err
    assert ": 0 move, 0 new clashes" in said.out


def test_a_release_without_somebody_s_zone_is_refused_with_all_that_it_lacks(tmp_path: Path) -> None:
    (tmp_path / "Europe").mkdir()
    (tmp_path / "Europe/Lisbon").write_bytes((ZONES / "Europe/Lisbon").read_bytes())
    said = farflung(
        "clocks", "Ana=Lisbon", "Ravi=Bengaluru", "--series", TORONTO, "--upgrade-from", str(tmp_path)
    )
    assert said.status == 2
    assert "has no rules for America/Toronto, Asia/Kolkata" in " ".join(said.err.split())


def test_times_name_the_place_and_not_the_city_of_its_zone() -> None:
    overlap = farflung("overlap", "Ravi=Bengaluru", "Ana=Lisbon", "--from", "2027-03-01", "--days", "1")
    moves = farflung("clocks", "Ravi=Bengaluru", "--series", TORONTO, "--from", "2027-03-01", "--days", "30")
    for said in (overlap, moves):
        assert "Bengaluru" in said.out
        assert "Kolkata" not in said.out


def test_help_names_what_is_given() -> None:
    assert "check [OPTIONS] FILE..." in farflung("check", "--help").out
    assert "support-24-7" in farflung("check", "--help").out
    assert "now [OPTIONS] FILE|PERSON..." in farflung("now", "--help").out
