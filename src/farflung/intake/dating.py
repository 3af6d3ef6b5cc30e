"""Columns of dates: one order for a whole column, proven by its own values or asked for."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from farflung.engine.said import in_turn, rows, said
from farflung.intake.asking import Asking
from farflung.intake.dates import DateError, DateOrder, order_of, read_date
from farflung.intake.notebook import Notebook
from farflung.intake.problem import Choice, InputQuestion


@dataclass(slots=True)
class Dating:
    """Reads the dates of files; remembers each column's order."""

    asking: Asking
    notebook: Notebook
    _orders: dict[tuple[str, str], DateOrder | None] = field(default_factory=dict)
    _told: set[tuple[str, int, str]] = field(default_factory=set)

    def learn(self, file: str, column: str, cells: Iterable[tuple[int, str]]) -> None:
        """Finds the order of a column of (line, text) cells, asking once where they prove none."""
        cells = tuple((line, text) for line, text in cells if text)
        order = order_of(text for _, text in cells)
        unclear = [(line, text) for line, text in cells if order is None and _ambiguous(text)]
        self._orders[file, column] = self._ask(file, column, unclear) if unclear else order

    def read(self, file: str, line: int, column: str, text: str, whose: object) -> date | None:
        """The date in a cell, or None where it is empty or was told to be unreadable (`whose`, as text)."""
        if not text:
            return None
        try:
            return read_date(text, self._orders.get((file, column)))
        except DateError as error:
            if (file, line, column) not in self._told:
                name = whose if isinstance(whose, str) else str(whose)
                self._told.add((file, line, column))
                message = in_turn(said("{whose}: {why}", whose=name, why=error.said), said("It is not used."))
                self.notebook.warning(
                    "date", file, message, error.remedy, line=line, column=column, read=text
                )
            return None

    def _ask(self, file: str, column: str, unclear: list[tuple[int, str]]) -> DateOrder | None:
        line, text = unclear[0]
        question = InputQuestion(
            f"date order of {column} in {file}",
            in_turn(
                said("{text!r}, line {line}: is the day first or the month?", text=text, line=line),
                said("{rows} of {file}, column {column}.", rows=rows(len(unclear)), file=file, column=column),
            ),
            tuple((file, at) for at, _ in unclear),
            (
                Choice(
                    DateOrder.DAY_FIRST,
                    said("day/month/year: {day:%d %B %Y}", day=read_date(text, DateOrder.DAY_FIRST)),
                ),
                Choice(
                    DateOrder.MONTH_FIRST,
                    said("month/day/year: {day:%d %B %Y}", day=read_date(text, DateOrder.MONTH_FIRST)),
                ),
            ),
            column,
            text,
            said("Write dates like 2027-03-26."),
        )
        answer = self.asking.answer(question, lambda given: _order(given) is not None)
        return _order(answer) if answer else None


def _ambiguous(text: str) -> bool:
    try:
        read_date(text)
    except DateError as error:
        return error.ambiguous
    return False


def _order(answer: str) -> DateOrder | None:
    first = answer.strip().casefold()[:1]
    return {"d": DateOrder.DAY_FIRST, "m": DateOrder.MONTH_FIRST}.get(first)
