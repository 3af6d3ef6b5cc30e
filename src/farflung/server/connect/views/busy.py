"""*When I am busy*: calendars elsewhere, joined by their owner, and how each is doing."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from farflung.server.clock.queries.busy import counts
from farflung.server.connect.access.calendars import calendars_of, get_calendar
from farflung.server.connect.actions import calendars
from farflung.server.connect.forms.calendars import JoinForm, UnansweredForm
from farflung.server.connect.models import JoinedCalendar
from farflung.server.connect.planning.calendar_words import trouble_text
from farflung.server.org.access import Role, member, require
from farflung.server.org.models import Person
from farflung.server.org.views.saving import on, page, saved, tried
from farflung.server.ui.reader import now_of


@dataclass(frozen=True, slots=True)
class Joined:
    """A calendar as its owner sees it: how many times are known by it, what is wrong, what can be set."""

    calendar: JoinedCalendar
    times: int
    wrong: str
    form: UnansweredForm


@sensitive_post_parameters("url", "password")
@never_cache
@require_http_methods(["GET", "POST"])
def my_busy(request: HttpRequest) -> HttpResponse:
    """Those that are joined, and one more."""
    asking, person, now = require(request, Role.MEMBER), member(request), now_of(request)
    form = JoinForm(request.POST if request.method == "POST" else None)
    made: list[JoinedCalendar] = []

    def join() -> None:
        entered = calendars.Entered(**form.cleaned_data)
        made.append(calendars.join_calendar(person=person, entered=entered, by=asking.account, now=now))

    if form.is_bound and saved(form, join):
        soon = _("Joined. It is read within a minute.")
        later = _("Joined. It is read in an hour: you had others asked often enough in this one.")
        return on(request, soon if _is_due(made[0], now) else later, "my_busy")
    return page(request, "connect/busy.html", {"form": form, "joined": _joined(person)}, form)


def _is_due(row: JoinedCalendar, now: datetime) -> bool:
    """Whether it is read at once; not where another server would be asked too often for that."""
    return row.next_at is not None and row.next_at <= now


def _joined(person: Person) -> list[Joined]:
    rows = list(calendars_of(person))
    known = counts(row.code for row in rows)
    return [
        Joined(row, known.get(row.code, 0), trouble_text(row.trouble), UnansweredForm(calendar=row))
        for row in rows
    ]


@never_cache
@require_POST
def change_busy(request: HttpRequest, code: UUID) -> HttpResponse:
    """Reads it, sets what it counts, or leaves it: whichever button was pressed."""
    account, now = require(request, Role.MEMBER).account, now_of(request)
    row = get_calendar(member(request), code)
    match request.POST.get("do"):
        case "read":
            tried(
                request,
                lambda: calendars.read_soon(calendar=row, by=account, now=now),
                _("It is read within a minute."),
            )
        case "leave":
            calendars.leave_calendar(calendar=row, by=account, now=now)
            return on(request, _("Left. What was read of it is deleted."), "my_busy")
        case "count":
            form = UnansweredForm(request.POST, calendar=row)
            if form.is_valid():
                calendars.change_calendar(calendar=row, **form.cleaned_data, by=account, now=now)
                row.refresh_from_db()
                soon = _("Saved. It is read anew within a minute.")
                return on(
                    request,
                    soon if _is_due(row, now) else _("Saved. It counts from when it is read next."),
                    "my_busy",
                )
    return redirect("my_busy")
