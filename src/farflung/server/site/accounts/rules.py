"""*Sign-in rules*, for operators: of whom a second step is wanted, and taking away one that was lost."""

from datetime import datetime, timedelta

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from farflung.server.core.actions.second_step import set_rule, switch_mail_codes
from farflung.server.core.mail_code import are_offered
from farflung.server.core.models import Account
from farflung.server.core.refusal import Refused
from farflung.server.core.second_step import Rule, Whom, present_rule
from farflung.server.org.access import Role, require
from farflung.server.site.accounts import changing
from farflung.server.ui.reader import now_of

_WHOM = [
    (Whom.NOBODY, gettext_lazy("of nobody: everybody decides for themself")),
    (Whom.ROLES, gettext_lazy("of some roles")),
    (Whom.EVERYBODY, gettext_lazy("of everybody who has an account")),
]
_ROLES = [
    (Role.OPERATOR, gettext_lazy("Operator")),
    (Role.PEOPLE, gettext_lazy("People operations")),
    (Role.COMPLIANCE, gettext_lazy("Compliance")),
    (Role.EXECUTIVE, gettext_lazy("Executive")),
    (Role.LEAD, gettext_lazy("Leads")),
]
_IN = [
    ("0", gettext_lazy("at once")), ("7", gettext_lazy("in 7 days")),
    ("14", gettext_lazy("in 14 days")), ("30", gettext_lazy("in 30 days")),
]  # fmt: skip


class RuleForm(forms.Form):
    """The rule."""

    whom = forms.ChoiceField(label=gettext_lazy("Of whom"), choices=_WHOM, widget=forms.RadioSelect)
    roles = forms.MultipleChoiceField(
        label=gettext_lazy("Which roles"),
        choices=_ROLES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Counts where you chose roles above."),
    )
    days = forms.ChoiceField(
        label=gettext_lazy("From when on"),
        choices=_IN,
        initial="14",
        help_text=gettext_lazy("Until then people are told when they sign in, and nobody is held up."),
    )

    def clean(self) -> None:
        """Roles are named where they count."""
        super().clean()
        if self.cleaned_data.get("whom") == Whom.ROLES and not self.cleaned_data.get("roles"):
            self.add_error("roles", _("Choose one at least."))


class LostForm(forms.Form):
    """Whose second step is lost."""

    email = forms.EmailField(label=gettext_lazy("Email of the account"), max_length=254)


@never_cache
@require_http_methods(["GET", "POST"])
def rules(request: HttpRequest) -> HttpResponse:
    """The rule as it is, and another one."""
    account, now, present = require(request, Role.OPERATOR).account, now_of(request), present_rule()
    form = RuleForm(request.POST if request.method == "POST" else None, initial=_initial(present))
    if form.is_bound and form.is_valid() and _set(form, account, now):
        messages.success(request, _("This rule holds now."))
        return redirect("sign_in_rules")
    page = {
        "form": form,
        "lost": LostForm(),
        "rule": present,
        "ahead": bool(present and present.since > now),
        "mail": bool(settings.ENVIRONMENT.smtp_url),
        "mail_codes": are_offered(),
    }
    return render(request, "site/rules.html", page, status=422 if form.is_bound else 200)


def _initial(rule: Rule | None) -> dict[str, object]:
    if rule is None:
        return {"whom": Whom.NOBODY, "roles": [Role.OPERATOR, Role.PEOPLE]}
    return {"whom": rule.whom, "roles": sorted(rule.roles)}


def _set(form: RuleForm, account: Account, now: datetime) -> bool:
    given = form.cleaned_data
    since = now + timedelta(days=int(given["days"]))
    try:
        set_rule(rule=Rule(Whom(given["whom"]), frozenset(given["roles"]), since), by=account, now=now)
    except Refused as refusal:
        form.add_error(None, str(refusal.message))
        return False
    return True


@require_POST
def mail_codes(request: HttpRequest) -> HttpResponse:
    """Lets people sign in by a code in a mail, or not any more."""
    by = require(request, Role.OPERATOR).account
    wanted = request.POST.get("offer") == "yes"
    switch_mail_codes(offered=wanted, by=by, now=now_of(request))
    messages.success(request, _("Codes by mail are offered.") if wanted else _("Codes by mail have ended."))
    return redirect("sign_in_rules")


@require_POST
def reset(request: HttpRequest) -> HttpResponse:
    """Takes the second step from who has lost it: from now on they get in with the first alone."""
    by = require(request, Role.OPERATOR).account
    form = LostForm(request.POST)
    found = None
    if form.is_valid():
        found = Account.objects.filter(email=form.cleaned_data["email"].strip().lower()).first()
    if found is not None and changing.reset(account=found, by=by, now=now_of(request)):
        messages.success(request, _("Their second step is taken away, and they are signed out everywhere."))
    else:
        messages.error(request, _("No account with this address has a second step."))
    return redirect("sign_in_rules")
