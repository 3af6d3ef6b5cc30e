"""Whom a row of stays or absences is about; what cannot be decided is asked once per name."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from farflung.engine.said import NOTHING, in_turn, rows, said
from farflung.intake.asking import SKIP, Asking
from farflung.intake.notebook import Notebook, shown
from farflung.intake.people_index import PeopleIndex
from farflung.intake.problem import Choice, InputQuestion

Cell = tuple[str, int, str]
"""File, line, and what was read."""


@dataclass(slots=True)
class Who:
    """Resolves the names of whole columns. `column` is their heading, for messages."""

    people: PeopleIndex
    asking: Asking
    notebook: Notebook
    column: str = "person"
    _found: dict[str, str | None] = field(default_factory=dict)

    def learn(self, cells: Iterable[Cell]) -> None:
        """Resolves every name of a column, asking once for each that is unknown or shared."""
        cells_of: dict[str, list[Cell]] = {}
        for cell in cells:
            cells_of.setdefault(cell[2], []).append(cell)
        for text, same in cells_of.items():
            found = self.people.find(text)
            self._found[text] = found if found is not None else self._ask(text, same)

    def id(self, text: str) -> str | None:
        """The person's id, or None where the row was told to be unusable."""
        return self._found.get(text)

    def _ask(self, text: str, cells: list[Cell]) -> str | None:
        question = self._question(text, cells)
        answer = self.asking.answer(question, lambda given: self.people.find(given) is not None)
        if answer and answer.casefold() != SKIP:
            return self.people.find(answer)
        for file, line, read in cells:
            if answer is not None:
                message = said("{name} is left out, as answered.", name=shown(read))
                self.notebook.warning(
                    "left-out", file, message, NOTHING, line=line, column=self.column, read=read
                )
            else:
                self.notebook.error(
                    "unknown-person",
                    file,
                    question.text,
                    question.remedy,
                    line=line,
                    column=self.column,
                    read=read,
                )
        return None

    def _question(self, text: str, cells: list[Cell]) -> InputQuestion:
        several = self.people.named(text)
        near = several or tuple(id_ for name in self.people.near(text) for id_ in self.people.named(name))
        choices = tuple(
            Choice(id_, said("{name} ({place})", name=one.name, place=one.place.label))
            for id_ in near
            for one in (self.people.people[id_],)
        )
        why = (
            said("The name can be several people.")
            if several
            else said("The name is nobody in the people files.")
        )
        return InputQuestion(
            f"who is {text}",
            in_turn(
                said("Who is {name!r}?", name=shown(text)),
                why,
                said("{rows} of {file}.", rows=rows(len(cells)), file=cells[0][0]),
            ),
            tuple((file, line) for file, line, _ in cells),
            choices,
            self.column,
            text,
            said("Write the id or the address from the people file, or add the person there."),
        )
