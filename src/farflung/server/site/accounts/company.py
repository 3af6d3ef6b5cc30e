"""Signing in by the company's own account: to its identity provider, and back with who one is."""

import logging
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from farflung.server.connect.actions.company_accounts import NotSaid, Question, ask, hear
from farflung.server.core import clock
from farflung.server.core.address import client_address
from farflung.server.core.limits import Limit, take
from farflung.server.core.oidc import Oidc
from farflung.server.core.refusal import Refused
from farflung.server.core.second_step import Means
from farflung.server.site.accounts.letting_in import for_a_while, let_in, next_of
from farflung.server.site.actions import enter_by_company

_ASKED: Final = "company"
_PATIENCE: Final = timedelta(minutes=10)
_BY_ADDRESS: Final = Limit("company:address", 60, timedelta(minutes=15))
_log = logging.getLogger("farflung.sign_in")


@never_cache
@require_safe
def to_company(request: HttpRequest) -> HttpResponse:
    """Sends the browser to the provider, with words that only this browser's session knows."""
    known = _known()
    if request.user.is_authenticated:
        return HttpResponseRedirect(next_of(request))
    if not take(_BY_ADDRESS, client_address(request), now=clock.now()).allowed:
        return _refused(request, _("Too many tries. Try again in a quarter of an hour."), 429)
    try:
        where, question = ask(known, back=request.build_absolute_uri(reverse("from_company")))
    except NotSaid as error:
        return _failed(request, error)
    request.session.flush()
    for_a_while(request)
    request.session[_ASKED] = {
        "question": asdict(question), "at": clock.now().isoformat(), "next": next_of(request),
    }  # fmt: skip
    return HttpResponseRedirect(where)


@never_cache
@require_safe
def from_company(request: HttpRequest) -> HttpResponse:
    """Lets in whom the provider names, if this very browser asked it just now."""
    known = _known()
    if request.user.is_authenticated:
        return HttpResponseRedirect("/")
    asked, now = request.session.pop(_ASKED, None), clock.now()
    if asked is None or now - datetime.fromisoformat(asked["at"]) > _PATIENCE:
        return _refused(request, _("This browser has not asked, or too long ago. Begin once more."), 403)
    try:
        claims = hear(known, Question(**asked["question"]), said=request.GET.dict(), now=now)
        account = enter_by_company(claims=claims, known=known, now=now)
    except NotSaid as error:
        return _failed(request, error)
    except Refused as refusal:
        _log.warning("not let in", extra={"why": refusal.code})
        return _refused(request, str(refusal.message), 403)
    return let_in(request, account, Means.COMPANY, asked["next"])


def _known() -> Oidc:
    known: Oidc | None = settings.ENVIRONMENT.oidc
    if known is None:
        raise Http404
    return known


def _failed(request: HttpRequest, error: NotSaid) -> HttpResponse:
    """Why stands in the log: whoever tries to deceive learns nothing from it."""
    _log.warning("the identity provider did not say who it is", extra={"why": str(error)})
    if str(error) == "refused":
        return _refused(request, _("Your company’s account page has let nobody in."), 403)
    return _refused(request, _("Your company’s account page has not answered as it should."), 502)


def _refused(request: HttpRequest, why: str, status: int) -> HttpResponse:
    return render(request, "site/company_refused.html", {"why": why}, status=status)
