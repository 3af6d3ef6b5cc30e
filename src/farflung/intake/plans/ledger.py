"""The ledger file: what each carried, plan by plan: one that is made again is not counted twice.

Meetings have entries of their own, a day each and of no rota: two rotas of the same people in the same weeks
count them once. They count no days of presence, which the entries of rotas do: a day that two of them plan is
one day.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from farflung.engine.checks.finding import Severity
from farflung.engine.rota.values.ledger import Carried, Ledger
from farflung.engine.said import in_english, said
from farflung.engine.time import Span
from farflung.intake.errors import FileError
from farflung.intake.problem import Problem

MOST = 10_000_000
"""Points or days that nobody comes near: beyond them a ledger was not written by us."""

Amount = Annotated[float, Field(ge=0, le=MOST, allow_inf_nan=False)]


class Row(BaseModel):
    """What somebody carried in one plan."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    points: Amount
    days: Amount


class Entry(BaseModel):
    """One plan: its rota, its first and last UTC date, and what each of its people carried.

    Without a rota it is a day of meetings.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    rota: str | None
    first: date
    last: date
    carried: dict[str, Row]


class LedgerFile(BaseModel):
    """The whole file."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    format: Literal["farflung burden ledger"] = "farflung burden ledger"
    version: Literal[1] = 1
    entries: list[Entry] = []


def read_ledger(text: str, file: str) -> LedgerFile:
    """The file; raises `FileError` that says where it is none."""
    try:
        return LedgerFile.model_validate_json(text.lstrip("\ufeff"))
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        message = said("this is no ledger that can be read: {why}.", why=in_english(first["msg"]))
        remedy = said("It is written by `farflung rota plan --ledger`.")
        place = ".".join(map(str, first["loc"])) or None
        raise FileError(Problem(Severity.ERROR, "ledger", file, message, remedy, None, place)) from error


def before(ledger: LedgerFile, rota: str, window: Span) -> Ledger:
    """What was carried before a plan: not what the same rota had in the same days.

    Points of other rotas in the days of the plan weigh in it; their days do not, as the plan counts its own.
    """
    found: dict[str, list[tuple[Entry, Row]]] = {}
    for entry in _others(ledger, rota, window):
        for person, row in entry.carried.items():
            found.setdefault(person, []).append((entry, row))
    planned = _dates(window)
    return Ledger(
        {
            person: Carried(sum(row.points for _, row in rows), _days_once(rows, *planned))
            for person, rows in found.items()
        }
    )


def _days_once(rows: Iterable[tuple[Entry, Row]], first: date, last: date) -> float:
    """Days of presence by what is known of each: of dates that several rotas planned, by whichever has most.

    An entry does not say which of its dates somebody was there: they are spread over all of them. The dates
    of the plan, from `first` to `last`, are left out.
    """
    spells = [(e.first.toordinal(), e.last.toordinal() + 1, r.days) for e, r in rows if e.rota is not None]
    plan = first.toordinal(), last.toordinal() + 1
    borders = sorted({*plan, *(at for start, end, _ in spells for at in (start, end))})
    return sum(
        max((width * days / (b - a) for a, b, days in spells if a <= start < b), default=0.0)
        for start, end in pairwise(borders)
        if (width := end - start) and not plan[0] <= start < plan[1]
    )


def with_plan(ledger: LedgerFile, rota: str, window: Span, carried: Ledger) -> str:
    """The file with a plan in it, in place of what the same rota had in the same days."""
    first, last = _dates(window)
    rows = {person: Row(points=round(c.points, 4), days=c.days) for person, c in carried.carried.items()}
    entry = Entry(rota=rota, first=first, last=last, carried=rows)
    whole = LedgerFile(entries=_sorted([*_others(ledger, rota, window), entry]))
    return json.dumps(whole.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"


def with_meetings(ledger: LedgerFile, met: Mapping[date, Mapping[str, float]], window: Span) -> LedgerFile:
    """The ledger with the points of meetings by day: those of the window as they are now.

    Of days before it, what was written down stays, and the days of other plans that have none get theirs.
    """
    first, last = _touched(window)
    kept = [e for e in ledger.entries if e.rota is not None or not first <= e.first <= last]
    known = {entry.first for entry in kept if entry.rota is None}
    planned = [(entry.first, entry.last) for entry in kept if entry.rota is not None]
    new = [
        Entry(rota=None, first=day, last=day, carried={p: Row(points=x, days=0) for p, x in points.items()})
        for day, points in met.items()
        if points and day not in known and any(a <= day <= b for a, b in (*planned, (first, last)))
    ]
    return LedgerFile(entries=_sorted([*kept, *new]))


def span_of(ledger: LedgerFile, window: Span) -> Span:
    """From the first day of the ledger to the end of a plan."""
    begun = (datetime.combine(entry.first, time(), UTC) for entry in ledger.entries)
    return Span(min([window.start, *begun]), window.end)


def _sorted(entries: list[Entry]) -> list[Entry]:
    return sorted(entries, key=lambda entry: (entry.first, entry.rota or ""))


def _others(ledger: LedgerFile, rota: str, window: Span) -> list[Entry]:
    first, last = _dates(window)
    return [e for e in ledger.entries if e.rota != rota or e.last < first or last < e.first]


def _dates(window: Span) -> tuple[date, date]:
    """The first and the last UTC date whose noon lies in a window; without any noon, those that it touches.

    So plans that follow one another share no date, wherever their days begin.
    """
    first, last = _touched(window)
    first += timedelta(days=_noon(first) < window.start)
    last -= timedelta(days=_noon(last) >= window.end)
    return (first, last) if first <= last else _touched(window)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), UTC)


def _touched(window: Span) -> tuple[date, date]:
    return window.start.date(), (window.end - timedelta(microseconds=1)).date()
