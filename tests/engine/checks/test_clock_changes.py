"""The check of clock changes: one finding for each series and episode, with a simulated anchor."""

from farflung.engine.checks.clock_changes import CLOCK_CHANGES
from farflung.engine.checks.finding import Severity
from farflung.engine.clocks import forecast
from farflung.engine.model import MeetingSeries
from tests.company import company, days
from tests.engine.checks.asking import ask, by_rule
from tests.engine.checks.meetings import REVIEW, SYNC, weekly

SPRING = days("2027-03-01", 90)


def test_M03_the_preview_names_dates_people_and_until_when() -> None:
    call = weekly("Call", "2027-01-04T10:00", "America/Toronto", ("ana", "daniel"))
    (found,) = ask(CLOCK_CHANGES, company().with_(meetings=(call,)), SPRING)
    assert found.severity is Severity.NOTE
    assert found.who == ("ana",)
    assert found.title == (
        "“Call” is 1 h earlier for Ana (Lisbon): 14:00 Lisbon instead of 15:00 on 15 and 22 Mar 2027"
    )
    assert "Toronto change on Sun 14 Mar 2027, those of Lisbon on Sun 28 Mar" in found.cause
    assert found.evidence[0].value.endswith("then the usual time again")
    assert [f"{span.start:%d %H:%M}" for span in found.spans] == ["15 14:00", "22 14:00"]


def test_one_finding_for_each_episode_with_everybody_in_it() -> None:
    found = ask(CLOCK_CHANGES, company().with_(meetings=(SYNC,)), SPRING)
    assert [finding.who for finding in found] == [
        ("ana", "jack", "tomás", "salma", "ravi", "wei"),
        ("jack",),
    ]
    assert "moves for 6 in all" in found[0].title


def test_moving_out_of_somebodys_hours_is_a_warning() -> None:
    late = weekly("Late", "2027-01-04T13:00", "America/Toronto", ("ana", "daniel"))
    winter = days("2027-10-20", 30)
    (found,) = ask(CLOCK_CHANGES, company().with_(meetings=(late,)), winter)
    assert found.rule == "clocks.moves"  # 17:00 for Ana instead of 18:00: into her hours
    # For whom the clock is later, it leaves the hours: 18:00 instead of 17:00.
    early = weekly("Early", "2027-01-04T17:00", "Europe/Lisbon", ("tomás", "ana", "salma"))
    (found,) = ask(CLOCK_CHANGES, company().with_(meetings=(early,)), winter)
    assert found.rule == "clocks.out-of-hours"
    assert found.severity is Severity.WARNING
    assert found.who == ("salma",)


def test_the_anchor_is_simulated_before_it_is_offered() -> None:
    found = ask(CLOCK_CHANGES, company().with_(meetings=(SYNC,)), SPRING)
    (fix,) = found[0].fixes
    assert fix.effect == "moves for 3 instead of 6 people in this window"
    assert fix.change is not None
    after = fix.change.applied(company().with_(meetings=(SYNC,)))
    (changed,) = after.meetings
    assert isinstance(changed, MeetingSeries)
    assert len(forecast(after, changed, SPRING).people) == 3
    before = company().occurrences(SYNC, days("2027-03-01", 7))
    assert [o.start for o in after.occurrences(changed, days("2027-03-01", 7))] == [o.start for o in before]


def test_new_clashes_are_one_finding_for_each_pair_of_meetings() -> None:
    local = weekly("Local", "2027-01-04T14:00", "Europe/Lisbon", ("ana",))
    found = by_rule(ask(CLOCK_CHANGES, company().with_(meetings=(SYNC, local)), SPRING), "clocks.clash")
    (clash,) = found
    assert clash.title == "“Sync” and “Local” run into each other for Ana (Lisbon) on 15 and 22 Mar 2027"
    assert clash.severity is Severity.WARNING


def test_a_meeting_in_utc_moves_only_for_who_changes_clocks() -> None:
    (found,) = ask(CLOCK_CHANGES, company().with_(meetings=(REVIEW,)), SPRING)
    assert found.who == ("kasia",)
    assert "UTC do not" not in found.cause


def test_nothing_to_say_where_no_clock_changes() -> None:
    call = weekly("Call", "2027-01-04T10:00", "Asia/Kolkata", ("ravi", "wei", "salma"))
    assert ask(CLOCK_CHANGES, company().with_(meetings=(call,)), SPRING) == ()
