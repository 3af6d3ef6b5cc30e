"""A TOML table read key by key, so that every complaint can say where it arose."""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from pathlib import PurePath
from typing import Any, TypeVar

from farflung.rulepacks.errors import RulePackError

Word = TypeVar("Word", bound=StrEnum)
REQUIRED: Any = object()


@dataclass(slots=True)
class Table:
    """One table of one file; `finish` refuses keys that nobody asked for (misspellings)."""

    file: PurePath
    where: str
    entries: dict[str, Any]
    asked: set[str] = field(default_factory=set)

    def wrong(self, key: str, problem: str) -> RulePackError:
        """The error for `key` here, to be raised by the caller."""
        return RulePackError(self.file, self.where, key, problem)

    def take(self, key: str, kind: type | tuple[type, ...], default: Any = REQUIRED) -> Any:
        """The value of `key`, of the kind asked for, or the default where one is given."""
        self.asked.add(key)
        if key not in self.entries:
            if default is REQUIRED:
                raise self.wrong(key, "is missing; every entry here needs it")
            return default
        value = self.entries[key]
        # A TOML date-time is a date to isinstance, and a truth value is an int.
        if not isinstance(value, kind) or isinstance(value, bool | datetime):
            raise self.wrong(key, f"cannot be {value!r}; write {_words(kind)}")
        return value

    def text(self, key: str, default: Any = REQUIRED) -> str:
        """A text without blank ends; a required one is not empty."""
        value: str = self.take(key, str, default)
        if value != value.strip() or (default is REQUIRED and not value):
            raise self.wrong(key, f"cannot be {value!r}; write words, no blank at either end")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts, empty where the key is absent."""
        values = self.take(key, list, [])
        if not all(isinstance(value, str) for value in values):
            raise self.wrong(key, f"cannot be {values!r}; write a list of texts")
        return tuple(values)

    def day(self, key: str, default: Any = REQUIRED) -> date:
        """A date, written 2026-11-22."""
        value: date = self.take(key, date, default)
        return value

    def day_or_none(self, key: str) -> date | None:
        """A date, or None where the key is absent."""
        value: date | None = self.take(key, date, None)
        return value

    def clock(self, key: str) -> time:
        """A wall-clock time, written 23:00:00."""
        value: time = self.take(key, time)
        return value

    def number(self, key: str) -> float | None:
        """A number above nought, or None where the key is absent."""
        value: float | None = self.take(key, (int, float), None)
        if value is not None and value <= 0:
            raise self.wrong(key, f"cannot be {value!r}; write a number above 0")
        return value

    def whole(self, key: str) -> int | None:
        """A whole number above nought, or None where the key is absent."""
        value: int | None = self.take(key, int, None)
        if value is not None and value <= 0:
            raise self.wrong(key, f"cannot be {value!r}; write a whole number above 0")
        return value

    def word(self, key: str, words: type[Word], default: Any = REQUIRED) -> Word:
        """One of a closed list of words."""
        value = self.take(key, str, default)
        try:
            return words(value)
        except ValueError:
            known = ", ".join(words)
            raise self.wrong(key, f"cannot be {value!r}; write one of: {known}") from None

    def tables(self, key: str) -> list["Table"]:
        """A list of tables; each knows its number, and its id once it has one."""
        rows = self.take(key, list, [])
        return [self.inner(f"{key} {n}", row) for n, row in enumerate(rows, start=1)]

    def inner(self, name: str, row: Any) -> "Table":
        """A table within this one."""
        if not isinstance(row, dict):
            raise self.wrong(name, f"cannot be {row!r}; write a table")
        label = f'{name} "{row["id"]}"' if "id" in row else name
        return Table(self.file, ", ".join(filter(None, (self.where, label))), row)

    def finish(self) -> None:
        """Refuse what was never asked for."""
        unknown = sorted(set(self.entries) - self.asked)
        if unknown:
            known = ", ".join(sorted(self.asked))
            raise self.wrong(unknown[0], f"is not a key here; known are: {known}")


def _words(kind: type | tuple[type, ...]) -> str:
    names = {str: "a text", list: "a list", date: "a date such as 2026-11-22", dict: "a table",
             time: "a time such as 23:00:00", int: "a number", float: "a number"}  # fmt: skip
    kinds = kind if isinstance(kind, tuple) else (kind,)
    return " or ".join(dict.fromkeys(names[each] for each in kinds))
