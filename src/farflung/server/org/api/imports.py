"""Imports: upload, read the difference, answer, accept, undo; one step each, as on the pages."""

from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status
from ninja.files import UploadedFile
from ninja.params.functions import File, Form
from pydantic import Field

from farflung.server.core.api.door import Scope, needs
from farflung.server.core.api.kinds import INVALID
from farflung.server.core.api.params import After, Limit, Yes
from farflung.server.core.api.problems import Problem, located
from farflung.server.core.api.shapes import Flag, Given, Line, Moment, Page, Told
from farflung.server.org import actions
from farflung.server.org.access import Asker, asker, get_batch, may_import
from farflung.server.org.api.filled import checked
from farflung.server.org.forms.imports import AnswersForm, UploadForm
from farflung.server.org.models import ImportBatch
from farflung.server.ui.reader import now_of
from farflung.server.ui.told import labelled, told_of

router = Router(tags=["imports"])
WRITE = needs(Scope.WRITE_COMPANY)


class ImportTold(Told):
    """An import. `done` of `total` is how far a worker is with it."""

    id: UUID
    state: str
    at: Moment
    files: list[str]
    complete: bool
    overwrite: bool
    done: int
    total: int
    applied_at: Moment | None
    undone_at: Moment | None
    error: str


class QuestionTold(Told):
    """What cannot be decided from the files; `choices` are the answers, any text where there are none."""

    id: str
    text: str
    remedy: str
    choices: list[tuple[str, str]]
    answer: str


class WholeImport(ImportTold):
    """With what it would change (or did), what could not be read, and what is asked."""

    difference: dict[str, Any]
    problems: list[dict[str, Any]]
    questions: list[QuestionTold]


class AnswersGiven(Given):
    """Answers by the ids of the questions, and how the files are meant; they are read again."""

    answers: dict[Line, Line] = Field(default_factory=dict, max_length=200)
    complete: Flag | None = None
    overwrite: Flag | None = None


class UndoneTold(Told):
    """Records taken back, and those that stay because they were changed or used since."""

    taken_back: int
    kept: int


@router.get("/imports", response=Page[ImportTold], auth=WRITE, summary="Imports, the newest first")
def imports(request: HttpRequest, limit: Limit, after: After) -> Page[ImportTold]:
    """For people operations and operators."""
    asking = _importer(request)
    rows = ImportBatch.objects.defer("difference", "effects", "problems", "questions").order_by("-pk")
    if after is not None:
        rows = rows.filter(pk__lt=get_batch(asking, after).pk)
    found = list(rows[: limit + 1])
    page = [ImportTold(**_told(row)) for row in found[:limit]]
    return Page(items=page, next=str(page[-1].id) if len(found) > limit else None)


@router.post("/imports", response={201: WholeImport}, auth=WRITE, summary="Upload files")
def upload(
    request: HttpRequest,
    files: Annotated[list[UploadedFile], File(...)],
    complete: Annotated[Yes, Form(False)],
    overwrite: Annotated[Yes, Form(False)],
) -> Status[WholeImport]:
    """A dry run: nothing is changed. `complete`: whoever is in none of the files has left. `overwrite`: where
    files and changes made here differ, the files win; never over what a person said themself."""
    asking = _importer(request)
    how = {name: "on" for name, said in (("complete", complete), ("overwrite", overwrite)) if said}
    values = checked(UploadForm(how, {"files": list(files)}))  # type: ignore[arg-type]
    return Status(201, _whole(actions.read_import(**values, by=asking.account, now=now_of(request))))


@router.get("/imports/{uuid:id}", response=WholeImport, auth=WRITE, summary="An import")
def read(request: HttpRequest, id: UUID) -> WholeImport:  # noqa: A002
    """Wherever it is."""
    return _whole(get_batch(_importer(request), id))


