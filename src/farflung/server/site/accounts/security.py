"""*Security*: one's own second step, set up, renewed and taken out."""

from uuid import UUID, uuid4

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from farflung.server.core import totp
from farflung.server.core.access import passkeys_of
from farflung.server.core.actions.factors import has_factor, new_recovery_codes
from farflung.server.core.models import Account, Authenticator
from farflung.server.core.refusal import Refused
from farflung.server.core.second_step import Means, rule_in
from farflung.server.core.sessions import SessionStore, confirm, kept_key
from farflung.server.org.access import asker
from farflung.server.site.accounts import guessing
from farflung.server.site.accounts.again import only_fresh
from farflung.server.site.accounts.changing import drop_app, take_app
from farflung.server.site.accounts.forms import AppCodeForm
from farflung.server.ui.reader import now_of

_NEW = "new_app"


@never_cache
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """What there is, and whether the company wants it."""
    asking = asker(request)
    session = request.session
    rule = rule_in(session.rule) if isinstance(session, SessionStore) else None
    concerned = rule is not None and rule.concerns(frozenset(map(str, asking.roles)))
    page = {
        "app": Authenticator.objects.filter(account=asking.account).first(),
        "host": request.get_host().rsplit(":", 1)[0],
        "passkeys": passkeys_of(asking.account),
        "codes": asking.account.recovery_codes.count(),
        "protected": has_factor(asking.account),
        "wanted": rule if concerned else None,
    }
    return render(request, "site/security.html", page)


@never_cache
@require_http_methods(["GET", "POST"])
@only_fresh
def app(request: HttpRequest) -> HttpResponse:
    """The secret for an app, as a picture and as text; then what the app shows, which proves it."""
    account = asker(request).account
    code = _new_code(request)
    form = AppCodeForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        done = _added(request, account, code, form)
        if done is not None:
            return done
    form.fields["code"].widget.attrs.pop("autofocus", None)  # the picture comes first
    secret = totp.secret_of(code)
    address = totp.as_address(secret, account=account.email, site=f"Farflung {request.get_host()}")
    page = {
        "form": form,
        "picture": segno.make(address, micro=False).svg_data_uri(scale=4, border=4, light="#fff"),
        "secret": totp.as_text(secret),
        "address": address,
        "replaces": Authenticator.objects.filter(account=account).exists(),
    }
    return render(request, "site/security_app.html", page, status=422 if form.is_bound else 200)


def _new_code(request: HttpRequest) -> UUID:
    """Of which the secret is made: the same as long as nothing was confirmed, so that a wrong try costs
    nothing."""
    if _NEW not in request.session:
        request.session[_NEW] = uuid4().hex
    return UUID(hex=request.session[_NEW])


def _added(request: HttpRequest, account: Account, code: UUID, form: AppCodeForm) -> HttpResponse | None:
    guess = guessing.guess_at_second(request, account.email, now_of(request))
    if guess.again_in is not None:
        form.add_error(None, guessing.too_often(guess.again_in))
        return None
    typed, here = form.cleaned_data["code"], kept_key(request)
    try:
        codes = take_app(account=account, code=code, typed=typed, keep=here, now=now_of(request))
    except Refused as refusal:
        form.add_error(refusal.field, str(refusal.message))
        return None
    guess.was_right()
    del request.session[_NEW]
    confirm(request, Means.APP)
    if codes is None:
        messages.success(request, _("The app is set up. Other browsers have to sign in anew."))
        return redirect("security")
    return render(request, "site/security_codes.html", {"codes": codes, "first": True})


@require_POST
@only_fresh
def remove_app(request: HttpRequest) -> HttpResponse:
    """No code of the app is asked for any more."""
    drop_app(account=asker(request).account, now=now_of(request))
    messages.success(request, _("The app is taken out."))
    return redirect("security")


@never_cache
@require_POST
@only_fresh
def codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes, which are on this answer and nowhere else."""
    account = asker(request).account
    if not has_factor(account):
        return redirect("security")
    made = new_recovery_codes(account=account, now=now_of(request))
    return render(request, "site/security_codes.html", {"codes": made, "first": False})
