"""*Channels of the company*: mail, programs and chat rooms; and what went out, without names or contents."""

from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from farflung.server.connect.access import get_hook, may_keep_hooks
from farflung.server.connect.actions import hooks
from farflung.server.connect.forms.hooks import HookForm
from farflung.server.connect.models import Hook
from farflung.server.connect.queries.log import lately
from farflung.server.core.refusal import Refused
from farflung.server.org.forms.fields import add_refusal
from farflung.server.org.views.saving import on, page
from farflung.server.ui.reader import now_of


@never_cache
@require_http_methods(["GET", "POST"])
def company_channels(request: HttpRequest) -> HttpResponse:
    """All of them, and a new one, whose secret is on this answer and nowhere else."""
    asking, now = may_keep_hooks(request), now_of(request)
    form = HookForm(request.POST if request.method == "POST" else None)
    made: Hook | None = None
    secret = ""
    if form.is_bound and form.is_valid():
        try:
            made, secret = hooks.add_hook(**form.cleaned_data, by=asking.account, now=now)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            form = HookForm()
    return _shown(request, form, made, secret)


def _shown(request: HttpRequest, form: HookForm, made: Hook | None, secret: str) -> HttpResponse:
    smtp = settings.ENVIRONMENT.smtp_url
    context = {
        "form": form, "made": made, "secret": secret, "mail": urlsplit(smtp).hostname if smtp else "",
        "hooks": Hook.objects.order_by("name", "pk"),
        "log": lately(),
    }  # fmt: skip
    return page(request, "connect/company_channels.html", context, form)


@never_cache
@require_POST
def change_hook(request: HttpRequest, code: UUID) -> HttpResponse:
    """Ends it, begins it again, takes it out, or gives it another secret: whichever button was pressed."""
    asking, now = may_keep_hooks(request), now_of(request)
    hook = get_hook(asking, code)
    match request.POST.get("do"):
        case "secret" if hook.kind == Hook.Kind.WEBHOOK:
            secret = hooks.renew_secret(hook=hook, by=asking.account, now=now)
            return _shown(request, HookForm(), hook, secret)
        case "off" | "on" as which:
            hooks.switch_hook(hook=hook, active=which == "on", by=asking.account, now=now)
            return on(request, _("Ended.") if which == "off" else _("It begins again."), "company_channels")
        case "remove":
            hooks.remove_hook(hook=hook, by=asking.account, now=now)
            return on(request, _("Taken out."), "company_channels")
    return redirect("company_channels")
