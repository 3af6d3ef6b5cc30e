"""The scenarios of meetings that one question answers: M01, M02, M04-M07, M09, T08, T10, T12."""

from datetime import UTC, date, datetime, timedelta

import pytest

from farflung.engine.atlas import Atlas
from farflung.engine.meetings import (
    BlockerKind,
    Crowd,
    RotationRequest,
    SessionRequest,
    SlotRequest,
    displaced_by_stays,
    find_slots,
    find_time,
    own_slots,
    preview,
    rotate,
    sessions,
    why_not,
)
from farflung.engine.meetings.rotate import as_it_is
from farflung.engine.model import Absence, MeetingSeries, Person, Recurrence, Stay, StayKind
from farflung.engine.time import CivilTime, Span, packaged_zones
from farflung.rulepacks import load_packs
from tests.company import DUBAI, LEDGER_PEOPLE, OPS_PEOPLE, days, ledger, withdrawals_ops

HOUR = timedelta(hours=1)
TABLE = load_packs().burden_points()
LEDGER_IDS = tuple(person.id for person in LEDGER_PEOPLE)
OPS_IDS = tuple(person.id for person in OPS_PEOPLE)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def clocks(times: tuple[int, ...]) -> list[str]:
    return [f"{minute // 60:02d}:{minute % 60:02d}" for minute in times]


def three_places() -> Atlas:
    zones = {"Fay": "America/Los_Angeles", "Lou": "Europe/London", "Sim": "Asia/Singapore"}
    return Atlas(tuple(Person.simple(name, zone, 9 * 60, 18 * 60) for name, zone in zones.items()))


def test_M01_no_good_time_is_said_and_alternatives_are_offered() -> None:
    request = SlotRequest(
        ("Fay", "Lou", "Sim"), days("2026-01-13", 1), HOUR, step=HOUR, acceptable=(420, 1320)
    )
    answer = find_time(three_places(), request, TABLE)
    assert answer.slots.none_good
    assert "no start" in answer.slots.reason
    assert "the best keeps 2" in answer.slots.reason
    assert answer.slots.clash == ("Los Angeles", "London", "Singapore")
    assert answer.rotation is not None
    assert clocks(answer.rotation.times) == ["00:00", "08:00", "16:00"]
    assert [area.outside for area in answer.rotation.areas] == [1, 1, 1]
    assert answer.sessions is not None
    assert answer.sessions.share == 1
    assert answer.memo is not None
    assert answer.memo.closes > request.window.start


def test_M01_each_place_takes_midnight_exactly_once_in_three() -> None:
    request = SlotRequest(
        ("Fay", "Lou", "Sim"), days("2026-01-13", 1), HOUR, step=HOUR, acceptable=(420, 1320)
    )
    rotation = find_time(three_places(), request, TABLE).rotation
    assert rotation is not None
    atlas = three_places()
    for person in atlas.people:
        shown = [atlas.local(person, start).time.hour for start in rotation.starts]
        assert shown.count(0) == 1


@pytest.mark.parametrize(("end", "months"), [(17, "01"), (18, "01"), (17, "07"), (18, "07")])
def test_M02_zone_areas_weigh_equally(end: int, months: str) -> None:
    central = [Person.simple(f"c{n}", "Europe/Berlin", 540, end * 60) for n in range(20)]
    japan = [Person.simple(f"j{n}", "Asia/Tokyo", 540, end * 60) for n in range(3)]
    first = date.fromisoformat(f"2026-{months}-14")
    atlas = Atlas((*central, *japan))
    dates = tuple(first + timedelta(weeks=n) for n in range(4))
    plan = rotate(atlas, RotationRequest(tuple(p.id for p in atlas.people), dates, 60), TABLE)
    outside = {row.area.label: row.outside for row in plan.areas}
    assert outside["Tokyo"] <= 3
    assert abs(outside["Tokyo"] - outside["Berlin"]) <= 1
    assert plan.proved


