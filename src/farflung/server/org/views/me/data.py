"""*What is kept about me*: everything, what for, who may see it, until when, who looked; and a copy of it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from farflung.server.core import beside
from farflung.server.org.access import member
from farflung.server.org.classified import Sees, columns, keeping
from farflung.server.org.models import Consent
from farflung.server.org.queries.kept import Records, kept_about

_SHOWN = 50


@dataclass(frozen=True, slots=True)
class Column:
    """One thing that is kept; `purpose` and `sees` are sentences to be translated."""

    name: str
    value: str
    purpose: str
    sees: str


@dataclass(frozen=True, slots=True)
class Kept:
    """The rows of one table: the columns with what they are for, and each row's values with their names."""

    table: str
    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[tuple[str, str], ...], ...]
    days: int | None
    since: str

    @property
    def several(self) -> bool:
        """Whether there is a row for each of many things, so that values stand in a table of their own."""
        return self.table != "person"


@dataclass(frozen=True, slots=True)
class Seen:
    """Somebody looked, or something was done: when, who ("" for the machine), what."""

    at: datetime
    by: str
    what: str
    through: str


@never_cache
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """The page."""
    person = member(request)
    records = kept_about(person)
    context = {
        "kept": list(_kept(records)),
        "looks": [_look(row) for row in records["look"][:_SHOWN]],
        "more_looks": max(len(records["look"]) - _SHOWN, 0),
        "done": [_done(row) for row in records["auditentry"][:_SHOWN]],
        "account": records["account"],
        "tokens": records["token"],
        "consents": [(text, person.consents.get(name, {})) for name, text in Consent.choices],
    }
    return render(request, "org/me/data.html", context)


@never_cache
@require_safe
def data_file(request: HttpRequest) -> HttpResponse:
    """The same as a file that programs read, with what each column is for."""
    person = member(request)
    kept = {one.table: {"days": one.days, "after": one.since} for one in keeping()}
    about = {column.name: {"purpose": column.purpose, "sees": column.sees.value} for column in columns()}
    whole = {"records": kept_about(person), "columns": about, "kept": kept}
    response = HttpResponse(json.dumps(whole, ensure_ascii=False, indent=1), content_type="application/json")
    response.headers["Content-Disposition"] = 'attachment; filename="kept-about-me.json"'
    return response


def _kept(records: Records) -> Iterator[Kept]:
    ends = {one.table: one for one in keeping()}
    listed: dict[str, list[Any]] = {}
    for column in columns():
        table, _dot, name = column.name.partition(".")
        if column.sees is not Sees.NOBODY and name not in ("code", "person", "lead", "organizer", "by"):
            listed.setdefault(table, []).append((name, column))
    for table, found in listed.items():
        rows = records.get(table, [])
        first = rows[0] if rows else {}
        shown = tuple(
            Column(name, _text(first.get(name)), one.purpose, one.sees.value) for name, one in found
        )
        values = tuple(tuple((name, _value(row, name)) for name, _one in found) for row in rows[:_SHOWN])
        yield Kept(table, _table_name(table), shown, values, ends[table].days, ends[table].since)


def _value(row: dict[str, Any], name: str) -> str:
    if name == "during":
        return f"{row['during'] or '…'} – {row['until'] or '…'}"
    return _text(row.get(name))


def _text(value: Any) -> str:
    """A value as it is kept: here nothing is made prettier than it is."""
    if value in (None, "", [], {}):
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _table_name(table: str) -> str:
    names = {
        "person": _("You"), "rolegrant": _("Roles"), "membership": _("Teams"),
        "team": _("Teams that you lead"),
        "patternperiod": _("Hours"), "stay": _("Stays"), "absence": _("Absences"),
        "holidayswap": _("Swapped holidays"), "mismatch": _("What files say otherwise"),
    }  # fmt: skip
    others = {name: called for one in beside.others() for name, called in one.names.items()}
    return str(others.get(table) or names.get(table, table))


def _look(row: dict[str, Any]) -> Seen:
    return Seen(datetime.fromisoformat(row["at"]), row["by"], row["field"], row["through"])


def _done(row: dict[str, Any]) -> Seen:
    fields = row["detail"].get("fields") or []
    return Seen(datetime.fromisoformat(row["at"]), row["by"] or "", row["action"], ", ".join(fields))
