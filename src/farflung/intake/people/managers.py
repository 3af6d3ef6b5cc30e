"""Who reports to whom: by id, by address or by name; a name that several bear is asked about."""

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Final

from farflung.engine.said import in_turn, said
from farflung.intake.asking import SKIP, Asking
from farflung.intake.notebook import Notebook, shown
from farflung.intake.people.field import Field
from farflung.intake.people.identity import Identified
from farflung.intake.people.place_question import lines_of
from farflung.intake.people_index import PeopleIndex
from farflung.intake.problem import Choice, InputQuestion

_FIELDS: Final = (Field.MANAGER_ID, Field.MANAGER_EMAIL, Field.MANAGER)


def managers_of(
    rows: Sequence[Identified],
    index: PeopleIndex,
    unplaced: Sequence[Identified],
    asking: Asking,
    notebook: Notebook,
) -> dict[str, str]:
    """The manager's id for each of `rows` that has one, by the row's id; `unplaced` are not on the map."""
    named = {row.id: text for row in rows if (text := _written(row))}
    found = {text: index.find(text) for text in named.values()}
    lost: dict[str, list[Identified]] = {}
    shared: dict[str, list[Identified]] = {}
    for row in rows:
        text = named.get(row.id, "")
        if text and found[text] is None:
            several = len(index.named(text)) > 1
            (shared if several else lost).setdefault(text, []).append(row)
    found |= {text: _ask(text, rows_, index, asking) for text, rows_ in shared.items()}
    missing = {one.raw.name.casefold(): one for one in unplaced} | {one.id: one for one in unplaced}
    _say_lost(lost, missing, notebook)
    _say_own([row for row in rows if row.id in named and found[named[row.id]] == row.id], index, notebook)
    managers = {id_: found[text] for id_, text in named.items()}
    return {id_: manager for id_, manager in managers.items() if manager and manager != id_}


def _written(row: Identified) -> str:
    """What the row says of the manager: the surest field that is filled in; "" where none is."""
    return next((text for what in _FIELDS if (text := row.raw.get(what))), "")


def _ask(text: str, rows: list[Identified], index: PeopleIndex, asking: Asking) -> str | None:
    choices = tuple(
        Choice(id_, said("{name} ({id}, {place})", name=one.name, id=id_, place=one.place.label))
        for id_ in index.named(text)
        for one in (index.people[id_],)
    )
    where = lines_of((row.raw.file, row.raw.line) for row in rows)
    question = InputQuestion(
        f"who is {text}",
        in_turn(said("Which {name} is the manager?", name=shown(text)), where),
        tuple((row.raw.file, row.raw.line) for row in rows),
        choices,
        _column(rows[0]),
        text,
        said("Answer with an id, or write the manager's id or address into the file."),
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
        message = (
            said(
                "the manager {name!r} (line {line} of {file}) is not on the map; "
                "the line to them is left out.",
                name=shown(text),
                line=known.raw.line,
                file=PurePath(known.raw.file).name,
            )
            if known
            else said(
                "the manager {name!r} is in none of the people files; the line to them is left out.",
                name=shown(text),
            )
        )
        notebook.warning(
            "manager-unknown",
            first.file,
            in_turn(message, where),
            said("Add the manager's row, or correct the name."),
            line=first.line,
            column=_column(rows[0]),
            read=text,
        )


def _say_own(rows: Sequence[Identified], index: PeopleIndex, notebook: Notebook) -> None:
    for row in rows:
        notebook.warning(
            "own-manager",
            row.raw.file,
            said("{name} is written as their own manager; it is left out.", name=index.people[row.id].name),
            said("Leave the cell empty for whoever leads the company."),
            line=row.raw.line,
            column=_column(row),
        )


def _column(row: Identified) -> str | None:
    return next((row.raw.columns.get(what) for what in _FIELDS if row.raw.get(what)), None)
