"""Ids: the file's own, else the address, else the name; two rows never become one person by accident."""

from collections.abc import Sequence
from dataclasses import dataclass

from farflung.intake.notebook import Notebook
from farflung.intake.people.field import Field
from farflung.intake.people.raw import RawPerson


@dataclass(frozen=True, slots=True)
class Identified:
    """A row with its id. `periods` are further rows of the same person with hours of other dates."""

    id: str
    raw: RawPerson
    periods: tuple[RawPerson, ...] = ()


def identified(raws: Sequence[RawPerson], notebook: Notebook) -> list[Identified]:
    """Every row with an id of its own; a repeated row is told with both lines."""
    kept: dict[str, Identified] = {}
    addresses: dict[str, RawPerson] = {}
    for raw in raws:
        _check_address(raw, addresses, notebook)
        id_ = raw.get(Field.ID) or raw.get(Field.EMAIL).casefold() or raw.name
        if not id_:
            _say_nameless(raw, notebook)
            id_ = f"{raw.file} line {raw.line}"
        first = kept.get(id_)
        if first is None:
            kept[id_] = Identified(id_, raw)
        elif _dated(raw) or _dated(first.raw):
            kept[id_] = Identified(id_, first.raw, (*first.periods, raw))
        else:
            _again(raw, first, kept, notebook)
    return list(kept.values())


def _dated(raw: RawPerson) -> bool:
    return Field.HOURS_FROM in raw.values or Field.HOURS_UNTIL in raw.values


def _again(raw: RawPerson, first: Identified, kept: dict[str, Identified], notebook: Notebook) -> None:
    """The same id once more: the same person twice is left out, another person gets an id of their own."""
    own = f"{first.id} ({raw.file} line {raw.line})"
    has_key = Field.ID in raw.values or Field.EMAIL in raw.values
    if not has_key:
        # Two people may share a name; only an id could tell that they are one.
        kept[own] = Identified(own, raw)
        text = (
            f"two people are called {first.id} ({_at(first.raw)}, {_at(raw)}); their lines tell them apart."
        )
        notebook.note("same-name", raw.file, text)
    elif raw.name == first.raw.name:
        notebook.warning(
            "repeated-row",
            raw.file,
            f"{raw.label} is listed twice, as {first.id!r}: here and in {_at(first.raw)}; the first counts.",
            "Remove one of the rows, or give hours of other dates in `hours from` and `hours until`.",
            line=raw.line,
            column=raw.columns.get(Field.ID) or raw.columns.get(Field.EMAIL),
            read=first.id,
        )
    else:
        kept[own] = Identified(own, raw)
        notebook.error(
            "duplicate-id",
            raw.file,
            f"{raw.label} has the id {first.id!r} of {first.raw.label} ({_at(first.raw)}); both are kept, "
            "and what names that id means the first.",
            "Give each person an id of their own.",
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
        f"{raw.label} has the address of {first.label} ({_at(first)}); meetings and shifts that name it "
        "cannot tell them apart.",
        "Give each person an address of their own.",
        line=raw.line,
        column=raw.columns.get(Field.EMAIL),
        read=raw.get(Field.EMAIL),
    )


def _say_nameless(raw: RawPerson, notebook: Notebook) -> None:
    notebook.warning(
        "no-name",
        raw.file,
        f"the row names nobody; it is kept as 'line {raw.line}'.",
        "Write a name, an id or an address.",
        line=raw.line,
    )


def _at(raw: RawPerson) -> str:
    return f"{raw.file}:{raw.line}"
