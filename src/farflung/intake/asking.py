"""Questions to a person: looked up in the answers first, then asked, and what stays open is kept."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from farflung.intake.gazetteer.fold import fold
from farflung.intake.problem import InputQuestion

Ask = Callable[[InputQuestion], str | None]
"""Asks on a terminal; None where nobody answered."""

SKIP = "skip"
"""The answer that leaves the rows out knowingly: they are listed, and no longer a question."""


@dataclass(slots=True)
class Asking:
    """`answers` are by question id or by what was read; `given` gathers all that were used, to be kept."""

    answers: Mapping[str, str]
    ask: Ask | None = None
    given: dict[str, str] = field(default_factory=dict)
    open: list[InputQuestion] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.answers = {fold(key): value for key, value in self.answers.items()}

    def known(self, question_id: str, read: str | None = None) -> str | None:
        """The answer that is on file, without asking."""
        answer = self.answers.get(fold(question_id)) or (self.answers.get(fold(read)) if read else None)
        if answer is not None:
            self.given[question_id] = answer
        return answer

    def answer(self, question: InputQuestion, accepts: Callable[[str], bool] = bool) -> str | None:
        """The answer to a question; None leaves it open. Asked at most three times until accepted."""
        answer = self.known(question.id, question.read)
        for _ in range(3):
            if answer is not None and (answer.casefold() == SKIP or accepts(answer)):
                self.given[question.id] = answer
                return answer
            answer = self.ask(question) if self.ask else None
            if answer is None:
                break
        self.given.pop(question.id, None)
        self.open.append(question)
        return None

    def answers_to(self, questions: Iterable[InputQuestion]) -> dict[str, str]:
        """The answers to questions that another reader asks, by id; the unanswered ones stay open."""
        found = {question.id: self.answer(question) for question in questions}
        return {key: answer for key, answer in found.items() if answer is not None}


def merged(questions: Iterable[InputQuestion]) -> tuple[InputQuestion, ...]:
    """Questions with the same id as one, with the rows of all."""
    by_id: dict[str, list[InputQuestion]] = {}
    for question in questions:
        by_id.setdefault(question.id, []).append(question)
    return tuple(_one(same) for same in by_id.values())


def _one(same: list[InputQuestion]) -> InputQuestion:
    first = same[0]
    if len(same) == 1:
        return first
    rows = tuple(dict.fromkeys(row for question in same for row in question.rows))
    return InputQuestion(first.id, first.text, rows, first.choices, first.column, first.read, first.remedy)
