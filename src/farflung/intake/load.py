"""Files to an Atlas: the one call that reads everything, in the order in which one file needs another."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from farflung.engine.atlas import Atlas
from farflung.engine.checks.finding import Severity
from farflung.engine.model import Agreement, Person
from farflung.engine.said import said
from farflung.engine.time import Span, ZoneDatabase, packaged_zones
from farflung.intake.answers import read_answers
from farflung.intake.asking import Ask, Asking, merged
from farflung.intake.assembly import Assembly, FileRead
from farflung.intake.beside import Beside, when_asked
from farflung.intake.errors import IntakeError
from farflung.intake.given import Given, read_given
from farflung.intake.holidays_wanted import HolidaysWanted
from farflung.intake.hours import Hours, HoursError, read_hours
from farflung.intake.limits import DEFAULT_LIMITS, Limits
from farflung.intake.notebook import Notebook
from farflung.intake.problem import InputQuestion, Note, Problem
from farflung.intake.recognise import Kind, Recognised, recognise

DEFAULT_HOURS = "09:00-18:00"


@dataclass(frozen=True, slots=True)
class Intake:
    """An Atlas and all that was to be said about how it came to be.

    `problems` are errors, warnings and remarks with their places; `questions` are still open; `answers`
    are those that were used (for an answers file); `files` say what each file was taken for.
    """

    atlas: Atlas
    problems: tuple[Problem, ...]
    questions: tuple[InputQuestion, ...]
    notes: tuple[Note, ...]
    files: tuple[FileRead, ...]
    answers: Mapping[str, str]

    @property
    def complete(self) -> bool:
        """Whether everything in the files is on the map: no error, and no question open."""
        return not self.questions and all(problem.severity < Severity.ERROR for problem in self.problems)


def load(  # noqa: PLR0913 - the one door; everything after the files is said by keyword
    files: Iterable[Path | Given],
    *,
    window: Span,
    answers: Mapping[str, str] | None = None,
    ask: Ask | None = None,
    assume_hours: str | None = None,
    only_public: bool = True,
    people: Sequence[Person] = (),
    agreements: Sequence[Agreement] = (),
    zones: ZoneDatabase | None = None,
    limits: Limits = DEFAULT_LIMITS,
    beside: Beside = when_asked,
) -> Intake:
    """Reads files of every kind, in any order, and makes an Atlas for the window of them.

    Never raises for what is in a file: that is in `problems`. `ask` is called for each question that
    `answers` (and answers files among the files) leave open. `assume_hours` are the hours of people of
    whom none are given ("09:00-18:00", also with days); raises `HoursError` where they cannot be read.
    `people` and `agreements` are those given beside the files. `only_public` leaves out bank holidays.
    `beside` may do what is independent in another process, for large files.
    """
    notebook = Notebook()
    found = _recognised(files, notebook, limits)
    kept, answer_files = _from_files(found, notebook)
    asking = Asking({**kept, **(answers or {})}, ask)
    text = assume_hours or DEFAULT_HOURS
    known_zones, wanted = zones or packaged_zones(), HolidaysWanted(window, beside, only_public)
    assembly = Assembly(window, asking, notebook, _hours(text), text, known_zones, beside, wanted)
    atlas = assembly.atlas(found, people, agreements)
    return Intake(
        atlas,
        tuple(
            sorted(notebook.problems, key=lambda problem: (not problem.file, problem.file, problem.line or 0))
        ),
        merged(asking.open),
        tuple(notebook.notes),
        (*assembly.files, *answer_files),
        dict(asking.given),
    )


def _hours(text: str) -> Hours:
    hours = read_hours(text)
    if not hours.ranges or hours.zone:
        raise HoursError(
            said("{text!r} gives no local hours to assume.", text=text), said("Write it like 09:00-18:00.")
        )
    return hours


def _recognised(files: Iterable[Path | Given], notebook: Notebook, limits: Limits) -> list[Recognised]:
    found: list[Recognised] = []
    seen: set[Path] = set()
    for file in files:
        if isinstance(file, Path) and _again(file, seen, notebook):
            continue
        try:
            given = file if isinstance(file, Given) else read_given(file, limits)
            found.append(recognise(given, notebook, limits))
        except IntakeError as error:
            notebook.problems.append(error.problem)
    return found


def _again(file: Path, seen: set[Path], notebook: Notebook) -> bool:
    """Whether a file was given before, however its path is written: read again it would be there twice."""
    real = file.resolve()
    if real not in seen:
        seen.add(real)
        return False
    notebook.warning(
        "given-twice", str(file), said("the file is given twice; it was read once."), said("Name it once.")
    )
    return True


def _from_files(
    found: Iterable[Recognised], notebook: Notebook
) -> tuple[dict[str, str], tuple[FileRead, ...]]:
    answers: dict[str, str] = {}
    files: list[FileRead] = []
    for file in found:
        if file.kind is Kind.ANSWERS and file.text is not None:
            name, own = file.given.name, dict[str, str]()
            try:
                own = read_answers(name, file.text.content)
            except IntakeError as error:
                notebook.problems.append(error.problem)
            files.append(FileRead(name, file.kind.value, "YAML", len(own), len(own)))
            answers |= own
    return answers, tuple(files)
