"""Where somebody is, and where the company thought they were."""

from datetime import UTC, date, datetime

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person, Place, Stay, StayKind

LISBON, PORTO = Place("Europe/Lisbon", "PT", city="Lisbon"), Place("Europe/Lisbon", "PT", city="Porto")
DUBAI, TOKYO = Place("Asia/Dubai", "AE", city="Dubai"), Place("Asia/Tokyo", "JP", city="Tokyo")
ANA = Person("ana", "Ana", LISBON, ())


def at(month: int, day: int, hour: int = 12) -> datetime:
    return datetime(2027, month, day, hour, tzinfo=UTC)


def city(atlas: Atlas, when: datetime, known: datetime | None = None) -> str | None:
    return atlas.where(ANA, when, known).place.city


def test_T13_a_correction_changes_the_past_but_not_what_was_known() -> None:
    trip = Stay("ana", DUBAI, StayKind.TRAVEL, date(2027, 5, 1), date(2027, 5, 8), at(4, 20), id="s1")
    fixed = Stay("ana", TOKYO, StayKind.TRAVEL, date(2027, 5, 1), date(2027, 5, 8), at(5, 10), replaces="s1")
    before, after = Atlas((ANA,), (trip,)), Atlas((ANA,), (trip, fixed))
    assert (city(before, at(5, 3)), city(after, at(5, 3))) == ("Dubai", "Tokyo")
    assert city(after, at(5, 3), known=at(5, 5)) == "Dubai"


def test_T13_a_correction_needs_no_reference_to_what_it_corrects() -> None:
    trip = Stay("ana", DUBAI, StayKind.TRAVEL, date(2027, 5, 1), date(2027, 5, 8), at(4, 20))
    never_left = Stay("ana", PORTO, StayKind.HOME, date(2027, 5, 1), None, at(5, 10))
    atlas = Atlas((ANA,), (trip, never_left))
    assert city(atlas, at(5, 3)) == "Porto"
    assert city(atlas, at(5, 3), known=at(5, 5)) == "Dubai"
    assert city(atlas, at(5, 3), known=at(4, 1)) == "Lisbon"


def test_a_planned_relocation_does_not_cancel_an_earlier_planned_trip() -> None:
    trip = Stay("ana", DUBAI, StayKind.TRAVEL, date(2027, 5, 3), date(2027, 5, 10), at(1, 5))
    moving = Stay("ana", TOKYO, StayKind.RELOCATION, date(2027, 4, 1), None, at(2, 1))
    atlas = Atlas((ANA,), (trip, moving))
    assert [city(atlas, at(*d)) for d in ((3, 1), (4, 15), (5, 5), (5, 20))] == [
        "Lisbon",
        "Tokyo",
        "Dubai",
        "Tokyo",
    ]
    assert atlas.where(ANA, at(5, 5)).base.city == "Tokyo"


def test_a_withdrawn_trip_does_not_take_place() -> None:
    trip = Stay("ana", DUBAI, StayKind.TRAVEL, date(2027, 5, 3), date(2027, 5, 10), at(1, 5), id="s1")
    off = Stay(
        "ana",
        DUBAI,
        StayKind.TRAVEL,
        date(2027, 5, 3),
        date(2027, 5, 10),
        at(2, 5),
        replaces="s1",
        withdrawn=True,
    )
    atlas = Atlas((ANA,), (trip, off))
    assert (city(atlas, at(5, 5)), city(atlas, at(5, 5), known=at(1, 10))) == ("Lisbon", "Dubai")


def test_a_stay_begins_at_midnight_of_its_own_place() -> None:
    trip = Stay("ana", TOKYO, StayKind.TRAVEL, date(2027, 5, 3), date(2027, 5, 3), at(1, 5))
    atlas = Atlas((ANA,), (trip,))
    assert [city(atlas, at(5, 2, h)) for h in (14, 15)] == ["Lisbon", "Tokyo"]
    assert [city(atlas, at(5, 3, h)) for h in (22, 23)] == ["Tokyo", "Lisbon"]


def test_the_last_day_of_a_trip_is_over_before_home_begins() -> None:
    # 6 May begins in Lisbon at 23:00Z of the 5th, when it is 16:00 of the trip's last day in Los Angeles.
    trip = Stay(
        "ana",
        Place("America/Los_Angeles", "US", city="Los Angeles"),
        StayKind.TRAVEL,
        date(2027, 5, 3),
        date(2027, 5, 5),
    )
    atlas = Atlas((ANA,), (trip,))
    assert [city(atlas, at(5, 6, h)) for h in (0, 6, 7)] == ["Los Angeles", "Los Angeles", "Lisbon"]
    assert (
        city(Atlas((ANA,), (trip, Stay("ana", DUBAI, StayKind.TRAVEL, date(2027, 5, 6)))), at(5, 6, 0))
        == "Dubai"
    )


def test_a_move_told_late_does_not_cancel_the_trip_planned_after_it() -> None:
    trip = Stay("ana", DUBAI, StayKind.TRAVEL, date(2027, 6, 3), date(2027, 6, 6), at(4, 1))
    moved = Stay("ana", TOKYO, StayKind.HOME, date(2027, 5, 1), None, at(5, 10))
    atlas = Atlas((ANA,), (trip, moved))
    assert [city(atlas, at(*d)) for d in ((5, 3), (6, 4), (6, 10))] == ["Tokyo", "Dubai", "Tokyo"]


def test_of_two_planned_moves_the_later_to_begin_holds_from_its_first_day() -> None:
    july = Stay("ana", TOKYO, StayKind.RELOCATION, date(2027, 7, 1), None, at(4, 1))
    may = Stay("ana", DUBAI, StayKind.RELOCATION, date(2027, 5, 1), None, at(5, 10))
    atlas = Atlas((ANA,), (july, may))
    assert [city(atlas, at(*d)) for d in ((4, 20), (6, 1), (7, 2))] == ["Lisbon", "Dubai", "Tokyo"]


def test_a_later_record_of_the_same_id_is_the_stay_as_it_is_now() -> None:
    long = Stay("ana", DUBAI, StayKind.TRAVEL, date(2027, 5, 3), date(2027, 5, 10), at(4, 1), id="t1")
    short = Stay("ana", DUBAI, StayKind.TRAVEL, date(2027, 5, 3), date(2027, 5, 6), at(5, 5), id="t1")
    atlas = Atlas((ANA,), (long, short))
    assert (city(atlas, at(5, 8)), city(atlas, at(5, 8), known=at(5, 4))) == ("Lisbon", "Dubai")