def test_M04_who_pays_for_the_weekly_review_and_the_rotation_of_three() -> None:
    atlas = withdrawals_ops()
    dates = tuple(date(2027, 4, 7) + timedelta(weeks=n) for n in range(9))
    request = RotationRequest(OPS_IDS, dates, 60)
    now = as_it_is(atlas, request, TABLE, 8 * 60)
    carried = {person: points for person, points in now.loads if points}
    assert carried == {"rafael": 72.0, "beatriz": 72.0, "ximena": 72.0}
    best = rotate(atlas, RotationRequest(OPS_IDS, dates, 60, times=3), TABLE)
    assert clocks(best.times) == ["12:00", "13:00", "14:00"]
    assert best.worst == 21
    assert best.proved


M05_GROUPS = {
    "America/Los_Angeles": 210,
    "America/New_York": 260,
    "America/Mexico_City": 140,
    "America/Sao_Paulo": 330,
    "America/Argentina/Buenos_Aires": 110,
    "Europe/London": 420,
    "Europe/Paris": 640,
    "Africa/Lagos": 130,
    "Africa/Nairobi": 90,
    "Asia/Dubai": 620,
    "Asia/Kolkata": 560,
    "Asia/Bangkok": 220,
    "Asia/Singapore": 480,
    "Asia/Taipei": 390,
    "Asia/Tokyo": 170,
    "Australia/Sydney": 230,
}


@pytest.mark.parametrize("step", [15, 30, 60])
def test_M05_two_sessions_reach_everybody(step: int) -> None:
    groups = tuple(Crowd(zone, zone, people) for zone, people in M05_GROUPS.items())
    one, two = sessions(SessionRequest(groups, date(2027, 3, 17), step=step), packaged_zones())
    assert [s.start for s in one.sessions] == [utc("2027-03-17T08:00")]
    assert one.share == pytest.approx(0.744)
    assert [s.start for s in two.sessions] == [utc("2027-03-17T04:00"), utc("2027-03-17T15:00")]
    assert two.share == 1
    assert not two.missed


def test_M06_no_slot_keeps_all_seven() -> None:
    request = SlotRequest(LEDGER_IDS, days("2027-03-17", 1), HOUR, acceptable=(420, 1260))
    answer = find_slots(ledger(), request, TABLE)
    six = [option for option in answer.options if option.kept == 6]
    assert answer.none_good
    assert "keeps all 7 between 07:00 and 21:00" in answer.reason
    assert "the best keeps 6" in answer.reason
    assert sorted(f"{option.start:%H:%M}" for option in six) == ["11:00", "11:30", "12:00"]
    assert {option.outside for option in six} == {("jack",)}
    assert answer.options[:3] == tuple(six)


def test_M07_the_organiser_sees_everybodys_clock_before_sending() -> None:
    request = SlotRequest(LEDGER_IDS, days("2027-03-18", 2), HOUR)
    seen = preview(ledger(), request, utc("2027-03-18T19:30"), TABLE)
    shown = {row.person: f"{row.local.date:%a} {row.local.time:%H:%M}" for row in seen.shown.attendance}
    assert shown["ana"] == "Thu 19:30"
    assert shown["ravi"] == "Fri 01:00"
    assert shown["wei"] == "Fri 03:30"
    assert shown["jack"] == "Fri 06:30"
    assert shown["salma"] == "Thu 23:30"
    assert seen.better
    assert seen.better[0].worst < seen.shown.worst
    assert all(
        ledger().working_between(person, seen.memo.opens, seen.memo.closes) >= seen.memo.working_time
        for person in LEDGER_PEOPLE
    )


