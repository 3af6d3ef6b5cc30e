"""Who organises a series: handed over by who keeps it, taken over where who organised it has left."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from farflung.server.clock.access import insider, keeps_meeting
from farflung.server.clock.access.handing_over import (
    get_meeting_to_hand_over,
    may_take_over,
    without_organizer,
)
from farflung.server.clock.actions.handing_over import hand_over
from farflung.server.clock.models import Meeting
from farflung.server.clock.planning.series import SeriesPage
from farflung.server.org.access import Asker
from farflung.server.org.models import Person
from farflung.server.org.views.saving import tried
from farflung.server.ui.reader import now_of

_MOST = 100
"""Of more who must come the page offers none to choose: a list of them would help nobody."""


def handing_over(
    asker: Asker, row: Meeting, page: SeriesPage, now: datetime, *, keeps: bool
) -> dict[str, Any]:
    """What the page of a series offers of it; `left` says that nobody organises it any more."""
    organizer = str(row.organizer.code) if row.organizer else ""
    own = str(asker.person.code) if asker.person else ""
    others = [one for one in page.required if one.id not in (organizer, own)]
    return {
        "left": row.ended_at is None and without_organizer(row, now),
        "takes": own if may_take_over(asker, row, now) else "",
        "heirs": others if keeps and len(others) <= _MOST else [],
    }


@require_POST
def organizer(request: HttpRequest, code: UUID) -> HttpResponse:
    """Somebody else organises it from now on: who takes it over, or whom it is handed to by who keeps it."""
    asker, now = insider(request), now_of(request)
    row = get_meeting_to_hand_over(asker, code, now)
    to = _person(request.POST.get("to", ""))
    myself = to is not None and asker.person is not None and to.pk == asker.person.pk
    if to is None or not (myself or keeps_meeting(asker, row)):
        messages.error(request, _("Choose somebody who is invited."))
    else:
        said = _("You organise it now.") if myself else _("It is handed over.")
        tried(request, lambda: hand_over(meeting=row, to=to, by=asker.account, now=now), said)
    return redirect("clock:meeting", row.code)


def _person(text: str) -> Person | None:
    try:
        return Person.objects.filter(code=UUID(text)).first()
    except ValueError:
        return None
