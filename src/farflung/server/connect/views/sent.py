"""*Sent*: what one wrote, and when it lands, as far as a sender may know. Whether it is read nobody is
told."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from farflung.engine.atlas import Atlas
from farflung.engine.time import Zone
from farflung.server.clock.planning.landing import Ask, lands
from farflung.server.clock.planning.whom import standpoint
from farflung.server.connect.access import box_of, get_sent, holder, sent
from farflung.server.connect.actions.notes import take_back
from farflung.server.connect.queries import names_of
from farflung.server.core.models import Message
from farflung.server.org.views.saving import tried
from farflung.server.ui.reader import now_of

SHOWN = 50


@dataclass(frozen=True, slots=True)
class SentLine:
    """A note with when it lands, on the clock of its recipient; `waits`: not yet. None: not within a year."""

    row: Message
    name: str
    at: datetime | None
    waits: bool
    zone: Zone | None
    place: str


@never_cache
@require_safe
def sent_notes(request: HttpRequest) -> HttpResponse:
    """The last of them."""
    asking = holder(request)
    here = standpoint(request, asking)
    rows = list(sent(box_of(asking))[:SHOWN])
    names = names_of(row.recipient for row in rows)
    promised = _promised(here.atlas, rows)
    lines = [
        _line(here.atlas, row, names.get(row.recipient, ""), at, here.reader.now)
        for row, at in zip(rows, promised, strict=True)
    ]
    return render(request, "connect/sent.html", {"lines": lines})


def _promised(atlas: Atlas, rows: list[Message]) -> list[datetime | None]:
    """What the gateway worked out, or what it will: a moment ago nobody had come to it yet."""
    asks = [Ask(str(row.recipient), row.posted_at, row.urgency == row.Urgency.URGENT) for row in rows]
    open_ = [n for n, row in enumerate(rows) if not row.decided and row.state == row.State.WAITING]
    now = dict(zip(open_, lands(atlas, [asks[n] for n in open_]), strict=True))
    return [now[n].promised if n in now else row.promised_at for n, row in enumerate(rows)]


def _line(atlas: Atlas, row: Message, name: str, at: datetime | None, now: datetime) -> SentLine:
    waits = at is None or at > now
    known = {person.id for person in atlas.people}
    if not waits or at is None or str(row.recipient) not in known:
        return SentLine(row, name, at, waits, None, "")
    place = atlas.where(atlas.person(str(row.recipient)), at).place
    return SentLine(row, name, at, waits, atlas.zones.zone(place.zone), place.label)


@require_POST
def withdraw(request: HttpRequest, code: UUID) -> HttpResponse:
    """It does not land."""
    asking = holder(request)
    row = get_sent(asking, code)
    tried(request, lambda: take_back(message=row, by=asking.account, now=now_of(request)), _("Taken back."))
    return redirect("sent")
