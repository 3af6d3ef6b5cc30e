"""*Questions from chat*: for operators, which systems may ask, and by what they are known again."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from farflung.server.connect.access.chat import Allowed, System, all_allowed, signing_secret
from farflung.server.connect.actions.chat import allow_chat, end_chat
from farflung.server.connect.forms.chat import ChatForm
from farflung.server.org.access import Role, require
from farflung.server.ui.reader import now_of

_NAMES = {System.SLACK: "Slack", System.MATTERMOST: "Mattermost"}


@never_cache
@require_http_methods(["GET", "POST"])
def chat(request: HttpRequest) -> HttpResponse:
    """The addresses to give to the chat system, and its secret, which is taken and never shown."""
    account = require(request, Role.OPERATOR).account
    form = ChatForm(request.POST if request.method == "POST" else None, initial={"system": System.SLACK})
    if form.is_bound and form.is_valid():
        system = System(form.cleaned_data["system"])
        language, secret = get_language() or "en", form.cleaned_data["secret"]
        allow_chat(system=system, secret=secret, language=language, by=account, now=now_of(request))
        messages.success(request, _("It may ask now. Try it: /who in a channel."))
        return redirect("chat")
    listed = [
        (one, _NAMES[one.system], datetime.fromisoformat(one.since), _readable(one)) for one in all_allowed()
    ]
    addresses = [(_NAMES[one], request.build_absolute_uri(reverse(f"from_{one}"))) for one in System]
    page = {"form": form, "allowed": listed, "addresses": addresses}
    return render(request, "connect/chat.html", page, status=422 if form.is_bound else 200)


def _readable(one: Allowed) -> bool:
    return one.system is not System.SLACK or signing_secret(one) is not None


@require_POST
def remove_chat(request: HttpRequest) -> HttpResponse:
    """It is answered no more."""
    account = require(request, Role.OPERATOR).account
    try:
        system = System(request.POST.get("system", ""))
    except ValueError:
        raise Http404 from None
    end_chat(system=system, by=account, now=now_of(request))
    messages.success(request, _("It is answered no more."))
    return redirect("chat")
