"""Who is alike is told by value, however many equal objects there are."""

from datetime import UTC, date, datetime

from farflung.engine.atlas import Atlas
from farflung.engine.atlas.alike import PatternNumbers
from farflung.engine.model import HolidaySwap, PatternPeriod, Person, Place, Stay, StayKind, WeeklyPattern
from farflung.engine.time import Span

WINDOW = Span(datetime(2027, 3, 1, tzinfo=UTC), datetime(2027, 4, 1, tzinfo=UTC))


def person(name: str, start: int = 540, until: date | None = None, **more: object) -> Person:
    periods = (PatternPeriod(WeeklyPattern.daily(start, 1080), end=until),)
    return Person(name, name, Place("Europe/Lisbon", "PT"), periods, **more)  # type: ignore[arg-type]


def test_equal_patterns_have_one_number_and_others_another() -> None:
    numbers = PatternNumbers()
    someone, same, early, ending = (
        person("a"),
        person("b"),
        person("c", 480),
        person("d", until=date(2027, 3, 9)),
    )
    assert numbers.number(someone) == numbers.number(same) == numbers.number(someone)
    assert len({numbers.number(each) for each in (someone, early, ending)}) == 3


def test_people_alike_are_of_one_kind_and_share_a_row_whoever_travels() -> None:
    swap = HolidaySwap(date(2026, 1, 1), date(2026, 1, 2))
    people = (person("a"), person("b"), person("c"), person("d", swaps=(swap,)))
    trip = Stay("c", Place("Asia/Tokyo", "JP"), StayKind.TRAVEL, date(2027, 3, 8), date(2027, 3, 9))
    over = Stay("b", Place("Asia/Tokyo", "JP"), StayKind.TRAVEL, date(2020, 3, 8), date(2020, 3, 9))
    atlas = Atlas(people, stays=(trip, over))
    kinds, grid = atlas.kinds(WINDOW), atlas.grid(WINDOW)
    assert kinds.number("a") == kinds.number("b") == kinds.number("d") != kinds.number("c")
    assert grid.row_of[0] == grid.row_of[1] == grid.row_of[3] != grid.row_of[2]
    assert kinds.kind("a").area == kinds.kind("c").area
