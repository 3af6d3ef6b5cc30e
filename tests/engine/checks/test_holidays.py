"""The check of holidays: date by date for meetings, duty by duty for rotas."""

from dataclasses import replace

from farflung.engine.checks.finding import Severity
from farflung.engine.checks.holidays import HOLIDAYS
from farflung.engine.model import Agreement, Exemption
from tests.company import company, days, relay
from tests.engine.checks.asking import ask, by_rule
from tests.engine.checks.meetings import SYNC, weekly

EASTER = days("2027-03-22", 14)


def test_a_meeting_on_required_peoples_holiday() -> None:
    call = weekly("Call", "2027-01-01T10:00", "Europe/Lisbon", ("ana", "jack", "camille"))
    (found,) = ask(HOLIDAYS, company().with_(meetings=(call,)), EASTER)
    assert found.who == ("ana", "jack")
    assert found.severity is Severity.WARNING
    assert found.title == (
        "Fri 26 Mar 2027 is a public holiday for Ana (Lisbon) and Jack (Sydney), "
        "but “Call” is planned with them"
    )
    assert "Good Friday in Lisbon and Sydney" in found.cause


def test_the_nearest_day_on_which_everybody_works_is_offered() -> None:
    call = weekly("Call", "2027-01-01T10:00", "Europe/Lisbon", ("ana", "salma"))
    atlas = company().with_(meetings=(call,))
    (found,) = ask(HOLIDAYS, atlas, EASTER)
    (fix,) = found.fixes
    assert fix.action == "Move “Call” of Fri 26 Mar to Thu 25 Mar 10:00 Lisbon"
    assert fix.change is not None
    assert ask(HOLIDAYS, fix.change.applied(atlas), EASTER) == ()


def test_one_finding_for_a_date_however_many_meetings() -> None:
    calls = tuple(
        weekly(f"Call {n}", f"2027-01-01T1{n}:00", "Europe/Lisbon", ("ana", "jack")) for n in range(3)
    )
    (found,) = ask(HOLIDAYS, company().with_(meetings=calls), EASTER)
    assert "3 meetings are planned" in found.title
    assert len(found.evidence) == 3


def test_shifts_on_their_holders_own_holiday_with_a_colleague_at_work() -> None:
    atlas = company().with_(shifts=relay())
    (found,) = ask(HOLIDAYS, atlas, EASTER)
    assert found.rule == "holidays.shift"
    assert set(found.who) == {"kasia", "rafael"}
    assert found.title.startswith("Withdrawals: 2 shifts")
    assert [evidence.label for evidence in found.evidence] == ["Fri 26 Mar, Rafael", "Mon 29 Mar, Kasia"]


def test_where_an_agreement_says_that_holidays_are_worked_nothing_is_flagged() -> None:
    call = weekly("Call", "2027-01-01T10:00", "Europe/Lisbon", ("ana",))
    worked = Agreement("A", exemptions=(Exemption(frozenset({"PT"}), frozenset({"holidays"})),))
    assert ask(HOLIDAYS, company().with_(meetings=(call,), agreements=(worked,)), EASTER) == ()


def test_optional_people_and_days_off_are_not_hit() -> None:
    call = weekly("Call", "2027-01-01T10:00", "Europe/Lisbon", ("salma", "ana"))
    optional = replace(call, required=("salma",), optional=("ana",))
    assert ask(HOLIDAYS, company().with_(meetings=(optional,)), EASTER) == ()
    saturday = weekly("Sat", "2027-01-02T10:00", "Europe/Lisbon", ("ana",))
    assert ask(HOLIDAYS, company().with_(meetings=(saturday,)), days("2027-12-20", 14)) == ()


def test_regional_holidays_count_where_they_are_kept() -> None:
    found = by_rule(
        ask(HOLIDAYS, company().with_(meetings=(SYNC,)), days("2027-05-17", 10)), "holidays.meeting"
    )
    assert ("daniel",) in {finding.who for finding in found}  # Victoria Day, 24 May, in Ontario
