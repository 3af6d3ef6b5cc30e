"""The second step of signing in: a code of the app, or one of those on paper."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from farflung.server.core import clock
from farflung.server.core.actions.factors import is_right
from farflung.server.core.models import Account, Authenticator
from farflung.server.core.second_step import Means
from farflung.server.site.accounts import guessing
from farflung.server.site.accounts.changing import use_recovery_code
from farflung.server.site.accounts.forms import AppCodeForm, PaperCodeForm
from farflung.server.site.accounts.letting_in import let_in, next_of, waiting

PAPER = "paper"


@never_cache
@require_http_methods(["GET", "POST"])
def second(request: HttpRequest) -> HttpResponse:
    """For whoever has shown the first; whoever has not is led there."""
    if request.user.is_authenticated:
        return HttpResponseRedirect(next_of(request))
    account = waiting(request)
    if account is None:
        return redirect("sign_in")
    form = form_of(request)
    if form.is_bound and form.is_valid():
        means = shown(request, account, form, clock.now())
        if means is not None:
            return let_in(request, account, means, next_of(request))
    page = {
        "form": form,
        "paper": isinstance(form, PaperCodeForm),
        "by_app": Authenticator.objects.filter(account=account).exists(),
        "by_key": account.passkeys.exists(),
        "next": next_of(request),
    }
    return render(request, "site/second.html", page, status=422 if form.is_bound else 200)


def form_of(request: HttpRequest) -> AppCodeForm | PaperCodeForm:
    """The form that was asked for or sent: of the app, or of the paper."""
    sent = request.POST if request.method == "POST" else None
    paper = (request.GET if sent is None else sent).get("with") == PAPER
    return PaperCodeForm(sent) if paper else AppCodeForm(sent)


def shown(
    request: HttpRequest, account: Account, form: AppCodeForm | PaperCodeForm, now: datetime
) -> Means | None:
    """What was shown with it; None, with the error in the form, where it was nothing."""
    guess = guessing.guess_at_second(request, account.email, now)
    if guess.again_in is not None:
        form.add_error(None, guessing.too_often(guess.again_in))
        return None
    typed, paper = form.cleaned_data["code"], isinstance(form, PaperCodeForm)
    right = use_recovery_code if paper else is_right
    if not right(account=account, typed=typed, now=now):
        form.add_error(
            "code",
            _("That is none of your recovery codes, or it was used.")
            if paper
            else _("That is not what the app shows now. Each code works once: wait for the next one."),
        )
        return None
    guess.was_right()
    return Means.RECOVERY if paper else Means.APP
