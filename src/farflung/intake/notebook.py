"""Where readers write down what they have to say, in the order in which they found it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from farflung.engine.checks.finding import Severity
from farflung.engine.said import Said
from farflung.intake.problem import Note, Problem


@dataclass(slots=True)
class Notebook:
    """Problems and notes of one reading; each reader adds, the caller takes both lists at the end."""

    problems: list[Problem] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def error(self, code: str, file: str, message: Said, remedy: Said, **where: object) -> None:
        """What was read cannot be used at all, and something is missing from the Map because of it."""
        self._add(Severity.ERROR, code, file, message, remedy, where)

    def warning(self, code: str, file: str, message: Said, remedy: Said, **where: object) -> None:
        """It was used, though not as written, or a part of it was left out."""
        self._add(Severity.WARNING, code, file, message, remedy, where)

    def note(self, code: str, file: str, text: Said, count: int = 1) -> None:
        """Something was filled in or passed over on purpose."""
        self.notes.append(Note(code, file, text, count))

    def extend(self, problems: Iterable[Problem]) -> None:
        """Add what another reader returned."""
        self.problems.extend(problems)

    def _add(
        self, severity: Severity, code: str, file: str, message: Said, remedy: Said, where: dict[str, object]
    ) -> None:
        line, column, read = where.get("line"), where.get("column"), where.get("read")
        self.problems.append(
            Problem(
                severity,
                code,
                file,
                message,
                remedy,
                line if isinstance(line, int) else None,
                column if isinstance(column, str) else None,
                None if read is None else shown(str(read)),
            )
        )


# What a terminal obeys, and what turns text round so that it reads as something else; joiners, which
# Persian and Indic names need, stay.
_OBEYED: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def plain_text(text: str) -> str:
    """Text without control characters; line breaks and tabs stay."""
    return text if text.isprintable() else _OBEYED.sub("", text)


def shown(text: str, longest: int = 60) -> str:
    """Text as it may be shown in a message: short, on one line, with nothing that a terminal obeys."""
    flat = "".join(c if c.isprintable() else "�" if not c.isspace() else " " for c in text[: longest + 1])
    return flat if len(text) <= longest else f"{flat[:longest].rstrip()}…"
