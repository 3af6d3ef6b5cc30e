"""The files of Polaris: twenty-three people, small enough to be read whole, with something to find in each.

The sheets and the agreement are kept as they are written; the calendars are made here from their plans.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from farflung.example import tables
from farflung.example.calendars import Event, Guest, Wall, calendar
from farflung.example.feeds import OnCall, pagerduty, weekly

_SHEETS = ("stays.csv", "absences.csv", "rota.csv", "agreement.yaml", "markets.yaml")
_LEDGER = ("Ana", "Tomás", "Daniel", "Ravi", "Wei", "Jack", "Salma")
_OPS = (
    "Mei-Ling", "Hafiz", "Andrea", "Paolo", "Liza", "Jun", "Priya", "Arjun", "Wanjiru", "Chidi", "Kasia",
    "Rafael", "Beatriz", "Ximena",
)  # fmt: skip
_WRITTEN_FOR = date(2027, 3, 1)
"""The Monday on which the window of the sheets and plans opens, as they are written."""
_PEOPLE = "people.csv"
_DATE = re.compile(r"\b20\d\d-\d\d-\d\d\b")
_OUTSIDER = Guest("R. Okafor", "r.okafor@auditor.example")


@dataclass(frozen=True, slots=True)
class _Plan:
    """A meeting: whoever makes it stands first among `who`."""

    key: str
    title: str
    start: Wall
    minutes: int
    rule: str | None
    who: tuple[str, ...]
    agenda: str | None = None
    without: tuple[Wall, ...] = ()
    moved: tuple[tuple[Wall, Wall], ...] = ()
    outsiders: tuple[Guest, ...] = ()


def _lisbon(month: int, day: int, hour: int = 14, minute: int = 0) -> Wall:
    return Wall(date(2027, month, day), 60 * hour + minute, "Europe/Lisbon")


_PLANS = (
    _Plan(
        "west-sync", "West sync", Wall(date(2027, 1, 11), 600, "America/Toronto"), 45, "FREQ=WEEKLY;BYDAY=MO",
        ("Daniel", "Tomás", "Ana"), "Plan of the week, what is stuck.",
    ),
    _Plan(
        "ledger-weekly", "Ledger weekly", _lisbon(1, 6), 60, "FREQ=WEEKLY;BYDAY=WE", _LEDGER,
        "Migrations, incidents, decisions that wait for somebody.",
        without=(_lisbon(3, 17),), moved=((_lisbon(3, 31), _lisbon(4, 1, 11)),),
    ),
    _Plan("schema-review", "Schema review", _lisbon(3, 18, 19, 30), 60, None, _LEDGER),
    _Plan(
        "ops-review", "Ops review", Wall(date(2027, 4, 7), 480, "UTC"), 60, "FREQ=WEEKLY;COUNT=9", _OPS,
        "Queues, incidents, refunds over the limit.",
    ),
    _Plan(
        "handover", "Withdrawals handover", Wall(date(2027, 1, 4), 945, "Europe/Warsaw"), 15,
        "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", ("Kasia", "Rafael"),
    ),
    _Plan(
        "leads", "Leads weekly", Wall(date(2027, 1, 5), 780, "Asia/Dubai"), 50, "FREQ=WEEKLY;BYDAY=TU",
        ("Omar", "Ana", "Mei-Ling", "Camille"), "Numbers, people, approvals.",
    ),
    _Plan(
        "one-to-one", "Jack / Ana", Wall(date(2027, 1, 14), 1140, "Australia/Sydney"), 30,
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TH", ("Jack", "Ana"),
    ),
    _Plan(
        "compliance", "Compliance round", Wall(date(2027, 1, 7), 600, "Europe/Paris"), 60,
        "FREQ=MONTHLY;BYDAY=1TH", ("Camille", "Salma", "Omar", "Mei-Ling"), "Open findings and their dates.",
    ),
    _Plan(
        "audit", "Audit kick-off", Wall(date(2027, 4, 14), 900, "Europe/Paris"), 90, None,
        ("Camille", "Omar", "Wei"), "Scope, samples, who answers what.", outsiders=(_OUTSIDER,),
    ),
    _Plan(
        "all-hands", "Company all-hands", Wall(date(2027, 1, 27), 960, "Asia/Dubai"), 60,
        "FREQ=MONTHLY;BYDAY=-1WE", ("Omar", "Camille", *_LEDGER, *_OPS), "Numbers, people, questions.",
    ),
)  # fmt: skip


def files(opening: date) -> Iterator[tuple[str, str]]:
    """Name and text of every file; everything but who works here moves with `opening`, by whole weeks."""
    later = timedelta(weeks=(opening - _WRITTEN_FOR).days // 7)
    people = tables.text(f"polaris/{_PEOPLE}")
    yield _PEOPLE, people
    yield from ((name, _moved(tables.text(f"polaris/{name}"), later)) for name in _SHEETS)
    emails = {row["name"]: row["email"] for row in csv.DictReader(io.StringIO(people))}
    plans = (_later(plan, later) for plan in _PLANS)
    yield "meetings.ics", calendar("Polaris", (_event(plan, emails) for plan in plans))
    turns = weekly([OnCall(name, emails[name]) for name in _LEDGER], "Europe/Lisbon", 10, opening)
    yield "oncall-ledger.ics", pagerduty("Ledger on-call", turns)


def _moved(text: str, later: timedelta) -> str:
    """The same with every date so much later."""
    return _DATE.sub(lambda found: (date.fromisoformat(found[0]) + later).isoformat(), text)


def _later(plan: _Plan, later: timedelta) -> _Plan:
    def wall(one: Wall) -> Wall:
        return replace(one, day=one.day + later)

    return replace(
        plan,
        start=_fitting(wall(plan.start), plan.rule),
        without=tuple(map(wall, plan.without)),
        moved=tuple((wall(one), wall(other)) for one, other in plan.moved),
    )


def _fitting(start: Wall, rule: str | None) -> Wall:
    """The first day from then on that a monthly rule names: the third Thursday is not always weeks away from
    another third Thursday."""
    _, monthly, nth = (rule or "").partition("FREQ=MONTHLY;BYDAY=")
    while monthly and not _is_nth(start.day, int(nth[:-2])):
        start = replace(start, day=start.day + timedelta(weeks=1))
    return start


def _is_nth(day: date, nth: int) -> bool:
    """Whether a day is the nth of its weekday in its month; the last, where that is -1."""
    return (day.day - 1) // 7 + 1 == nth if nth > 0 else (day + timedelta(weeks=1)).month != day.month


def _event(plan: _Plan, emails: Mapping[str, str]) -> Event:
    guests = tuple(Guest(name, emails[name]) for name in plan.who)
    return Event(
        uid=f"{plan.key}@polaris.example",
        title=plan.title,
        start=plan.start,
        minutes=plan.minutes,
        rule=plan.rule,
        guests=(*guests, *plan.outsiders),
        organizer=guests[0],
        agenda=plan.agenda,
        without=plan.without,
        moved=plan.moved,
    )
