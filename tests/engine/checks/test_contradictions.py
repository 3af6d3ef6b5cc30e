"""What cannot be true at once: rules and rosters, rules and people, rules and rules."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from farflung.engine.atlas import Atlas
from farflung.engine.checks import Finding, Severity
from farflung.engine.checks.contradictions import CONTRADICTIONS
from farflung.engine.coverage import levels
from farflung.engine.model import (
    Absence,
    Agreement,
    CoreHours,
    CoverageRule,
    Exemption,
    LeaveNotice,
    MeetingRules,
    PatternPeriod,
    Person,
    Place,
    ResponsePromise,
    ShiftRules,
    Source,
    Team,
    WeeklyPattern,
)
from tests.company import (
    LEDGER,
    LISBON,
    OPS,
    OPS_PEOPLE,
    WITHDRAWALS,
    company,
    days,
    ledger,
    relay,
    withdrawals_ops,
)
from tests.engine.checks.asking import ask, by_rule
from tests.engine.coverage.rosters import blocks, daily, support, support_by_hours

WINDOW = days("2027-03-01", 90)
HOUR = timedelta(hours=1)
TWO = CoverageRule("at least two at all times", minimum=2, duty="Support", source=Source("rules.yaml", 4))


def asked(atlas: Atlas, **agreement: object) -> tuple[Finding, ...]:
    made = Agreement("team", **agreement)  # type: ignore[arg-type]
    return ask(CONTRADICTIONS, atlas.with_(agreements=(made,)), WINDOW)


def test_C02_rule_of_two_against_the_support_roster() -> None:
    [found] = asked(support(), coverage=(TWO,))
    assert found.severity is Severity.ERROR
    assert found.title == "Support: 5.5 of 24 h a day below the company's own minimum of 2"
    assert (
        found.cause == "because the roster plans 1 person 02:00-07:00Z daily and 1 person 08:30-09:00Z daily"
    )
    assert found.basis == "rules.yaml:4: at least 2 ('at least two at all times')"
    assert found.who == ("P8", "P5")


def test_time_that_is_planned_and_lost_to_leave_is_not_said_to_be_unplanned() -> None:
    people = tuple(Person(name, name, Place("UTC"), ()) for name in "AB")
    shifts = (daily("Support", "A", 6, 14), daily("Support", "B", 14, 22))
    away = (Absence("A", date(2027, 3, 1), date(2027, 5, 30)),)
    atlas = Atlas(people, absences=away, shifts=shifts)
    [found] = [
        f
        for f in asked(atlas, coverage=(CoverageRule("somebody", minimum=1, duty="Support"),))
        if f.rule == "contradiction.roster"
    ]
    assert found.title == "Support: 8 of 24 h a day below the company's own minimum of 1"
    assert found.cause.startswith("because the roster plans nobody 22:00-06:00Z daily, ")  # not until 14:00


def test_L01_the_same_roster_typed_as_people_with_hours() -> None:
    [found] = asked(support_by_hours(), coverage=(CoverageRule("two at all times", minimum=2),))
    assert found.title == "two at all times: 5.5 of 24 h a day below the company's own minimum of 2"


def test_C03_thirteen_of_twenty_four_hours() -> None:
    [found] = asked(blocks(), coverage=(CoverageRule("two watch the queue", minimum=2, duty="queue"),))
    assert found.title == "queue: 13 of 24 h a day below the company's own minimum of 2"
    assert [e.label for e in found.evidence] == [
        "00:00-05:00Z daily",
        "05:00-09:00Z daily",
        "17:00-21:00Z daily",
    ]


def test_C03_a_promise_that_the_roster_keeps_is_offered() -> None:
    atlas = blocks()
    [found] = asked(atlas, coverage=(CoverageRule("two watch the queue", minimum=2, duty="queue"),))
    fix = found.fixes[-1]
    assert fix.action == "Promise what the roster keeps: at least 1 instead of 2"
    assert fix.change is not None
    after = fix.change.applied(atlas.with_(agreements=tuple(fix.change.remove)))
    [agreement] = after.agreements
    assert levels(agreement.coverage[0], after, WINDOW).short == ()


def test_a_rule_that_differs_by_weekday_is_told_by_the_week() -> None:
    rule = Agreement("a", coverage=(CoverageRule("always", duty=WITHDRAWALS),))
    atlas = withdrawals_ops(with_holidays=False).with_(shifts=relay(), agreements=(rule,))
    [found] = ask(CONTRADICTIONS, atlas, days("2027-01-04", 28))
    assert found.title == "Withdrawals: 88 of 168 h a week below the company's own minimum of 1"
    assert "nobody 00:00-07:00Z" in found.cause or "nobody 23:00-07:00Z" in found.cause
    assert any("Mei-Ling" in fix.action for fix in found.fixes)


def test_a_short_window_is_told_in_hours() -> None:
    atlas = withdrawals_ops(with_holidays=False).with_(
        shifts=relay(), agreements=(Agreement("a", coverage=(CoverageRule("always", duty=WITHDRAWALS),)),)
    )
    [found] = ask(CONTRADICTIONS, atlas, days("2027-03-05", 3))
    assert found.title.startswith("Withdrawals: 56 h of 72 h below")


def test_more_people_than_there_are() -> None:
    rule = CoverageRule("three", minimum=3, team=OPS, languages=frozenset({"Arabic"}))
    speaker = replace(OPS_PEOPLE[0], languages=frozenset({"Arabic"}))
    atlas = withdrawals_ops().with_(people=(speaker, *OPS_PEOPLE[1:]))
    [found] = asked(atlas, coverage=(rule,))
    assert found.rule == "contradiction.too-few-people"
    assert found.title == "Withdrawals Ops must have at least 3 at once, but 1 person has Arabic"
    [all_of_them] = asked(support_by_hours(), coverage=(CoverageRule("ten", minimum=10),))
    assert all_of_them.title == "ten must have at least 10 at once, but 9 people are there at all"


@pytest.mark.parametrize(
    ("agreement", "title"),
    [
        (
            {"coverage": (CoverageRule("x", duty="Suport"),)},
            (
                "'team' has a rule for the duty 'Suport', but nobody of that name has a shift "
                "(did you mean Support?)"
            ),
        ),
        (
            {"coverage": (CoverageRule("x", team="Desk"),)},
            "'team' has a rule for the team 'Desk', but nobody of that name has a member",
        ),
        (
            {"leave": (LeaveNotice(14, team="Desk"),)},
            "'team' has a rule for the team 'Desk', but nobody of that name has a member",
        ),
    ],
)
def test_rules_about_nobody(agreement: dict[str, object], title: str) -> None:
    found = by_rule(asked(support(), **agreement), "contradiction.unknown-name")
    assert [f.title for f in found] == [title]


def test_expired_and_expiring() -> None:
    old = asked(support(), expires=date(2027, 2, 1))
    assert [(f.severity, f.title) for f in old] == [
        (Severity.WARNING, "The agreement 'team' expired on 1 February 2027")
    ]
    soon = asked(
        support(), exemptions=(Exemption(frozenset({"FR"}), frozenset({"meetings"}), date(2027, 4, 1)),)
    )
    assert [(f.severity, f.title) for f in soon] == [
        (Severity.NOTE, "The exemption for FR in 'team' expires on 1 April 2027")
    ]
    assert asked(support(), expires=date(2028, 1, 1)) == ()


def test_more_hours_than_the_holders_may_work() -> None:
    atlas = Atlas(
        tuple(Person.simple(name, "Europe/Lisbon", 540, 1080) for name in "ab"),
        shifts=(daily("Desk", "a", 0, 12), daily("Desk", "b", 12, 24)),
    )
    [found] = asked(
        atlas, coverage=(CoverageRule("always", duty="Desk"),), shifts=(ShiftRules(max_week=48 * HOUR),)
    )
    assert found.title == "Desk needs 168 h a week, but its 2 holders may work 96 h between them"
    assert "needs 4 people at 48 h a week" in found.cause


def test_at_most_one_and_at_least_two() -> None:
    rules = (CoverageRule("alone", maximum=1, duty="Support"), replace(TWO, duty="support"))
    [found] = by_rule(asked(support(), coverage=rules), "contradiction.coverage")
    assert found.title == "Support: one rule says at most 1, another at least 2"
    apart = (
        replace(rules[0], window=WeeklyPattern.daily(0, 360), zone="UTC"),
        replace(rules[1], window=WeeklyPattern.daily(360, 720), zone="UTC"),
    )
    assert by_rule(asked(support(), coverage=apart), "contradiction.coverage") == []


def test_core_hours_that_members_do_not_work() -> None:
    core = CoreHours(LEDGER, WeeklyPattern.daily(13 * 60, 17 * 60), LISBON.zone)
    [found] = asked(ledger(), core_hours=(core,))
    assert found.title == (
        "Core hours of Ledger, Mon to Fri 13:00-17:00 Europe/Lisbon: 5 of 7 do not work then: "
        "Jack, Ravi, Wei, Salma and 1 more"
    )
    assert found.evidence[0].value == "core hours are 00:00-04:00 in Sydney; works 0% of them"
    [fix] = found.fixes
    assert fix.action.startswith("Move the core hours to")
    assert fix.effect == "kept by 3 of 7 instead of 2"


def test_core_hours_by_everybody_s_own_clock() -> None:
    kept = CoreHours(LEDGER, WeeklyPattern.daily(10 * 60, 16 * 60))
    assert asked(ledger(), core_hours=(kept,)) == ()
    late = CoreHours(LEDGER, WeeklyPattern.daily(10 * 60, 18 * 60))
    [found] = asked(ledger(), core_hours=(late,))
    assert found.who == ("daniel", "jack")


def test_an_exempt_country_has_no_core_hours() -> None:
    late = CoreHours(LEDGER, WeeklyPattern.daily(10 * 60, 18 * 60))
    free = Exemption(frozenset({"AU", "CA"}), frozenset({"core-hours"}))
    assert asked(ledger(), core_hours=(late,), exemptions=(free,)) == ()


def test_two_agreements_with_different_core_hours() -> None:
    made = [
        Agreement(name, core_hours=(CoreHours(LEDGER, WeeklyPattern.daily(start * 60, (start + 1) * 60)),))
        for name, start in (("old", 10), ("new", 11))
    ]
    [found] = ask(CONTRADICTIONS, ledger().with_(agreements=tuple(made)), WINDOW)
    assert found.title == (
        "Two agreements give Ledger different core hours: Mon to Fri 10:00-11:00 by each person's own clock; "
        "Mon to Fri 11:00-12:00 by each person's own clock"
    )


def test_meeting_rules_that_leave_no_hour() -> None:
    [found] = asked(ledger(), meetings=(MeetingRules(earliest=8 * 60, latest=19 * 60, team=LEDGER),))
    assert found.title == "The meeting rules leave no hour in which all of Ledger may meet"
    assert asked(ledger(), meetings=(MeetingRules(earliest=8 * 60, latest=19 * 60),)) == ()
    every_day = frozenset(range(7))
    [never] = asked(ledger(), meetings=(MeetingRules(earliest=0, no_meeting_days=every_day, team=LEDGER),))
    assert never.rule == "contradiction.no-meeting-hour"


def two_teams() -> Atlas:
    people = (
        Person.simple("Aiko", "Asia/Tokyo", 540, 1080),
        Person.simple("Bob", "America/New_York", 540, 1020),
    )
    return Atlas(people, teams=(Team("East", ("Aiko",)), Team("West", ("Bob",))))


@pytest.mark.parametrize(("asker", "answerer"), [("West", "East"), (None, None)])
def test_four_hours_between_teams_that_share_no_hour(asker: str | None, answerer: str | None) -> None:
    promise = ResponsePromise("chat", 4 * HOUR, True, asker, answerer)
    [found] = asked(two_teams(), responses=(promise,))
    assert found.rule == "contradiction.no-shared-hour"
    assert found.title == (
        "chat: an answer within 4 h of working time takes 63 h from East to West: they share no hour"
    )
    assert found.spans[0].elapsed == 63 * HOUR
    assert found.evidence[0].value.startswith("at worst Fri 19 Mar 2027 13:00Z, 09:00 in New York: 63 h")


def test_a_promise_in_working_hours_with_a_shared_hour_is_kept() -> None:
    promise = ResponsePromise("chat", 4 * HOUR, True, LEDGER, OPS)
    assert asked(company(), responses=(promise,)) == ()


def test_teams_that_share_their_first_hour_only_weeks_later_are_not_apart() -> None:
    late = replace(two_teams().person("Bob"), id="late", started=date(2027, 4, 19))
    east = [Team("East", ("Aiko",)), *(Team(f"Both {n}", ("Aiko", "late")) for n in range(25))]
    west = [Team(f"West {n}", ("Bob",)) for n in range(20)]
    atlas = replace(two_teams(), people=(*two_teams().people, late), teams=(*east, *west))
    [found] = asked(atlas, responses=(ResponsePromise("chat", 4 * HOUR, True),))
    assert all("East" in evidence.label for evidence in found.evidence), (
        "with more pairs, some are not measured"
    )


def test_a_promise_on_the_wall_that_nobody_is_there_to_keep() -> None:
    promise = ResponsePromise("urgent", 4 * HOUR, False, "West", "East")
    [found] = asked(two_teams(), responses=(promise,))
    assert (found.rule, found.severity) == ("contradiction.promise", Severity.ERROR)
    assert (
        found.title == "urgent: an answer within 4 h on the wall cannot be kept: West can wait 59 h for East"
    )
    assert "nobody of East is at work from Fri 19 Mar 2027 13:00Z until Mon 22 Mar 2027 00:00Z" in found.cause
    assert asked(two_teams(), responses=(replace(promise, within=72 * HOUR),)) == ()


def test_everybody_is_not_a_team_apart() -> None:
    people = (Person.simple("Aiko", "Asia/Tokyo", 540, 1080),)
    promise = ResponsePromise("urgent", 4 * HOUR, False)
    assert asked(Atlas(people), responses=(promise,)) == ()


def test_what_was_not_measured_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("farflung.engine.checks.contradictions_promises.MOST_PAIRS", 1)
    (found,) = asked(two_teams(), responses=(ResponsePromise("urgent", 4 * HOUR, False),))
    assert found.evidence[-1].label == "Not measured"
    assert found.evidence[-1].value.startswith("1 more pair")


def test_somebody_on_call_can_be_paged() -> None:
    promise = ResponsePromise("page", timedelta(minutes=15), False, "West", "East")
    on_call = daily("On call", "Aiko", 0, 24)
    assert asked(two_teams().with_(shifts=(on_call,)), responses=(promise,)) == ()
    gap = (daily("On call", "Aiko", 0, 15), daily("On call", "Aiko", 16, 24))
    [found] = asked(two_teams().with_(shifts=gap), responses=(replace(promise, asker=None),))
    assert "anybody can wait 1 h for East" in found.title


def test_gaps_over_weekends_are_said_once_and_few() -> None:
    pattern = (PatternPeriod(WeeklyPattern.daily(480, 1020, range(5))),)
    people = (Person("a", "Ana", Place("Europe/Lisbon"), pattern), Person("b", "Bo", Place("UTC"), pattern))
    rule = CoverageRule("at least 1 at all times", named=False)
    [found] = by_rule(asked(Atlas(people), coverage=(rule,)), "contradiction.roster")
    assert found.title == "119 of 168 h a week below the company's own minimum of 1"
    assert found.cause == (
        "because working hours give nobody from Fri 17:00Z to Mon 07:00Z, nobody 17:00-07:00Z Mon to Thu, "
        "nobody 17:00-08:00Z Mon to Thu and 3 more"
    )
