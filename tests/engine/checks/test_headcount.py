"""Headcount thresholds: reached, crossed by a planned start, near, unknown once the pack is old."""

from datetime import UTC, date, datetime, timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.checks import Finding, Question, Severity
from farflung.engine.checks.headcount import find
from farflung.engine.model import PatternPeriod, Person, Place, WeeklyPattern
from farflung.engine.time import Span
from farflung.rulepacks import load_packs

HOURS = (PatternPeriod(WeeklyPattern.daily(540, 1080)),)
BERLIN = Place("Europe/Berlin", "DE", "BE", "Berlin")


def staff(
    size: int, *, entity: str | None = None, started: date | None = None, prefix: str = "p"
) -> list[Person]:
    return [
        Person(f"{prefix}{n}", f"{prefix}{n}", BERLIN, HOURS, entity=entity, started=started)
        for n in range(size)
    ]


def findings(people: list[Person], start: datetime = datetime(2027, 3, 1, tzinfo=UTC)) -> list[Finding]:
    return list(find(Question(Atlas(tuple(people)), Span(start, start + timedelta(days=90)), load_packs())))


def of(rule: str, found: list[Finding]) -> list[Finding]:
    return [finding for finding in found if finding.rule == rule]


def test_a_planned_start_that_crosses_a_threshold_is_dated_and_names_the_person() -> None:
    people = staff(19) + staff(1, started=date(2027, 4, 1), prefix="new")
    crossing = of("headcount.crossing", findings(people))
    data_protection = [f for f in crossing if "20 employees" in f.title]
    assert data_protection, [f.title for f in crossing]
    assert all(
        f.who == ("new0",) and f.start is not None and f.start.date() == date(2027, 4, 1) for f in crossing
    )
    assert all(f.severity is Severity.WARNING for f in crossing)
    assert "https://" in data_protection[0].basis


def test_thresholds_that_are_reached_or_near_are_listed_once_a_country() -> None:
    found = findings(staff(49))
    (reached,) = of("headcount.reached", found)
    assert "DE (49 people)" in reached.title
    assert len(reached.evidence) > 2
    (near,) = of("headcount.near", found)
    assert "50 employees" in near.title


def test_entities_are_counted_apart() -> None:
    people = staff(4, entity="One GmbH", prefix="a") + staff(4, entity="Two GmbH", prefix="b")
    assert not [f for f in of("headcount.reached", findings(people)) if "5 employees" in f.title]


def test_an_old_pack_says_unknown_and_nothing_else() -> None:
    found = findings(staff(60), datetime(2031, 1, 6, tzinfo=UTC))
    assert found
    assert {f.rule for f in found} == {"headcount.unknown"}
    assert all("unknown on 6 Jan 2031" in f.title for f in found)


def test_nobody_without_a_country_is_counted() -> None:
    assert findings([Person.simple("X", "Europe/Berlin", 540, 1080)]) == []


def test_an_old_pack_is_no_news_to_one_person() -> None:
    assert findings(staff(1), datetime(2031, 1, 6, tzinfo=UTC)) == []
