"""`/who` in chat: the door for the slash command. Who cannot prove to be the chat system finds nothing."""

import re
from datetime import datetime, timedelta
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from farflung.engine.atlas import Atlas
from farflung.intake.errors import InlineError
from farflung.intake.inline import zone_named
from farflung.server.connect.access.chat import Allowed, System, allowed, signing_secret
from farflung.server.connect.who.asked import who
from farflung.server.connect.who.signed import mattermost_known, slack_signed
from farflung.server.connect.who.told import Shown, for_slack, on_clock, told, usage
from farflung.server.core.address import client_address
from farflung.server.core.limits import Limit, take
from farflung.server.org.atlas_copy import current
from farflung.server.ui.reader import now_of

OFTEN: Final = Limit("chat", 300, timedelta(minutes=1))
WRONG: Final = Limit("chat, not proven", 30, timedelta(minutes=15))
_LONGEST: Final = 120
_PLACED: Final = re.compile(r"(?P<what>.*?)\s*\bin\s+(?P<place>\S.*)", re.IGNORECASE)


@csrf_exempt
@require_POST
def from_slack(request: HttpRequest) -> HttpResponse:
    """Signed by Slack, or by what signs like it, within five minutes, once."""
    known, body = allowed(System.SLACK), request.body
    secret = signing_secret(known) if known is not None else None
    if known is None or secret is None or not slack_signed(secret, request.headers, body, now_of(request)):
        return _nothing(request)
    return _answered(request, known)


@csrf_exempt
@require_POST
def from_mattermost(request: HttpRequest) -> HttpResponse:
    """With the token of the command, in the header or in the form."""
    known = allowed(System.MATTERMOST)
    token = request.headers.get("Authorization", "").removeprefix("Token ") or request.POST.get("token", "")
    if known is None or not mattermost_known(known.known_by, token):
        return _nothing(request)
    return _answered(request, known)


def _nothing(request: HttpRequest) -> HttpResponse:
    if not take(WRONG, client_address(request), now=now_of(request)).allowed:
        return HttpResponse(status=429, headers={"Retry-After": "900"})
    raise Http404


def _answered(request: HttpRequest, known: Allowed) -> HttpResponse:
    now = now_of(request)
    with translation.override(known.language):
        if take(OFTEN, known.system, now=now).allowed:
            text = _told(known, request.POST.get("text", "").strip()[:_LONGEST], now)
        else:
            text = _("Too many questions at once. Ask again in a minute.")
    # Only who asked sees the answer.
    return JsonResponse({"response_type": "ephemeral", "text": text})


def _told(known: Allowed, asked: str, now: datetime) -> str:
    if asked.casefold() in ("", "help", "?"):
        return usage()
    atlas = current().atlas
    placed = _PLACED.fullmatch(asked)
    found = who(atlas, asked, now)
    if placed is None or getattr(found, "name", "").casefold() == asked.casefold():
        return told(found, _shown(known, atlas, now), now)
    try:
        zone = atlas.zones.zone(zone_named(placed["place"], atlas.zones))
    except InlineError:
        return _("No place is known as “%(place)s”.") % {"place": placed["place"]}
    return told(who(atlas, placed["what"], now), on_clock(zone, now), now)


def _shown(known: Allowed, atlas: Atlas, now: datetime) -> Shown:
    """Slack knows the clock of who reads; elsewhere it is UTC until a city is named."""
    return for_slack if known.system is System.SLACK else on_clock(atlas.zones.zone("UTC"), now)
