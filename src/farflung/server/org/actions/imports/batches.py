"""Imports from upload to end: a dry run that can be read, then all of it or nothing, then the way back.

A worker that dies while it applies one leaves nothing behind: it is one transaction, and whoever takes the
job up again begins anew. Applied twice, the second finds nothing to do.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from farflung.engine.said import NOTHING, Said, as_is, said
from farflung.engine.said_parts import parts_of
from farflung.intake.given import Given, read_given
from farflung.intake.problem import InputQuestion, Problem
from farflung.server.core.events import publish
from farflung.server.core.models import Account
from farflung.server.core.refusal import Refused
from farflung.server.core.writing import MAP, revision, writing
from farflung.server.org.actions.imports.apply import STEPS, write_plan
from farflung.server.org.actions.imports.effects import effects_of
from farflung.server.org.actions.imports.here import hold_everybody
from farflung.server.org.actions.imports.ledger import Ledger
from farflung.server.org.actions.imports.packed import unpacked
from farflung.server.org.actions.imports.people_plan import NEW_ONE, Question
from farflung.server.org.actions.imports.plan import Plan, make_plan
from farflung.server.org.actions.imports.reading import Reading, read_files
from farflung.server.org.actions.imports.states import state_text
from farflung.server.org.actions.imports.undo import Undone, take_back
from farflung.server.org.classified import days_of
from farflung.server.org.events import ImportAccepted, ImportApplied, ImportUndoing
from farflung.server.org.models import ImportBatch, ImportFile
from farflung.server.ui.told import kept

State = ImportBatch.State
Tell = Callable[[ImportBatch, int, int], None]
"""Hears how far an import is: the batch, what is done, of how much."""

CHANGED: Final = gettext_noop("The map has changed since. Please look again.")
NOTHING_HERE: Final = gettext_noop("Nothing in these files can be kept here.")
"""Errors of an import are kept in English, as a worker writes them, and told in the reader's language."""

_LOCK: Final = 0x0FA2F1
_MOST_TOLD: Final = 500


def read_import(
    *,
    files: Iterable[Path | Given],
    by: Account | None,
    now: datetime,
    answers: Mapping[str, str] | None = None,
    complete: bool = False,
    overwrite: bool = False,
) -> ImportBatch:
    """A dry run: what the files would change, kept until it is applied or abandoned.

    `complete` says that whatever the files no longer name has ended; `overwrite` that they win over changes
    made here, but never over what a person said themself. Raises `Refused` where they cannot be taken at all.
    """
    given = unpacked(map(_given, files))
    with writing(by=by, now=now) as write:
        batch = ImportBatch.objects.create(
            by=by, at=now, state=State.READING, answers=dict(answers or {}), complete=complete,
            overwrite=overwrite, files=[one.name[:200] for one in given], total=STEPS,
        )  # fmt: skip
        ImportFile.objects.bulk_create(
            ImportFile(batch=batch, name=one.name[:200], data=one.data) for one in given
        )
        _look(batch, now)
        write.audit("import.read", "import", batch.code, files=len(given))
        return batch


def answer_import(
    *,
    batch: ImportBatch,
    answers: Mapping[str, str],
    by: Account | None,
    now: datetime,
    complete: bool | None = None,
    overwrite: bool | None = None,
) -> ImportBatch:
    """Answers questions of a dry run, or changes how it is meant, and reads the files again."""
    with writing(by=by, now=now) as write:
        row = _held(batch, State.READY, State.FAILED)
        row.answers = {**row.answers, **answers}
        row.complete = row.complete if complete is None else complete
        row.overwrite = row.overwrite if overwrite is None else overwrite
        _look(row, now)
        write.audit("import.answer", "import", row.code, answers=len(answers))
        return row


def accept_import(*, batch: ImportBatch, by: Account | None, now: datetime) -> ImportBatch:
    """Leaves a dry run to a worker to apply."""
    with writing(by=by, now=now) as write:
        row = _held(batch, State.READY)
        row.state, row.done, row.error = State.APPLYING, 0, ""
        row.by = row.by or by
        row.save(update_fields=["state", "done", "error", "by"])
        write.audit("import.accept", "import", row.code)
        publish(ImportAccepted(row.code))
        return row


