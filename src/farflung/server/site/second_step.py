"""The middleware that holds up whoever has no second step, where the company wants one of them.

They are led to where it is set up, and see nothing else until then. The rule comes with the session, so this
asks the database nothing of its own.
"""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from farflung.server.core import clock
from farflung.server.core.api.frame import UNDER
from farflung.server.core.api.kinds import SECOND_STEP
from farflung.server.core.api.problems import Problem, answered
from farflung.server.core.second_step import rule_in
from farflung.server.core.sessions import SessionStore, is_proved
from farflung.server.org.access import maybe_asker

Respond = Callable[[HttpRequest], HttpResponse]
OPEN = ("/me/security", "/sign-in", "/sign-out", "/language", "/demo/be", "/constitution")
"""What one needs to set it up, to go, or to have it in one's language."""


def second_step(respond: Respond) -> Respond:
    """The middleware."""

    def middleware(request: HttpRequest) -> HttpResponse:
        if not _is_held_up(request):
            return respond(request)
        if request.path.startswith(UNDER):
            return answered(Problem(SECOND_STEP))
        return redirect("security")

    return middleware


def _is_held_up(request: HttpRequest) -> bool:
    if request.path.startswith(OPEN) or not request.user.is_authenticated:
        return False
    session = request.session
    rule = rule_in(session.rule) if isinstance(session, SessionStore) else None
    if rule is None or rule.since > clock.now() or is_proved(request):
        return False
    asking = maybe_asker(request)
    return asking is not None and rule.concerns(frozenset(map(str, asking.roles)))
