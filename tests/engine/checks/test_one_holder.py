"""What hangs on one person."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.checks import Finding, Question
from farflung.engine.checks.one_holder import find
from farflung.engine.model import Absence, Agreement, CoverageRule, Person
from farflung.engine.time import Span
from farflung.rulepacks import load_packs

ANA = replace(Person.simple("Ana", "Europe/Lisbon", 540, 1080), skills=frozenset({"payments", "sql"}))
RAVI = replace(Person.simple("Ravi", "Asia/Kolkata", 540, 1080), skills=frozenset({"sql"}))
WINDOW = Span(datetime(2027, 3, 1, tzinfo=UTC), datetime(2027, 5, 30, tzinfo=UTC))


def findings(atlas: Atlas) -> list[Finding]:
    return list(find(Question(atlas, WINDOW, load_packs())))


def test_a_skill_that_a_rule_asks_for_has_one_holder() -> None:
    rule = CoverageRule("Payments", skills=frozenset({"payments"}))
    (found,) = findings(Atlas((ANA, RAVI), agreements=(Agreement("A", coverage=(rule,)),)))
    assert (found.rule, found.who) == ("one-holder.needed", ("Ana",))


def test_the_one_holder_is_away_and_no_reason_is_told() -> None:
    away = Absence("Ana", date(2027, 4, 5), date(2027, 4, 9))
    (found,) = findings(Atlas((ANA, RAVI), absences=(away,)))
    assert found.rule == "one-holder.away"
    assert "payments" in found.title
    assert "unavailable for 5 days" in found.title
    assert found.spans[0].elapsed == timedelta(days=5)


def test_a_small_company_is_not_told_that_every_role_has_one_holder() -> None:
    assert findings(Atlas((ANA, RAVI))) == []


def test_a_larger_company_gets_one_line_a_kind() -> None:
    others = tuple(Person.simple(f"P{n}", "Europe/Paris", 540, 1080) for n in range(20))
    (found,) = findings(Atlas((ANA, RAVI, *others)))
    assert found.title == "1 of 2 skills are held by one person each"
