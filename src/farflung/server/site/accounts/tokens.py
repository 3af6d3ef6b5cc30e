"""*Tokens for programs*: one's own, made and shown once, listed, revoked."""

from datetime import datetime, timedelta
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from farflung.server.core.access import get_token, tokens_of
from farflung.server.core.actions.tokens import make_token, revoke_token
from farflung.server.core.api.door import SCOPE_TEXTS
from farflung.server.core.models import Account, Token
from farflung.server.core.refusal import Refused
from farflung.server.org.access import Role, require
from farflung.server.ui.reader import now_of

_DAYS = [("30", gettext_lazy("30 days")), ("90", gettext_lazy("90 days")), ("365", gettext_lazy("a year"))]


class TokenForm(forms.Form):
    """A new token."""

    name = forms.CharField(
        label=gettext_lazy("What it is for"),
        max_length=80,
        help_text=gettext_lazy("So that you know later which one to revoke."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What it may do"),
        choices=[(scope.value, text) for scope, text in SCOPE_TEXTS.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Never more than you may yourself."),
    )
    days = forms.ChoiceField(label=gettext_lazy("Valid for"), choices=_DAYS, initial="90")


@never_cache
@require_http_methods(["GET", "POST"])
def tokens(request: HttpRequest) -> HttpResponse:
    """All of them, and a new one, whose word is on this answer and nowhere else."""
    account, now = require(request, Role.MEMBER, Role.OPERATOR).account, now_of(request)
    form = TokenForm(request.POST if request.method == "POST" else None)
    word = _made(request, account, form) if form.is_bound and form.is_valid() else None
    wrong = form.is_bound and word is None
    listed = [(token, _state(token, now)) for token in tokens_of(account)]
    page = {"form": form if word is None else TokenForm(), "word": word, "tokens": listed}
    return render(request, "site/tokens.html", page, status=422 if wrong else 200)


def _made(request: HttpRequest, account: Account, form: TokenForm) -> str | None:
    given = form.cleaned_data
    valid = timedelta(days=int(given["days"]))
    try:
        return make_token(
            name=given["name"], scopes=given["scopes"], valid=valid, by=account, now=now_of(request)
        )[1]
    except Refused as refusal:
        form.add_error(None, str(refusal.message))
        return None


def _state(token: Token, now: datetime) -> str:
    """Why it opens nothing; "" where it does."""
    past = token.expires_at is not None and token.expires_at <= now
    return _("revoked") if token.revoked_at else _("expired") if past else ""


@require_POST
def revoke(request: HttpRequest, code: UUID) -> HttpResponse:
    """It opens nothing from now on."""
    account = require(request, Role.MEMBER, Role.OPERATOR).account
    revoke_token(token=get_token(account, code), by=account, now=now_of(request))
    messages.success(request, _("Revoked. Programs that use it are refused from now on."))
    return redirect("tokens")
