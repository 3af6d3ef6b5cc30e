"""The last step of every way in: through the door, or to the second step where the account has one."""

from datetime import datetime, timedelta
from typing import Final
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from farflung.server.core import clock
from farflung.server.core.actions.factors import has_factor
from farflung.server.core.models import Account
from farflung.server.core.second_step import PROVED, Means, present_rule
from farflung.server.core.sessions import enter
from farflung.server.org.access import asker_of
from farflung.server.site.accounts import guessing

_WAITING: Final = "waiting"
_PATIENCE: Final = timedelta(minutes=10)


def let_in(request: HttpRequest, account: Account, means: Means, wanted: str) -> HttpResponse:
    """Signs in whoever has shown enough; who has a second step is asked for it first, and is nobody yet."""
    if means not in PROVED and has_factor(account):
        _wait(request, account, means)
        where = f"?{urlencode({'next': wanted})}" if wanted != "/" else ""
        return redirect(reverse("second") + where)
    enter(request, account, means)
    if means not in PROVED:
        _tell_what_will_be_wanted(request, account)
    response = HttpResponseRedirect(wanted)
    guessing.remember_device(request, response, account.email)
    return response


def _wait(request: HttpRequest, account: Account, means: Means) -> None:
    # Under a new key, and without whatever was in the session of nobody before.
    request.session.flush()
    for_a_while(request)
    request.session[_WAITING] = {
        "account": account.pk,
        "password": account.get_session_auth_hash(),
        "means": means.value,
        "at": clock.now().isoformat(),
    }


def for_a_while(request: HttpRequest) -> None:
    """The session of whoever is nobody yet is kept no longer than it is of use."""
    request.session.set_expiry(_PATIENCE)


def waiting(request: HttpRequest) -> Account | None:
    """Who stands before the second step in this browser; None for nobody, after ten minutes, and once the
    password is another."""
    held = request.session.get(_WAITING)
    if held is None or clock.now() - datetime.fromisoformat(held["at"]) > _PATIENCE:
        return None
    account = Account.objects.filter(pk=held["account"], is_active=True).first()
    same = account is not None and constant_time_compare(held["password"], account.get_session_auth_hash())
    return account if same else None


def _tell_what_will_be_wanted(request: HttpRequest, account: Account) -> None:
    rule, asking = present_rule(), asker_of(account)
    if rule is None or asking is None or rule.since <= clock.now():
        return
    if rule.concerns(frozenset(map(str, asking.roles))):
        messages.info(request, _("Soon you will need a second step to sign in. Set it up under “Security”."))


def next_of(request: HttpRequest) -> str:
    """Where to go from here: a page of this site, or the first one."""
    wanted = request.POST.get("next") or request.GET.get("next") or "/"
    own = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if own and wanted.startswith("/") else "/"
