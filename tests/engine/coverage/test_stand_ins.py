"""Who could step in is looked for among all colleagues, however many there are."""

from datetime import UTC, date, datetime, timedelta

import pytest

from farflung.engine.atlas import Atlas
from farflung.engine.coverage import levels
from farflung.engine.coverage.stand_ins import StandIn, StandIns
from farflung.engine.model import Absence, CoverageRule, Person, Team
from farflung.engine.time import Span
from tests.company import days
from tests.engine.coverage.rosters import daily

WINDOW = days("2027-03-01", 14)
RULE = CoverageRule("at least one", duty="Queue", team="Support")
DAY = datetime(2027, 3, 3, tzinfo=UTC)


@pytest.mark.parametrize("others", [12, 60, 150])
def test_the_only_one_who_is_free_is_found_behind_all_who_work_as_long(others: int) -> None:
    """All of them work then; all but the last are on another duty, or away."""
    names = [f"p{number}" for number in range(others)]
    people = [Person.simple(name, "UTC", 480, 960, range(7)) for name in ("holder", *names, "last")]
    busy = [daily("Calls", name, 8, 16) for name in names[::2]]
    away = tuple(Absence(name, date(2027, 3, 1), date(2027, 3, 14)) for name in names[1::2])
    atlas = Atlas(
        tuple(people), shifts=(daily("Queue", "holder", 0, 8), *busy), absences=away,
        teams=(Team("Support", tuple(person.id for person in people)),),
    )  # fmt: skip
    coverage = levels(RULE, atlas, WINDOW)
    hole = Span(DAY + timedelta(hours=8), DAY + timedelta(hours=16))
    assert StandIns(coverage, atlas, but=frozenset({"holder"})).for_hole(hole) == (StandIn("last", hole),)


def test_who_works_a_part_of_it_is_found_behind_all_who_are_at_work_longer() -> None:
    names = [f"p{number}" for number in range(30)]
    people = [Person.simple(name, "UTC", 480, 960, range(7)) for name in names]
    short = Person.simple("short", "UTC", 480, 600, range(7))
    atlas = Atlas(
        (*people, short), shifts=tuple(daily("Calls", name, 8, 16) for name in names),
        teams=(Team("Support", (*names, "short")),),
    )  # fmt: skip
    hole = Span(DAY + timedelta(hours=8), DAY + timedelta(hours=16))
    part = Span(hole.start, hole.start + timedelta(hours=2))
    assert StandIns(levels(RULE, atlas, WINDOW), atlas).for_hole(hole) == (StandIn("short", part),)