def test_M09_blockers_name_person_and_rule_but_never_why_somebody_is_away() -> None:
    series = MeetingSeries(
        "secret",
        "Salary review",
        Recurrence(CivilTime(date(2027, 3, 16), utc("2027-03-16T15:00").time(), "UTC"), 60),
        ("daniel",),
    )
    away = Absence("ana", date(2027, 3, 15), date(2027, 3, 19))
    atlas = ledger().with_(absences=(away,), meetings=(series,))
    request = SlotRequest(LEDGER_IDS, days("2027-03-16", 1), HOUR)
    found = why_not(atlas, request, utc("2027-03-16T15:00"), TABLE)
    said = {(b.person, b.kind): b.rule for b in found}
    assert said["ana", BlockerKind.UNAVAILABLE] == "unavailable at that time"
    assert said["daniel", BlockerKind.MEETING] == "in another meeting"
    assert said["jack", BlockerKind.REST] == "rest window 22:00-07:00"
    assert said["ravi", BlockerKind.OWN_HOURS] == "own hours 09:00-18:00"
    assert not any("Salary" in blocker.rule for blocker in found)
    assert ("tomás", BlockerKind.OWN_HOURS) not in said


def test_T08_slots_of_one_person_begin_with_their_own_day() -> None:
    person = Person.simple("Kiran", "Asia/Kathmandu", 9 * 60, 12 * 60)
    found = own_slots(Atlas((person,)), person, date(2027, 3, 17), HOUR)
    assert [f"{slot.start:%H:%M}" for slot in found] == ["03:15", "04:15", "05:15"]


def test_T10_days_off_are_never_proposed() -> None:
    riyadh = Person.simple("Rana", "Asia/Riyadh", 540, 1080, weekdays=(6, 0, 1, 2, 3))
    berlin = Person.simple("Bert", "Europe/Berlin", 540, 1080)
    request = SlotRequest(("Rana", "Bert"), days("2026-03-02", 28), HOUR, most=10_000)
    answer = find_slots(Atlas((riyadh, berlin)), request, TABLE)
    weekdays = {row.local.date.weekday() for option in answer.options for row in option.attendance}
    assert answer.options
    assert weekdays == {0, 1, 2, 3}


def test_T12_meetings_already_set_that_a_stay_takes_out_of_hours() -> None:
    def weekly(name: str, clock: str) -> MeetingSeries:
        start = CivilTime(date(2027, 1, 4), utc(f"2027-01-04T{clock}").time(), "Europe/Lisbon")
        return MeetingSeries(name, name, Recurrence(start, 60, "FREQ=WEEKLY"), ("ana", "salma"))

    stay = Stay("ana", DUBAI, StayKind.TRAVEL, date(2027, 5, 3), date(2027, 5, 10))
    atlas = ledger().with_(stays=(stay,), meetings=(weekly("Morning", "10:00"), weekly("Late", "16:00")))
    ana = atlas.person("ana")
    starts = [span.start for span in atlas.working(ana, days("2027-04-26", 21))]
    assert {f"{s:%H:%M}" for s in starts if s < utc("2027-05-02T00:00")} == {"08:00"}
    assert {f"{s:%H:%M}" for s in starts if utc("2027-05-03T00:00") < s < utc("2027-05-10T12:00")} == {
        "05:00"
    }
    assert {f"{s:%H:%M}" for s in starts if s > utc("2027-05-11T00:00")} == {"08:00"}
    found = displaced_by_stays(atlas, days("2027-04-26", 21), TABLE)
    assert {(d.series, d.span.start) for d in found} == {
        ("Late", utc("2027-05-03T15:00")),
        ("Late", utc("2027-05-10T15:00")),
    }
    assert {(str(d.home.time), str(d.here.time)) for d in found} == {("16:00:00", "19:00:00")}


def test_a_window_without_any_open_start_says_why() -> None:
    atlas = three_places().with_(absences=(Absence("Fay", date(2026, 1, 1), date(2026, 2, 1)),))
    answer = find_slots(atlas, SlotRequest(("Fay", "Lou"), days("2026-01-13", 1), HOUR), TABLE)
    assert answer.options == ()
    assert answer.none_good
    assert "day off" in answer.reason


def test_a_meeting_longer_than_the_window_fits_nowhere() -> None:
    window = Span(utc("2026-01-13T10:00"), utc("2026-01-13T10:30"))
    answer = find_slots(three_places(), SlotRequest(("Fay",), window, HOUR), TABLE)
    assert answer.none_good
    assert "does not fit" in answer.reason
