"""Absences from a sheet: person, from, to. A reason is never read, and the file says so once."""

from datetime import date
from typing import Final

from farflung.engine.model import DAY_MINUTES, Absence
from farflung.engine.said import said
from farflung.intake.dating import Dating
from farflung.intake.notebook import Notebook
from farflung.intake.sheet import Sheet, has, sheet_of
from farflung.intake.table import Row, Table
from farflung.intake.who import Who

SPELLINGS: Final = {
    "person": (
        "person", "name", "employee", "employee name", "full name", "display name", "who", "email",
        "work email",
        "employee id", "employee number", "id", "mitarbeiter", "employe", "empleado", "colaborador",
    ),
    "from": (
        "from", "start", "start date", "first day", "absent from", "leave start", "from date", "begin",
        "starts",
        "von", "beginn", "du", "desde", "de", "inicio",
    ),
    "to": (
        "to", "until", "end", "end date", "last day", "absent until", "leave end", "to date", "through",
        "ends",
        "bis", "ende", "au", "hasta", "ate", "fim", "fin",
    ),
    "half": ("half day", "part", "part of day", "halbtags"),
}  # fmt: skip
REASONS: Final = (
    "reason", "type", "absence type", "leave type", "time off type", "kind", "category", "policy",
    "policy type",
    "comment", "comments", "note", "notes", "description", "grund", "abwesenheitsart", "motif", "motivo",
    "tipo",
)  # fmt: skip
_HALVES: Final = {"am": (0, DAY_MINUTES // 2), "pm": (DAY_MINUTES // 2, DAY_MINUTES)}
_HALF_WORDS: Final = {"morning": "am", "afternoon": "pm", "first half": "am", "second half": "pm"}


def is_absences(headings: tuple[str, ...]) -> bool:
    """Whether a sheet's headings are those of absences."""
    return (
        has(headings, SPELLINGS["person"])
        and has(headings, SPELLINGS["from"])
        and has(headings, SPELLINGS["to"])
    )


def read_absences(table: Table, who: Who, dating: Dating, notebook: Notebook) -> tuple[Absence, ...]:
    """The absences; an empty last day means one day, a missing first day is told."""
    sheet = sheet_of(table, SPELLINGS)
    _say_reasons_unread(table, notebook)
    who.column = sheet.heading("person")
    who.learn((table.file, line, text) for line, text in sheet.column("person") if text)
    for name in ("from", "to"):
        dating.learn(table.file, sheet.heading(name), sheet.column(name))
    read = (_absence(sheet, row, who, dating, notebook) for row in table.rows)
    return tuple(absence for absence in read if absence is not None)


def _absence(sheet: Sheet, row: Row, who: Who, dating: Dating, notebook: Notebook) -> Absence | None:
    name = sheet.cell(row, "person")
    person = who.id(name)
    first = _date(sheet, row, "from", name, dating)
    last = _date(sheet, row, "to", name, dating) if sheet.cell(row, "to") else first
    if person is None or first is None or last is None:
        _say_unusable(sheet, row, first, last, notebook)
        return None
    if last < first:
        notebook.error(
            "dates-backwards", sheet.file,
            said(
                "{name}: absent until {last}, before it starts on {first}.", name=name, last=last, first=first
            ),
            said("Correct one of the dates."),
            line=row.line, column=sheet.heading("to"), read=sheet.cell(row, "to"),
        )  # fmt: skip
        return None
    start, end = _minutes(sheet.cell(row, "half")) if first == last else (0, DAY_MINUTES)
    return Absence(person, first, last, start, end)


def _minutes(half: str) -> tuple[int, int]:
    key = half.strip().casefold()
    return _HALVES.get(_HALF_WORDS.get(key, key), (0, DAY_MINUTES))


def _date(sheet: Sheet, row: Row, name: str, whose: str, dating: Dating) -> date | None:
    return dating.read(sheet.file, row.line, sheet.heading(name), sheet.cell(row, name), whose)


def _say_unusable(sheet: Sheet, row: Row, first: date | None, last: date | None, notebook: Notebook) -> None:
    """An unreadable name was told where it was read; that the row is lost for its dates is told here."""
    name = sheet.cell(row, "person")
    if (sheet.cell(row, "from") and first is None) or (sheet.cell(row, "to") and last is None):
        notebook.error(
            "absence-dates", sheet.file,
            said("{name}: the absence has no usable dates; it is not used.", name=name),
            said("Write from and to like 2027-03-26."), line=row.line, column=sheet.heading("from"),
            read=f"{sheet.cell(row, 'from')} - {sheet.cell(row, 'to')}",
        )  # fmt: skip
    for column, message in (
        ("person", said("the row has no person; it is not used.")),
        ("from", said("the row has no from; it is not used.")),
    ):
        if not sheet.cell(row, column):
            notebook.error(
                "empty-cell", sheet.file, message, said("Fill in {column!r}.", column=sheet.heading(column)),
                line=row.line, column=sheet.heading(column),
            )  # fmt: skip


def _say_reasons_unread(table: Table, notebook: Notebook) -> None:
    reasons = [heading for heading in table.headings if has((heading,), REASONS)]
    if reasons:
        text = said(
            "the column {headings} is not read: why somebody is away is nobody's business here.",
            headings=tuple(said("{word!r}", word=heading) for heading in reasons),
        )
        notebook.note("reason-not-read", table.file, text)
