"""*Inbox*: what has come, what is on its way and until when; all of it the reader's own business."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from farflung.server.clock.planning.landing import Held
from farflung.server.connect.access import box_of, get_landed, holder, landed, waiting
from farflung.server.connect.actions import notes
from farflung.server.connect.planning.held import REASONS, held_back, rules_of
from farflung.server.connect.planning.wording import Names, Written, written
from farflung.server.connect.queries import names_of, new_for
from farflung.server.core.models import Message
from farflung.server.org.views.saving import on
from farflung.server.ui.mine import Mine
from farflung.server.ui.reader import now_of

PAGE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A message in words, with the name of whom it is from ("" for the site)."""

    row: Message
    says: Written
    sender: str


@dataclass(frozen=True, slots=True)
class Coming:
    """A message on its way: when it lands (None: nobody knows), from whom, and what holds it."""

    at: datetime | None
    sender: str
    held: str


@never_cache
@require_safe
def inbox(request: HttpRequest) -> HttpResponse:
    """The page. Looking marks nothing: reading a page writes nothing about the reader."""
    box = box_of(holder(request))
    shown = Paginator(landed(box), PAGE).get_page(request.GET.get("page"))
    coming = list(waiting(box)[:PAGE])
    names = names_of(row.sender for row in [*shown, *coming])
    held = held_back(coming)
    context = {
        "lines": [_line(row, names) for row in shown],
        "page": shown,
        "new": new_for(box),
        "coming": [_coming(row, names, found) for row, found in zip(coming, held, strict=True)],
        "rules": rules_of(held),
        "more_coming": waiting(box).count() - len(coming),
    }
    return render(request, "connect/inbox.html", context)


def _coming(row: Message, names: Names, held: Held) -> Coming:
    return Coming(row.lands_at, names.get(row.sender, "") if row.sender else "", str(REASONS[held.by]))


def _line(row: Message, names: Names) -> Line:
    return Line(row, written(row, names), names.get(row.sender, "") if row.sender else "")


@require_POST
def mark(request: HttpRequest, code: UUID) -> HttpResponse:
    """Read, or with `unread` new again."""
    asking = holder(request)
    row = get_landed(asking, code)
    notes.mark(message=row, unread="unread" in request.POST, by=asking.account, now=now_of(request))
    return redirect("inbox")


@require_POST
def mark_all(request: HttpRequest) -> HttpResponse:
    """Everything is read."""
    asking = holder(request)
    notes.mark_all_read(box=box_of(asking), by=asking.account, now=now_of(request))
    return redirect("inbox")


@require_POST
def fetch(request: HttpRequest) -> HttpResponse:
    """What waits comes now, as its reader has come for it."""
    asking = holder(request)
    count = notes.fetch(box=box_of(asking), by=asking.account, now=now_of(request))
    text = ngettext("%(count)d message has come.", "%(count)d messages have come.", count) % {"count": count}
    return on(request, text if count else _("Nothing waits for you."), "inbox")


def new_of(person: UUID, now: datetime) -> list[Mine]:  # noqa: ARG001 - the shape of an offer
    """What *My day* says: how many are new."""
    count = new_for(person)
    if not count:
        return []
    text = ngettext("%(count)d new message", "%(count)d new messages", count) % {"count": count}
    return [Mine(text, reverse("inbox"))]
