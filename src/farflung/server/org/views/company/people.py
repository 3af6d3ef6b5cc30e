"""People, for who looks after them: found, added, changed, ended."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from farflung.server.org import actions
from farflung.server.org.access import Role, get_person, private, require
from farflung.server.org.forms.company import EndForm, NewPersonForm, PersonForm
from farflung.server.org.forms.place import engine_place
from farflung.server.org.models import Person
from farflung.server.org.queries import Asked, search_people
from farflung.server.org.views.codes import code_of
from farflung.server.org.views.saving import on, page, saved, tried
from farflung.server.org.views.standing import today_of
from farflung.server.ui.reader import now_of

_PRIVATE = ("started", "ended", "entity")


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """Everybody who works here, by any word of theirs, fifty on a page."""
    require(request, Role.PEOPLE)
    text = request.GET.get("q", "").strip()[:200]
    after = code_of(request.GET["after"]) if request.GET.get("after") else None
    found = search_people(Asked(on=today_of(request), text=text), after=after)
    return render(request, "org/company/people.html", {"found": found, "q": text})


@require_http_methods(["GET", "POST"])
def new_person(request: HttpRequest) -> HttpResponse:
    """Somebody new, without a file."""
    asking = require(request, Role.PEOPLE)
    form = NewPersonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and saved(form, lambda: _add(request, form)):
        return on(request, _("Added. The next step is an invitation."), "company_people")
    return page(request, "org/company/new_person.html", {"form": form, "asking": asking}, form)


def _add(request: HttpRequest, form: NewPersonForm) -> None:
    names = ("name", "place", "key", "email", "job", "manager", "entity", "skills", "languages", "started")
    details = actions.NewPerson(**{name: form.cleaned_data[name] for name in names})
    actions.add_person(details=details, by=require(request, Role.PEOPLE).account, now=now_of(request))


@require_http_methods(["GET", "POST"])
def person(request: HttpRequest, code: UUID) -> HttpResponse:
    """One person's record. Opening it is a look that the person sees (N9)."""
    asking = require(request, Role.PEOPLE)
    row = get_person(asking, code)
    seen = private(asking, row, _PRIVATE, through="page company/people", now=now_of(request))
    form = PersonForm(
        request.POST if request.method == "POST" else None,
        known=engine_place(row.place),
        initial=_known(row, seen),
    )
    if form.is_bound and saved(form, lambda: _change(request, row, form)):
        return on(request, _("Saved."), "company_person", row.code)
    end = EndForm(initial={"last_day": seen["ended"]})
    context = {"form": form, "end": end, "person": row, "seen": seen, "own": set(row.own)}
    return page(request, "org/company/person.html", context, form)


def _known(row: Person, seen: dict[str, Any]) -> dict[str, Any]:
    plain = ("name", "email", "job", "manager", "skills", "languages")
    entity = seen["entity"]
    known = {"started": seen["started"], "entity": entity and entity.code}
    return {name: getattr(row, name) for name in plain} | known


def _change(request: HttpRequest, row: Person, form: PersonForm) -> None:
    names = ("name", "email", "job", "manager", "skills", "languages", "started", "entity", "place")
    changes = actions.PersonChanges(**{name: form.cleaned_data[name] for name in names})
    account = require(request, Role.PEOPLE).account
    actions.change_person(person=row, changes=changes, by=account, now=now_of(request))


@require_POST
def end_person(request: HttpRequest, code: UUID) -> HttpResponse:
    """The last day of employment, or its taking back."""
    asking = require(request, Role.PEOPLE)
    row, now = get_person(asking, code), now_of(request)
    form = EndForm(request.POST)
    if request.POST.get("take_back"):
        done = _("Taken back: the employment has no end.")
        tried(
            request, lambda: actions.end_person(person=row, last_day=None, by=asking.account, now=now), done
        )
        return redirect("company_person", row.code)
    if saved(form, lambda: actions.end_person(
        person=row, last_day=form.cleaned_data["last_day"], by=asking.account, now=now
    )):  # fmt: skip
        return on(request, _("Saved. Nobody plans with them after that day."), "company_person", row.code)
    seen = private(asking, row, _PRIVATE, through="page company/people", now=now)
    details = PersonForm(known=engine_place(row.place), initial=_known(row, seen))
    context = {"form": details, "end": form, "person": row, "seen": seen, "own": set(row.own)}
    return page(request, "org/company/person.html", context, form)
