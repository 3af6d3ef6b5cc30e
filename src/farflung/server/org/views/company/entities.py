"""Legal entities: who employs, and where."""

from uuid import UUID

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from farflung.intake.gazetteer import Gazetteer
from farflung.server.org import actions
from farflung.server.org.access import Role, get_entity, require
from farflung.server.org.forms.company import EntityForm
from farflung.server.org.models import LegalEntity
from farflung.server.org.views.saving import on, page, saved, tried
from farflung.server.ui.reader import now_of


@require_http_methods(["GET", "POST"])
def entities(request: HttpRequest) -> HttpResponse:
    """All of them, and a new one."""
    asking = require(request, Role.PEOPLE)
    now = now_of(request)
    form = EntityForm(request.POST if request.method == "POST" else None)
    if form.is_bound and saved(
        form, lambda: actions.add_entity(**form.cleaned_data, by=asking.account, now=now)
    ):
        return on(request, _("Added."), "entities")
    name = Gazetteer.load().country_name
    rows = LegalEntity.objects.annotate(count=Count("people")).order_by("name")
    found = [(row, name(row.country) if row.country else "") for row in rows]
    return page(request, "org/company/entities.html", {"form": form, "entities": found}, form)


@require_http_methods(["GET", "POST"])
def entity(request: HttpRequest, code: UUID) -> HttpResponse:
    """One of them, to be changed."""
    asking = require(request, Role.PEOPLE)
    row, now = get_entity(asking, code), now_of(request)
    form = EntityForm.of(row, request.POST if request.method == "POST" else None)
    if form.is_bound and saved(
        form, lambda: actions.change_entity(entity=row, **form.cleaned_data, by=asking.account, now=now)
    ):
        return on(request, _("Saved."), "entities")
    return page(request, "org/company/entity.html", {"form": form, "entity": row}, form)


@require_POST
def remove_entity(request: HttpRequest, code: UUID) -> HttpResponse:
    """It is no more, unless it employs somebody."""
    asking = require(request, Role.PEOPLE)
    row, now = get_entity(asking, code), now_of(request)
    tried(request, lambda: actions.remove_entity(entity=row, by=asking.account, now=now), _("Removed."))
    return redirect("entities")
