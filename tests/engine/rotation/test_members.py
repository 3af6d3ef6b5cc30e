"""The list of members changes; the past does not."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise

import pytest

from farflung.engine.rotation import (
    Cadence,
    Revision,
    Rotation,
    Unit,
    balance,
    handovers,
    pairs,
    periods,
    told,
)
from farflung.engine.time import CivilTime, Span, packaged_zones

ZONES = packaged_zones()
START = CivilTime(date(2027, 1, 4), time(9), "Europe/Lisbon")
WEEKLY = Rotation("Support", tuple("ABCD"), START, Cadence(Unit.WEEK))
YEAR = Span(datetime(2027, 1, 4, 9, tzinfo=UTC), datetime(2027, 4, 26, 9, tzinfo=UTC))
IN_WEEK_OF_C = datetime(2027, 1, 20, 12, tzinfo=UTC)


def order(rotation: Rotation, window: Span = YEAR) -> str:
    return "".join(period.member for period in periods(rotation, window, ZONES))


def test_C06_append_a_member_while_C_is_on() -> None:
    after = WEEKLY.revised(tuple("ABCDE"), IN_WEEK_OF_C)
    assert order(after)[:8] == "ABC" + "DEABC"
    past = Span(YEAR.start, IN_WEEK_OF_C)
    assert periods(after, past, ZONES) == periods(WEEKLY, past, ZONES)
    now = next(p for p in periods(after, YEAR, ZONES) if IN_WEEK_OF_C in p.span)
    assert (now.member, now.span.end) == ("C", datetime(2027, 1, 25, 9, tzinfo=UTC))


def test_C06_only_people_whose_dates_change_are_told_once() -> None:
    after = WEEKLY.revised(tuple("ABCDE"), IN_WEEK_OF_C)
    until_e_is_done = Span(YEAR.start, datetime(2027, 2, 8, 9, tzinfo=UTC))
    notices = told(WEEKLY, after, until_e_is_done, ZONES)
    assert [notice.member for notice in notices] == ["A", "E"]
    assert notices[0].lost == notices[1].gained == (periods(after, YEAR, ZONES)[4].span,)
    assert notices[0].gained == notices[1].lost == ()
    assert told(WEEKLY, WEEKLY, YEAR, ZONES) == ()


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ("ABD", "ABCDABDABD"),
        ("AB", "ABCABABABA"),
        ("EF", "ABCEFEFEFE"),
        ("DCBA", "ABCBADCBAD"),
        ("CABD", "ABCABDCABD"),
    ],
)
def test_remove_replace_and_reorder(members: str, expected: str) -> None:
    assert order(WEEKLY.revised(tuple(members), IN_WEEK_OF_C))[:10] == expected


def test_changes_pile_up_and_each_keeps_what_came_before() -> None:
    twice = WEEKLY.revised(tuple("ABCDE"), IN_WEEK_OF_C).revised(
        tuple("ABDE"), datetime(2027, 2, 3, tzinfo=UTC)
    )
    assert order(twice)[:10] == "ABCDEABDEA"


def test_two_changes_before_one_handover_leave_the_last() -> None:
    hour = timedelta(hours=1)
    twice = WEEKLY.revised(tuple("ABCDE"), IN_WEEK_OF_C).revised(tuple("ABCDF"), IN_WEEK_OF_C + hour)
    assert order(twice)[:8] == "ABCDFABC"


def test_a_change_at_the_very_handover_holds_from_it() -> None:
    at = datetime(2027, 1, 25, 9, tzinfo=UTC)
    assert order(WEEKLY.revised(tuple("ABCXD"), at))[:5] == "ABCXD"


def test_a_change_before_the_first_active_day_of_a_week_holds_for_that_week() -> None:
    # From Mondays, but on duty on Saturdays only: nobody's turn is in progress on a Wednesday.
    saturdays = Rotation("Weekend", ("A",), START, Cadence(Unit.WEEK), weekdays=frozenset({5}))
    wednesday, sunday = (datetime(2027, 1, day, 12, tzinfo=UTC) for day in (13, 17))
    assert order(saturdays.revised(("A", "B"), wednesday))[:4] == "ABAB"
    assert order(saturdays.revised(("A", "B"), sunday))[:4] == "AABA"


def test_a_change_before_the_start_is_the_list() -> None:
    assert order(WEEKLY.revised(tuple("XY"), YEAR.start - timedelta(days=9)))[:4] == "XYXY"


def test_somebody_with_two_turns_keeps_the_place() -> None:
    twice = Rotation("r", tuple("ABAC"), START, Cadence(Unit.WEEK))
    at = datetime(2027, 1, 20, 12, tzinfo=UTC)
    assert order(twice.revised(tuple("ABACD"), at))[:8] == "ABACDABA"


def test_a_revision_needs_members_and_an_instant() -> None:
    with pytest.raises(ValueError, match="without members"):
        Revision(IN_WEEK_OF_C, ())
    with pytest.raises(ValueError, match="no zone"):
        Revision(IN_WEEK_OF_C.replace(tzinfo=None), ("A",))


def test_primary_and_secondary_never_collide() -> None:
    found = pairs(WEEKLY, YEAR, ZONES)
    assert [(p.primary, p.secondary) for p in found[:4]] == [("A", "B"), ("B", "C"), ("C", "D"), ("D", "A")]


def test_secondary_of_its_own_rotation_steps_aside() -> None:
    own = Rotation("Second", tuple("CBA"), START, Cadence(Unit.DAY, 5))
    found = pairs(WEEKLY, YEAR, ZONES, own)
    assert all(pair.primary != pair.secondary for pair in found)
    assert found[0].span.start == YEAR.start
    assert found[-1].span.end == YEAR.end
    assert all(a.span.end == b.span.start for a, b in pairwise(found))


def test_one_person_has_no_second() -> None:
    alone = Rotation("r", ("A",), START, Cadence(Unit.WEEK))
    assert {pair.secondary for pair in pairs(alone, YEAR, ZONES)} == {None}


def test_a_second_who_has_not_begun_is_nobody() -> None:
    later = Rotation("r", ("X",), CivilTime(date(2027, 2, 1), time(9), "Europe/Lisbon"), Cadence(Unit.WEEK))
    found = pairs(WEEKLY, YEAR, ZONES, later)
    assert (found[0].secondary, found[-1].secondary) == (None, "X")


def test_handover_with_a_buffer() -> None:
    buffered = Rotation("r", tuple("AB"), START, Cadence(Unit.WEEK), buffer=timedelta(minutes=30))
    first = handovers(buffered, YEAR, ZONES)[0]
    assert (first.outgoing, first.incoming) == ("A", "B")
    assert first.buffer_end - first.at == timedelta(minutes=30)


def test_C07_zero_hours_count() -> None:
    hours = {"A": timedelta(hours=168), "B": timedelta(hours=168), "C": timedelta()}
    found = balance(hours)
    assert found.shares["C"] == -1.0
    assert found.shares["A"] == pytest.approx(0.5)
    assert not found.balanced()
    assert found.spread == pytest.approx(1.5)


def test_half_time_carries_half() -> None:
    hours = {"A": timedelta(hours=80), "B": timedelta(hours=40)}
    assert balance(hours, {"B": 0.5}).balanced()
    assert not balance(hours).balanced()


def test_nobody_and_nothing_are_even() -> None:
    assert balance({}).balanced()
    assert balance({"A": timedelta(), "B": timedelta()}).balanced()
    assert balance({"A": timedelta(hours=1), "B": timedelta()}, {"A": 0.0}).shares["A"] == float("inf")
    with pytest.raises(ValueError, match="cannot be negative"):
        balance({"A": timedelta()}, {"A": -1})
