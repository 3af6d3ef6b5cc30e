"""Imports: files are read, what they would change is told, questions are answered, then they are applied."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from farflung.server.core.refusal import Refused
from farflung.server.org import actions
from farflung.server.org.access import Asker, Role, asker, get_batch, may_import, require
from farflung.server.org.actions.imports.batches import can_be_undone
from farflung.server.org.actions.imports.states import state_text
from farflung.server.org.forms.fields import add_refusal
from farflung.server.org.forms.imports import MOST_FILES, AnswersForm, UploadForm
from farflung.server.org.models import ImportBatch, Person
from farflung.server.org.views.company.difference import Line, examples, lines
from farflung.server.org.views.saving import on, page, saved, tried
from farflung.server.org.views.standing import today_of
from farflung.server.ui.reader import now_of
from farflung.server.ui.told import told_of

State = ImportBatch.State
_SHOWN = 20


@require_http_methods(["GET", "POST"])
def imports(request: HttpRequest) -> HttpResponse:
    """The last imports, and files for a new one."""
    asking = _importer(request)
    posted = request.method == "POST"
    form = UploadForm(
        request.POST if posted else None,
        # The field takes the whole list, so it is given as a plain mapping.
        {"files": request.FILES.getlist("files")} if posted else None,  # type: ignore[arg-type]
    )
    if form.is_bound and form.is_valid():
        batch = _read(request, asking, form)
        if batch is not None:
            return redirect("import", batch.code)
    rows = ImportBatch.objects.select_related("by__person").defer(
        "difference", "effects", "problems", "questions"
    )
    context = {
        "form": form, "most": MOST_FILES, "empty": not Person.objects.exists(),
        "batches": [(row, state_text(row.state)) for row in rows.order_by("-at", "-pk")[:_SHOWN]],
    }  # fmt: skip
    return page(request, "org/company/imports.html", context, form)


def _importer(request: HttpRequest) -> Asker:
    asking = asker(request)
    if not may_import(asking):
        raise Http404
    return asking


def _read(request: HttpRequest, asking: Asker, form: UploadForm) -> ImportBatch | None:
    try:
        return actions.read_import(**form.cleaned_data, by=asking.account, now=now_of(request))
    except Refused as refusal:
        add_refusal(form, refusal)
        return None


@require_http_methods(["GET", "POST"])
def batch(request: HttpRequest, code: UUID) -> HttpResponse:
    """One import, wherever it is; a POST answers its questions and reads the files again."""
    asking = _importer(request)
    row = get_batch(asking, code)
    form = AnswersForm(
        request.POST if request.method == "POST" else None, questions=row.questions, answers=row.answers,
        initial={"complete": row.complete, "overwrite": row.overwrite},
    )  # fmt: skip
    if form.is_bound and saved(form, lambda: _answer(request, asking, row, form)):
        return on(request, _("Read again."), "import", row.code)
    if request.headers.get("HX-Request") and request.method == "GET":
        return _progress(request, row)
    return page(request, "org/company/import.html", _context(request, row, form), form)


def _answer(request: HttpRequest, asking: Asker, row: ImportBatch, form: AnswersForm) -> None:
    how = {name: form.cleaned_data[name] for name in ("complete", "overwrite")}
    actions.answer_import(batch=row, answers=form.answers, by=asking.account, now=now_of(request), **how)


def _progress(request: HttpRequest, row: ImportBatch) -> HttpResponse:
    """The bar alone; where the import has come to its end, the whole page anew."""
    response = render(request, "org/company/progress.html", _state(row))
    if row.state != State.APPLYING:
        response.headers["HX-Refresh"] = "true"
    return response


def _state(row: ImportBatch) -> dict[str, Any]:
    return {
        "batch": row,
        "state": state_text(row.state),
        "percent": 100 * row.done // row.total if row.total else 0,
    }


def _context(request: HttpRequest, row: ImportBatch, form: AnswersForm) -> dict[str, Any]:
    told: list[Line] = lines(row.difference) if row.difference else []
    open_now = row.state in (State.READY, State.FAILED)
    return _state(row) | {
        "form": form if open_now else None,
        "lines": told,
        "examples": examples(row.difference, today_of(request)),
        "problems": [_told(one) for one in row.problems if one["severity"] != "note"],
        "notes": [_told(one) for one in row.problems if one["severity"] == "note"],
        "error": _(row.error) if row.error else "",
        "ready": row.state == State.READY,
        "applying": row.state == State.APPLYING,
        "applied": row.state == State.APPLIED,
        "open": open_now,
        "can_undo": row.state == State.APPLIED and can_be_undone(row, now_of(request)),
    }


def _told(problem: Mapping[str, Any]) -> dict[str, str]:
    return {name: told_of(problem, name) for name in ("where", "message", "remedy")}


@require_POST
def accept(request: HttpRequest, code: UUID) -> HttpResponse:
    """Leaves it to a worker."""
    asking = _importer(request)
    row, now = get_batch(asking, code), now_of(request)
    done = _("It is being applied. You may leave this page.")
    tried(request, lambda: actions.accept_import(batch=row, by=asking.account, now=now), done)
    return redirect("import", row.code)


@require_POST
def abandon(request: HttpRequest, code: UUID) -> HttpResponse:
    """Lets it be, and forgets the files."""
    asking = _importer(request)
    row, now = get_batch(asking, code), now_of(request)
    done = _("Let be. The files are deleted.")
    tried(request, lambda: actions.abandon_import(batch=row, by=asking.account, now=now), done)
    return redirect("imports")


@require_POST
def undo(request: HttpRequest, code: UUID) -> HttpResponse:
    """Takes it back, but for what was changed or used since."""
    asking = _importer(request)
    row = get_batch(asking, code)
    try:
        undone = actions.undo_import(batch=row, by=asking.account, now=now_of(request))
    except Refused as refusal:
        messages.error(request, str(refusal.message))
        return redirect("import", row.code)
    text = ngettext("%(back)d record taken back.", "%(back)d records taken back.", undone.taken_back)
    kept = ngettext(
        "%(kept)d stays, because it was changed or used since.",
        "%(kept)d stay, because they were changed or used since.",
        undone.kept,
    )
    said = [text % {"back": undone.taken_back}, kept % {"kept": undone.kept} if undone.kept else ""]
    return on(request, " ".join(part for part in said if part), "import", row.code)


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """What an export holds, and what it leaves behind."""
    asking = require(request, Role.PEOPLE)
    return render(request, "org/company/export.html", {"asking": asking})


@require_POST
def export_file(request: HttpRequest) -> HttpResponse:
    """Everything as a zip of sheets, which import to the same company. Everybody in it sees who took it."""
    asking = require(request, Role.PEOPLE)
    now = now_of(request)
    data = actions.export_company(by=asking.account, now=now, through="page company/export")
    response = HttpResponse(data, content_type="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="farflung-{now:%Y-%m-%d}.zip"'
    return response
