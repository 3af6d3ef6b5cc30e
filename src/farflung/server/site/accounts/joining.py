"""Invitations: people operations make a link, and who follows it has an account."""

from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from farflung.server.core import clock
from farflung.server.core.access import invitation_of, link_word
from farflung.server.core.actions.invitations import is_open
from farflung.server.core.models import Account, Invitation
from farflung.server.core.refusal import Refused
from farflung.server.core.second_step import Means
from farflung.server.org.access import Asker, Role, require, visible_people
from farflung.server.org.models import Person, RoleGrant
from farflung.server.site.accounts.forms import NewPasswordForm
from farflung.server.site.accounts.letting_in import let_in
from farflung.server.site.actions import accept_invitation, invite_person

_MOST = 200
"""People on one page of invitations; the search finds the others."""


@never_cache
@require_http_methods(["GET", "POST"])
def invitations(request: HttpRequest) -> HttpResponse:
    """Who has no account yet, and links for those who are ticked; a search finds who has lost a password.

    For people operations. Who has been given a role (people operations among them) is invited by an operator,
    so that nobody makes themself a way into an account that may see more than theirs.
    """
    asking = require(request, Role.PEOPLE, Role.OPERATOR)
    people = may_invite(asking)
    made: list[tuple[Person, str]] = []
    if request.method == "POST":
        for code in request.POST.getlist("person")[:_MOST]:
            person = _one_of(people, code)
            try:
                made.append(
                    (
                        person,
                        link_of(request, invite_person(person=person, by=asking.account, now=clock.now())),
                    )
                )
            except Refused as refusal:
                messages.error(request, f"{person.name}: {refusal.message}")
    wanted = request.GET.get("q", "").strip()[:100]
    without = _found(people, wanted, clock.now())
    shown = list(without[:_MOST])
    page = {
        "made": made,
        "people": shown,
        "count": without.count(),
        "q": wanted,
        "only_operations": not asking.has(Role.PEOPLE),
    }
    return render(request, "site/invitations.html", page)


@never_cache
@require_http_methods(["GET", "POST"])
def join(request: HttpRequest, word: str) -> HttpResponse:
    """What a link leads to: choose a password, and be in. A word that we did not write is 404."""
    invitation = invitation_of(word)
    if invitation is None:
        raise Http404
    if not is_open(invitation, clock.now()):
        return render(request, "site/link_ended.html", status=410)
    form = NewPasswordForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and (account := _joined(request, invitation, form)) is not None:
        return let_in(request, account, Means.LINK, "/")
    page = {"form": form, "email": invitation.email}
    return render(request, "site/join.html", page, status=422 if form.is_bound else 200)


def _joined(request: HttpRequest, invitation: Invitation, form: NewPasswordForm) -> Account | None:
    try:
        account = accept_invitation(
            invitation=invitation, password=form.cleaned_data["password"], now=clock.now()
        )
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal.message))
        return None
    messages.success(request, _("Welcome. Look first whether your hours are right."))
    return account


def may_invite(asking: Asker) -> QuerySet[Person]:
    people = visible_people(asking).filter(Q(account=None) | Q(account__operator=False))
    given = RoleGrant.objects.filter(person=OuterRef("pk"))
    if not asking.has(Role.PEOPLE):
        return people.filter(Exists(given))
    return people if asking.has(Role.OPERATOR) else people.filter(~Exists(given))


def _one_of(people: QuerySet[Person], code: str) -> Person:
    try:
        found = people.filter(code=UUID(code)).first()
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def _found(people: QuerySet[Person], wanted: str, instant: datetime) -> QuerySet[Person]:
    found = people.exclude(email="").exclude(ended__lt=instant.date())
    found = found.filter(name__icontains=wanted) if wanted else found.filter(account=None)
    return found.order_by("name", "pk")


def link_of(request: HttpRequest, invitation: Invitation) -> str:
    return request.build_absolute_uri(reverse("join", args=[link_word(invitation)]))
