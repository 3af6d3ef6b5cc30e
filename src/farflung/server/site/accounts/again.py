"""Who are you, again: asked before somebody changes how they sign in, if they signed in a while ago.

So that a browser left open lends its owner's account, and does not give it away.
"""

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from farflung.server.core import clock
from farflung.server.core.models import Account, Authenticator
from farflung.server.core.sessions import confirm, is_fresh
from farflung.server.org.access import asker
from farflung.server.site.accounts import guessing
from farflung.server.site.accounts.forms import AgainForm
from farflung.server.site.accounts.letting_in import next_of
from farflung.server.site.accounts.second import form_of, shown

View = Callable[[HttpRequest], HttpResponse]


def only_fresh(view: View) -> View:
    """Asks first, where it was a while ago; what was sent then has to be sent once more."""

    @wraps(view)
    def asked(request: HttpRequest) -> HttpResponse:
        asker(request)
        return view(request) if is_fresh(request) else asked_first(request)

    return asked


def asked_first(request: HttpRequest) -> HttpResponse:
    """To where one shows who one is, and back."""
    back = request.path if request.method == "GET" else reverse("security")
    return HttpResponseRedirect(f"{reverse('again')}?{urlencode({'next': back})}")


@never_cache
@require_http_methods(["GET", "POST"])
def again(request: HttpRequest) -> HttpResponse:
    """By a passkey or the app, where there is one; else by the password. Who has none signs out and in."""
    account = asker(request).account
    by_app = Authenticator.objects.filter(account=account).exists()
    by_key = account.passkeys.exists()
    form = form_of(request) if by_app else AgainForm(request.POST if request.method == "POST" else None)
    by_form = by_app or (not by_key and account.has_usable_password())
    if form.is_bound and by_form and form.is_valid() and _is_them(request, account, form):
        confirm(request)
        return HttpResponseRedirect(next_of(request))
    page = {
        "form": form,
        "by_form": by_form,
        "by_key": by_key,
        "next": next_of(request),
    }
    return render(request, "site/again.html", page, status=422 if form.is_bound else 200)


def _is_them(request: HttpRequest, account: Account, form: object) -> bool:
    if not isinstance(form, AgainForm):
        return shown(request, account, form, clock.now()) is not None  # type: ignore[arg-type]
    guess = guessing.guess_at_account(request, account.email, clock.now())
    if guess.again_in is not None:
        form.add_error(None, guessing.too_often(guess.again_in))
        return False
    if not account.check_password(form.cleaned_data["password"]):
        form.add_error("password", _("That is not your password."))
        return False
    guess.was_right()
    return True
