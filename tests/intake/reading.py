"""Loads texts as if they were files, and finds things in what was said."""

from collections.abc import Mapping
from datetime import UTC, datetime

from farflung.engine.model import Person
from farflung.engine.time import Span
from farflung.intake.asking import Ask
from farflung.intake.given import Given
from farflung.intake.load import Intake, load
from farflung.intake.problem import InputQuestion, Problem

WINDOW = Span(datetime(2027, 3, 1, tzinfo=UTC), datetime(2027, 5, 30, tzinfo=UTC))


def read(
    files: str | bytes | Mapping[str, str | bytes],
    *,
    answers: Mapping[str, str] | None = None,
    ask: Ask | None = None,
    assume_hours: str | None = None,
) -> Intake:
    """What `load` makes of texts by file name; one text alone is `people.csv`."""
    named = files if isinstance(files, Mapping) else {"people.csv": files}
    given = [Given(name, text.encode() if isinstance(text, str) else text) for name, text in named.items()]
    return load(given, window=WINDOW, answers=answers, ask=ask, assume_hours=assume_hours)


def person(intake: Intake, name: str) -> Person:
    """The person of that name."""
    return intake.atlas.find(name)


def problem(intake: Intake, code: str) -> Problem:
    """The one problem with that code."""
    (found,) = (problem for problem in intake.problems if problem.code == code)
    return found


def question(intake: Intake, key: str) -> InputQuestion:
    """The open question with that id."""
    (found,) = (question for question in intake.questions if question.id == key)
    return found


def note(intake: Intake, code: str) -> str:
    """The text of the one note with that code."""
    (found,) = (note.text for note in intake.notes if note.code == code)
    return found


def blocks(someone: Person) -> list[str]:
    """The blocks of a person's first pattern."""
    return [str(block) for block in someone.patterns[0].pattern.blocks]
