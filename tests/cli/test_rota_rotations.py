"""Rotations in a rota file: `farflung rota plan` of turns, first and second, by a zone or by own clocks."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.asking import farflung

PEOPLE = """\
name,city,country,zone
Ana,Lisbon,PT,Europe/Lisbon
Ravi,Bengaluru,IN,Asia/Kolkata
Wei,Taipei,TW,Asia/Taipei
Jack,Sydney,AU,Australia/Sydney
Salma,Dubai,AE,Asia/Dubai
"""
EVERYBODY = "volunteers: [Ana, Ravi, Wei, Jack, Salma]\n"
HEAD = "rota: support\nfrom: {first}\ndays: {days}\nin: {zone}\nduties:\n  - duty: on call\n    rotation:\n"
Turns = list[dict[str, Any]]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    return tmp_path


def text(first: str, days: int, rotation: str, zone: str = "UTC", rest: str = EVERYBODY) -> str:
    lines = "".join(f"      {line}\n" for line in rotation.splitlines())
    return HEAD.format(first=first, days=days, zone=zone) + lines + rest


def planned(rota: str, people: str = "people.csv", status: int = 0) -> dict[str, Any]:
    Path("rota.yaml").write_text(rota, encoding="utf-8")
    done = farflung("rota", "plan", "rota.yaml", people, "--json")
    assert done.status == status, done.err + done.out
    found: dict[str, Any] = json.loads(done.out)
    return found


def turns(rota: str, duty: str = "on call", status: int = 0) -> Turns:
    return [one for one in planned(rota, status=status)["assignments"] if one["duty"] == duty]


def refused(rota: str) -> str:
    Path("rota.yaml").write_text(rota, encoding="utf-8")
    done = farflung("rota", "plan", "rota.yaml", "people.csv")
    assert done.status == 3, done.out + done.err
    return " ".join(done.err.split())


def who(found: Turns) -> list[str]:
    return [one["name"] for one in found]


def starts(found: Turns, key: str = "start") -> list[str]:
    return [one[key] for one in found]


def test_C05_a_daily_rotation_of_working_days_uses_up_no_turn_at_the_weekend(folder: Path) -> None:
    rotation = "every: day\nmembers: [Ana, Ravi, Wei]\nhandover: '00:00'\nin: UTC\nactive: Mon-Fri"
    found = turns(text("2027-03-05", 4, rotation))  # a Friday
    assert [(one["name"], one["day"]) for one in found] == [("Ana", "2027-03-05"), ("Ravi", "2027-03-08")]


def test_C05_of_14_members_each_has_one_of_14_working_days(folder: Path) -> None:
    names = [f"E{number}" for number in range(1, 15)]
    rows = "".join(f"{name},Lisbon,PT,Europe/Lisbon\n" for name in names)
    Path("many.csv").write_text("name,city,country,zone\n" + rows, encoding="utf-8")
    rotation = f"every: day\nmembers: [{', '.join(names)}]\nin: Europe/Lisbon\nactive: Mon-Fri"
    rota = text("2027-03-01", 18, rotation, "Europe/Lisbon", f"volunteers: [{', '.join(names)}]\n")
    found = planned(rota, "many.csv")["assignments"]
    assert sorted(who(found)) == sorted(names)


def test_C06_who_joins_comes_last_and_cuts_nobodys_turn(folder: Path) -> None:
    rotation = (
        "members: [Ana, Ravi, Wei, Jack]\nhandover: Mon 09:00\nin: UTC\nstarted: 2027-03-01\n"
        "joins: {person: Salma, at: 2027-03-17}"
    )
    found = turns(text("2027-03-01", 63, rotation))
    assert who(found) == ["Ana", "Ravi", "Wei", "Jack", "Salma", "Ana", "Ravi", "Wei", "Jack"]
    assert found[2]["end"] == "2027-03-22T09:00:00Z"


def test_who_joins_after_somebody_has_that_place_from_then_on_and_who_leaves_has_none(folder: Path) -> None:
    rotation = "members: [Ana, Ravi, Wei, Jack]\nhandover: Mon 09:00\nin: UTC\nstarted: 2027-03-01\n"
    after = rotation + "joins: {person: Salma, at: 2027-03-10, after: Ana}"
    names = who(turns(text("2027-03-01", 77, after)))
    assert names == ["Ana", "Ravi", "Wei", "Jack", "Ana", "Salma", "Ravi", "Wei", "Jack", "Ana", "Salma"]
    both = after + "\nleaves: [{person: Ravi, at: 2027-03-10}, {person: Jack, at: 2027-03-23}]"
    found = turns(text("2027-03-01", 63, both))
    # Ravi is in his turn on the 10th and finishes it, as Jack does on the 23rd
    assert who(found) == ["Ana", "Ravi", "Wei", "Jack", "Ana", "Salma", "Wei", "Ana", "Salma"]
    assert found[1]["end"] == "2027-03-15T09:00:00Z"
    swap = (
        rotation
        + "leaves: {person: Wei, at: 2027-03-15}\njoins: {person: Salma, at: 2027-03-15, after: Ravi}"
    )
    assert who(turns(text("2027-03-01", 42, swap))) == ["Ana", "Ravi", "Salma", "Jack", "Ana", "Ravi"]


def test_T01_a_week_across_a_clock_change_has_its_true_hours(folder: Path) -> None:
    rotation = "members: [Ana, Ravi]\nhandover: Mon 09:00\nin: America/Chicago\nstarted: 2024-10-28"
    autumn = turns(text("2024-10-28", 28, rotation, "America/Chicago"))
    assert (autumn[0]["start"], autumn[0]["end"]) == ("2024-10-28T14:00:00Z", "2024-11-04T15:00:00Z")
    assert autumn[0]["minutes"] == 169 * 60
    spring = turns(text("2025-03-03", 28, rotation, "America/Chicago"))
    week = next(one for one in spring if one["start"] == "2025-03-03T15:00:00Z")
    assert (week["end"], week["minutes"]) == ("2025-03-10T14:00:00Z", 167 * 60)
    assert [one["end"] for one in spring[:-1]] == starts(spring)[1:]


def test_T03_a_midnight_that_does_not_exist_is_the_first_instant_of_its_day(folder: Path) -> None:
    rotation = "every: day\nmembers: [Ana, Ravi]\nhandover: '00:00'\nin: Africa/Cairo\nstarted: 2025-04-24"
    spring = turns(text("2025-04-24", 3, rotation, "Africa/Cairo"))
    assert starts(spring) == ["2025-04-23T22:00:00Z", "2025-04-24T22:00:00Z", "2025-04-25T21:00:00Z"]
    autumn = turns(text("2025-10-30", 1, rotation, "Africa/Cairo"))
    assert [one["minutes"] for one in autumn] == [25 * 60]


def test_T05_a_month_from_the_31st_ends_where_months_end(folder: Path) -> None:
    rotation = "every: month\nmembers: [Ana, Ravi]\nhandover: '09:00'\nin: UTC\nstarted: 2025-01-31"
    found = turns(text("2025-01-31", 130, rotation))
    days = [one["start"][:10] for one in found]
    assert days == ["2025-01-31", "2025-02-28", "2025-03-31", "2025-04-30", "2025-05-31"]


def test_T06_five_hours_are_elapsed_and_six_stay_on_the_wall(folder: Path) -> None:
    rotation = "every: {every}\nmembers: [Ana, Ravi, Wei]\nin: Europe/Lisbon\nstarted: 2027-03-27"
    five = turns(text("2027-03-27", 3, rotation.format(every="5h"), "Europe/Lisbon"))
    assert {one["minutes"] for one in five[:-1]} == {300}
    six = turns(text("2027-03-27", 3, rotation.format(every="6h"), "Europe/Lisbon"))
    assert {one["start"] for one in six} >= {"2027-03-28T00:00:00Z", "2027-03-28T05:00:00Z"}
    assert [one["minutes"] for one in six] == [360] * 4 + [300] + [360] * 7


def test_each_takes_over_by_their_own_clock(folder: Path) -> None:
    rotation = "members: [Ana, Ravi, Wei, Jack]\nhandover: Mon 09:00\nown clock: true\nstarted: 2027-02-22"
    found = turns(text("2027-03-01", 28, rotation))
    begun = [one for one in found if one["start"] > "2027-03-01T00:00:00Z"]
    assert {one["local_start"][11:] for one in begun} == {"09:00"}
    assert [one["end"] for one in found[:-1]] == starts(found)[1:]


SECOND = """\
members: [Ana, Ravi, Wei, Jack]
handover: Mon 09:00
in: Europe/Lisbon
started: 2026-11-02
buffer: 30m
"""


def at_once(plan: dict[str, Any]) -> list[tuple[str, str]]:
    """Who is first and second, in every hour of the plan."""
    start = datetime.fromisoformat(plan["window"]["start"]).astimezone(UTC)
    end = datetime.fromisoformat(plan["window"]["end"]).astimezone(UTC)
    found = []
    while start < end:
        now = start.strftime("%Y-%m-%dT%H:%M:%SZ")
        there = {o["duty"]: o["name"] for o in plan["assignments"] if o["start"] <= now < o["end"]}
        found.append((there["on call"], there["backup"]))
        start += timedelta(hours=1)
    return found


@pytest.mark.parametrize(
    "second",
    [
        "second: backup",
        "second: {duty: backup, members: [Jack, Ana, Salma], every: 2d, handover: '12:00'}",
        "second: {duty: backup, members: [Jack, Ana, Salma], every: day}",
        "second: {duty: backup, overrides: {person: Salma, from: 2027-03-10, until: 2027-03-12}}",
        "second: backup\noverrides: [{person: Jack, from: 2027-03-10, until: 2027-03-12}]",
    ],
)
def test_first_and_second_are_there_at_any_time_and_never_one_person(folder: Path, second: str) -> None:
    found = at_once(planned(text("2027-03-01", 28, SECOND + second)))
    assert all(one != other for one, other in found)
    assert len({one for one, _ in found}) == 4


def test_an_override_hands_the_duty_over_from_handover_to_handover(folder: Path) -> None:
    rotation = SECOND + "overrides: [{person: Salma, from: 2027-03-10, until: 2027-03-12}]"
    found = turns(text("2027-03-01", 21, rotation))
    taken = next(one for one in found if one["name"] == "Salma")
    assert (taken["start"], taken["end"]) == ("2027-03-10T09:00:00Z", "2027-03-13T09:00:00Z")
    assert who(found) == ["Ana", "Ravi", "Wei", "Salma", "Wei", "Jack"]
    assert [one["end"] for one in found[:-1]] == starts(found)[1:]


def test_the_buffer_is_told_where_somebody_else_takes_over(folder: Path) -> None:
    Path("rota.yaml").write_text(text("2027-03-01", 14, SECOND), encoding="utf-8")
    done = farflung("rota", "plan", "rota.yaml", "people.csv", "--out", "out")
    assert done.status == 0
    found = json.loads(Path("out/plan.json").read_text(encoding="utf-8"))["assignments"]
    assert found[0]["reachable_until"] == "2027-03-01T09:30:00Z"
    assert "reachable_until" not in found[-1]  # the plan ends there, the turn does not
    calendar = Path("out/duties/on-call.ics").read_text(encoding="utf-8").replace("\n ", "")
    assert "reachable for the handover until 15:00" in calendar  # Ravi's clock


def test_a_turn_in_time_off_is_told_and_not_moved(folder: Path) -> None:
    rest = EVERYBODY + "unavailable: {person: Ravi, from: 2027-03-10}\n"
    rotation = "members: [Ana, Ravi, Wei]\nhandover: Mon 09:00\nin: UTC\nstarted: 2027-03-01"
    plan = planned(text("2027-03-01", 21, rotation, rest=rest), status=1)
    assert who(plan["assignments"]) == ["Ana", "Ravi", "Wei"]
    told = "Ravi has time off in a turn of on call from 2027-03-08; next in line is Wei: `overrides`"
    assert plan["notes"] == [f"{told} hands it over"]
    shown = farflung("rota", "plan", "rota.yaml", "people.csv")
    assert "Ravi, away: turn falls on time off: unavailable" in shown.out


def test_what_is_planned_keeps_clear_of_turns_and_they_weigh(folder: Path) -> None:
    rest = (
        "  - duty: desk\n    exactly: 1\n    when: 'Mon-Fri 09:00-17:00'\n    in: Europe/Lisbon\n"
        "    shifts: {name: desk, hours: '09:00-17:00', in: Europe/Lisbon}\nrules: {rest: 11h}\n" + EVERYBODY
    )
    rotation = "members: [Ana, Ravi, Wei, Jack]\nhandover: Mon 09:00\nin: Europe/Lisbon\nstarted: 2027-03-01"
    plan = planned(text("2027-03-01", 28, rotation, rest=rest))
    assert plan["unfilled"] == []
    for turn in (one for one in plan["assignments"] if one["duty"] == "on call"):
        assert not [
            one for one in plan["assignments"]
            if one["duty"] == "desk" and one["name"] == turn["name"]
            and one["start"] < turn["end"] and turn["start"] < one["end"]
        ]  # fmt: skip
    desk = [one["name"] for one in plan["assignments"] if one["duty"] == "desk"]
    assert desk.count("Salma") == max(desk.count(name) for name in desk)  # she has no turn


def test_a_plan_with_turns_is_checked_explained_and_repaired(folder: Path) -> None:
    rest = (
        "  - duty: desk\n    exactly: 1\n    when: 'Mon-Fri 09:00-17:00'\n    in: Europe/Lisbon\n"
        "    shifts: {name: desk, hours: '09:00-17:00', in: Europe/Lisbon}\n" + EVERYBODY
    )
    Path("rota.yaml").write_text(text("2027-03-01", 14, SECOND, rest=rest), encoding="utf-8")
    files = ("rota.yaml", "people.csv")
    assert farflung("rota", "plan", *files, "--out", "plan.json").status == 0
    checked = farflung("rota", "check", "plan.json", *files)
    assert checked.status == 0, checked.out
    assert "No rule is broken and nothing is open" in checked.out
    told = farflung("rota", "explain", "plan.json", *files, "--day", "2027-03-08", "--person", "Wei")
    assert "Wei is on on call" in told.out
    assert "It is a turn of a rotation; next in line: Jack, Ana, Ravi." in " ".join(told.out.split())
    assert "turn and desk at once" in told.out  # what stands against somebody's having it
    mended = farflung(
        "rota", "repair", "plan.json", *files, "--ill", "Ravi", "--from", "2027-03-02",
        "--at", "2027-03-01T20:00Z", "--out", "mended.json",
    )  # fmt: skip
    assert mended.status in (0, 1), mended.err
    kept = json.loads(Path("mended.json").read_text(encoding="utf-8"))["assignments"]
    assert who([one for one in kept if one["duty"] == "on call"]) == ["Ana", "Ravi", "Wei"]
    assert "Ravi has time off in a turn of on call from 2027-03-01; next in line is Wei" in mended.out
    again = (Path("rota.yaml").read_text(encoding="utf-8")) + "published: plan.json\n"
    assert planned(again)["unfilled"] == []


@pytest.mark.parametrize(
    ("rotation", "message"),
    [
        ("members: [Anna, Ravi]\nin: UTC", "Ana"),
        ("members: []\nin: UTC", "a rotation has members: name who takes turns, in their order"),
        ("in: UTC", "'rotation' needs 'members': Who takes turns, in order."),
        ("members: [Ana]", "say by which clock it is handed over: in: Europe/Lisbon, or own clock: true"),
        ("members: [Ana]\nin: UTC\nown clock: true", "'in' and 'own clock' answer the same question"),
        ("members: [Ana]\nin: UTC\nevery: fortnight", "'fortnight' is not understood: write day, week"),
        ("members: [Ana]\nin: UTC\nevery: 0 weeks", "'0 weeks' is not understood"),
        ("members: [Ana]\nin: UTC\nhandover: noon", "'noon' is no handover: write it like Mon 09:00"),
        ("members: [Ana]\nin: UTC\nhandover: Mon 25:00", "'Mon 25:00' is no handover"),
        ("members: [Ana]\nin: UTC\nhandover: Mon-Fri 09:00", "'Mon-Fri 09:00' is no handover"),
        ("members: [Ana]\nin: UTC\nevery: day\nhandover: Mon 09:00", "a weekday fits turns of weeks"),
        (
            "members: [Ana]\nin: UTC\nhandover: Mon 09:00\nstarted: 2027-03-03",
            "is not on the weekday that 'handover' names",
        ),
        ("members: [Ana]\nown clock: true\nevery: 6h", "turns of hours are not handed over by"),
        (
            "members: [Ana, Ravi]\nin: UTC\nsecond: {duty: backup, members: [Ana, Ravi]}",
            "the second list is the first once more: leave it out, and the next in line is second",
        ),
        ("members: [Ana, Ravi]\nin: UTC\nsecond: on call", "who is second is on a duty of its own"),
        (
            "members: [Ana, Ravi]\nin: UTC\nsecond: {duty: backup, every: day}",
            "the second has a handover of its own only with 'members' of its own",
        ),
        ("members: [Ana]\nin: UTC\njoins: {person: Jim, at: 2027-03-08}", "Jim"),
        (
            "members: [Ana, Wei]\nin: UTC\njoins: {person: Ravi, at: 2027-03-08, after: Jack}",
            "(duties[0].rotation.joins.after): Jack is not in the list on 2027-03-08; in it are Ana, Wei.",
        ),
        (
            "members: [Ana, Wei]\nin: UTC\njoins: {person: Wei, at: 2027-03-08}",
            "(duties[0].rotation.joins.person): Wei is in the list on 2027-03-08 already. Leave it out",
        ),
        (
            "members: [Ana]\nin: UTC\njoins: [{person: Wei, at: 2027-03-03}, {person: Wei, at: 2027-03-08}]",
            "(duties[0].rotation.joins[1].person): Wei is in the list on 2027-03-08 already",
        ),
        (
            "members: [Ana, Wei]\nin: UTC\nleaves: {person: Ravi, at: 2027-03-08}",
            "(duties[0].rotation.leaves.person): Ravi is not in the list on 2027-03-08; in it are Ana, Wei.",
        ),
        (
            "members: [Ana]\nin: UTC\nleaves: {person: Ana, at: 2027-03-08}",
            "nobody would be left in the list on 2027-03-08. Name who takes over in `joins`.",
        ),
        (
            "members: [Ana]\nin: UTC\noverrides: {person: Ravi, from: 2027-03-08, until: 2027-03-07}",
            "an override until",
        ),
    ],
)  # fmt: skip
def test_what_is_no_rotation_is_told_with_its_line(folder: Path, rotation: str, message: str) -> None:
    told = refused(text("2027-03-01", 14, rotation))
    assert message in told
    assert "rota.yaml:" in told


def test_an_override_that_puts_somebody_on_both_calls_is_told(folder: Path) -> None:
    second = "second: {duty: backup, overrides: {person: Wei, from: 2027-03-10}}"
    told = refused(text("2027-03-01", 14, SECOND + second))
    assert "Wei would be first and second at once on 2027-03-10: override one of them" in told


def test_the_second_call_is_taken_over_too(folder: Path) -> None:
    second = "second: {duty: backup, overrides: {person: Salma, from: 2027-03-10, until: 2027-03-12}}"
    found = turns(text("2027-03-08", 7, SECOND + second), "backup")
    assert who(found) == ["Wei", "Jack", "Salma", "Jack"]


@pytest.mark.parametrize("plan", ["plan.json", "plan.csv"])
def test_a_published_plan_with_turns_is_read_from_any_file(folder: Path, plan: str) -> None:
    rest = "  - {duty: desk, shifts: {name: desk, hours: '09:00-17:00', people: 1}}\n" + EVERYBODY
    rota = text("2027-03-01", 14, SECOND, rest=rest)
    Path("rota.yaml").write_text(rota, encoding="utf-8")
    assert farflung("rota", "plan", "rota.yaml", "people.csv", "--out", plan).status == 0
    again = planned(rota + f"published: {plan}\n")
    assert again["stages"][1]["value"] == 0  # nothing is moved
    checked = farflung("rota", "check", plan, "rota.yaml", "people.csv")
    assert checked.status == 0, checked.out


def test_members_are_among_the_people_to_plan_for(folder: Path) -> None:
    told = refused(text("2027-03-01", 14, "members: [Ana, Ravi]\nin: UTC", rest="people: [Ana]\n"))
    assert "Ravi is not among the people to plan for" in told


def test_what_nobody_said_of_a_rotation_is_told(folder: Path) -> None:
    plan = planned(text("2027-03-01", 14, "members: [Ana, Ravi]\nin: UTC"))
    told = "on call: the list begins with the plan; `started` names the date of its first handover"
    assert told in plan["assumed"]
