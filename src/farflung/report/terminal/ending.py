"""The last lines: questions, what could not be used, what was assumed, and the exit status explained."""

from farflung.report import times
from farflung.report.summary import Asked, Summary, Trouble
from farflung.report.terminal.lines import Line, heading, line, said
from farflung.report.terminal.marks import STYLES, SYMBOLS

_MOST = 8
_MOST_WHERE = 4


def ending(summary: Summary) -> list[Line]:
    """What the reader must answer or mend, and how the command ends."""
    intake = summary.intake
    out: list[Line] = []
    if intake.questions:
        out.append(
            heading(f"Questions for you ({len(intake.questions)}): mend the file, or use --answers FILE")
        )
        out += [row for asked in intake.questions[:_MOST] for row in _question(asked)]
        out += [*_left(len(intake.questions), "question"), line("")]
    if intake.problems:
        out.append(heading(f"Could not be used as written ({len(intake.problems):,})"))
        out += [_problem(trouble) for trouble in intake.problems[:_MOST]]
        out += [*_left(len(intake.problems), "problem"), line("")]
    if intake.notes:
        out.append(heading("Filled in or passed over"))
        out += [_note(note.text, note.count, note.file) for note in intake.notes[:_MOST]]
        out += [*_left(len(intake.notes), "note"), line("")]
    took = f" Took {summary.took:.1f} s." if summary.took is not None else ""
    return [*out, line((f"Exit status {summary.ending.status}", "bold"), f": {summary.ending.why}.{took}")]


def _left(number: int, word: str) -> list[Line]:
    left = number - _MOST
    return (
        [line(f"and {times.count(left, f'more {word}')}: --format html has them all", indent=2)]
        if left > 0
        else []
    )


def _question(asked: Asked) -> list[Line]:
    choices = f" {' | '.join(asked.choices)}" if asked.choices and not _lists(asked) else ""
    places = ", ".join(f"{file}:{row}" for file, row in asked.where[:_MOST_WHERE])
    rest = len(asked.where) - _MOST_WHERE
    where = places + (f" and {rest} more" if rest > 0 else "")
    first = line((asked.text, "bold"), choices, indent=4, label=said(("  ?", "bold")))
    second = " · ".join(part for part in (where, asked.remedy) if part)
    return [first, line((second, "dim"), indent=4)] if second else [first]


def _lists(asked: Asked) -> bool:
    """Whether the question itself lists its choices: by their words, or by the zones in their brackets."""
    marks = [choice.rpartition("(")[2].rstrip(")") for choice in asked.choices]
    return sum(mark in asked.text for mark in marks) > 1


def _problem(trouble: Trouble) -> Line:
    mark = said(f"  {SYMBOLS[trouble.severity]} ")
    mark.stylize(STYLES[trouble.severity])
    read = f" Read {_short(trouble.read)!r}." if trouble.read else ""
    where = f"{trouble.where}: " if trouble.where else ""
    word = (f"{trouble.severity.word} ", STYLES[trouble.severity])
    return line(word, where, f"{trouble.message.rstrip('.')}.{read} ", trouble.remedy, indent=4, label=mark)


def _short(text: str, most: int = 60) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"


def _note(text: str, number: int, file: str) -> Line:
    rows = times.count(number, "row") if number > 1 else ""
    where = ", ".join(filter(None, (rows, file)))
    return line(text, f" ({where})" if where else "", indent=4, label=said("  ·"))
