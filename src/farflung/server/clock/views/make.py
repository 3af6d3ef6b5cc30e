"""*A new meeting*: what it is to everybody is shown first, with better times and a memo; then it is saved."""

from collections.abc import Sequence
from hashlib import blake2b
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from farflung.engine.atlas import Atlas
from farflung.server.clock.access import insider
from farflung.server.clock.actions.meetings import Guests, make_meeting
from farflung.server.clock.forms.make import MakeForm
from farflung.server.clock.models import Meeting
from farflung.server.clock.planning.meetings import with_meetings
from farflung.server.clock.planning.slots import Part, guard
from farflung.server.clock.planning.whom import Standpoint, standpoint
from farflung.server.org.access import Asker
from farflung.server.org.models import Person, Team
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
        initial={"people": here.person.name, "minutes": 60, "every": 0, "day": here.reader.today},
        atlas=atlas, today=here.reader.today, now=here.reader.now, zone=here.reader.zone,
    )  # fmt: skip
    context: dict[str, Any] = {"form": form}
    if posted and form.is_valid():
        told = _told(here, atlas, form)
        # Whoever has seen it for these very people and this time may save it; anything else is shown first.
        if form.cleaned_data["sure"] == told["digest"]:
            made: list[Meeting] = []
            if saved(form, lambda: made.append(_make(asker, organizer, here, form))):
                return redirect("clock:meeting", made[0].code)
        form.data = {**request.POST.dict(), "sure": told["digest"]}
        context |= told
    return page(request, "clock/make.html", context, form)


def _told(here: Standpoint, atlas: Atlas, form: MakeForm) -> dict[str, Any]:
    """What the time is to everybody, who is hit, what would be better, and the memo."""
    given = form.cleaned_data
    found = guard(atlas, given["request"], given["start"], here.person)
    hit = [one for share in found.shown.shares if share.part in _HARD for one in share.people]
    return {
        "guard": found,
        "hit": hit,
        "last": atlas.person(found.memo.last),
        "digest": f"{given['start']:%Y%m%d%H%M}-{given['minutes']}-{_people(form)}",
    }


_HARD = frozenset({Part.NIGHT, Part.VERY_EARLY, Part.VERY_LATE, Part.OFF})


def _people(form: MakeForm) -> str:
    """Who is invited, as one short text."""
    given = form.cleaned_data
    text = ",".join(sorted(given["required"])) + ";" + ",".join(sorted(given["optional"]))
    return blake2b(text.encode(), digest_size=8).hexdigest()


def _make(asker: Asker, organizer: Person, here: Standpoint, form: MakeForm) -> Meeting:
    given = form.cleaned_data
    title = given["title"].strip()
    return make_meeting(
        title=title or _("Private meeting"),
        private=not title,
        recurrence=given["recurrence"],
        guests=Guests(
            _rows(form.alone["people"]),
            _rows(form.alone["optional"]),
            _teams(form.teams["people"]),
            _teams(form.teams["optional"]),
        ),
        organizer=organizer,
        has_agenda=given["agenda"],
        by=asker.account,
        now=here.reader.now,
    )


def _rows(keys: Sequence[str]) -> tuple[Person, ...]:
    rows = {str(row.code): row for row in Person.objects.filter(code__in=keys)}
    return tuple(rows[key] for key in keys if key in rows)


def _teams(names: Sequence[str]) -> tuple[Team, ...]:
    return tuple(Team.objects.filter(name__in=names).order_by("name"))
