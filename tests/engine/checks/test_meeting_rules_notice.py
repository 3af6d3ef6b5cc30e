"""The check of notice: how long before its start a meeting is announced, by the CREATED of its calendar."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

from farflung.engine.checks.finding import Finding, Severity
from farflung.engine.checks.meeting_rules import MEETING_RULES
from farflung.engine.model import Agreement, Exemption, MeetingRules, MeetingSeries, Override, Source
from farflung.engine.time import CivilTime
from tests.company import company, days
from tests.engine.checks.asking import ask, by_rule
from tests.engine.checks.meetings import weekly

SPRING = days("2027-03-01", 28)
NOTICE, UNKNOWN = "meeting-rules.notice", "meeting-rules.notice-unknown"
WHERE = Source("agreement.yaml", 12)
TRIO = ("ana", "camille", "omar")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def rules(hours: int = 24, **more: object) -> Agreement:
    notice = timedelta(hours=hours)
    return Agreement("Meetings", meetings=(MeetingRules(notice=notice, source=WHERE, **more),))  # type: ignore[arg-type]


def found(agreement: Agreement, *meetings: MeetingSeries) -> tuple[Finding, ...]:
    return ask(MEETING_RULES, company().with_(meetings=meetings, agreements=(agreement,)), SPRING)


def call(created: str | None, rule: str | None = None, start: str = "2027-03-16T10:00") -> MeetingSeries:
    series = weekly("Call", start, "Europe/Lisbon", TRIO, rule)
    return replace(series, created=at(created) if created else None, source=Source("calls.ics", 7))


def moved(series: MeetingSeries, day: int, to: str, created: str | None) -> MeetingSeries:
    start = CivilTime(date(2027, 3, day), time(10), "Europe/Lisbon")
    override = Override(start, at(to), at(to) + timedelta(hours=1), at(created) if created else None)
    kept = (*series.recurrence.overrides, override)
    return replace(series, recurrence=replace(series.recurrence, overrides=kept))


def after(finding: Finding, agreement: Agreement, *meetings: MeetingSeries) -> tuple[Finding, ...]:
    """What is found once the first fix is made."""
    change = finding.fixes[0].change
    assert change is not None
    return ask(
        MEETING_RULES,
        change.applied(company().with_(meetings=meetings, agreements=(agreement,))),
        SPRING,
    )


def test_a_meeting_made_too_late_is_told_with_who_why_and_a_time_that_was_tried() -> None:
    late = call("2027-03-15T15:00")
    (finding,) = found(rules(), late)
    assert (finding.rule, finding.severity, finding.who) == (NOTICE, Severity.ERROR, TRIO)
    assert finding.title == (
        "“Call” comes with less than 24 h of notice for 3 people in Dubai, Lisbon and Paris "
        "on Tue 16 Mar 2027"
    )
    assert (
        finding.cause == "because it was put into the calendar on Mon 15 Mar, 15:00Z, 19 h before it starts"
    )
    assert finding.basis == "Meetings (agreement.yaml:12): a meeting is announced 24 h before it starts"
    assert [(e.label, e.value) for e in finding.evidence] == [
        ("Tue 16 Mar 10:00 Lisbon", "known since Mon 15 Mar 15:00Z, 19 h ahead")
    ]
    assert (finding.start, finding.source) == (at("2027-03-16T10:00"), Source("calls.ics", 7))
    (fix,) = finding.fixes
    assert fix.action == "Move “Call” of Tue 16 Mar to Wed 17 Mar, 09:00 Lisbon"
    assert fix.effect == (
        "24 h of notice if it is said by Tue 16 Mar, 09:00Z; inside the hours of all 3 people"
    )
    assert after(finding, rules(), late) == ()


def test_exactly_the_notice_asked_for_is_enough_and_a_minute_less_is_not() -> None:
    assert found(rules(), call("2027-03-15T10:00")) == ()
    (finding,) = found(rules(), call("2027-03-15T10:01"))
    assert "23 h 59 min" in finding.cause


def test_notice_is_elapsed_time_across_a_clock_change() -> None:
    # Lisbon's clocks go forward at 01:00Z on 28 March: the same hour a day later is 23 hours later.
    spring = days("2027-03-22", 14)
    late = call("2027-03-27T10:00", start="2027-03-28T10:00")
    atlas = company().with_(meetings=(late,), agreements=(rules(),))
    (finding,) = by_rule(ask(MEETING_RULES, atlas, spring), NOTICE)
    assert finding.cause.endswith("23 h before it starts")


def test_a_series_announces_its_later_dates_itself() -> None:
    daily = call("2027-03-15T15:00", "FREQ=DAILY")
    (finding,) = found(rules(48), daily)
    assert [span.start for span in finding.spans] == [at("2027-03-16T10:00")]
    (fix,) = finding.fixes
    assert fix.action == "Begin “Call” on Thu 18 Mar, 10:00 Lisbon"
    assert fix.effect == "known 67 h ahead; 2 dates before it left out"
    assert after(finding, rules(48), daily) == ()


def test_a_series_that_began_before_the_window_is_no_news() -> None:
    assert found(rules(), call("2027-02-27T15:00", "FREQ=DAILY", start="2027-02-28T10:00")) == ()
    assert found(rules(), call(None, "FREQ=DAILY", start="2027-02-28T10:00")) == ()
    earlier = moved(call("2027-03-15T09:00", "FREQ=DAILY"), 16, "2027-02-26T10:00", None)
    assert by_rule(found(rules(96), earlier), NOTICE) == []


def test_a_moved_date_is_announced_by_its_change() -> None:
    series = call("2027-01-04T15:00", "FREQ=WEEKLY", start="2027-01-05T10:00")
    late = moved(series, 16, "2027-03-17T11:00", "2027-03-16T20:00")
    (finding,) = found(rules(), late)
    assert finding.cause == "because it was moved on Tue 16 Mar, 20:00Z, 15 h before it starts"
    assert finding.title.endswith("on Wed 17 Mar 2027")
    assert finding.fixes[0].action == "Move “Call” of Wed 17 Mar to Thu 18 Mar, 09:00 Lisbon"
    assert by_rule(after(finding, rules(), late), NOTICE) == []
    assert found(rules(), moved(series, 16, "2027-03-17T11:00", "2027-03-16T11:00")) == ()


def test_a_date_that_only_lasts_longer_was_announced() -> None:
    series = call("2027-01-04T15:00", "FREQ=WEEKLY", start="2027-01-05T10:00")
    start = CivilTime(date(2027, 3, 16), time(10), "Europe/Lisbon")
    longer = Override(start, at("2027-03-16T10:00"), at("2027-03-16T12:00"), at("2027-03-16T09:00"))
    assert found(rules(), replace(series, recurrence=replace(series.recurrence, overrides=(longer,)))) == ()


def test_what_the_files_do_not_tell_is_said_once_and_judged_by_nobody() -> None:
    single = replace(call(None), title="Single", id="single")
    again = replace(call(None, "FREQ=WEEKLY"), title="Again", id="again")
    running = call("2027-01-04T15:00", "FREQ=WEEKLY", start="2027-01-05T10:00")
    shifted = replace(moved(running, 16, "2027-03-17T11:00", None), title="Shifted", id="shifted")
    entered = replace(call("2027-03-19T10:00"), title="Entered", id="entered")
    (finding,) = found(rules(), single, again, shifted, entered, call("2027-03-01T10:00"))
    assert (finding.rule, finding.severity) == (UNKNOWN, Severity.NOTE)
    assert finding.title == (
        "Notice could not be checked for 4 meetings: their files do not say when they were announced"
    )
    assert [(e.label, e.value.split(": ", 1)[1]) for e in finding.evidence] == [
        ("Single", "nothing says when it was made"),
        ("Again", "nothing says when it was made"),
        ("Shifted", "moved, and nothing says when"),
        ("Entered", "entered on Fri 19 Mar 10:00Z, after its start"),
    ]
    (alone,) = found(rules(), single)
    assert alone.title == (
        "Notice could not be checked for “Single”: its file does not say when it was announced"
    )


def test_who_calls_a_meeting_knows_of_it() -> None:
    late = replace(call("2027-03-15T15:00"), organizer="ana")
    (finding,) = found(rules(), late)
    assert finding.who == ("camille", "omar")
    alone = replace(late, required=("ana",))
    assert found(rules(), alone) == ()


def test_without_the_rule_for_others_and_for_exempt_countries_nothing_is_said() -> None:
    late = call("2027-03-15T15:00")
    assert found(Agreement("Meetings", meetings=(MeetingRules(earliest=0),)), late, call(None)) == ()
    assert found(rules(team="Nobody's"), late) == ()
    exempt = replace(rules(), exemptions=(Exemption(frozenset({"PT", "FR"}), frozenset({"meetings"})),))
    assert [finding.who for finding in found(exempt, late)] == [("omar",)]


def test_the_time_offered_keeps_the_other_meeting_rules() -> None:
    late = call("2027-03-15T15:00")
    agreement = rules(earliest=600, no_meeting_days=frozenset({2}), max_weekly_hours=8)
    (finding,) = by_rule(found(agreement, late), NOTICE)
    # Wednesday is free of meetings, and no meeting starts before 10:00 on anybody's clock.
    assert finding.fixes[0].action == "Move “Call” of Tue 16 Mar to Thu 18 Mar, 10:00 Lisbon"
    assert after(finding, agreement, late) == ()


def test_no_time_is_offered_that_fills_a_week_beyond_what_was_agreed() -> None:
    late = call("2027-03-19T15:00", start="2027-03-19T16:00")
    full = replace(
        weekly("Full", "2027-03-22T10:00", "Europe/Lisbon", (*TRIO, "wei"), None), created=at("2027-01-01")
    )
    assert found(rules(max_weekly_hours=2), late, full)[0].fixes
    (finding,) = by_rule(found(rules(max_weekly_hours=1), late, full), NOTICE)
    assert finding.fixes == ()


def test_where_own_hours_never_meet_the_agreements_are_taken() -> None:
    late = replace(call("2027-03-15T15:00"), required=("tomás", "ravi"))
    (finding,) = by_rule(found(rules(earliest=420, latest=1260), late), NOTICE)
    assert finding.fixes[0].effect.endswith("inside the agreement's hours for all 2 people")
    assert by_rule(found(rules(), late), NOTICE)[0].fixes == ()
