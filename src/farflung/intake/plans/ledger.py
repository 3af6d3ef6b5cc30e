"""The ledger file: what each carried, plan by plan: one that is made again is not counted twice."""

import json
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from farflung.engine.checks.finding import Severity
from farflung.engine.rota.values.ledger import Carried, Ledger
from farflung.engine.said import in_english, said
from farflung.engine.time import Span
from farflung.intake.errors import FileError
from farflung.intake.problem import Problem


class Row(BaseModel):
    """What somebody carried in one plan."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    points: float
    days: float


class Entry(BaseModel):
    """One plan: its rota, its first and last UTC date, and what each of its people carried."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    rota: str
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
    """What was carried before a plan: not what the same rota had in the same days."""
    found: dict[str, Carried] = {}
    for entry in _others(ledger, rota, window):
        for person, row in entry.carried.items():
            known = found.get(person, Carried())
            found[person] = Carried(known.points + row.points, known.days + row.days)
    return Ledger(found)


def with_plan(ledger: LedgerFile, rota: str, window: Span, carried: Ledger) -> str:
    """The file with a plan in it, in place of what the same rota had in the same days."""
    first, last = _dates(window)
    rows = {person: Row(points=round(c.points, 4), days=c.days) for person, c in carried.carried.items()}
    entry = Entry(rota=rota, first=first, last=last, carried=rows)
    entries = sorted([*_others(ledger, rota, window), entry], key=lambda e: (e.first, e.rota))
    whole = LedgerFile(entries=entries)
    return json.dumps(whole.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n"


def _others(ledger: LedgerFile, rota: str, window: Span) -> list[Entry]:
    first, last = _dates(window)
    return [e for e in ledger.entries if e.rota != rota or e.last < first or last < e.first]


def _dates(window: Span) -> tuple[date, date]:
    return window.start.date(), (window.end - (window.end - window.start) / 10**6).date()
