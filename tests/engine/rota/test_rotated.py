"""Rotations as plans: the same turns, checked by the same rules, first and second never one person."""

from datetime import UTC, date, datetime, time, timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.rota.rotated import rotated, seconds
from farflung.engine.rotation import Cadence, Rotation, Unit
from farflung.engine.time import CivilTime, Span
from tests.engine.rota.plans import person

PEOPLE = tuple(person(name, "Europe/Warsaw") for name in ("A", "B", "C"))
ATLAS = Atlas(PEOPLE)
WEEKLY = Rotation(
    "watch", ("A", "B", "C"), CivilTime(date(2027, 3, 1), time(9), "Europe/Warsaw"), Cadence(Unit.WEEK)
)
WINDOW = Span(datetime(2027, 3, 1, 8, tzinfo=UTC), datetime(2027, 4, 12, 7, tzinfo=UTC))


def test_T01_turns_keep_their_true_length_across_a_clock_change() -> None:
    plan = rotated(WEEKLY, "watch", WINDOW, ATLAS)
    assert [(a.person, a.minutes // 60) for a in plan] == [
        ("A", 168), ("B", 168), ("C", 168), ("A", 167), ("B", 168), ("C", 168),
    ]  # fmt: skip


def test_primary_and_secondary_never_collide() -> None:
    first = rotated(WEEKLY, "watch", WINDOW, ATLAS)
    second = seconds(WEEKLY, "backup", WINDOW, ATLAS)
    assert sum((a.span.elapsed for a in second), timedelta()) == WINDOW.elapsed
    for one in first:
        assert all(two.person != one.person for two in second if two.span.overlaps(one.span))


def test_two_rotations_with_their_own_order_never_collide() -> None:
    other = Rotation(
        "backup", ("A", "C", "B"), CivilTime(date(2027, 3, 3), time(9), "Europe/Warsaw"), Cadence(Unit.DAY)
    )
    second = seconds(WEEKLY, "backup", WINDOW, ATLAS, other)
    for one in rotated(WEEKLY, "watch", WINDOW, ATLAS):
        assert all(two.person != one.person for two in second if two.span.overlaps(one.span))
