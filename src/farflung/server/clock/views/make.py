"""*A new meeting*: what it is to everybody is shown first, with better times and a memo; then it is saved."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from farflung.server.clock.access import insider
from farflung.server.clock.actions.meetings import make_meeting
from farflung.server.clock.forms.find import LENGTHS
from farflung.server.clock.forms.make import MakeForm
from farflung.server.clock.models import Meeting
from farflung.server.clock.planning.meetings import with_meetings
from farflung.server.clock.planning.whom import Standpoint, standpoint
from farflung.server.clock.views.guarding import guests, shown
from farflung.server.core.years import is_near
from farflung.server.org.access import Asker
from farflung.server.org.models import Person
from farflung.server.org.views.saving import page, saved


@require_http_methods(["GET", "POST"])
def make(request: HttpRequest) -> HttpResponse:
    """The form; then the same with what it means; then the series."""
    asker = insider(request)
    here = standpoint(request, asker)
    organizer = asker.person
    if organizer is None or here.person is None:
        raise Http404
    atlas = with_meetings(here.atlas, here.reader.now)
    posted = request.method == "POST"
    form = MakeForm(
        request.POST if posted else None,
        initial={"people": here.person.name, "minutes": 60, "every": 0, "day": here.reader.today}
        | _proposed(request.GET, here),
        atlas=atlas, today=here.reader.today, now=here.reader.now, zone=here.reader.zone,
    )  # fmt: skip
    context: dict[str, Any] = {"form": form}
    if posted and form.is_valid():
        given = form.cleaned_data
        rule = given["recurrence"]
        told = shown(here, atlas, given["request"], given["start"], rule.rule, rule.until)
        # Whoever has seen it for these very people and this time may save it; anything else is shown first.
        if given["sure"] == told["digest"]:
            made: list[Meeting] = []
            if saved(form, lambda: made.append(_make(asker, organizer, here, form))):
                return redirect("clock:meeting", made[0].code)
        form.data = {**request.POST.dict(), "sure": told["digest"]}
        context |= told
    return page(request, "clock/make.html", context, form)


def _proposed(query: Mapping[str, str], here: Standpoint) -> dict[str, Any]:
    """What *find a time* has proposed, in the words of the form; what cannot be read is left out."""
    given: dict[str, Any] = {name: query[name][:8000] for name in ("people", "optional") if name in query}
    if query.get("minutes", "").isdecimal() and int(query["minutes"][:4]) in LENGTHS:
        given["minutes"] = int(query["minutes"][:4])
    try:
        at = datetime.fromisoformat(query.get("at", ""))
    except ValueError:
        return given
    if at.tzinfo is None or not is_near(at):
        return given
    civil = here.reader.civil(at)
    return given | {"day": civil.date, "clock": civil.time.hour * 60 + civil.time.minute}


def _make(asker: Asker, organizer: Person, here: Standpoint, form: MakeForm) -> Meeting:
    given = form.cleaned_data
    title = given["title"].strip()
    return make_meeting(
        title=title or _("Private meeting"),
        private=not title,
        recurrence=given["recurrence"],
        guests=guests(form),
        organizer=organizer,
        has_agenda=given["agenda"],
        by=asker.account,
        now=here.reader.now,
    )
