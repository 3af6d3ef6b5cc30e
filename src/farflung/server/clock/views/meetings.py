"""*Meetings*: those of the reader; and one series: its dates, what moves it, and taking turns."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from farflung.engine.atlas import Atlas
from farflung.engine.clocks import Clash, Move
from farflung.engine.model import MeetingSeries, Person
from farflung.engine.time import CivilTime, Span, day_span
from farflung.server.clock.access import (
    get_kept_meeting,
    get_meeting,
    insider,
    keeps_meeting,
    own_meetings,
)
from farflung.server.clock.actions.meetings import end_meeting, rotate_meeting
from farflung.server.clock.models import Meeting
from farflung.server.clock.planning.joining import joining, moves
from farflung.server.clock.planning.meetings import with_meetings
from farflung.server.clock.planning.named import named
from farflung.server.clock.planning.recurring import Turns, recurrence_of
from farflung.server.clock.planning.series import (
    MOST_TIMES,
    Next,
    first_turn,
    listed,
    of_day,
    series_page,
)
from farflung.server.clock.planning.shown import series_and_map
from farflung.server.clock.planning.team import TeamPage
from farflung.server.clock.planning.team_series import listed_of_team
from farflung.server.clock.planning.whom import Standpoint, standpoint
from farflung.server.clock.views.handing_over import handing_over
from farflung.server.core.refusal import Refused
from farflung.server.org.access import Asker, Role
from farflung.server.org.atlas_copy import on_the_map
from farflung.server.ui.mine import Mine

_MOST_LISTED = 100


@require_safe
def meetings(request: HttpRequest) -> HttpResponse:
    """The series that the reader organises or is invited to, by their next dates."""
    asker = insider(request)
    here = standpoint(request, asker)
    now = here.reader.now
    found: list[Next] = []
    if asker.person is not None:
        codes = own_meetings(asker.person).values_list("code", flat=True)
        found = listed(with_meetings(here.atlas, now), map(str, codes), now)
    context = {
        "listed": found[:_MOST_LISTED],
        "more": max(len(found) - _MOST_LISTED, 0),
        "audits": asker.has(Role.LEAD, Role.PEOPLE),
    }
    return render(request, "clock/meetings.html", context)


@require_safe
def meeting(request: HttpRequest, code: UUID) -> HttpResponse:
    """One series; what it costs is told to each reader of themself alone."""
    asker = insider(request)
    row = get_meeting(asker, code)
    here = standpoint(request, asker)
    now = here.reader.now
    atlas, series = series_and_map(here, row)
    page = series_page(atlas, row, series, here.person, now)
    keeps = keeps_meeting(asker, row) and row.ended_at is None
    context = {
        "row": row,
        "title": title_of(series),
        "page": page,
        "zone": atlas.zones.zone(series.recurrence.zone),
        "moves": [_moved(atlas, one) for one in page.moves],
        "clashes": [_clash(atlas, one, series) for one in page.clashes[:5]],
        "keeps": keeps,
        **handing_over(asker, row, page, now, keeps=keeps),
        "teams": row.teams.select_related("team"),
        "moving": moves(atlas, series, now) if len(page.dates) > 1 else (),
        **_joining(request, here, atlas, series, row),
    }
    return render(request, "clock/meeting.html", context)


def _joining(
    request: HttpRequest, here: Standpoint, atlas: Atlas, series: MeetingSeries, row: Meeting
) -> dict[str, Any]:
    """What it would be with somebody more, where the reader asks for it."""
    asked = " ".join(request.GET.get("join", "").replace("\x00", "").split())[:200]
    if not asked:
        return {}
    found = named(atlas, asked, here.reader.today)
    base = replace(series, recurrence=recurrence_of(row.recurrence))
    now = here.reader.now
    joined = (
        joining(atlas, series, base, atlas.person(found.alone[0]), now) if len(found.alone) == 1 else None
    )
    return {"asked": asked, "joined": joined}


def title_of(series: MeetingSeries) -> str:
    """What to call it: nobody keeps the title of a private one."""
    return series.title or _("Private meeting")


def _moved(atlas: Atlas, one: Move) -> dict[str, Any]:
    """A move as the page tells it: on which dates, at which hour instead of which, where and for whom."""
    times = one.times
    return {
        "at": times[0], "usual": one.usual, "first": times[0].date, "last": times[-1].date,
        "several": len(times) > 2, "second": times[1].date if len(times) == 2 else None,
        "by": one.shift, "until": one.until, "exception": one.exception,
        "people": [atlas.person(key) for key in one.people],
        "place": _place(atlas, one),
    }  # fmt: skip


def _place(atlas: Atlas, one: Move) -> str:
    homes = (atlas.person(key).place for key in one.people)
    return next((home.label for home in homes if home.zone == one.zone), one.zone.rsplit("/", 1)[-1])


def _clash(atlas: Atlas, one: Clash, series: MeetingSeries) -> dict[str, Any]:
    """With which other meeting is told to nobody: whoever is in it knows."""
    return {"at": one.overlap.start, "people": [atlas.person(key) for key in one.people], "of": series.id}


@require_POST
def turns(request: HttpRequest, code: UUID) -> HttpResponse:
    """Takes start times in turn from the next date on; without any it is at its own hour again."""
    asker = insider(request)
    row = get_kept_meeting(asker, code)
    here = standpoint(request, asker)
    atlas, series = series_and_map(here, row)
    base = replace(series, recurrence=recurrence_of(row.recurrence))
    times = _times(request.POST.get("times", ""))
    since = first_turn(atlas, base, here.reader.now, times or ())
    if times is None or since is None:
        messages.error(request, _("There is no date left that could be moved."))
        return redirect("clock:meeting", code)
    taken = Turns(times, series.recurrence.zone, since) if times else None
    said = _("It takes turns from the next date on.") if times else _("It is at its own hour again.")
    _tried(request, asker, row, taken, since, said)
    return redirect("clock:meeting", code)


def _tried(
    request: HttpRequest, asker: Asker, row: Meeting, taken: Turns | None, since: Any, said: str
) -> None:
    now = standpoint(request, asker).reader.now
    try:
        rotate_meeting(meeting=row, turns=taken, since=since, by=asker.account, now=now)
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, said)


def _times(text: str) -> tuple[int, ...] | None:
    """Minutes of the day, parted by commas; None for anything else."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if len(parts) > MOST_TIMES or not all(part.isascii() and part.isdigit() for part in parts):
        return None
    found = tuple(int(part[:5]) for part in parts)
    return found if all(one < 1440 for one in found) else None


