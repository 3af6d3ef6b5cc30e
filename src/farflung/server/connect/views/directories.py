"""*Directories*: for operators, who may say by SCIM who works here, and with which token."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from farflung.server.connect.access.scim import clients, get_client, to_place
from farflung.server.connect.actions.directories import add_directory, revoke_directory
from farflung.server.connect.forms.directories import DirectoryForm
from farflung.server.core.models import Token
from farflung.server.core.refusal import Refused
from farflung.server.org.access import Role, require
from farflung.server.org.forms.fields import add_refusal
from farflung.server.org.views.saving import on, page
from farflung.server.ui.reader import now_of


@never_cache
@require_http_methods(["GET", "POST"])
def directories(request: HttpRequest) -> HttpResponse:
    """All of them, and a new one, whose token is on this answer and nowhere else."""
    asking, now = require(request, Role.OPERATOR), now_of(request)
    form = DirectoryForm(request.POST if request.method == "POST" else None)
    word = ""
    if form.is_bound and form.is_valid():
        try:
            _token, word = add_directory(name=form.cleaned_data["name"], by=asking.account, now=now)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            form = DirectoryForm()
    context = {
        "form": form, "word": word, "waiting": to_place().exists(),
        "places": asking.has(Role.PEOPLE), "directories": [(one, _state(one, now)) for one in clients()],
        "root": request.build_absolute_uri(reverse("scim")).rpartition("/")[0],
    }  # fmt: skip
    return page(request, "connect/directories.html", context, form)


def _state(token: Token, now: datetime) -> str:
    """Why it opens nothing; "" where it does."""
    past = token.expires_at is not None and token.expires_at <= now
    return _("revoked") if token.revoked_at else _("expired") if past else ""


@require_POST
def revoke(request: HttpRequest, code: UUID) -> HttpResponse:
    """It says nothing any more."""
    token = get_client(request, code)
    revoke_directory(token=token, by=require(request, Role.OPERATOR).account, now=now_of(request))
    return on(request, _("Revoked. What the directory said stays; it says nothing more."), "directories")