def apply_import(*, batch: ImportBatch, now: datetime, tell: Tell | None = None) -> ImportBatch:
    """Applies an accepted import, all or nothing; one that is applied already is left alone.

    Where the map changed so that it would do something that was not shown, it is shown again instead.
    What another import did already in the very same way is just not done again.
    """
    row = ImportBatch.objects.get(pk=batch.pk)
    if row.state != State.APPLYING:
        return row
    with writing(by=row.by, now=now, changes=MAP) as write:
        _alone()
        row.refresh_from_db()
        if row.state != State.APPLYING:  # another worker was faster
            return row
        reading, plan = _planned_to_write(row, now)
        if not set(effects_of(plan, reading)) <= set(row.effects):
            row.state = State.READY
            _show(row, *_planned(row, now, lock=False), CHANGED)
            return row
        ledger = Ledger(row)
        rows = write_plan(write, ledger, plan, reading, lambda done: tell and tell(row, done, STEPS))
        row.uploads.all().delete()
        row.difference, row.effects = _done(row, plan), []
        row.state, row.done, row.total, row.applied_at = State.APPLIED, STEPS, STEPS, now
        row.save()
        write.audit("import.apply", "import", row.code, rows=rows)
        publish(ImportApplied(row.code))
        return row


def fail_import(*, batch: ImportBatch, error: str, now: datetime) -> None:
    """An import that could not be applied: nothing of it is there, and it can be looked at again."""
    with writing(by=None, now=now) as write:
        row = _held(batch, State.APPLYING)
        row.state, row.error = State.FAILED, error[:1000]
        row.save(update_fields=["state", "error"])
        write.audit("import.fail", "import", row.code)


def abandon_import(*, batch: ImportBatch, by: Account | None, now: datetime) -> ImportBatch:
    """Lets a dry run be, and forgets the files."""
    with writing(by=by, now=now) as write:
        row = _held(batch, State.READING, State.READY, State.FAILED)
        row.uploads.all().delete()
        row.state, row.difference, row.problems, row.questions = State.ABANDONED, {}, [], []
        row.answers, row.effects = {}, []
        row.save()
        write.audit("import.abandon", "import", row.code)
        return row


def undo_import(*, batch: ImportBatch, by: Account | None, now: datetime) -> Undone:
    """Takes an applied import back; rows that were changed or used since stay, and are counted."""
    with writing(by=by, now=now, changes=MAP) as write:
        _alone()
        row = _held(batch, State.APPLIED)
        if not can_be_undone(row, now):
            raise Refused("too-late", _("What this import changed is no longer known, so it stays."))
        hold_everybody()
        publish(ImportUndoing(row.code, now))  # first: whoever a meeting invites would stay
        undone = take_back(row)
        row.changes.all().delete()
        row.state, row.undone_at = State.UNDONE, now
        row.save(update_fields=["state", "undone_at"])
        write.audit("import.undo", "import", row.code, back=undone.taken_back, kept=undone.kept)
        publish(ImportApplied(row.code))
        return undone


def load_company(*, files: Sequence[Path | Given], by: Account | None, now: datetime) -> ImportBatch:
    """Dry run and applying at once, for a company that is made from files; `Refused` if it cannot be."""
    batch = read_import(files=files, by=by, now=now)
    if batch.state != State.READY:
        raise Refused("nothing-read", _(batch.error), "files")
    return apply_import(batch=accept_import(batch=batch, by=by, now=now), now=now)


def can_be_undone(batch: ImportBatch, now: datetime) -> bool:
    """Whether it is still known what an import changed: here, or in another domain."""
    if batch.changes.exists():
        return True
    over = batch.applied_at is None or batch.applied_at < now - timedelta(days=days_of("importchange"))
    brought = batch.difference.get("meetings") or batch.difference.get("agreements")
    return bool(brought) and not over


# --- below ---------------------------------------------------------------------------


def _given(file: Path | Given) -> Given:
    """The file by its own name: where it lies is nobody's business."""
    return file if isinstance(file, Given) else Given(file.name, read_given(file).data)


