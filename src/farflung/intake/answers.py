"""The answers file: what a person decided once, so that nobody is asked again.

    place of Georgia: US-GA
    date order of from in stays.csv: day/month/year
    who is Ana: ana@example.org

A key is a question's id, or just what was read (`Georgia`); a value is what one would type.
"""

from collections.abc import Mapping

from farflung.engine.checks.finding import Severity
from farflung.engine.said import Said, said
from farflung.intake.errors import AnswersError
from farflung.intake.problem import Problem

_REMEDY = said("Write one answer a line, `place of Georgia: US-GA`; put what holds a colon into quotes.")


def read_answers(file: str, text: str) -> dict[str, str]:
    """The answers in a file, also under a heading `answers:`; raises `AnswersError`."""
    import yaml

    try:
        # BaseLoader keeps every value the text that was written: 09:00 stays a time, NO stays Norway.
        value = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader constructs nothing but text
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise _refused(file, said("this is not YAML: {english}.", english=str(error.problem)), line) from None
    except (yaml.YAMLError, RecursionError) as error:
        first = str(error).splitlines()[0]
        raise _refused(file, said("this is not YAML: {english}.", english=first), None) from None
    if isinstance(value, dict) and isinstance(value.get("answers"), dict):
        value = value["answers"]
    if not isinstance(value, dict):
        raise _refused(file, said("answers are keys and values; this is something else."), 1)
    for key, answer in value.items():
        if not isinstance(answer, str):
            raise _refused(file, said("the answer to {question!r} is not one text.", question=str(key)), None)
    return {str(key): answer.strip() for key, answer in value.items() if answer.strip()}


def write_answers(answers: Mapping[str, str]) -> str:
    """The text of an answers file."""
    import yaml

    head = "# Answers to questions about the files; farflung reads them with the files. Change them freely.\n"
    return head + yaml.safe_dump(dict(answers), allow_unicode=True, sort_keys=True, width=1000)


def _refused(file: str, message: Said, line: int | None) -> AnswersError:
    return AnswersError(Problem(Severity.ERROR, "answers", file, message, _REMEDY, line))