@require_POST
def end(request: HttpRequest, code: UUID) -> HttpResponse:
    """The series has no date after today, on its own clock."""
    asker = insider(request)
    row = get_kept_meeting(asker, code)
    here = standpoint(request, asker)
    zone = here.atlas.zones.zone(recurrence_of(row.recurrence).zone)
    today = CivilTime.of(here.reader.now, zone).date
    try:
        end_meeting(meeting=row, last_day=today, by=asker.account, now=here.reader.now)
    except Refused as refusal:
        messages.error(request, str(refusal.message))
    else:
        messages.success(request, _("It has no date after today any more."))
    return redirect("clock:meeting", code)


# --- on other pages ----------------------------------------------------------------------


def today_of(code: UUID, now: datetime) -> Iterable[Mine]:
    """Offers to *My day* the meetings that begin today or in the night after, on the reader's clock."""
    atlas, person = on_the_map(code)
    zone = atlas.zone_of(person, now)
    until = day_span(CivilTime.of(now, zone).date, zone).end
    return list(_mine(with_meetings(atlas, now), person, Span(now, max(until, now + timedelta(minutes=1)))))


def _mine(atlas: Atlas, person: Person, window: Span) -> Iterator[Mine]:
    for series, one in of_day(atlas, person, window):
        yield Mine(title_of(series), reverse("clock:meeting", args=[series.id]), one.start)


def of_team(asker: Asker, here: Standpoint, page: TeamPage) -> list[Next]:
    """The series of most of a team that the reader may open, by their next dates."""
    ids = tuple(one.id for one in page.people)
    return listed_of_team(
        asker, with_meetings(here.atlas, here.reader.now), page.team.name, ids, here.reader.now
    )
