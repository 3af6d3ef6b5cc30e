"""Signing in by a code that comes by mail: asked for with an address, typed in the browser that asked.

Whatever the address, the same is said and as long is taken. The code works once, for ten minutes, in the one
session that asked for it.
"""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid4

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from farflung.server.connect.actions.sign_in_codes import send_code
from farflung.server.core import clock
from farflung.server.core.limits import Limit, take
from farflung.server.core.mail_code import VALID, are_offered, is_code_of
from farflung.server.core.models import Account
from farflung.server.core.second_step import Means
from farflung.server.site.accounts import guessing
from farflung.server.site.accounts.forms import AddressForm, MailCodeForm
from farflung.server.site.accounts.letting_in import for_a_while, let_in, next_of

_ASKED: Final = "mail_code"
_TRIES: Final = Limit("mail-code", 5, timedelta(hours=1))
_ONCE: Final = Limit("mail-code:once", 1, timedelta(days=1))


@never_cache
@require_http_methods(["GET", "POST"])
def ask_for_code(request: HttpRequest) -> HttpResponse:
    """Where to it should go."""
    if not are_offered():
        raise Http404
    if request.user.is_authenticated:
        return HttpResponseRedirect(next_of(request))
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _asked(request, form, clock.now()):
        return redirect("mail_code")
    page = {"form": form, "next": next_of(request)}
    return render(request, "site/mail_ask.html", page, status=422 if form.is_bound else 200)


def _asked(request: HttpRequest, form: AddressForm, now: datetime) -> bool:
    email = form.cleaned_data["email"].strip().lower()
    again_in = guessing.ask_by_mail(request, email, now)
    if again_in is not None:
        form.add_error(None, guessing.too_often(again_in))
        return False
    account = Account.objects.filter(email=email, is_active=True).first()
    challenge = uuid4()
    send_code(account=account, challenge=challenge, email=email, now=now)
    wanted = next_of(request)
    request.session.flush()
    for_a_while(request)
    request.session[_ASKED] = {
        "account": account.pk if account is not None else None,
        "challenge": challenge.hex, "at": now.isoformat(), "email": email, "next": wanted,
    }  # fmt: skip
    return True


@never_cache
@require_http_methods(["GET", "POST"])
def type_code(request: HttpRequest) -> HttpResponse:
    """The code, typed where it was asked for."""
    if not are_offered():
        raise Http404
    if request.user.is_authenticated:
        return redirect("/")
    asked, now = request.session.get(_ASKED), clock.now()
    if asked is None or now - datetime.fromisoformat(asked["at"]) > VALID:
        return redirect("ask_for_code")
    form = MailCodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        account = _whose(asked, form)
        if account is not None:
            del request.session[_ASKED]
            return let_in(request, account, Means.MAIL, asked["next"])
    page = {"form": form, "email": asked["email"]}
    return render(request, "site/mail_code.html", page, status=422 if form.is_bound else 200)


def _whose(asked: dict[str, Any], form: MailCodeForm) -> Account | None:
    """Who signs in with what was typed; None, with the error in the form, for nobody. Counted by the
    challenge: five tries at one of a hundred million, and nobody uses up another's."""
    challenge, at = UUID(hex=asked["challenge"]), datetime.fromisoformat(asked["at"])
    if not take(_TRIES, challenge.hex, now=at).allowed:
        form.add_error(None, _("Too many tries. Ask for a new code."))
        return None
    account = Account.objects.filter(pk=asked["account"], is_active=True).first()
    right = is_code_of(challenge, form.cleaned_data["code"]) and account is not None
    if not right or not take(_ONCE, challenge.hex, now=at).allowed:
        form.add_error("code", _("That is not the code of the mail that you asked for here last."))
        return None
    return account
