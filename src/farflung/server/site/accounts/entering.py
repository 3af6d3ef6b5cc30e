"""Signing in and out, and setting a fresh site up."""

from datetime import datetime, timedelta
from math import ceil

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, logout
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from farflung.server.core import clock
from farflung.server.core.actions.accounts import create_first_operator
from farflung.server.core.mail_code import are_offered
from farflung.server.core.models import Account
from farflung.server.core.oidc import Oidc
from farflung.server.core.refusal import Refused
from farflung.server.core.second_step import Means
from farflung.server.core.sessions import enter
from farflung.server.site.accounts import guessing
from farflung.server.site.accounts.forms import FirstForm, SignInForm
from farflung.server.site.accounts.letting_in import let_in, next_of
from farflung.server.site.accounts.setup_key import is_fresh, is_setup_key


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """By address and password. Whatever is wrong, it is told in the same words and takes as long."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(next_of(request))
    if request.method == "GET" and is_fresh():
        return redirect("first")
    form = SignInForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        return _signed_in(request, form, clock.now())
    return _sign_in_page(request, form, 200 if not form.is_bound else 422)


def _signed_in(request: HttpRequest, form: SignInForm, instant: datetime) -> HttpResponse:
    email = form.cleaned_data["email"]
    guess = guessing.guess_at_account(request, email, instant)
    if guess.again_in is not None:
        return _too_often(request, form, guess.again_in)
    account = authenticate(request, username=email, password=form.cleaned_data["password"])
    if not isinstance(account, Account):
        form.add_error(None, _("Address and password do not belong together."))
        return _sign_in_page(request, form, 422)
    guess.was_right()
    return let_in(request, account, Means.PASSWORD, next_of(request))


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Ends the session, here and in the database."""
    logout(request)
    return redirect("sign_in")


@never_cache
@require_http_methods(["GET", "POST"])
def first(request: HttpRequest) -> HttpResponse:
    """Makes the first account, for who has the key; 404 once there is one."""
    if not is_fresh():
        raise Http404
    form = FirstForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        guess = guessing.guess_at_setup(request, clock.now())
        if guess.again_in is not None:
            return _too_often(request, form, guess.again_in, "site/first.html")
        if _set_up(request, form):
            guess.was_right()
            return redirect("imports")
    return render(request, "site/first.html", {"form": form}, status=422 if form.is_bound else 200)


def _set_up(request: HttpRequest, form: FirstForm) -> bool:
    given = form.cleaned_data
    if not is_setup_key(given["key"]):
        form.add_error("key", _("That is not the key."))
        return False
    try:
        account = create_first_operator(email=given["email"], password=given["password"], now=clock.now())
    except Refused as refusal:
        form.add_error(refusal.field or None, str(refusal.message))
        return False
    enter(request, account, Means.PASSWORD)
    messages.success(request, _("This site is yours to run. Next: bring in the people."))
    return True


def _sign_in_page(request: HttpRequest, form: SignInForm, status: int) -> HttpResponse:
    return render(request, "site/sign_in.html", {**_ways(request), "form": form}, status=status)


def _ways(request: HttpRequest) -> dict[str, object]:
    """What the page offers beside the password, and where it leads."""
    known: Oidc | None = settings.ENVIRONMENT.oidc
    return {
        "next": next_of(request),
        "by_mail": are_offered(),
        "company": known.name if known is not None else "",
    }


def _too_often(
    request: HttpRequest, form: SignInForm | FirstForm, wait: timedelta, page: str = "site/sign_in.html"
) -> HttpResponse:
    form.add_error(None, guessing.too_often(wait))
    response = render(request, page, {**_ways(request), "form": form}, status=429)
    response.headers["Retry-After"] = str(ceil(wait.total_seconds()))
    return response
