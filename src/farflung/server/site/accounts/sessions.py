"""*Signed in*: the browsers that are signed in to one's own account; signed out one by one, or all."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from farflung.server.core.access import get_session, sessions_of
from farflung.server.core.actions.sessions import end_session, end_sessions
from farflung.server.core.sessions import kept_key
from farflung.server.org.access import asker
from farflung.server.ui.reader import now_of


@never_cache
@require_safe
def sessions(request: HttpRequest) -> HttpResponse:
    """Each with what it says it is, since when, and on which date it was last used."""
    found, here = sessions_of(asker(request).account), kept_key(request)
    listed = [(one, one.session_id == here) for one in found]
    return render(request, "site/sessions.html", {"sessions": listed})


@require_POST
def end(request: HttpRequest, code: UUID) -> HttpResponse:
    """One of them has to sign in anew."""
    account = asker(request).account
    ended = get_session(account, code)
    here = ended.session_id == kept_key(request)
    end_session(signed_in=ended, by=account, now=now_of(request))
    if here:
        request.session.flush()
        return redirect("sign_in")
    messages.success(request, _("Signed out there."))
    return redirect("sessions")


@require_POST
def end_all(request: HttpRequest) -> HttpResponse:
    """All of them, this one too."""
    end_sessions(account=asker(request).account, now=now_of(request))
    request.session.flush()
    return redirect("sign_in")
