"""From what intake says to what reports show: neither knows the other."""

from farflung.intake.load import Intake
from farflung.report import Asked, FileRead, IntakeSummary, Remark, Trouble


def intake_summary(intake: Intake) -> IntakeSummary:
    """The files, problems, questions and notes of a reading, for a report."""
    return IntakeSummary(
        files=tuple(FileRead(file.name, file.kind, file.rows) for file in intake.files),
        problems=tuple(
            Trouble(p.severity, p.code, p.message, p.remedy, p.file, p.line, p.column, p.read)
            for p in intake.problems
        ),
        questions=tuple(
            Asked(q.text, tuple(choice.label for choice in q.choices), q.rows, q.remedy)
            for q in intake.questions
        ),
        notes=tuple(Remark(note.text, note.file, note.count) for note in intake.notes),
    )
