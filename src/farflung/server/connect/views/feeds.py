"""*My calendars*: secret addresses for calendar programs, made and shown once, listed, revoked."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from farflung.server.connect.access.feeds import address_of, called, near_teams, still, team_for_feed
from farflung.server.connect.forms.feeds import HOURS, OWN, FeedForm
from farflung.server.core.access import feeds_of, get_feed
from farflung.server.core.actions.feeds import make_feed, revoke_feed
from farflung.server.core.models import CalendarFeed
from farflung.server.core.refusal import Refused
from farflung.server.org.access import Asker, Role, member, require
from farflung.server.org.models import Team
from farflung.server.ui.reader import now_of

Kind = CalendarFeed.Kind


@dataclass(frozen=True, slots=True)
class Listed:
    """A calendar on the page; `shows` is false where its address leads to nothing any more."""

    feed: CalendarFeed
    what: str
    shows: bool


@never_cache
@require_http_methods(["GET", "POST"])
def my_calendars(request: HttpRequest) -> HttpResponse:
    """All of them, and a new one, whose address is on this answer and nowhere else."""
    asking, now = require(request, Role.MEMBER), now_of(request)
    teams = _offered(request, asking)
    form = FeedForm(request.POST if request.method == "POST" else None, teams=teams, initial=_first(request))
    address = _made(request, asking, form) if form.is_bound and form.is_valid() else None
    wrong = form.is_bound and address is None
    page = {
        "form": form if address is None else FeedForm(teams=teams, initial=_first(request)),
        "address": address,
        "subscribe": address
        and address.replace("https://", "webcal://", 1).replace("http://", "webcal://", 1),
        "feeds": _listed(asking, now),
        "dav": request.build_absolute_uri(reverse("dav")),
        "reader_mail": member(request).email,
    }
    return render(request, "connect/calendars.html", page, status=422 if wrong else 200)


def _offered(request: HttpRequest, asking: Asker) -> list[Team]:
    """One's own teams, and the one whose page has led here."""
    teams = near_teams(member(request))
    wanted = _code(request.GET.get("team") or request.POST.get("what") or "")
    if wanted is not None and wanted not in {team.code for team in teams}:
        teams = [*teams, team_for_feed(asking, wanted)]
    return teams


def _first(request: HttpRequest) -> dict[str, str]:
    code = _code(request.GET.get("team", ""))
    return {"what": str(code) if code is not None else OWN}


def _code(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _made(request: HttpRequest, asking: Asker, form: FeedForm) -> str | None:
    what = form.cleaned_data["what"]
    team = _code(what)
    kind = Kind.TEAM if team is not None else Kind.HOURS if what == HOURS else Kind.OWN
    try:
        _feed, word = make_feed(
            kind=kind, team=team, name=form.cleaned_data["name"], language=get_language() or "en",
            by=asking.account, now=now_of(request),
        )  # fmt: skip
    except Refused as refusal:
        form.add_error(None, str(refusal.message))
        return None
    return address_of(request, word)


def _listed(asking: Asker, now: datetime) -> list[Listed]:
    feeds = list(feeds_of(asking.account))
    teams = called(asking, feeds)
    return [Listed(feed, _what(feed, teams), still(now, feed, teams)) for feed in feeds]


def _what(feed: CalendarFeed, teams: dict[UUID, str]) -> str:
    if feed.team is not None:
        return teams.get(feed.team) or _("a team that is gone")
    return _("my hours") if feed.kind == Kind.HOURS else _("mine")


@require_POST
def revoke_calendar(request: HttpRequest, code: UUID) -> HttpResponse:
    """Its address shows nothing from now on."""
    account = require(request, Role.MEMBER).account
    revoke_feed(feed=get_feed(account, code), by=account, now=now_of(request))
    messages.success(request, _("Revoked. Programs that fetch it find nothing from now on."))
    return redirect("my_calendars")
