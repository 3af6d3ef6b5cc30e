"""*All-hands*: the fewest sessions that reach everybody in their own day, hosts through a year; and made."""

from collections.abc import Iterator
from datetime import UTC, date
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from farflung.engine.atlas import Atlas
from farflung.engine.model import MeetingSeries, Person
from farflung.engine.time import Span
from farflung.server.clock.access import insider, invites_all
from farflung.server.clock.actions.all_hands import Called, make_sessions
from farflung.server.clock.forms.all_hands import LONGEST, AllHandsForm, MakeSessionsForm, as_long_as, usual
from farflung.server.clock.planning.all_hands import Invited, invited, taken
from farflung.server.clock.planning.all_hands import all_hands as asked
from farflung.server.clock.planning.meetings import with_meetings
from farflung.server.clock.planning.series import upcoming
from farflung.server.clock.planning.team_series import openable
from farflung.server.clock.planning.whom import Standpoint, standpoint
from farflung.server.core.privacy import TooFew
from farflung.server.org.access import Asker
from farflung.server.org.views.saving import on, page, saved

_MOST_NAMED = 20
_ASKED = ("meeting", "people", "country", "day", "minutes", "low", "high", "months")


@require_safe
def all_hands(request: HttpRequest) -> HttpResponse:
    """The answer for a usual date, and the form to ask for another."""
    asker = insider(request)
    here = standpoint(request, asker)
    form = _form(request.GET, here, asker)
    context: dict[str, Any] = {
        "form": form, "makes": invites_all(asker),
        "query": urlencode([(name, form.data[name]) for name in _ASKED if form.data.get(name)]),
    }  # fmt: skip
    if form.is_valid():
        try:
            context["found"] = asked(here.atlas, form.cleaned_data["wanted"], _today(here))
        except TooFew:
            context["few"] = True
    return render(request, "clock/all_hands.html", context, status=422 if form.errors else 200)


def _form(query: QueryDict, here: Standpoint, asker: Asker) -> AllHandsForm:
    atlas, today = with_meetings(here.atlas, here.reader.now), _today(here)
    series = _series(query, atlas, asker)
    first = usual(today)
    if series is not None:
        first |= next((as_long_as(one) for one in _ahead(atlas, series, here)), {})
    given = {name: str(query[name]).replace("\x00", "") for name in _ASKED if name in query}
    given["meeting"] = series.id if series is not None else ""
    return AllHandsForm({**_typed(first), **given}, atlas=here.atlas, today=today, series=series)


def _series(query: QueryDict, atlas: Atlas, asker: Asker) -> MeetingSeries | None:
    """The series that the address names, where the asker may open it; another is as good as none."""
    code = query.get("meeting", "")
    if code not in openable(asker):
        return None
    return next((one for one in atlas.meetings if one.id == code), None)


def _ahead(atlas: Atlas, series: MeetingSeries, here: Standpoint) -> Iterator[Span]:
    """Its dates from tomorrow on, in UTC, as far as sessions can be asked for."""
    today = _today(here)
    for one in upcoming(atlas, series, here.reader.now):
        if today < one.start.date() <= today + LONGEST:
            yield Span(one.start, one.end)


def _today(here: Standpoint) -> date:
    return here.reader.now.astimezone(UTC).date()


def _typed(first: dict[str, Any]) -> dict[str, Any]:
    """As a browser sends it."""
    clocks = {name: f"{first[name] // 60:02d}:{first[name] % 60:02d}" for name in ("low", "high")}
    return {**{name: str(value) for name, value in first.items()}, **clocks}


# --- made -------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def make_all_hands(request: HttpRequest) -> HttpResponse:
    """One date's sessions: who comes to which, who is in none; then they are made, and everybody is told."""
    asker = insider(request)
    here = standpoint(request, asker)
    if not invites_all(asker):
        raise Http404
    found = _invited(request.GET, here, asker)
    posted = request.method == "POST"
    form = MakeSessionsForm(
        request.POST if posted else None, initial={"title": _("All-hands"), "sure": found.digest}
    )
    # Whoever has seen who comes to which may make it; if that has changed meanwhile, it is shown anew.
    seen = posted and request.POST.get("sure") == found.digest
    if posted and not seen:
        form.data = {**request.POST.dict(), "sure": found.digest}
    if seen and saved(form, lambda: _make(asker, here, found, form.cleaned_data)):
        return on(
            request, _("The sessions are made. Everybody is told in their own hours."), "clock:meetings"
        )
    held = zip(found.plan.sessions, _busy(here, found), strict=True)
    context = {"form": form, "found": found, "held": list(held), "query": request.GET.urlencode()}
    return page(request, "clock/all_hands_make.html", context, form)


def _busy(here: Standpoint, found: Invited) -> list[tuple[list[Person], bool]]:
    """By session who is busy then, by name; and whether there are more than are named."""
    named = (sorted(map(here.atlas.person, who), key=lambda one: one.name) for who in found.busy)
    return [(people[:_MOST_NAMED], len(people) > _MOST_NAMED) for people in named]


def _invited(query: QueryDict, here: Standpoint, asker: Asker) -> Invited:
    """The plan that an address names, else the one of the usual date; 404 for no such plan."""
    form, today = _form(query, here, asker), _today(here)
    if not form.is_valid():
        raise Http404
    wanted = form.cleaned_data["wanted"]
    try:
        day = date.fromisoformat(str(query["on"])) if "on" in query else wanted.day
        number = int(str(query["sessions"])[:2]) if "sessions" in query else None
        if number is None:
            number = max((len(one.sessions) for one in asked(here.atlas, wanted, today).plans), default=0)
        known = taken(here.atlas, wanted)
        found = invited(here.atlas, wanted, today, day, number, known) if day >= today else None
    except (ValueError, TooFew):
        raise Http404 from None
    if found is None or any(one.start <= here.reader.now for one in found.plan.sessions):
        raise Http404
    return found


def _make(asker: Asker, here: Standpoint, found: Invited, given: dict[str, Any]) -> None:
    if asker.person is None:
        raise Http404
    called = Called(given["title"].strip(), here.reader.zone.key, given["agenda"], given["others"])
    make_sessions(
        found=found, called=called, organizer=asker.person, by=asker.account, now=here.reader.now
    )  # fmt: skip
