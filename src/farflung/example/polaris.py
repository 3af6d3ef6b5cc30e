"""The files of Polaris: twenty-three people, small enough to be read whole, with something to find in each.

The sheets and the agreement are kept as they are written; the calendars are made here from their plans.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from farflung.example import tables
from farflung.example.calendars import Event, Guest, Wall, calendar
from farflung.example.feeds import OnCall, pagerduty, weekly

_SHEETS = ("people.csv", "stays.csv", "absences.csv", "rota.csv", "agreement.yaml")
_LEDGER = ("Ana", "Tomás", "Daniel", "Ravi", "Wei", "Jack", "Salma")
_OPS = (
    "Mei-Ling", "Hafiz", "Andrea", "Paolo", "Liza", "Jun", "Priya", "Arjun", "Wanjiru", "Chidi", "Kasia",
    "Rafael", "Beatriz", "Ximena",
)  # fmt: skip
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
    """Name and text of every file."""
    yield from ((name, tables.text(f"polaris/{name}")) for name in _SHEETS)
    rows = csv.DictReader(io.StringIO(tables.text("polaris/people.csv")))
    emails = {row["name"]: row["email"] for row in rows}
    yield "meetings.ics", calendar("Polaris", (_event(plan, emails) for plan in _PLANS))
    turns = weekly([OnCall(name, emails[name]) for name in _LEDGER], "Europe/Lisbon", 10, opening)
    yield "oncall-ledger.ics", pagerduty("Ledger on-call", turns)


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
