"""Who reports to whom: by id, by address or by name; a name that several bear is asked about."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Final

from farflung.engine.model import Person
from farflung.intake.asking import SKIP, Asking
from farflung.intake.notebook import Notebook, shown
from farflung.intake.people.field import Field
from farflung.intake.people.identity import Identified
from farflung.intake.people.place_question import lines_of
from farflung.intake.people_index import PeopleIndex
from farflung.intake.problem import Choice, InputQuestion

_FIELDS: Final = (Field.MANAGER_ID, Field.MANAGER_EMAIL, Field.MANAGER)


def with_managers(
    people: Sequence[Person],
    rows: Mapping[str, Identified],
    unplaced: Mapping[str, Identified],
    asking: Asking,
    notebook: Notebook,
) -> list[Person]:
    """The people with their managers' ids. `rows` are by person id, `unplaced` those not on the map."""
    index = PeopleIndex(people)
    missing = {one.raw.name.casefold(): one for one in unplaced.values()} | dict(unplaced)
    found: dict[str, str | None] = {}
    lost: dict[str, list[Identified]] = {}
    shared: dict[str, list[Identified]] = {}
    for person in people:
        row = rows[person.id]
        for text in _written(row):
            if text not in found:
                found[text] = index.find(text)
            if found[text] is None:
                several = len(index.named(text)) > 1
                (shared if several else lost).setdefault(text, []).append(row)
    answers = {text: _ask(text, rows_, index, asking) for text, rows_ in shared.items()}
    _say_lost(lost, missing, notebook)
    return [_with(person, rows[person.id], found | answers, notebook) for person in people]


def _written(row: Identified) -> tuple[str, ...]:
    """What the row says of the manager: the surest field that is filled in."""
    return next(((row.raw.get(what),) for what in _FIELDS if row.raw.get(what)), ())


def _ask(text: str, rows: list[Identified], index: PeopleIndex, asking: Asking) -> str | None:
    choices = tuple(
        Choice(id_, f"{index.people[id_].name} ({id_}, {index.people[id_].place.label})")
        for id_ in index.named(text)
    )
    where = lines_of((row.raw.file, row.raw.line) for row in rows)
    question = InputQuestion(
        f"who is {text}",
        f"Which {shown(text)} is the manager? {where}",
        tuple((row.raw.file, row.raw.line) for row in rows),
        choices,
        _column(rows[0]),
        text,
        "Answer with an id, or write the manager's id or address into the file.",
    )
    answer = asking.answer(question, lambda given: index.find(given) is not None)
    return index.find(answer) if answer and answer.casefold() != SKIP else None


def _say_lost(
    lost: Mapping[str, list[Identified]], missing: Mapping[str, Identified], notebook: Notebook
) -> None:
    for text, rows in lost.items():
        first = rows[0].raw
        where = lines_of((row.raw.file, row.raw.line) for row in rows)
        known = missing.get(text) or missing.get(text.casefold())
        why = (
            f"(line {known.raw.line} of {PurePath(known.raw.file).name}) is not on the map"
            if known
            else "is in none of the people files"
        )
        notebook.warning(
            "manager-unknown",
            first.file,
            f"the manager {shown(text)!r} {why}; the line to them is left out. {where}",
            "Add the manager's row, or correct the name.",
            line=first.line,
            column=_column(rows[0]),
            read=text,
        )


def _with(person: Person, row: Identified, found: Mapping[str, str | None], notebook: Notebook) -> Person:
    manager = next((found.get(text) for text in _written(row)), None)
    if manager == person.id:
        notebook.warning(
            "own-manager",
            row.raw.file,
            f"{person.name} is written as their own manager; it is left out.",
            "Leave the cell empty for whoever leads the company.",
            line=row.raw.line,
            column=_column(row),
        )
        return person
    return replace(person, manager=manager) if manager else person


def _column(row: Identified) -> str | None:
    return next((row.raw.columns.get(what) for what in _FIELDS if row.raw.get(what)), None)
