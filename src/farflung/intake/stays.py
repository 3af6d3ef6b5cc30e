"""Stays from a sheet: person, place, kind, from, to, recorded, id, replaces."""

from datetime import UTC, date, datetime, time
from typing import Final

from farflung.engine.model import Place, Stay, StayKind
from farflung.engine.said import said
from farflung.intake.dating import Dating
from farflung.intake.gazetteer.fold import fold
from farflung.intake.notebook import Notebook
from farflung.intake.people.field import PLACES, Field
from farflung.intake.people.placing import Placer
from farflung.intake.people.plain import PLAIN
from farflung.intake.people.raw import RawPerson
from farflung.intake.sheet import Sheet, has, sheet_of
from farflung.intake.table import Row, Table
from farflung.intake.who import Who

_PLACE_SPELLINGS: Final = {what.value: PLAIN.headings[what] for what in (
    Field.ZONE, Field.CITY, Field.REGION, Field.COUNTRY,
)}  # fmt: skip
SPELLINGS: Final = {
    "person": (
        "person", "name", "employee", "employee name", "who", "email", "work email", "employee id",
        "traveller",
    ),
    "from": ("from", "start", "start date", "arrival", "arrives", "from date", "von", "du", "desde"),
    "to": ("to", "until", "end", "end date", "departure", "leaves", "to date", "bis", "au", "hasta"),
    "kind": ("kind", "type", "stay kind", "stay type", "purpose"),
    "recorded": ("recorded", "recorded at", "recorded on", "known since", "entered", "created at"),
    "id": ("id", "stay id", "stay"),
    "replaces": ("replaces", "replaces id", "corrects", "supersedes"),
    "withdrawn": ("withdrawn", "cancelled", "canceled"),
    Field.LOCATION.value: ("place", "location", "destination", "where", "office", "hub", "ort", "lieu"),
    **_PLACE_SPELLINGS,
}  # fmt: skip
_KINDS: Final = {
    "home": StayKind.HOME, "travel": StayKind.TRAVEL, "trip": StayKind.TRAVEL,
    "business trip": StayKind.TRAVEL,
    "offsite": StayKind.TRAVEL, "workation": StayKind.TRAVEL, "relocation": StayKind.RELOCATION,
    "move": StayKind.RELOCATION, "moved": StayKind.RELOCATION, "hub": StayKind.HUB, "office": StayKind.HUB,
}  # fmt: skip
_SURE: Final = ("from", "from date", "arrival", "arrives", "von", "du", "desde", "stay id", "destination")
_YES: Final = frozenset({"yes", "y", "true", "1", "x", "withdrawn", "cancelled", "canceled"})


def is_stays(headings: tuple[str, ...]) -> bool:
    """Whether a sheet's headings are those of stays: a person, a first day, and a place.

    `start date` alone heads the first day of a job too, so it needs a column that only stays have.
    """
    placed = any(has(headings, SPELLINGS[what.value]) for what in PLACES)
    sure = has(headings, _SURE) or any(has(headings, SPELLINGS[name]) for name in ("kind", "recorded"))
    return sure and placed and has(headings, SPELLINGS["person"]) and has(headings, SPELLINGS["from"])


def read_stays(
    table: Table, who: Who, dating: Dating, placer: Placer, notebook: Notebook
) -> tuple[Stay, ...]:
    """The stays; places are resolved and asked about exactly as those of people."""
    sheet = sheet_of(table, SPELLINGS)
    who.column = sheet.heading("person")
    who.learn((table.file, line, text) for line, text in sheet.column("person") if text)
    for name in ("from", "to", "recorded"):
        dating.learn(table.file, sheet.heading(name), sheet.column(name))
    places = placer.place([_raw(sheet, row) for row in table.rows], {})
    read = (
        _stay(sheet, row, place, who, dating, notebook) for row, place in zip(table.rows, places, strict=True)
    )
    return tuple(stay for stay in read if stay is not None)


def _raw(sheet: Sheet, row: Row) -> RawPerson:
    values = {what: sheet.cell(row, what.value) for what in PLACES}
    columns = {what: sheet.heading(what.value) for what in PLACES if what.value in sheet.at}
    called = said("the stay of {person}", person=sheet.cell(row, "person"))
    return RawPerson(sheet.file, row.line, {k: v for k, v in values.items() if v}, columns, called)


def _stay(
    sheet: Sheet, row: Row, place: Place | None, who: Who, dating: Dating, notebook: Notebook
) -> Stay | None:
    name = sheet.cell(row, "person")
    person = who.id(name)
    first, last = (_date(sheet, row, column, name, dating) for column in ("from", "to"))
    if person is None or place is None:
        return None
    if first is None or (last is None and sheet.cell(row, "to")) or (last and last < first):
        notebook.error(
            "stay-dates", sheet.file,
            said("{name}: the stay has no usable dates; it is not used.", name=name),
            said(
                "Write from and to like 2027-05-03, in that order; "
                "an empty `to` means until further notice."
            ),
            line=row.line, column=sheet.heading("from"),
            read=f"{sheet.cell(row, 'from')} - {sheet.cell(row, 'to')}",
        )  # fmt: skip
        return None
    return Stay(
        person,
        place,
        _kind(sheet, row, notebook),
        first,
        last,
        _recorded(sheet, row, name, dating),
        sheet.cell(row, "id") or f"{sheet.file}:{row.line}",
        sheet.cell(row, "replaces") or None,
        sheet.cell(row, "withdrawn").casefold() in _YES,
    )


def _kind(sheet: Sheet, row: Row, notebook: Notebook) -> StayKind:
    text = sheet.cell(row, "kind")
    if not text:
        return StayKind.TRAVEL
    kind = _KINDS.get(fold(text))
    if kind is None:
        notebook.warning(
            "stay-kind", sheet.file, said("the kind of stay is not known; it is taken as travel."),
            said("Write home, travel, relocation or hub."),
            line=row.line, column=sheet.heading("kind"), read=text,
        )  # fmt: skip
    return kind or StayKind.TRAVEL


def _recorded(sheet: Sheet, row: Row, name: str, dating: Dating) -> datetime | None:
    """An instant with its zone as written; a bare date counts from its first moment in UTC."""
    text = sheet.cell(row, "recorded")
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        day = dating.read(sheet.file, row.line, sheet.heading("recorded"), text, name)
        return datetime.combine(day, time(), UTC) if day else None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _date(sheet: Sheet, row: Row, column: str, whose: str, dating: Dating) -> date | None:
    return dating.read(sheet.file, row.line, sheet.heading(column), sheet.cell(row, column), whose)
