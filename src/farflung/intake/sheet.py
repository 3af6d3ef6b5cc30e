"""A sheet with few, fixed columns (stays, absences, teams): headings in any spelling, cells by name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from farflung.intake.heading import heading_key
from farflung.intake.table import Row, Table


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table seen through a map of spellings; `at` gives the column of each name that is there."""

    table: Table
    at: Mapping[str, int]

    @property
    def file(self) -> str:
        """The file's name."""
        return self.table.file

    def heading(self, name: str) -> str:
        """The heading as written; the name itself where there is no such column."""
        return self.table.headings[self.at[name]] if name in self.at else name

    def cell(self, row: Row, name: str) -> str:
        """The text of a cell, "" where there is no such column."""
        return row.cells[self.at[name]] if name in self.at else ""

    def column(self, name: str) -> Iterator[tuple[int, str]]:
        """Line and text of every cell of a column."""
        if name in self.at:
            yield from ((row.line, row.cells[self.at[name]]) for row in self.table.rows)


def sheet_of(table: Table, spellings: Mapping[str, tuple[str, ...]]) -> Sheet:
    """The table's columns by name; of two headings with one meaning, the spelling listed first is taken."""
    keys = [heading_key(heading) for heading in table.headings]
    at: dict[str, int] = {}
    for name, known in spellings.items():
        for spelling in known:
            if (key := heading_key(spelling)) in keys:
                at[name] = keys.index(key)
                break
    return Sheet(table, at)


def has(headings: tuple[str, ...], spellings: tuple[str, ...]) -> bool:
    """Whether one of the spellings heads a column."""
    keys = {heading_key(heading) for heading in headings}
    return any(heading_key(spelling) in keys for spelling in spellings)
