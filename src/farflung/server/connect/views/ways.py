"""*My channels*: which way messages come beside the inbox; and the links in mails, for whoever has them."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from farflung.server.connect.access import box_of, holder
from farflung.server.connect.actions import ways
from farflung.server.connect.forms.ways import WaysForm
from farflung.server.connect.models import Choice, MailAddress
from farflung.server.connect.planning.links import confirmed_by, stopped_by
from farflung.server.connect.queries.log import active_hooks
from farflung.server.core.refusal import Refused
from farflung.server.org.access import Role
from farflung.server.org.views.saving import on, page, tried
from farflung.server.ui.reader import now_of


@never_cache
@require_http_methods(["GET", "POST"])
def channels(request: HttpRequest) -> HttpResponse:
    """What is chosen of the ways that there are, and the address for mail."""
    asking = holder(request)
    box, now = box_of(asking), now_of(request)
    mail = bool(settings.ENVIRONMENT.smtp_url)
    there = {**({ways.MAIL: _("By mail as well, in your own hours")} if mail else {}), **active_hooks()}
    chosen = dict(Choice.objects.filter(recipient=box).values_list("way", "purposes"))
    form = WaysForm(
        request.POST if request.method == "POST" else None,
        ways=there, chosen=chosen, operator=asking.has(Role.OPERATOR), leads=asking.has(Role.LEAD),
    )  # fmt: skip
    if form.is_bound and form.is_valid():
        for way, purposes in form.said.items():
            ways.choose(box=box, way=way, purposes=purposes, by=asking.account, now=now)
        return on(request, _("Saved."), "channels")
    address = MailAddress.objects.filter(recipient=box).first()
    context = {"form": form, "address": address, "email": asking.account.email, "mail": mail}
    return page(request, "connect/channels.html", context, form)


@require_POST
def ask_for_address(request: HttpRequest) -> HttpResponse:
    """Mails the link."""
    asking = holder(request)
    tried(
        request,
        lambda: ways.ask_for_address(box=box_of(asking), by=asking.account, now=now_of(request)),
        _("A mail is on its way. Open the link in it."),
    )
    return redirect("channels")


@never_cache
@require_http_methods(["GET", "POST"])
def confirm_mail(request: HttpRequest, word: str) -> HttpResponse:
    """What the link leads to: a button, as programs that look for bad links follow every one."""
    found = confirmed_by(word)
    if found is None:
        raise Http404
    context = {"address": found[1], "done": False, "refused": ""}
    if request.method == "POST":
        try:
            ways.confirm_address(box=found[0], address=found[1], by=None, now=now_of(request))
            context["done"] = True
        except Refused as refusal:
            context["refused"] = str(refusal.message)
    return render(request, "connect/confirm_mail.html", context)


@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def stop_mail(request: HttpRequest, word: str) -> HttpResponse:
    """Stops mail: by the button, or by a mail program with one click (RFC 8058), which brings no cookie."""
    box = stopped_by(word)
    if box is None:
        raise Http404
    if request.method == "POST":
        ways.stop_mail(box=box, by=None, now=now_of(request))
    return render(request, "connect/stop_mail.html", {"done": request.method == "POST"})
