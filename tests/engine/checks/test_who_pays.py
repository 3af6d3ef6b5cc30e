"""The check of who pays: the same people again and again, and what would share it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest

from farflung.engine.atlas import Atlas
from farflung.engine.checks.finding import Severity
from farflung.engine.checks.who_pays import WHO_PAYS
from farflung.engine.meetings import loads
from farflung.engine.model import MeetingSeries, Override, Person
from farflung.engine.time import CivilTime
from farflung.rulepacks import load_packs
from tests.company import company, days, withdrawals_ops
from tests.engine.checks.asking import ask, by_rule
from tests.engine.checks.meetings import REVIEW, weekly

NINE_WEEKS = days("2027-04-05", 63)
TABLE = load_packs().burden_points()


def test_M04_sao_paulo_and_mexico_city_carry_72_points_each() -> None:
    (found,) = ask(WHO_PAYS, withdrawals_ops().with_(meetings=(REVIEW,)), NINE_WEEKS)
    assert found.severity is Severity.WARNING
    assert set(found.who) == {"rafael", "beatriz", "ximena"}
    assert found.title == (
        "“Weekly review” costs 3 people in São Paulo and Mexico City 72 points each over 9 meetings, "
        "nobody else anything"
    )
    assert "08:00 UTC is 02:00 in Mexico City and 05:00 in São Paulo" in found.cause


def test_M04_rotations_are_offered_with_what_the_worst_off_would_carry() -> None:
    atlas = withdrawals_ops().with_(meetings=(REVIEW,))
    (found,) = ask(WHO_PAYS, atlas, NINE_WEEKS)
    offered = {fix.action: fix for fix in found.fixes}
    three = offered["Take 12:00, 13:00 and 14:00 UTC in turn"]
    assert three.effect.startswith("the worst-off person carries 21 points instead of 72")
    assert three.change is not None
    (changed,) = three.change.applied(atlas).meetings
    assert isinstance(changed, MeetingSeries)
    assert loads(three.change.applied(atlas), changed, NINE_WEEKS, TABLE).worst == 21
    assert found.fixes[0].effect.startswith("the worst-off person carries 17 points")


def test_a_meeting_in_everybodys_day_is_nobodys_burden() -> None:
    call = weekly("Call", "2027-01-04T10:00", "Europe/Lisbon", ("ana", "salma", "ravi"))
    assert ask(WHO_PAYS, company().with_(meetings=(call,)), NINE_WEEKS) == ()


def test_an_evening_is_a_note_and_the_better_hour_is_found() -> None:
    call = weekly("Call", "2027-01-04T15:30", "Europe/Lisbon", ("ana", "ravi"))
    (found,) = ask(WHO_PAYS, company().with_(meetings=(call,)), NINE_WEEKS)
    assert found.severity is Severity.NOTE
    assert found.fixes[0].action.startswith("Move it to")
    assert "carries 0 points" in found.fixes[0].effect


# The company of M05, a tenth of it.
ALL_HANDS = {
    "America/Los_Angeles": 21, "America/New_York": 26, "America/Mexico_City": 14, "America/Sao_Paulo": 33,
    "America/Argentina/Buenos_Aires": 11, "Europe/London": 42, "Europe/Paris": 64, "Africa/Lagos": 13,
    "Africa/Nairobi": 9, "Asia/Dubai": 62, "Asia/Kolkata": 56, "Asia/Bangkok": 22, "Asia/Singapore": 48,
    "Asia/Taipei": 39, "Asia/Tokyo": 17, "Australia/Sydney": 23,
}  # fmt: skip


def everybody() -> Atlas:
    return Atlas(
        tuple(
            Person.simple(f"{zone}{n}", zone, 540, 1080)
            for zone, count in ALL_HANDS.items()
            for n in range(count)
        )
    )


def test_M05_several_sessions_where_one_cannot_reach_all() -> None:
    atlas = everybody()
    town_hall = weekly("Town hall", "2027-03-17T15:00", "UTC", tuple(p.id for p in atlas.people), None)
    window = days("2027-03-15", 7)
    (found,) = by_rule(ask(WHO_PAYS, atlas.with_(meetings=(town_hall,)), window), "burden.one-session")
    (fix,) = found.fixes
    assert fix.action == "Hold 2 sessions: 04:00Z and 15:00Z"
    assert fix.effect.startswith("reaches 100.0% instead of")
    assert "no single hour reaches more than 74.4%" in found.title
    assert len(found.evidence) == 2


def test_an_area_that_pays_for_all_meetings_is_named_from_five_people_on() -> None:
    people = [Person.simple(f"b{n}", "America/Sao_Paulo", 540, 1080) for n in range(5)]
    others = [Person.simple(f"p{n}", "Europe/Paris", 540, 1080) for n in range(20)]
    atlas = Atlas((*people, *others))
    ids = tuple(person.id for person in atlas.people)
    meetings = tuple(weekly(f"M{n}", f"2027-01-0{4 + n}T09:30", "Europe/Paris", ids) for n in range(2))
    found = by_rule(ask(WHO_PAYS, atlas.with_(meetings=meetings), NINE_WEEKS), "burden.area")
    assert [f.title for f in found] == [
        "5 people in Sao Paulo carry 100% of the burden of all meetings with 20% of the attendance"
    ]
    fewer = atlas.with_(people=(*people[:4], *others))
    few = tuple(
        MeetingSeries(m.id, m.title, m.recurrence, tuple(p for p in m.required if p != "b4"))
        for m in meetings
    )
    assert by_rule(ask(WHO_PAYS, fewer.with_(meetings=few), NINE_WEEKS), "burden.area") == []


def test_dates_moved_by_hand_are_not_rotated_again() -> None:
    atlas = withdrawals_ops().with_(meetings=(REVIEW,))
    (found,) = ask(WHO_PAYS, atlas, NINE_WEEKS)
    change = found.fixes[0].change
    assert change is not None
    again = ask(WHO_PAYS, change.applied(atlas), NINE_WEEKS)
    assert all(not finding.fixes for finding in again)


@pytest.mark.parametrize("minutes", [25, 50, 90])
def test_any_length_is_counted_by_the_minute(minutes: int) -> None:
    call = weekly("Call", "2027-01-04T22:00", "Europe/Lisbon", ("ana",), minutes=minutes)
    window = days("2027-03-01", 7)
    expected = min(minutes, 60) * 3 / 60 + max(minutes - 60, 0) * 8 / 60
    found = loads(company(), call, window, TABLE)
    assert found.worst == pytest.approx(expected, abs=0.01)
    assert found.occurrences[0].civil.date == date(2027, 3, 1)


def test_the_usual_hour_is_told_where_the_first_date_was_moved() -> None:
    early = datetime(2027, 4, 7, 4, tzinfo=UTC)
    original = CivilTime(date(2027, 4, 7), time(8), "UTC")
    moved = Override(original, early, early + timedelta(hours=1))
    series = replace(REVIEW, recurrence=replace(REVIEW.recurrence, overrides=(moved,)))
    (found,) = by_rule(
        ask(WHO_PAYS, withdrawals_ops().with_(meetings=(series,)), NINE_WEEKS), "burden.same-people"
    )
    assert found.cause == "because 08:00 UTC is 05:00 in São Paulo and 02:00 in Mexico City"
