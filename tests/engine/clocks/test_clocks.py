"""What clock changes move: M03, M11, T14, and the kinds of case behind them."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from farflung.engine.atlas import Atlas
from farflung.engine.clocks import (
    WallTime,
    anchored,
    clock_changes,
    forecast,
    moved_by_upgrade,
    new_clashes,
    same_instant,
    steadiest_zone,
)
from farflung.engine.model import MeetingSeries, Override, Person, Recurrence, Shift, Stay, StayKind
from farflung.engine.time import CivilTime, Zone, packaged_zones
from tests.company import DUBAI, LEDGER_PEOPLE, days, ledger, relay, withdrawals_ops

SPRING = days("2027-03-01", 90)
LEDGER_IDS = tuple(person.id for person in LEDGER_PEOPLE)


def series(
    name: str,
    start: str,
    zone: str,
    people: tuple[str, ...],
    rule: str | None = "FREQ=WEEKLY",
    **more: object,
) -> MeetingSeries:
    begin = datetime.fromisoformat(start)
    civil = CivilTime(begin.date(), begin.time(), zone)
    return MeetingSeries(name, name, Recurrence(civil, 60, rule, **more), people)  # type: ignore[arg-type]


def test_M03_toronto_monday_seen_from_lisbon() -> None:
    sync = series("Sync", "2027-01-04T10:00", "America/Toronto", ("ana", "daniel"))
    found = forecast(ledger(), sync, SPRING)
    (move,) = found.moves
    assert move.people == ("ana",)
    assert [(t.date.isoformat(), f"{t.time:%H:%M}") for t in move.times] == [
        ("2027-03-15", "14:00"),
        ("2027-03-22", "14:00"),
    ]
    assert f"{move.usual.time:%H:%M}" == "15:00"
    assert move.shift == timedelta(hours=-1)
    assert move.exception
    assert (move.changed, move.ended) == (("America/Toronto",), ("Europe/Lisbon",))
    assert move.until == datetime(2027, 3, 28, 1, tzinfo=UTC)
    shown = {
        o.start: ledger().local(LEDGER_PEOPLE[0], o.start).time for o in ledger().occurrences(sync, SPRING)
    }
    assert [f"{t:%H:%M}" for t in list(shown.values())[1:5]] == ["15:00", "14:00", "14:00", "15:00"]


def test_clocks_that_change_on_the_same_day_are_one_move() -> None:
    """Lord Howe goes back half an hour, and twelve hours later Santiago an hour: nobody met in between."""
    sync = series("Sync", "2027-03-22T08:30", "Australia/Lord_Howe", ("vera",))
    atlas = Atlas((Person.simple("vera", "America/Santiago", 540, 1080),))
    (move,) = forecast(atlas, sync, SPRING).moves
    assert (f"{move.usual.time:%H:%M}", f"{move.times[0].time:%H:%M}") == ("18:30", "18:00")
    assert (move.shift, move.times[0].date) == (timedelta(minutes=-30), date(2027, 4, 4))


def test_clocks_that_change_alike_within_hours_move_nothing() -> None:
    """New York goes back an hour at 06:00Z and Havana did at 05:00Z: a Sunday noon stays where it was."""
    sync = series("Sync", "2027-10-03T12:00", "America/New_York", ("eva",))
    atlas = Atlas((Person.simple("eva", "America/Havana", 540, 1080),))
    assert forecast(atlas, sync, days("2027-10-01", 60)).moves == ()


def test_M03_new_clashes_are_listed() -> None:
    sync = series("Sync", "2027-01-04T10:00", "America/Toronto", ("ana", "daniel"))
    local = series("Local", "2027-01-04T14:00", "Europe/Lisbon", ("ana",))
    always = series("Always", "2027-01-04T10:30", "America/Toronto", ("daniel",))
    atlas = ledger().with_(meetings=(sync, local, always))
    found = new_clashes(atlas, SPRING)
    assert {(c.first, c.second, c.people, c.overlap.start.date().isoformat()) for c in found} == {
        ("Sync", "Local", ("ana",), "2027-03-15"),
        ("Sync", "Local", ("ana",), "2027-03-22"),
    }


def test_a_window_that_begins_in_the_middle_still_knows_what_was_usual() -> None:
    sync = series("Sync", "2027-01-04T10:00", "America/Toronto", ("ana",))
    (move,) = forecast(ledger(), sync, days("2027-03-20", 30)).moves
    assert [t.date for t in move.times] == [date(2027, 3, 22)]
    assert f"{move.usual.time:%H:%M}" == "15:00"


def test_who_has_no_clock_changes_moves_until_the_next_one() -> None:
    sync = series("Sync", "2027-01-04T10:00", "America/Toronto", ("ravi", "salma"))
    moves = forecast(ledger(), sync, SPRING).moves
    assert {move.people: len(move.times) for move in moves} == {("ravi",): 11, ("salma",): 11}
    assert {move.until.date() for move in moves} == {date(2027, 11, 7)}
    assert not any(move.exception for move in moves)


def test_nobody_in_the_series_own_area_moves_and_single_meetings_do_not() -> None:
    people = ("ana", "ravi")
    at_home = series("A", "2027-01-04T10:00", "Asia/Kolkata", ("ravi",))
    once = series("B", "2027-03-15T10:00", "America/Toronto", people, None)
    assert forecast(ledger(), at_home, SPRING).moves == ()
    assert forecast(ledger(), once, SPRING).moves == ()


def test_dates_moved_by_hand_are_left_alone() -> None:
    civil = CivilTime(date(2027, 3, 15), time(10), "America/Toronto")
    by_hand = Override(civil, datetime(2027, 3, 15, 15, tzinfo=UTC), datetime(2027, 3, 15, 16, tzinfo=UTC))
    sync = series("Sync", "2027-01-04T10:00", "America/Toronto", ("ana",), overrides=(by_hand,))
    (move,) = forecast(ledger(), sync, SPRING).moves
    assert [t.date for t in move.times] == [date(2027, 3, 22)]


def test_a_journey_is_not_a_clock_change() -> None:
    stay = Stay("ana", DUBAI, StayKind.TRAVEL, date(2027, 5, 3), date(2027, 5, 10))
    sync = series("Sync", "2027-01-04T10:00", "Europe/Lisbon", ("ana",))
    assert forecast(ledger().with_(stays=(stay,)), sync, days("2027-04-20", 40)).moves == ()


def test_shifts_move_for_whoever_lives_by_another_clock() -> None:
    warsaw, _ = relay()
    far = Shift(warsaw.duty, "andrea", warsaw.recurrence)
    (move,) = forecast(withdrawals_ops(), far, SPRING).moves
    assert move.people == ("andrea",)
    assert move.shift == timedelta(hours=-1)


def test_every_change_of_clocks_that_the_company_meets() -> None:
    found = clock_changes(ledger(), SPRING)
    assert [(c.instant.date().isoformat(), c.shift, c.people) for c in found] == [
        ("2027-03-14", timedelta(hours=1), ("daniel",)),
        ("2027-03-28", timedelta(hours=1), ("ana",)),
        ("2027-04-03", timedelta(hours=-1), ("jack",)),
    ]


def test_M11_published_windows_hold_on_210_of_365_days() -> None:
    emea_amer = [
        WallTime("America/Los_Angeles", 8 * 60),
        WallTime("America/New_York", 11 * 60),
        WallTime("Europe/London", 16 * 60),
        WallTime("Europe/Paris", 17 * 60),
        WallTime("Europe/Istanbul", 18 * 60),
        WallTime("Asia/Dubai", 19 * 60),
        WallTime("Asia/Kolkata", 20 * 60 + 30),
    ]
    found = same_instant(emea_amer, date(2026, 1, 1), date(2026, 12, 31), packaged_zones())
    assert (len(found.held), found.days) == (210, 365)
    assert [(b.first.isoformat(), b.last.isoformat()) for b in found.broken] == [
        ("2026-01-01", "2026-03-07"),
        ("2026-03-08", "2026-03-28"),
        ("2026-10-25", "2026-10-31"),
        ("2026-11-01", "2026-12-31"),
    ]
    assert dict(found.broken[1].late) == {emea_amer[2]: 60, emea_amer[3]: 60}


def test_a_table_over_the_date_line_compares_clocks_not_dates() -> None:
    times = [WallTime("Asia/Tokyo", 8 * 60), WallTime("America/Phoenix", 16 * 60)]
    found = same_instant(times, date(2026, 1, 1), date(2026, 12, 31), packaged_zones())
    assert len(found.held) == found.days == 365
    with pytest.raises(ValueError, match="at least two"):
        same_instant(times[:1], date(2026, 1, 1), date(2026, 1, 2), packaged_zones())


def test_T14_an_upgrade_of_the_zone_database_lists_what_moves() -> None:
    new = packaged_zones()
    # As before October 2022: Mexico City with the summer time that Chicago keeps.
    summer = Zone("America/Mexico_City", new.zone("America/Chicago").changes)
    old = new.with_extra({"America/Mexico_City": summer})
    people = (
        Person.simple("Ximena", "America/Mexico_City", 540, 1080),
        Person.simple("Ana", "Europe/Lisbon", 540, 1080),
    )
    both = ("Ximena", "Ana")
    review = series("Review", "2027-01-06T10:00", "America/Mexico_City", both)
    lisbon = series("Local", "2027-01-06T17:00", "Europe/Lisbon", ("Ana",))
    atlas = Atlas(people, meetings=(review, lisbon), zones=old)
    upgrade = moved_by_upgrade(atlas, new, days("2027-04-01", 14))
    assert [(m.item, m.civil.time, m.shift) for m in upgrade.moved] == [
        (review, time(10), timedelta(hours=1)),
        (review, time(10), timedelta(hours=1)),
    ]
    assert [(p, a.time, b.time) for p, a, b in upgrade.moved[0].shown] == [("Ana", time(16), time(17))]
    assert [(c.first, c.second) for c in upgrade.clashes] == [("Review", "Local")] * 2
    assert moved_by_upgrade(atlas, old, days("2027-04-01", 14)).moved == ()


def test_T14_whose_own_clock_changes_sees_foreign_meetings_move_too() -> None:
    new = packaged_zones()
    old = new.with_extra(
        {"America/Mexico_City": Zone("America/Mexico_City", new.zone("America/Chicago").changes)}
    )
    people = (Person.simple("Ximena", "America/Mexico_City", 540, 1080),)
    atlas = Atlas(people, meetings=(series("Call", "2027-01-06T16:00", "UTC", ("Ximena",)),), zones=old)
    (moved,) = moved_by_upgrade(atlas, new, days("2027-04-05", 7)).moved
    assert moved.shift == timedelta()
    assert [(a.time, b.time) for _, a, b in moved.shown] == [(time(11), time(10))]


def test_the_steadiest_zone_is_that_of_most_people_who_would_move() -> None:
    sync = series("Sync", "2027-01-04T10:00", "America/Toronto", ("daniel", "ravi", "salma", "wei"))
    atlas = ledger().with_(meetings=(sync,))
    zone, moved = steadiest_zone(atlas, sync, SPRING)
    assert moved == 1
    zones = atlas.zones
    usual = CivilTime(date(2027, 3, 1), time(10), "America/Toronto")
    held = anchored(sync.recurrence, zones.zone(zone), zones.zone("America/Toronto"), usual)
    assert held is not None
    changed = MeetingSeries("Sync", "Sync", held, sync.required)
    assert forecast(atlas, changed, SPRING).people == ("daniel",)


def test_weekdays_go_along_when_the_date_differs_and_fixed_dates_cannot() -> None:
    zones = packaged_zones()
    late = series("Late", "2027-01-04T22:00", "America/Toronto", ("a",), "FREQ=WEEKLY;BYDAY=MO,WE").recurrence
    moved = anchored(late, zones.zone("Asia/Kolkata"), zones.zone("America/Toronto"), late.start)
    assert moved is not None
    assert (moved.rule, moved.start.date, moved.start.time) == (
        "FREQ=WEEKLY;BYDAY=TU,TH",
        date(2027, 1, 5),
        time(8, 30),
    )
    second = series("2nd", "2027-01-11T22:00", "America/Toronto", ("a",), "FREQ=MONTHLY;BYDAY=2MO").recurrence
    assert anchored(second, zones.zone("Asia/Kolkata"), zones.zone("America/Toronto"), second.start) is None
