"""A report of the cast with hand-written findings: every severity, kind and shape that a page must show."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from farflung.engine.atlas import Atlas, Change
from farflung.engine.checks import Check, Evidence, Finding, Fix, Question, Report, Severity
from farflung.engine.model import (
    Agreement,
    CoverageRule,
    MeetingSeries,
    Recurrence,
    Source,
    WeeklyPattern,
)
from farflung.engine.time import CivilTime, Span
from farflung.report.summary import (
    Asked,
    Ending,
    FileRead,
    IntakeSummary,
    Remark,
    Summary,
    Trouble,
)
from farflung.rulepacks import load_packs
from tests.company import LEDGER_PEOPLE, OPS_PEOPLE, WARSAW, WITHDRAWALS, company, days, relay, weekly_shift

START = "2027-03-15"
WINDOW = days(START, 90)
MADE = datetime(2027, 3, 15, 11, 15, tzinfo=UTC)
LEDGER_IDS = tuple(person.id for person in LEDGER_PEOPLE)
OPS_IDS = tuple(person.id for person in OPS_PEOPLE)


def series(key: str, title: str, day: date, clock: time, zone: str, who: tuple[str, ...]) -> MeetingSeries:
    """A weekly meeting of an hour."""
    code = ("MO", "TU", "WE", "TH", "FR")[day.weekday()]
    recurrence = Recurrence(CivilTime(day, clock, zone), 60, f"FREQ=WEEKLY;BYDAY={code}")
    return MeetingSeries(key, title, recurrence, who, source=Source("meetings.ics", 12))


MEETINGS = (
    series("west", "West sync", date(2027, 3, 1), time(10), "America/Toronto", LEDGER_IDS[:3]),
    series("review", "Ops review", date(2027, 3, 3), time(8), "UTC", OPS_IDS),
    series("schema", "Schema review", date(2027, 3, 15), time(15, 30), "Europe/Lisbon", LEDGER_IDS),
)
TWO = CoverageRule(
    "Withdrawals queue", 2, duty=WITHDRAWALS, window=WeeklyPattern.daily(6 * 60, 22 * 60), zone="UTC",
    source=Source("agreement.yaml", 12, 5),
)  # fmt: skip
AGREEMENTS = (
    Agreement(
        "Operations",
        coverage=(
            CoverageRule("Withdrawals duty", duty=WITHDRAWALS, source=Source("agreement.yaml", 4)),
            TWO,
        ),
    ),
)
CHECKS = tuple(
    Check(name, title, rules, lambda _question: ())
    for name, title, rules in (
        ("coverage", "Coverage", {"coverage.hole": "nobody is there", "coverage.single": "one person only"}),
        ("clocks", "Clock changes", {"clocks.meeting": "a series moves for some of its people"}),
        ("contradictions", "Contradictions", {"contradictions.below": "a roster below a written rule"}),
        ("overlap", "Shared hours", {"overlap.none": "two who must talk share no hour"}),
        ("pays", "Who pays", {"pays.always": "the same people always pay"}),
        ("holidays", "Holidays", {"holidays.meeting": "a meeting on a public holiday"}),
        ("thresholds", "Thresholds", {"thresholds.rest": "too little rest between shifts"}),
    )
)


def hours(first: str, start: int, length: int, count: int = 1, every: int = 1) -> tuple[Span, ...]:
    """The same hours of several days, in UTC."""
    begin = datetime.fromisoformat(first).replace(tzinfo=UTC) + timedelta(hours=start)
    starts = (begin + timedelta(days=every * n) for n in range(count))
    return tuple(Span(moment, moment + timedelta(hours=length)) for moment in starts)


def atlas() -> Atlas:
    """The cast with a rota, three series and an agreement."""
    return company().with_(shifts=relay(), meetings=MEETINGS, agreements=AGREEMENTS)


def findings() -> tuple[Finding, ...]:
    """Twenty, of every severity and shape."""
    made = (hole(), contradiction(), moved(), paid(), no_overlap(), holiday(), *(small(n) for n in range(14)))
    return tuple(sorted(made, key=lambda finding: finding.order))


def hole() -> Finding:
    """A hole that a clock change opens, with two fixes, one of which says what to change."""
    later = weekly_shift(WITHDRAWALS, OPS_PEOPLE[10], 9 * 60, 17 * 60, WARSAW.zone)
    return Finding(
        "coverage.hole",
        Severity.ERROR,
        WITHDRAWALS,
        "Withdrawals: nobody is on duty 14:00–15:00 UTC from Mon 29 Mar 2027",
        "Warsaw puts its clocks forward on Sun 28 Mar 2027 and São Paulo does not, because Brazil has no "
        "summer time: the Warsaw shift now ends an hour before the São Paulo shift begins.",
        "agreement.yaml:4 at least 1 at all times",
        ("kasia", "rafael"),
        hours("2027-03-29", 14, 1, 55),
        (
            Evidence("Hole", "55 days of 60 min", Source("rota.csv", 2)),
            Evidence("Before", "no gap on Fri 26 Mar 2027"),
        ),
        (
            Fix(
                "Move the Warsaw shift to 09:00–17:00 Warsaw",
                "closes 55 h in 55 days; Kasia stays inside her own pattern 09:00–18:00",
                Change((relay()[0],), (later,)),
            ),
            Fix(
                "Let the São Paulo shift start at 11:00 São Paulo",
                "closes the hole; Rafael starts before his pattern on 55 days",
            ),
        ),
        Source("rota.csv", 2),
        55.0,
    )


def contradiction() -> Finding:
    """A rule and a roster that do not fit, for many people, on every day."""
    return Finding(
        "contradictions.below",
        Severity.ERROR,
        "Withdrawals queue",
        "Withdrawals queue: 13 of 24 hours have fewer than the 2 people the rule asks for",
        "The rule says at least two at all times; the roster has blocks with 1, 1, 2, 2, 1 and 2 people.",
        "agreement.yaml:12 at least 2 at all times",
        OPS_IDS,
        hours("2027-03-15", 0, 13, 90),
        source=Source("agreement.yaml", 12, 5),
        weight=40,
    )


def moved() -> Finding:
    """A series that moves between two clock changes."""
    return Finding(
        "clocks.meeting",
        Severity.WARNING,
        "West sync",
        "West sync moves to 14:00 Lisbon on 15 and 22 Mar 2027",
        "It follows Toronto, which put its clocks forward on Sun 14 Mar; Lisbon follows on Sun 28 Mar. "
        "From 29 Mar it is at 15:00 Lisbon again.",
        "IANA 2026f",
        ("ana", "tomás", "daniel"),
        hours("2027-03-15", 14, 1, 2, 7),
        fixes=(Fix("Anchor it in UTC", "moves for 2 people instead of 5"),),
        source=Source("meetings.ics", 12),
        weight=9,
    )


def paid() -> Finding:
    """A series that the same people always pay for."""
    later = series("review", "Ops review", date(2027, 3, 3), time(13), "UTC", OPS_IDS)
    return Finding(
        "pays.always",
        Severity.WARNING,
        "Ops review",
        "Ops review: São Paulo and Mexico City carry all of its night, 72 points each in nine weeks",
        "08:00 UTC is 05:00 São Paulo and 02:00 Mexico City; everybody else carries 0.",
        "burden points of 2026-01",
        ("rafael", "beatriz", "ximena"),
        hours("2027-04-07", 8, 1, 9, 7),
        fixes=(
            Fix(
                "Rotate 12:00, 13:00 and 14:00 UTC",
                "the most anybody carries is 21 points",
                Change((MEETINGS[1],), (later,)),
            ),
        ),
        source=Source("meetings.ics", 30),
        weight=8,
    )


def no_overlap() -> Finding:
    """A finding without times."""
    return Finding(
        "overlap.none",
        Severity.WARNING,
        "Ana and Jack",
        "Ana (Lisbon) and Jack (Sydney) share no working hour",
        "Ana works 09:00–18:00 Lisbon, Jack 09:00–17:00 Sydney: from 4 Apr, when Sydney’s clocks go back, "
        "the nearest they come is 1 h apart.",
        "people.csv:2 manager and report",
        ("ana", "jack"),
        fixes=(Fix("Start Jack at 11:00 Sydney on two days", "gives 1 h together on those days"),),
        weight=7,
    )


def holiday() -> Finding:
    """A note without a fix or a place in a file."""
    return Finding(
        "holidays.meeting",
        Severity.NOTE,
        "Schema review",
        "Schema review on Mon 29 Mar 2027 is on Easter Monday for Jack and Camille",
        "Because it is a public holiday in Australia (NSW) and France, and not in Portugal.",
        "holidays 0.109",
        ("jack", "camille"),
        hours("2027-03-29", 14, 1),
        weight=1,
    )


def small(number: int) -> Finding:
    """One of many, of different rules, hours and lengths."""
    ledger, ops = LEDGER_PEOPLE[number % 7], OPS_PEOPLE[number]
    return Finding(
        ("coverage.single", "overlap.none", "thresholds.rest", "clocks.meeting")[number % 4],
        Severity.NOTE if number % 3 else Severity.WARNING,
        f"Subject {number}",
        f"Between {ledger.name} and {ops.name} the queue hangs on one person, week {number + 1}",
        "Because the shift before ends when theirs begins.",
        "agreement.yaml:4 at least 1 at all times",
        (ledger.id, ops.id) if number != 5 else OPS_IDS,
        hours("2027-03-16", (5 * number) % 24, 1 + number % 3, 1 + 2 * number, 1),
        weight=0.5 - number / 100,
    )


INTAKE = IntakeSummary(
    files=(
        FileRead("people.csv", "people, a plain sheet", 23),
        FileRead("rota.csv", "rota", 2),
        FileRead("meetings.ics", "meetings, iCalendar", 3),
        FileRead("agreement.yaml", "agreement", 2),
    ),
    problems=(
        Trouble(
            Severity.ERROR,
            "unknown-zone",
            "no zone of that name",
            "Write Europe/Paris or the city.",
            "people.csv",
            7,
            "timezone",
            "Europa/Paris",
        ),
        Trouble(
            Severity.WARNING, "formula", "a cell begins with =", "Write its value.", "people.csv", 9, "notes"
        ),
    ),
    questions=(
        Asked(
            "Georgia: the US state or the country?",
            ("US state", "country"),
            (("people.csv", 3), ("people.csv", 8)),
        ),
    ),
    notes=(Remark("working hours taken as 09:00–18:00", "people.csv", 21),),
)


def summary(
    found: Iterable[Finding] | None = None,
    viewer: str | None = "Europe/Lisbon",
    of: Atlas | None = None,
    intake: IntakeSummary = INTAKE,
) -> Summary:
    """The report of the cast, as the command would make it."""
    world = of or atlas()
    question = Question(world, WINDOW, load_packs())
    chosen = findings() if found is None else tuple(found)
    zone = world.zones.zone(viewer) if viewer else None
    ending = Ending(1, "2 errors, and the command was asked to fail on errors")
    return Summary(Report(question, CHECKS, chosen), intake, zone, MADE, 1.2, ending)