def _held(batch: ImportBatch, *states: str) -> ImportBatch:
    row = ImportBatch.objects.select_for_update().get(pk=batch.pk)
    if row.state not in states:
        text = _("This import is %s by now; that cannot be done with it any more.")
        raise Refused("changed-since", text % state_text(row.state))
    return row


def _alone() -> None:
    """One import or undoing at a time: the others wait for it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def _planned(row: ImportBatch, now: datetime, *, lock: bool) -> tuple[Reading, Plan]:
    given = [Given(file.name, bytes(file.data)) for file in row.uploads.order_by("pk")]
    reading = read_files(given, answers=row.answers, now=now, only_kept=row.state == State.APPLYING)
    plan = make_plan(reading, row.answers, complete=row.complete, overwrite=row.overwrite, now=now, lock=lock)
    return reading, plan


def _planned_to_write(row: ImportBatch, now: datetime) -> tuple[Reading, Plan]:
    """A plan with everybody's row held. Reading and comparing take longest, so nobody is held for that.

    Whoever was changed meanwhile is looked at once more.
    """
    before = revision(MAP)
    reading, plan = _planned(row, now, lock=False)
    hold_everybody()
    return (reading, plan) if revision(MAP) == before else _planned(row, now, lock=True)


def _look(row: ImportBatch, now: datetime) -> None:
    reading, plan = _planned(row, now, lock=False)
    error = NOTHING_HERE if reading.says_nothing else ""
    _show(row, reading, plan, error)


def _show(row: ImportBatch, reading: Reading, plan: Plan, error: str) -> None:
    row.base = revision(MAP)
    row.difference, row.effects = plan.difference, effects_of(plan, reading)
    row.problems = _problems(reading)
    row.questions = [*map(_asked, reading.intake.questions), *map(_who, plan.people.questions)]
    row.state = State.FAILED if reading.says_nothing else State.READY
    row.error = error
    row.save()


_ONLY_SHOWN: Final = ("unread", "questions")


def _done(row: ImportBatch, plan: Plan) -> dict[str, Any]:
    """What is told of an import once it is applied: what it did, beside what it only showed."""
    return {**plan.difference, **{name: row.difference[name] for name in _ONLY_SHOWN}}


def _problems(reading: Reading) -> list[dict[str, Any]]:
    problems = [*reading.intake.problems, *reading.own.problems]
    told = [
        {"severity": problem.severity.name.lower(), "code": problem.code,
         **kept(where=_where(problem), message=problem.message, remedy=problem.remedy)}
        for problem in problems[:_MOST_TOLD]
    ]  # fmt: skip
    notes = [
        {"severity": "note", "code": note.code,
         **kept(where=as_is(note.file), message=note.text, remedy=NOTHING)}
        for note in reading.intake.notes
    ]  # fmt: skip
    return [*told, *notes]


def _where(problem: Problem) -> Said:
    """Mostly the same in every language: a file, a line and a heading."""
    return problem.where if isinstance(problem.column, Said) else as_is(str(problem.where))


def _asked(question: InputQuestion) -> dict[str, Any]:
    return {
        "id": question.id, **kept(text=question.text, remedy=question.remedy), "read": question.read,
        "rows": [list(row) for row in question.rows[:20]],
        **_choices((choice.value, choice.label) for choice in question.choices),
    }  # fmt: skip


def _choices(choices: Iterable[tuple[str, Said]]) -> dict[str, Any]:
    """Answers with their labels: in English, and beside it with the parts of each."""
    each = list(choices)
    return {
        "choices": [[value, str(label)] for value, label in each],
        "labels": [parts_of(label) for _, label in each],
    }


def _who(question: Question) -> dict[str, Any]:
    text = said(
        "Is {name} of {source} somebody who is here already?", name=question.name, source=question.source
    )
    known = ((value, as_is(label)) for value, label in question.choices)
    return {
        "id": question.id, **kept(text=text, remedy=NOTHING), "read": None, "rows": [],
        **_choices((*known, (NEW_ONE, said("Somebody else, who is new")))),
    }  # fmt: skip
