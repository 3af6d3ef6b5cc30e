"""Roles that are given. People operations give all but that of operators, which only operators give."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from farflung.server.org import actions
from farflung.server.org.access import Role, get_person, gives, require
from farflung.server.org.forms.company import RoleForm, role_text
from farflung.server.org.models import RoleGrant
from farflung.server.org.views.codes import code_of
from farflung.server.org.views.saving import on, page, saved, tried
from farflung.server.ui.reader import now_of


@require_http_methods(["GET", "POST"])
def roles(request: HttpRequest) -> HttpResponse:
    """Who has which, and one more."""
    asking = require(request, Role.PEOPLE, Role.OPERATOR)
    form = RoleForm(request.POST if request.method == "POST" else None, roles=gives(asking))
    now = now_of(request)
    if form.is_bound and saved(
        form, lambda: actions.grant_role(**form.cleaned_data, by=asking.account, now=now)
    ):
        return on(request, _("Given."), "roles")
    grants = RoleGrant.objects.select_related("person").order_by("role", "person__name")
    mine = gives(asking)
    found = [(grant, role_text(grant.role), grant.role in mine) for grant in grants]
    return page(request, "org/company/roles.html", {"form": form, "grants": found}, form)


@require_POST
def revoke_role(request: HttpRequest) -> HttpResponse:
    """Takes one back."""
    asking = require(request, Role.PEOPLE, Role.OPERATOR)
    person, role = get_person(asking, code_of(request.POST.get("person", ""))), request.POST.get("role", "")
    if role not in gives(asking):
        raise Http404
    now = now_of(request)
    tried(
        request,
        lambda: actions.revoke_role(person=person, role=role, by=asking.account, now=now),
        _("Taken back."),
    )
    return redirect("roles")
