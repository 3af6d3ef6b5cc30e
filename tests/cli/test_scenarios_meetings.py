"""The scenarios of meetings through the command line."""

from pathlib import Path

import pytest

from tests.cli.asking import ask, farflung

LEDGER = """name,city,hours,team
Ana,Lisbon,09-18,Ledger
Tomás,Buenos Aires,09-18,Ledger
Daniel,Toronto,09-17,Ledger
Ravi,Bengaluru,09-18,Ledger
Wei,Taipei,09-18,Ledger
Jack,"Sydney, Australia",09-17,Ledger
Salma,Dubai,09-18,Ledger
"""
OPS = ["Manila"] * 4 + ["Singapore"] * 2 + ["Bengaluru"] * 2 + [
    "Nairobi", "Lagos", "Warsaw", "São Paulo", "São Paulo", "Mexico City",
]  # fmt: skip
ALL_HANDS = (
    "Los_Angeles=210 New_York=260 Mexico_City=140 São_Paulo=330 Buenos_Aires=110 London=420 Paris=640 "
    "Lagos=130 Nairobi=90 Dubai=620 Kolkata=560 Bangkok=220 Singapore=480 Taipei=390 Tokyo=170 Sydney=230"
)


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    """The people file of *Ledger*."""
    path = tmp_path / "people.csv"
    path.write_text(LEDGER, encoding="utf-8")
    return str(path)


@pytest.fixture
def ops(tmp_path: Path) -> str:
    """The people file of *Withdrawals Ops*."""
    path = tmp_path / "ops.csv"
    rows = [f"P{number},{city},09-18" for number, city in enumerate(OPS)]
    path.write_text("\n".join(["name,city,hours", *rows, ""]), encoding="utf-8")
    return str(path)


def test_M01_no_good_time_is_said_and_shared() -> None:
    people = ("San Francisco 09-18", "London 09-18", "Singapore 09-18")
    found = ask(
        "slots",
        *people,
        "--from",
        "2026-01-13",
        "--days",
        "1",
        "--length",
        "60m",
        "--step",
        "60m",
        "--within",
        "07-22",
    )
    assert found["none_good"]
    assert found["good"] == 0
    assert found["reason"]
    other = found["alternatives"]
    assert set(other["rotation"]["times"]) == {"00:00Z", "08:00Z", "16:00Z"}
    assert other["sessions"]["starts"]
    assert other["memo"]["closes"]


def test_M03_a_series_seen_from_lisbon() -> None:
    found = ask(
        "clocks", "Ana=Lisbon 09-18", "--series", "Mon 10:00 Toronto", "--from", "2027-03-08", "--days", "28"
    )
    local = [o["local"]["Ana"] for o in found["occurrences"]]
    assert local == ["2027-03-08T15:00", "2027-03-15T14:00", "2027-03-22T14:00", "2027-03-29T15:00"]
    (move,) = found["moves"]
    assert move["shown"] == ["2027-03-15T14:00", "2027-03-22T14:00"]


def test_M04_the_rotation_that_shares_the_review(ops: str) -> None:
    found = ask(
        "rotate",
        ops,
        "--from",
        "2027-04-07",
        "--count",
        "9",
        "--times",
        "3",
        "--now-at",
        "08:00",
        "--length",
        "60m",
    )
    assert found["times"] == ["12:00Z", "13:00Z", "14:00Z"]
    assert found["worst"] == 21
    assert found["proved"]
    assert found["now"]["worst"] == 72
    assert sorted(found["now"]["loads"].values()) == [0] * 11 + [72] * 3


def test_M05_two_sessions_reach_everybody() -> None:
    groups = [word.replace("_", " ") for word in ALL_HANDS.split()]
    plans = ask("sessions", *groups, "--on", "2027-03-17", "--within", "08-19")["plans"]
    assert [s["start"] for s in plans[0]["sessions"]] == ["2027-03-17T08:00:00Z"]
    assert round(plans[0]["share"], 3) == 0.744
    assert [s["start"][11:16] for s in plans[1]["sessions"]] == ["04:00", "15:00"]
    assert plans[1]["share"] == 1


def test_M06_the_best_keeps_six(ledger: str) -> None:
    found = ask(
        "slots",
        ledger,
        "--team",
        "Ledger",
        "--from",
        "2027-03-17",
        "--days",
        "1",
        "--length",
        "60m",
        "--within",
        "07-21",
    )
    assert found["none_good"]
    best = [option for option in found["options"] if option["kept"] == 6]
    assert {option["start"][11:16] for option in best} >= {"11:00", "11:30", "12:00"}
    assert all(len(option["outside"]) == 1 for option in best)
    top = {option["start"][11:16]: option["outside"] for option in found["options"][:3]}
    assert set(top) == {"11:00", "11:30", "12:00"}
    assert all("ack" in outside[0].lower() for outside in top.values())


def test_M09_why_not_names_rules_and_no_reasons(ledger: str) -> None:
    found = ask("slots", ledger, "--from", "2027-03-16", "--days", "1", "--why", "2027-03-16T15:00Z")
    kinds = {blocker["kind"] for blocker in found["blockers"]}
    assert kinds <= {"outside own hours", "rest window", "public holiday", "no working day"}
    blocked = {blocker["id"].casefold() for blocker in found["blockers"]}
    assert {"wei", "jack"} <= blocked


@pytest.mark.parametrize(
    ("asked", "start"),
    [
        ("Tuesday 15:00Z", "2027-03-16T15:00:00Z"),
        ("Mon 00:30 Auckland", "2027-03-21T11:30:00Z"),  # a Monday there, a Sunday in UTC
        ("viernes 09:00 America/Bogota", "2027-03-19T14:00:00Z"),
    ],
)
def test_M09_a_weekday_is_the_first_one_from_the_first_date(ledger: str, asked: str, start: str) -> None:
    found = ask("slots", ledger, "--from", "2027-03-16", "--days", "1", "--why", asked)
    assert found["start"] == start


@pytest.mark.parametrize("asked", ["Tuesday", "Tuesday 15:00", "Mon-Fri 15:00Z", "tomorrow 15:00Z"])
def test_M09_a_time_that_could_be_several_is_refused(ledger: str, asked: str) -> None:
    said = farflung("slots", ledger, "--from", "2027-03-16", "--why", asked)
    assert said.status == 2
    assert "Traceback" not in said.err


def test_M11_published_windows_break_on_some_days() -> None:
    americas = "08:00 Los Angeles = 11:00 New York"
    europe = "16:00 London = 17:00 Paris = 18:00 Istanbul"
    times = f"{americas} = {europe} = 19:00 Dubai = 20:30 Kolkata"
    found = ask("clocks", "--same", times, "--from", "2026-01-01", "--days", "365")
    assert (found["held"], found["days"]) == (210, 365)
    assert found["broken"]


def test_an_unknown_person_is_told_readably(ledger: str) -> None:
    said = farflung("overlap", ledger, "Anna", "Ravi")
    assert said.status == 2
    assert "Anna" in said.err
    assert "Traceback" not in said.err
