"""Ids: the file's own, else the address, else the name; two rows never become one person by accident."""

from collections.abc import Sequence
from dataclasses import dataclass

from farflung.engine.said import said
from farflung.engine.said_values import enumerated, first_of
from farflung.intake.notebook import Notebook
from farflung.intake.people.field import Field
from farflung.intake.people.raw import RawPerson

_NAMES = frozenset({Field.NAME, Field.FIRST, Field.LAST, Field.PREFERRED})
_MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Identified:
    """A row with its id. `periods` are further rows of the same person with hours of other dates."""

    id: str
    raw: RawPerson
    periods: tuple[RawPerson, ...] = ()


def identified(raws: Sequence[RawPerson], notebook: Notebook) -> list[Identified]:
    """Every row with an id of its own; a repeated row is told with both lines."""
    kept: dict[str, Identified] = {}
    copies: dict[tuple[str, str], list[RawPerson]] = {}
    addresses: dict[str, RawPerson] = {}
    for raw in raws:
        _check_address(raw, addresses, notebook)
        id_ = raw.get(Field.ID) or raw.get(Field.EMAIL).casefold() or raw.name
        if not id_:
            _say_nameless(raw, notebook)
            id_ = f"{raw.file} line {raw.line}"
        first = kept.get(id_)
        dated = _dated(raw) or (first is not None and _dated(first.raw))
        if first is not None and not dated and _copied(raw, first.raw):
            copies.setdefault((raw.file, first.raw.file), []).append(raw)
        elif first is None:
            kept[id_] = Identified(id_, raw)
        elif dated:
            kept[id_] = Identified(id_, first.raw, (*first.periods, raw))
        else:
            _again(raw, first, kept, notebook)
    for (file, other), same in copies.items():
        _say_copied(file, other, same, notebook)
    return list(kept.values())


def _copied(raw: RawPerson, first: RawPerson) -> bool:
    """Whether another file lists the same person: an equal name, and nothing that both say is different.

    The name alone is not enough: two people may share it, but hardly a place, or hours, as well.
    """
    if raw.file == first.file or raw.name != first.name:
        return False
    both = raw.values.keys() & first.values.keys() - _NAMES
    return bool(both) and all(raw.values[key] == first.values[key] for key in both)


def _say_copied(file: str, other: str, same: Sequence[RawPerson], notebook: Notebook) -> None:
    """One message for the whole file, whose rows may be thousands."""
    names = [raw.label for raw in same]
    who = first_of(names, _MOST_NAMED) if len(names) > _MOST_NAMED else enumerated(names)
    notebook.warning(
        "repeated-person",
        file,
        said("{people} of this file are in {other} already, and count once.", people=who, other=other)
        if len(same) > 1
        else said("{people} of this file is in {other} already, and counts once.", people=who, other=other),
        said(
            "Leave one of the files out, or take the rows out of one; an id tells people of one name apart."
        ),
        line=same[0].line,
    )


def _dated(raw: RawPerson) -> bool:
    return Field.HOURS_FROM in raw.values or Field.HOURS_UNTIL in raw.values


def _again(raw: RawPerson, first: Identified, kept: dict[str, Identified], notebook: Notebook) -> None:
    """The same id once more: the same person twice is left out, another person gets an id of their own."""
    own = f"{first.id} ({raw.file} line {raw.line})"
    has_key = Field.ID in raw.values or Field.EMAIL in raw.values
    if not has_key:
        # Two people may share a name; only an id could tell that they are one.
        kept[own] = Identified(own, raw)
        text = said(
            "two people are called {name} ({first}, {second}); their lines tell them apart.",
            name=first.id, first=_at(first.raw), second=_at(raw),
        )  # fmt: skip
        notebook.note("same-name", raw.file, text)
    elif raw.name == first.raw.name:
        notebook.warning(
            "repeated-row",
            raw.file,
            said(
                "{name} is listed twice, as {id!r}: here and in {place}; the first counts.",
                name=raw.label,
                id=first.id,
                place=_at(first.raw),
            ),
            said("Remove one of the rows, or give hours of other dates in `hours from` and `hours until`."),
            line=raw.line,
            column=raw.columns.get(Field.ID) or raw.columns.get(Field.EMAIL),
            read=first.id,
        )
    else:
        kept[own] = Identified(own, raw)
        notebook.error(
            "duplicate-id",
            raw.file,
            said(
                "{name} has the id {id!r} of {other} ({place}); both are kept, and what names that id means "
                "the first.",
                name=raw.label,
                id=first.id,
                other=first.raw.label,
                place=_at(first.raw),
            ),
            said("Give each person an id of their own."),
            line=raw.line,
            column=raw.columns.get(Field.ID) or raw.columns.get(Field.EMAIL),
            read=first.id,
        )


def _check_address(raw: RawPerson, addresses: dict[str, RawPerson], notebook: Notebook) -> None:
    """One address for two people is told where an id of their own keeps them apart; else the id is told."""
    address = raw.get(Field.EMAIL).casefold()
    first = addresses.setdefault(address, raw) if address else raw
    if first is raw or Field.ID not in raw.values or raw.get(Field.ID) == first.get(Field.ID):
        return
    notebook.warning(
        "duplicate-email",
        raw.file,
        said(
            "{name} has the address of {other} ({place}); meetings and shifts that name it cannot tell them "
            "apart.",
            name=raw.label,
            other=first.label,
            place=_at(first),
        ),
        said("Give each person an address of their own."),
        line=raw.line,
        column=raw.columns.get(Field.EMAIL),
        read=raw.get(Field.EMAIL),
    )


def _say_nameless(raw: RawPerson, notebook: Notebook) -> None:
    notebook.warning(
        "no-name",
        raw.file,
        said("the row names nobody; it is kept as 'line {line}'.", line=raw.line),
        said("Write a name, an id or an address."),
        line=raw.line,
    )


def _at(raw: RawPerson) -> str:
    return f"{raw.file}:{raw.line}"
