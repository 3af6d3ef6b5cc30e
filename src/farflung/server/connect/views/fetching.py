"""The door by which calendar programs come in: no session, no cookie, only the secret in the address."""

from datetime import datetime, timedelta
from math import ceil

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, quote_etag
from django.views.decorators.http import require_safe

from farflung.server.clock.planning.meetings import with_meetings
from farflung.server.connect.access.feeds import Fetched, fetched
from farflung.server.connect.feeds.serving import composed
from farflung.server.core.actions.feeds import note_fetch
from farflung.server.core.address import client_address
from farflung.server.core.limits import Limit, Taken, take
from farflung.server.org.atlas_copy import on_the_map
from farflung.server.ui.reader import now_of

OFTEN = Limit("feed", 120, timedelta(hours=1))
"""How often one calendar may be fetched: programs ask once in some minutes, at most."""

GUESSES = Limit("feed by address", 30, timedelta(minutes=15))
"""How often one client may ask for calendars that are not there. No guess would hit; it spares the table."""

TYPE = "text/calendar; charset=utf-8"


@require_safe
def feed(request: HttpRequest, word: str) -> HttpResponse:
    """The calendar, or that nothing is new since the program last asked; 404 for a word that is not one."""
    now, found = now_of(request), fetched(word)
    if found is None:
        refused = take(GUESSES, client_address(request), now=now)
        if not refused.allowed:
            return _later(refused, now)
        raise Http404
    taken = take(OFTEN, str(found.feed.code), now=now)
    return _answered(request, found, now) if taken.allowed else _later(taken, now)


def _answered(request: HttpRequest, found: Fetched, now: datetime) -> HttpResponse:
    atlas, person = on_the_map(found.person.code)
    atlas = with_meetings(atlas, now)
    team = found.team.name if found.team is not None else ""
    made = composed(found.feed, team, atlas, person, now)
    row = note_fetch(feed=found.feed, content=made.content, now=now)
    since = row.changed_at or now
    etag = quote_etag(f"{row.content[:32]}-{row.version}")
    answer = get_conditional_response(request, etag=etag, last_modified=int(since.timestamp()))
    if answer is None:
        answer = HttpResponse(made.write(since, row.version), content_type=TYPE)
        answer.headers["Content-Disposition"] = 'inline; filename="farflung.ics"'
    answer.headers["ETag"], answer.headers["Last-Modified"] = etag, http_date(since.timestamp())
    # Whoever stands between keeps no copy; the program asks again, and is told that nothing is new.
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _later(taken: Taken, now: datetime) -> HttpResponse:
    wait = ceil((taken.again_at - now).total_seconds())
    return HttpResponse(status=429, headers={"Retry-After": str(max(1, wait))})
