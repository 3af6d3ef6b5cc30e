"""Rotations that are handed over by the clock of whoever takes over."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from farflung.engine.rotation import Cadence, Rotation, Unit, on_duty, periods
from farflung.engine.time import CivilTime, Span, packaged_zones

ZONES = packaged_zones()
CLOCKS = (("Mei", "Asia/Manila"), ("Ada", "Africa/Lagos"), ("Rui", "America/Sao_Paulo"))
START = CivilTime(date(2027, 3, 1), time(9), "UTC")


def _rotation(unit: Unit = Unit.DAY, weekdays: frozenset[int] | None = None) -> Rotation:
    return Rotation("watch", ("Mei", "Ada", "Rui"), START, Cadence(unit), weekdays, clocks=CLOCKS)


def _instants(rotation: Rotation, days: int) -> list[tuple[str, datetime]]:
    window = Span(datetime(2027, 2, 27, tzinfo=UTC), datetime(2027, 3, 1, tzinfo=UTC) + timedelta(days=days))
    return [(p.member, p.span.start) for p in periods(rotation, window, ZONES)]


def test_each_turn_begins_at_nine_where_its_holder_is() -> None:
    assert _instants(_rotation(), 3) == [
        ("Mei", datetime(2027, 3, 1, 1, tzinfo=UTC)),
        ("Ada", datetime(2027, 3, 2, 8, tzinfo=UTC)),
        ("Rui", datetime(2027, 3, 3, 12, tzinfo=UTC)),
    ]


def test_a_clock_change_moves_the_handover_of_whom_it_concerns() -> None:
    rotation = Rotation(
        "watch", ("Ana", "Ada"), START, Cadence(Unit.WEEK), clocks=(("Ana", "Europe/Lisbon"), CLOCKS[1])
    )
    assert _instants(rotation, 36) == [
        ("Ana", datetime(2027, 3, 1, 9, tzinfo=UTC)),
        ("Ada", datetime(2027, 3, 8, 8, tzinfo=UTC)),
        ("Ana", datetime(2027, 3, 15, 9, tzinfo=UTC)),
        ("Ada", datetime(2027, 3, 22, 8, tzinfo=UTC)),
        ("Ana", datetime(2027, 3, 29, 8, tzinfo=UTC)),  # 09:00 in Lisbon, in summer
        ("Ada", datetime(2027, 4, 5, 8, tzinfo=UTC)),
    ]


def test_the_last_active_day_ends_by_its_holders_own_clock() -> None:
    window = Span(datetime(2027, 3, 1, tzinfo=UTC), datetime(2027, 3, 8, tzinfo=UTC))
    found = periods(_rotation(weekdays=frozenset(range(5))), window, ZONES)
    assert [p.member for p in found] == ["Mei", "Ada", "Rui", "Mei", "Ada"]
    assert found[-1].span.end == datetime(2027, 3, 6, 8, tzinfo=UTC)  # Saturday 09:00 in Lagos


def test_hours_have_no_own_clock() -> None:
    with pytest.raises(ValueError, match="own clock"):
        Rotation("watch", ("Mei",), START, Cadence(Unit.HOUR, 6), clocks=CLOCKS)


def test_a_new_list_leaves_the_past_and_whoever_took_over_by_their_own_clock() -> None:
    """At 05:00 UTC Mei has been on since 09:00 of hers, four hours before the list's own 09:00."""
    rotation, at = _rotation(Unit.WEEK), datetime(2027, 3, 22, 5, tzinfo=UTC)
    longer = rotation.revised(("Mei", "Ada", "Rui", "Zoe"), at)
    shorter = rotation.revised(("Ada", "Rui", "Zoe"), at)
    assert on_duty(longer, at, ZONES) == on_duty(shorter, at, ZONES) == "Mei"
    assert [who for who, _ in _instants(longer, 48)] == ["Mei", "Ada", "Rui", "Mei", "Ada", "Rui", "Zoe"]
    assert [who for who, _ in _instants(shorter, 48)] == ["Mei", "Ada", "Rui", "Mei", "Ada", "Rui", "Zoe"]


def test_who_comes_in_further_east_does_not_take_over_in_the_past() -> None:
    """Rui was to take over at 12:00 UTC; at 11:00 Mei is put before him; her 09:00 is over."""
    at = datetime(2027, 3, 15, 11, tzinfo=UTC)
    found = _instants(_rotation(Unit.WEEK).revised(("Ada", "Mei", "Rui"), at), 28)
    assert found[2:4] == [
        ("Mei", datetime(2027, 3, 15, 12, tzinfo=UTC)),
        ("Rui", datetime(2027, 3, 22, 12, tzinfo=UTC)),
    ]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(sorted(ZONES.names)), min_size=2, max_size=4),
    st.sampled_from([Unit.DAY, Unit.WEEK]),
    st.lists(st.integers(0, 30 * 24), min_size=1, max_size=2),
    st.randoms(use_true_random=False),
)
def test_no_revision_moves_what_was_or_who_is_on(
    zones: list[str], unit: Unit, hours: list[int], random: Random
) -> None:
    members = tuple(f"p{n}" for n in range(len(zones)))
    clocks = tuple(zip(members, zones, strict=True))
    rotation = Rotation(
        "r", members, CivilTime(date(2027, 3, 1), time(9), zones[0]), Cadence(unit), clocks=clocks
    )
    window = Span(datetime(2027, 3, 4, tzinfo=UTC), datetime(2027, 4, 10, tzinfo=UTC))
    for hour in sorted(hours):
        at = window.start + timedelta(hours=hour)
        after = rotation.revised(tuple(random.sample(members, len(members) - 1)), at)
        before = periods(rotation, window, ZONES)
        begun = [(p.member, p.span.start) for p in before if p.span.start < at]
        assert [(p.member, p.span.start) for p in periods(after, window, ZONES)][: len(begun)] == begun
        assert on_duty(after, at - timedelta(seconds=1), ZONES) == on_duty(
            rotation, at - timedelta(seconds=1), ZONES
        )
        rotation = after
    found = periods(rotation, window, ZONES)
    assert (found[0].span.start, found[-1].span.end) == (window.start, window.end)
    assert all(one.span.end == other.span.start for one, other in pairwise(found))


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.sampled_from(sorted(ZONES.names)), min_size=2, max_size=4),
    st.sampled_from([Unit.DAY, Unit.WEEK, Unit.MONTH]),
    st.integers(0, 700),
)
def test_turns_meet_without_gap_or_overlap_in_any_zones(zones: list[str], unit: Unit, day: int) -> None:
    members = tuple(f"p{n}" for n in range(len(zones)))
    start = CivilTime(date(2025, 1, 1) + timedelta(days=day), time(9), zones[0])
    rotation = Rotation("r", members, start, Cadence(unit), clocks=tuple(zip(members, zones, strict=True)))
    first = start.instant(ZONES.zone(zones[0])) + timedelta(days=3)
    found = periods(rotation, Span(first, first + timedelta(days=60)), ZONES)
    assert found[0].span.start == first
    assert found[-1].span.end == first + timedelta(days=60)
    assert all(one.span.end == other.span.start for one, other in pairwise(found))
