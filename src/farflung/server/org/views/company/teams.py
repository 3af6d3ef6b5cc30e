"""Teams: a lead keeps the name and the lead, people operations the members and the tree as well."""

from typing import Any
from uuid import UUID

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from farflung.server.org import actions
from farflung.server.org.access import Asker, Role, get_led, get_person, get_team, require, visible_teams
from farflung.server.org.forms.company import MemberForm, TeamForm, WholeTeamForm
from farflung.server.org.models import Team
from farflung.server.org.queries import search_teams
from farflung.server.org.views.codes import code_of
from farflung.server.org.views.saving import on, page, saved, tried
from farflung.server.ui.reader import now_of


@require_http_methods(["GET", "POST"])
def teams(request: HttpRequest) -> HttpResponse:
    """Teams that one may change, and for people operations a new one."""
    asking = require(request, Role.LEAD, Role.PEOPLE)
    whole = asking.has(Role.PEOPLE)
    given = request.POST if request.method == "POST" and whole else None
    form = WholeTeamForm(given) if whole else None
    now = now_of(request)
    if form is not None and form.is_bound and saved(
        form, lambda: actions.add_team(**form.cleaned_data, by=asking.account, now=now)
    ):  # fmt: skip
        return on(request, _("Added. Its page is where members join."), "company_teams")
    rows = visible_teams(asking).select_related("lead", "parent").annotate(count=Count("people"))
    rows = rows if whole else rows.filter(lead=asking.person)
    text = request.GET.get("q", "").strip()[:200]
    after = code_of(request.GET["after"]) if request.GET.get("after") else None
    found = search_teams(rows, text, after)
    context = {"form": form, "found": found, "q": text, "after": after, "whole": whole}
    return page(request, "org/company/teams.html", context, *([form] if form else []))


@require_http_methods(["GET", "POST"])
def team(request: HttpRequest, code: UUID) -> HttpResponse:
    """One team."""
    asking = require(request, Role.LEAD, Role.PEOPLE)
    row = get_led(asking, code)
    form = _form(asking, row, request.POST if request.method == "POST" else None)
    now = now_of(request)
    if form.is_bound and saved(
        form, lambda: actions.change_team(team=row, **form.cleaned_data, by=asking.account, now=now)
    ):
        # Who has handed the team over may not open its page any more.
        return on(request, _("Saved."), "company_teams" if asking.has(Role.LEAD, Role.PEOPLE) else "profile")
    return page(request, "org/company/team.html", _context(asking, row, form, MemberForm()), form)


def _form(asking: Asker, row: Team, given: Any) -> TeamForm:
    known: dict[str, Any] = {"name": row.name, "lead": row.lead}
    if not asking.has(Role.PEOPLE):
        return TeamForm(given, initial=known)
    return WholeTeamForm(given, initial=known | {"parent": row.parent and row.parent.code})


def _context(asking: Asker, row: Team, form: TeamForm, joining: MemberForm) -> dict[str, Any]:
    members = row.people.select_related("place").order_by("name", "pk")
    return {
        "form": form,
        "joining": joining,
        "team": row,
        "members": members,
        "whole": asking.has(Role.PEOPLE),
    }


@require_POST
def join_team(request: HttpRequest, code: UUID) -> HttpResponse:
    """Somebody becomes a member."""
    asking = require(request, Role.PEOPLE)
    row, now = get_team(asking, code), now_of(request)
    form = MemberForm(request.POST)
    if saved(form, lambda: actions.join_team(
        team=row, person=form.cleaned_data["person"], by=asking.account, now=now
    )):  # fmt: skip
        return on(request, _("Added."), "company_team", row.code)
    return page(request, "org/company/team.html", _context(asking, row, _form(asking, row, None), form), form)


@require_POST
def leave_team(request: HttpRequest, code: UUID) -> HttpResponse:
    """Somebody is no member any more."""
    asking = require(request, Role.PEOPLE)
    row, person = get_team(asking, code), get_person(asking, code_of(request.POST.get("person", "")))
    now = now_of(request)
    tried(
        request,
        lambda: actions.leave_team(team=row, person=person, by=asking.account, now=now),
        _("Removed."),
    )
    return redirect("company_team", row.code)


@require_POST
def remove_team(request: HttpRequest, code: UUID) -> HttpResponse:
    """The team is no more; its people stay."""
    asking = require(request, Role.PEOPLE)
    row, now = get_team(asking, code), now_of(request)
    tried(
        request,
        lambda: actions.remove_team(team=row, by=asking.account, now=now),
        _("Removed. Its people stay."),
    )
    return redirect("company_teams")
