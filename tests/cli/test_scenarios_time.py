"""The scenarios of the time core through the command line."""

import pytest

from tests.cli.asking import ask, farflung


def test_T01_weekly_handover_across_dst() -> None:
    found = ask("handovers", "A", "B", "--start", "2024-10-28 09:00 America/Chicago", "--days", "8")
    first = found["periods"][0]
    assert (first["start"], first["end"]) == ("2024-10-28T14:00:00Z", "2024-11-04T15:00:00Z")
    assert first["minutes"] == 169 * 60
    spring = ask("handovers", "A", "B", "--start", "2025-03-03 09:00 America/Chicago", "--days", "8")[
        "periods"
    ][0]
    assert (spring["end"], spring["minutes"]) == ("2025-03-10T14:00:00Z", 167 * 60)


def test_T02_night_shift_on_both_nights() -> None:
    for day, minutes in (("2025-03-29", 420), ("2025-10-25", 540)):
        answer = ask("hours", "Eva=Berlin 22:00-06:00 Sat", "--from", day, "--days", "2")
        assert answer["minutes"] == minutes


def test_T03_daily_handover_where_midnight_does_not_exist() -> None:
    found = ask(
        "handovers", "A", "B", "--start", "2025-04-24 00:00 Africa/Cairo", "--every", "day", "--days", "3"
    )
    assert [p["start"] for p in found["periods"][:2]] == ["2025-04-23T22:00:00Z", "2025-04-24T22:00:00Z"]
    assert found["periods"][2]["start"] == "2025-04-25T21:00:00Z"


def test_T04_a_typed_time_that_does_not_exist_is_refused_with_what_was_meant() -> None:
    said = farflung("when", "2025-10-05 02:15 Australia/Lord_Howe")
    assert said.status == 2
    assert "does not exist" in said.err
    assert "02:45" in said.err
    assert "03:15" not in said.err


def test_T05_monthly_handover_at_the_end_of_the_month() -> None:
    found = ask("handovers", "A", "B", "--start", "2025-01-31 09:00 UTC", "--every", "month", "--days", "125")
    assert [p["start"][:10] for p in found["periods"]] == [
        "2025-01-31", "2025-02-28", "2025-03-31", "2025-04-30", "2025-05-31",
    ]  # fmt: skip


def test_T06_six_hours_stay_on_the_wall_and_five_are_exact() -> None:
    every5 = ask(
        "handovers", "A", "B", "--start", "2025-03-29 00:00 Europe/Berlin", "--every", "5h", "--days", "3"
    )
    assert {p["minutes"] for p in every5["periods"][:-1]} == {300}
    assert all(a["end"] == b["start"] for a, b in zip(every5["periods"], every5["periods"][1:], strict=False))
    every6 = ask(
        "handovers", "A", "B", "--start", "2025-03-29 00:00 Europe/Berlin", "--every", "6h", "--days", "3"
    )
    local = [p["start"][11:16] for p in every6["periods"]]
    assert local[:4] == ["23:00", "05:00", "11:00", "17:00"]
    assert local[5:8] == ["04:00", "10:00", "16:00"]


def test_T08_slots_start_with_the_persons_own_hours() -> None:
    found = ask("hours", "N=Asia/Kathmandu 09-12", "--slot", "60m", "--from", "2026-11-23", "--days", "1")
    assert [s["start"][11:16] for s in found["spans"]] == ["03:15", "04:15", "05:15"]


@pytest.mark.parametrize(
    ("pair", "day", "minutes"),
    [
        (("London 09-17", "New York 09-17"), "2026-01-14", 180),
        (("London 09-17", "New York 09-17"), "2026-03-11", 240),
        (("London 09-17", "New York 09-17"), "2026-07-15", 180),
        (("Berlin 09-17", "Kolkata 09-17"), "2026-01-14", 210),
        (("Berlin 09-17", "Kolkata 09-17"), "2026-07-15", 270),
    ],
)
def test_T09_overlap(pair: tuple[str, str], day: str, minutes: int) -> None:
    assert ask("overlap", *pair, "--from", day, "--days", "1")["minutes"] == minutes


def test_T10_common_days_of_two_weekends() -> None:
    found = ask(
        "slots",
        "Riyadh 09-17 Sun-Thu",
        "Berlin 09-17",
        "--from",
        "2026-11-22",
        "--days",
        "7",
        "--length",
        "30m",
    )
    days = {option["start"][:10] for option in found["options"]}
    assert days <= {"2026-11-23", "2026-11-24", "2026-11-25", "2026-11-26"}
    shared = ask("overlap", "Riyadh 09-17 Sun-Thu", "Berlin 09-17", "--from", "2026-11-22", "--days", "7")
    assert {s["start"][:10] for s in shared["spans"]} == {
        "2026-11-23",
        "2026-11-24",
        "2026-11-25",
        "2026-11-26",
    }


def test_F01_due_in_tokyo() -> None:
    (answer,) = ask(
        "due",
        "Tokyo 09-18",
        "--asked",
        "2026-03-06 17:00 San Francisco",
        "--work",
        "8h",
        "--viewer",
        "San Francisco",
    )["answers"]
    assert answer["due"] == "2026-03-09T08:00:00Z"
    assert answer["due_viewer_time"]["local"] == "2026-03-09T01:00"
    assert answer["notice"] == "2026-03-09T00:00:00Z"


def test_F03_latency() -> None:
    answer = ask(
        "latency",
        "Berlin 09-18",
        "--asked",
        "2026-03-06 17:00 Berlin",
        "--answered",
        "2026-03-09 10:00 Berlin",
    )
    assert (answer["recipient_on_minutes"], answer["elapsed_minutes"]) == (120, 65 * 60)
