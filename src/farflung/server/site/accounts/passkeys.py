"""Passkeys: made under *Security*, and signed in with. Each question is answered once, within minutes."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from farflung.server.core import clock
from farflung.server.core.access import get_passkey
from farflung.server.core.actions.passkeys import whose
from farflung.server.core.device import device_of
from farflung.server.core.models import Account
from farflung.server.core.passkeys import Here, State
from farflung.server.core.refusal import Refused
from farflung.server.core.second_step import Means
from farflung.server.core.sessions import confirm, is_fresh, kept_key
from farflung.server.org.access import asker
from farflung.server.site.accounts import changing
from farflung.server.site.accounts.again import asked_first, only_fresh
from farflung.server.site.accounts.forms import PasskeyForm
from farflung.server.site.accounts.letting_in import for_a_while, let_in, next_of
from farflung.server.ui.reader import now_of

_MAKE, _ASK = "passkey_make", "passkey_ask"
_PATIENCE: Final = timedelta(minutes=10)


@never_cache
@require_http_methods(["GET", "POST"])
@only_fresh
def new_passkey(request: HttpRequest) -> HttpResponse:
    """A name for it; the browser does the rest."""
    asking = asker(request)
    form = PasskeyForm(
        request.POST if request.method == "POST" else None,
        initial={"name": device_of(request.headers.get("User-Agent", ""))},
    )
    state = _state(request, _MAKE)
    if form.is_bound and form.is_valid():
        done = _added(request, asking.account, form, state)
        if done is not None:
            return done
    name = asking.person.name if asking.person is not None else asking.account.email
    options, state = _here(request).ask_to_make(
        handle=asking.account.code.bytes,
        email=asking.account.email,
        name=name,
        have=[bytes(key) for key in asking.account.passkeys.values_list("key", flat=True)],
    )
    _keep(request, _MAKE, state)
    page = {"form": form, "options": options}
    return render(request, "site/passkey_new.html", page, status=422 if form.is_bound else 200)


def _added(
    request: HttpRequest, account: Account, form: PasskeyForm, state: State | None
) -> HttpResponse | None:
    try:
        codes = changing.take_passkey(
            account=account, here=_here(request), state=state or {}, answer=form.cleaned_data["answer"],
            name=form.cleaned_data["name"], keep=kept_key(request), now=now_of(request),
        )  # fmt: skip
    except Refused as refusal:
        form.add_error(None, str(refusal.message))
        return None
    confirm(request, Means.PASSKEY)
    if codes is None:
        messages.success(request, _("The passkey is there. Other browsers have to sign in anew."))
        return redirect("security")
    return render(request, "site/security_codes.html", {"codes": codes, "first": True})


@require_POST
def drop_passkey(request: HttpRequest, code: UUID) -> HttpResponse:
    """It lets nobody in any more."""
    account = asker(request).account
    get_passkey(account, code)
    if not is_fresh(request):
        return asked_first(request)
    changing.drop_passkey(account=account, code=code, now=now_of(request))
    messages.success(
        request, _("Removed here. On the device it is still offered until you delete it there too.")
    )
    return redirect("security")


@never_cache
@require_http_methods(["GET", "POST"])
def by_passkey(request: HttpRequest) -> HttpResponse:
    """Signs in whoever's passkey answers; whoever is signed in shows with it that it is still them."""
    wrong = False
    if request.method == "POST":
        state, account = _state(request, _ASK), None
        if state is not None:
            account = whose(here=_here(request), state=state, answer=request.POST.get("answer", "")[:20_000])
        done = _entered(request, account)
        if done is not None:
            return done
        wrong = True
    options, state = _here(request).ask_who()
    _keep(request, _ASK, state)
    page = {"options": options, "wrong": wrong, "next": next_of(request)}
    return render(request, "site/passkey.html", page, status=422 if wrong else 200)


def _entered(request: HttpRequest, account: Account | None) -> HttpResponse | None:
    if account is None:
        return None
    if not request.user.is_authenticated:
        return let_in(request, account, Means.PASSKEY, next_of(request))
    if account != request.user:
        return None
    confirm(request, Means.PASSKEY)
    return HttpResponseRedirect(next_of(request))


def _here(request: HttpRequest) -> Here:
    host = request.get_host()
    return Here(_name(host), f"{request.scheme}://{host}")


def _name(host: str) -> str:
    """The host without its port."""
    return host if host.endswith("]") else host.rsplit(":", 1)[0]


def _keep(request: HttpRequest, name: str, state: State) -> None:
    if not request.user.is_authenticated:
        for_a_while(request)
    request.session[name] = {"state": state, "at": clock.now().isoformat()}


def _state(request: HttpRequest, name: str) -> State | None:
    """What was asked here last; it is forgotten with this, so each question is answered once."""
    held = request.session.pop(name, None) if request.method == "POST" else None
    if held is None or clock.now() - datetime.fromisoformat(held["at"]) > _PATIENCE:
        return None
    found: State = held["state"]
    return found
