"""What other domains keep beside the records of the organisation, and hand to its pages about data and files.

The organisation tells people what is kept about them, forgets, exports and imports; it knows none of the
domains above it. Each of them says here what is theirs; which ones there are stands in one table of the site,
as with events.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import Promise

from farflung.server.core.classified import Column, Keeping, Tables, listed

Record = Mapping[str, str]
"""A row of a sheet: what stands under each heading."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet of an export, which only an import here reads.

    `rows` writes it; `check` raises `ValueError` or `KeyError` for a row that cannot be read. What becomes of
    the rows is decided by whoever listens to the import.
    """

    headings: tuple[str, ...]
    rows: Callable[[], Iterable[Sequence[object]]]
    check: Callable[[Record], Any]


@dataclass(frozen=True, slots=True)
class Beside:
    """A domain: its label, its tables by column, how long they are kept, which say nothing of anybody.

    `kept` are the queries that find what is kept about one person (`%(person)s` is the key, `%(code)s` the
    code), by table; `names` what the tables are called on pages; `sheets` those of an export by their name.
    """

    label: str
    tables: Tables
    keeping: tuple[Keeping, ...]
    of_nobody: Mapping[str, str] = field(default_factory=dict)
    kept: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str | Promise] = field(default_factory=dict)
    sheets: Mapping[str, Sheet] = field(default_factory=dict)


_beside: tuple[Beside, ...] = ()


def take(table: Sequence[Beside]) -> None:
    """Takes the table of the site, once, when the process starts."""
    global _beside  # noqa: PLW0603 - set at the start of a process and never again
    _beside = tuple(table)


def others() -> tuple[Beside, ...]:
    """The domains that keep something."""
    return _beside


def columns() -> Iterator[Column]:
    """Every column of theirs, by table."""
    for one in _beside:
        yield from listed(one.tables)


def keeping() -> Iterator[Keeping]:
    """How long their rows are kept."""
    for one in _beside:
        yield from one.keeping


def sheets() -> dict[str, Sheet]:
    """Their sheets, by name."""
    return {name: sheet for one in _beside for name, sheet in one.sheets.items()}