@router.post("/imports/{uuid:id}/answers", response=WholeImport, auth=WRITE, summary="Answer its questions")
def answer(request: HttpRequest, id: UUID, given: AnswersGiven) -> WholeImport:  # noqa: A002
    """The files are read again."""
    asking = _importer(request)
    row = get_batch(asking, id)
    form = AnswersForm(_fields(row, given), questions=row.questions, answers=row.answers)
    values = checked(form, {f"q{at}": f"answers/{one['id']}" for at, one in enumerate(row.questions)})
    how = {name: values[name] for name in ("complete", "overwrite")}
    now = now_of(request)
    return _whole(actions.answer_import(batch=row, answers=form.answers, by=asking.account, now=now, **how))


@router.post("/imports/{uuid:id}/accept", response={202: WholeImport}, auth=WRITE, summary="Apply it")
def accept(request: HttpRequest, id: UUID) -> Status[WholeImport]:  # noqa: A002
    """It is left to a worker: `state`, `done` and `total` tell how far it is."""
    asking = _importer(request)
    row = actions.accept_import(batch=get_batch(asking, id), by=asking.account, now=now_of(request))
    return Status(202, _whole(row))


@router.post("/imports/{uuid:id}/abandon", response=WholeImport, auth=WRITE, summary="Let it be")
def abandon(request: HttpRequest, id: UUID) -> WholeImport:  # noqa: A002
    """Its files are forgotten."""
    asking = _importer(request)
    return _whole(actions.abandon_import(batch=get_batch(asking, id), by=asking.account, now=now_of(request)))


@router.post("/imports/{uuid:id}/undo", response=UndoneTold, auth=WRITE, summary="Take it back")
def undo(request: HttpRequest, id: UUID) -> UndoneTold:  # noqa: A002
    """But for what was changed or used since."""
    asking = _importer(request)
    undone = actions.undo_import(batch=get_batch(asking, id), by=asking.account, now=now_of(request))
    return UndoneTold(taken_back=undone.taken_back, kept=undone.kept)


def _importer(request: HttpRequest) -> Asker:
    asking = asker(request)
    if not may_import(asking):
        raise Http404
    return asking


def _fields(row: ImportBatch, given: AnswersGiven) -> dict[str, str]:
    """The form as it would be sent from the page: what was answered before, with what is answered now."""
    names = {one["id"]: f"q{at}" for at, one in enumerate(row.questions)}
    unknown = given.answers.keys() - names.keys()
    if unknown:
        errors = [
            located(f"answers/{key}", "there is no such question", "unknown") for key in sorted(unknown)
        ]
        raise Problem(INVALID, errors=errors)
    said = {**{key: text for key, text in row.answers.items() if key in names}, **given.answers}
    fields = {names[key]: text for key, text in said.items()}
    for name in ("complete", "overwrite"):
        if getattr(given, name) if getattr(given, name) is not None else getattr(row, name):
            fields[name] = "on"
    return fields


def _problem(problem: dict[str, Any]) -> dict[str, Any]:
    """In the language of the request."""
    texts = {name: told_of(problem, name) for name in ("where", "message", "remedy")}
    return {"severity": problem["severity"], "code": problem["code"], **texts}


def _told(row: ImportBatch) -> dict[str, Any]:
    names = ("state", "at", "complete", "overwrite", "done", "total", "applied_at", "undone_at")
    told = {"id": row.code, "files": list(row.files), "error": _(row.error) if row.error else ""}
    return told | {name: getattr(row, name) for name in names}


def _whole(row: ImportBatch) -> WholeImport:
    questions = [
        QuestionTold(id=one["id"], text=told_of(one, "text"), remedy=told_of(one, "remedy"),
                     choices=list(labelled(one)), answer=row.answers.get(one["id"], ""))
        for one in row.questions
    ]  # fmt: skip
    return WholeImport(
        **_told(row),
        difference=row.difference,
        problems=[_problem(one) for one in row.problems],
        questions=questions,
    )
