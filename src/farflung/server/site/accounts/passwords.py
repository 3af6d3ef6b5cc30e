"""One's own password, changed by oneself."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from farflung.server.core import clock
from farflung.server.core.actions.accounts import set_password
from farflung.server.core.models import Account
from farflung.server.core.refusal import Refused
from farflung.server.org.access import asker
from farflung.server.site.accounts import guessing
from farflung.server.site.accounts.forms import ChangePasswordForm


@never_cache
@require_http_methods(["GET", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """Ends every other session of the account; this one goes on, under a new key."""
    account = asker(request).account
    form = ChangePasswordForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid() and _changed(request, account, form):
        messages.success(request, _("Your password is changed. Other devices have to sign in anew."))
        return redirect("change_password")
    return render(request, "site/password.html", {"form": form}, status=422 if form.is_bound else 200)


def _changed(request: HttpRequest, account: Account, form: ChangePasswordForm) -> bool:
    guess = guessing.guess_at_account(request, account.email, clock.now())
    if guess.again_in is not None:
        form.add_error(None, _("Too many tries. Try again in a quarter of an hour."))
        return False
    if not account.check_password(form.cleaned_data["old"]):
        form.add_error("old", _("That is not your present password."))
        return False
    guess.was_right()
    try:
        set_password(account=account, password=form.cleaned_data["password"], by=account, now=clock.now())
    except Refused as refusal:
        form.add_error(refusal.field or None, str(refusal.message))
        return False
    update_session_auth_hash(request, account)
    return True
