"""The check of meeting rules: hours, free days, agenda, weekly hours, scope; and journeys (T12)."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from farflung.engine.checks.finding import Finding, Severity
from farflung.engine.checks.meeting_rules import MEETING_RULES
from farflung.engine.model import Agreement, Exemption, MeetingRules, Override, Source, Stay, StayKind
from farflung.engine.time import CivilTime
from tests.company import DUBAI, LEDGER, company, days
from tests.engine.checks.asking import ask, by_rule
from tests.engine.checks.meetings import REVIEW, SYNC, weekly

SPRING = days("2027-03-01", 28)
WHERE = Source("agreement.yaml", 12)


def rules(**kind: object) -> Agreement:
    return Agreement("Meetings", meetings=(MeetingRules(source=WHERE, **kind),))  # type: ignore[arg-type]


def found(agreement: Agreement, *meetings: object) -> tuple[Finding, ...]:
    return ask(MEETING_RULES, company().with_(meetings=meetings, agreements=(agreement,)), SPRING)


def test_earliest_and_latest_hold_for_every_attendee_on_their_own_clock() -> None:
    (finding,) = found(rules(earliest=480, latest=1200), REVIEW)
    assert finding.severity is Severity.ERROR
    assert set(finding.who) == {"rafael", "beatriz", "ximena"}
    assert finding.title == (
        "“Weekly review” is outside 08:00-20:00 for 3 people in São Paulo and Mexico City "
        "on 4 dates from 3 Mar to 24 Mar 2027"
    )
    assert finding.basis == (
        "Meetings (agreement.yaml:12): "
        "no meeting starts before 08:00 and none ends after 20:00 of anybody's own day"
    )


def test_a_meeting_past_midnight_ends_after_the_latest_hour() -> None:
    late = weekly("Late", "2027-01-04T23:30", "Europe/Lisbon", ("ana",))
    (finding,) = found(rules(latest=1380), late)
    assert finding.who == ("ana",)
    assert found(rules(earliest=60), late) == ()


def test_the_better_hour_is_simulated() -> None:
    call = weekly("Call", "2027-01-04T17:00", "Europe/Paris", ("ana", "ravi", "salma"))
    agreement = rules(earliest=480, latest=1200)
    (finding,) = found(agreement, call)
    (fix,) = finding.fixes
    assert fix.effect == "inside the hours of everybody"
    assert fix.change is not None
    after = fix.change.applied(company().with_(meetings=(call,), agreements=(agreement,)))
    assert ask(MEETING_RULES, after, SPRING) == ()


def test_exempt_countries_other_teams_and_expired_agreements_are_left_out() -> None:
    exempt = replace(
        rules(earliest=480),
        exemptions=(Exemption(frozenset({"BR", "MX"}), frozenset({"meetings"})),),
    )
    assert found(exempt, REVIEW) == ()
    assert found(rules(earliest=480, team=LEDGER), REVIEW) == ()
    assert found(replace(rules(earliest=480), expires=date(2027, 1, 1)), REVIEW) == ()


def test_days_without_meetings_are_those_of_each_persons_own_week() -> None:
    call = weekly("Call", "2027-01-07T23:00", "Europe/Lisbon", ("ana", "jack"))
    (finding,) = found(rules(no_meeting_days=frozenset({4})), call)
    assert finding.rule == "meeting-rules.no-meeting-day"
    assert finding.who == ("jack",)  # Thursday in Lisbon is Friday in Sydney


def test_an_agenda_is_required_only_where_the_file_can_tell() -> None:
    agreement = rules(agenda_required=True)
    with_, without, unknown = (
        weekly(name, "2027-01-04T10:00", "Europe/Lisbon", ("ana",), agenda=agenda)
        for name, agenda in (("A", True), ("B", False), ("C", None))
    )
    (finding,) = found(agreement, with_, without, unknown)
    assert finding.title == "“B” has no agenda, which Meetings requires"


def test_weekly_hours_are_counted_on_each_persons_own_week() -> None:
    daily = weekly("Daily", "2027-01-04T10:00", "Europe/Lisbon", ("ana", "ravi"), "FREQ=DAILY")
    (finding,) = found(rules(max_weekly_hours=6), daily)
    assert finding.who == ("ana", "ravi")
    assert "up to 7 h" in finding.title
    assert found(rules(max_weekly_hours=7), daily) == ()


def test_T12_meetings_that_a_stay_takes_out_of_hours_are_listed() -> None:
    stay = Stay("ana", DUBAI, StayKind.TRAVEL, date(2027, 5, 3), date(2027, 5, 10))
    late = weekly("Late", "2027-01-04T16:00", "Europe/Lisbon", ("ana", "salma"))
    early = weekly("Early", "2027-01-04T10:00", "Europe/Lisbon", ("ana", "salma"))
    atlas = company().with_(stays=(stay,), meetings=(late, early))
    (finding,) = ask(MEETING_RULES, atlas, days("2027-04-26", 21))
    assert finding.rule == "meetings.stay"
    assert finding.title == (
        "Ana in Dubai, Mon 3 May to Mon 10 May 2027: “Late” falls outside working hours there"
    )
    assert [f"{span.start:%d %H:%M}" for span in finding.spans] == ["03 15:00", "10 15:00"]
    assert finding.fixes[0].action.startswith("Move “Late” of Mon 3 May to ")


def test_nothing_is_flagged_without_rules() -> None:
    assert by_rule(found(Agreement("Empty"), SYNC, REVIEW), "meeting-rules.hours") == []


def test_the_cause_tells_the_usual_hour_and_a_moved_date_by_itself() -> None:
    call = weekly("Call", "2027-03-03T14:00", "Europe/Lisbon", ("wei", "jack", "daniel"))
    start = CivilTime(date(2027, 3, 3), time(14), "Europe/Lisbon")
    early = datetime(2027, 3, 4, 11, tzinfo=UTC)
    moved = Override(start, early, early + timedelta(hours=1))
    series = replace(call, recurrence=replace(call.recurrence, overrides=(moved,)))
    (finding,) = found(rules(earliest=420, latest=1260), series)
    assert finding.cause == (
        "because Wed 14:00 Lisbon is Wed 22:00 in Taipei and Thu 01:00 in Sydney; "
        "moved to Thu 4 Mar, 11:00 Lisbon is Thu 06:00 in Toronto"
    )
