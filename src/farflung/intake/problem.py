"""What a reader has to say about its input: problems (told), questions (asked), notes (assumed).

Every problem answers four things: what is wrong, where, what was read, what to write instead.
"""

from dataclasses import dataclass

from farflung.engine.checks.finding import Severity
from farflung.engine.said import NOTHING, Said, as_is, said


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a file that could not be used as written.

    `code` is a stable kebab-case name of the kind. `line` counts from 1 (the first line of the row);
    `column` is the heading of a sheet's column, a path such as `coverage[0].window` in YAML and JSON,
    or a property name in a calendar. `read` is what stood there. `remedy` is what to write instead.
    """

    severity: Severity
    code: str
    file: str
    message: Said
    remedy: Said = NOTHING
    line: int | None = None
    column: str | None = None
    read: str | None = None

    @property
    def where(self) -> Said:
        """File, line and column, as editors and compilers write them."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return (
            as_is(place) if self.column is None else said("{file} ({column})", file=place, column=self.column)
        )

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""  # what all files lack together is in none of them
        return f"{place}{self.message}" + (f" {self.remedy}" if self.remedy else "")


@dataclass(frozen=True, slots=True)
class Choice:
    """One possible answer: `value` is what an answers file holds, `label` what a person reads."""

    value: str
    label: Said


@dataclass(frozen=True, slots=True)
class InputQuestion:
    """Something only a person can decide; asked once for all the rows in which the same was read.

    `id` is stable for the same text (it is the key in an answers file); `rows` are (file, line).
    No `choices` means that any text of the expected kind answers it (a city, a zone, a date).
    """

    id: str
    text: Said
    rows: tuple[tuple[str, int], ...]
    choices: tuple[Choice, ...] = ()
    column: str | None = None
    read: str | None = None
    remedy: Said = NOTHING

    def __str__(self) -> str:
        return str(self.text)


@dataclass(frozen=True, slots=True)
class Note:
    """Something that was filled in or passed over, said once for all the rows it concerns."""

    code: str
    file: str
    text: Said
    count: int = 1
