"""*Change the series*, and one date of it: what that is to everybody is shown first, then it is saved."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from farflung.engine.atlas import Atlas
from farflung.engine.model import MeetingSeries, Occurrence
from farflung.engine.time import CivilTime
from farflung.server.clock.access import get_kept_meeting, insider
from farflung.server.clock.actions.meeting_parts import rules_before
from farflung.server.clock.actions.meetings import change_date, change_meeting
from farflung.server.clock.forms.change import ChangeForm, DateForm
from farflung.server.clock.models import Meeting
from farflung.server.clock.planning.named import called
from farflung.server.clock.planning.recurring import recurrence_of
from farflung.server.clock.planning.series import at_own_hours, key_of, off_dates, part_of, upcoming
from farflung.server.clock.planning.shown import series_and_map
from farflung.server.clock.planning.whom import Standpoint, standpoint
from farflung.server.clock.views.guarding import guests, shown
from farflung.server.clock.views.meetings import title_of
from farflung.server.org.access import Asker
from farflung.server.org.views.saving import on, page, saved, tried


@dataclass(frozen=True, slots=True)
class _Kept:
    """A series that the asker may change: its row, the map, itself with and without its turns."""

    asker: Asker
    here: Standpoint
    row: Meeting
    atlas: Atlas
    series: MeetingSeries
    base: MeetingSeries


def _kept(request: HttpRequest, code: UUID) -> _Kept:
    asker = insider(request)
    row = get_kept_meeting(asker, code)
    if row.ended_at is not None:
        raise Http404
    here = standpoint(request, asker)
    atlas, series = series_and_map(here, row)
    base = replace(series, recurrence=recurrence_of(row.recurrence))
    return _Kept(asker, here, row, atlas, series, base)


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, code: UUID) -> HttpResponse:
    """The form; where people or times change, what that means to everybody; then it is done."""
    kept = _kept(request, code)
    here, form = kept.here, _form(request, kept)
    context: dict[str, Any] = {"form": form, "row": kept.row, "title": title_of(kept.series)}
    if request.method == "POST" and form.is_valid():
        given, move = form.cleaned_data, form.cleaned_data["move"]
        told = shown(here, kept.atlas, given["request"], given["start"], move, kept.row.rotation)
        seen = given["sure"] == told["digest"] or (move is None and _same_people(kept.series, given))
        if seen and saved(form, lambda: _change(kept, form)):
            return on(request, _("The series is changed."), "clock:meeting", code)
        form.data = {**request.POST.dict(), "sure": told["digest"]}
        context |= told
        if move is not None:
            context["since"] = move.since if any(one.civil.date < move.since for one in form.ahead) else None
            context["ends_turns"] = kept.row.rotation is not None
    return page(request, "clock/change.html", context, form)


def _form(request: HttpRequest, kept: _Kept) -> ChangeForm:
    now, row = kept.here.reader.now, kept.row
    ahead = at_own_hours(kept.atlas, kept.base, now)
    invited = list(row.invited.order_by("pk").values_list("person__code", "required"))
    teams = list(row.teams.order_by("pk").values_list("team__name", "required"))
    return ChangeForm(
        request.POST if request.method == "POST" else None,
        initial={
            "title": row.title,
            "agenda": bool(row.has_agenda),
            **{
                name: called(
                    kept.atlas, [str(one) for one, must in invited if must is need],
                    [one for one, must in teams if must is need],
                )
                for name, need in (("people", True), ("optional", False))
            },
        },
        atlas=kept.atlas, today=kept.here.reader.today, now=now, series=kept.base, ahead=ahead,
        before=rules_before(row),
        zone=kept.atlas.zones.zone(kept.base.recurrence.zone),
    )  # fmt: skip


def _same_people(series: MeetingSeries, given: dict[str, Any]) -> bool:
    return {*series.required} == {*given["required"]} and {*series.optional} == {*given["optional"]}


def _change(kept: _Kept, form: ChangeForm) -> Meeting:
    given = form.cleaned_data
    title = given["title"].strip()
    unknown = kept.row.has_agenda is None and not given["agenda"]
    return change_meeting(
        meeting=kept.row,
        title=title,
        private=not title,
        has_agenda=None if unknown else given["agenda"],
        guests=guests(form),
        move=given["move"],
        ends=given["ends"],
        by=kept.asker.account,
        now=kept.here.reader.now,
    )


# --- one date ----------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def change_one(request: HttpRequest, code: UUID) -> HttpResponse:
    """One date: moved once it has been shown what that means, called off, or put back."""
    kept = _kept(request, code)
    asked = request.POST if request.method == "POST" else request.GET
    held, off = _date(kept, asked.get("date", ""))
    kept = _part(kept, held)
    does = request.POST.get("do", "") if request.method == "POST" else ""
    if does == "off" and not off:
        return _done(request, kept, held, _("This date is called off."), call_off=True)
    if does == "back" and (off or held.moved):
        return _done(request, kept, held, _("This date is where the series has it."))
    return _moved(request, kept, held, off)


def _part(kept: _Kept, held: Occurrence) -> _Kept:
    """What of a series that was moved has the date."""
    part = part_of(kept.atlas, kept.series, held.civil)
    if part is kept.series:
        return kept
    row = kept.row.earlier.get(code=part.id)
    return replace(kept, row=row, series=part, base=replace(part, recurrence=recurrence_of(row.recurrence)))


def _moved(request: HttpRequest, kept: _Kept, held: Occurrence, off: bool) -> HttpResponse:
    zone = kept.atlas.zones.zone(kept.base.recurrence.zone)
    now = CivilTime.of(held.start, zone)
    form = DateForm(
        request.POST if request.method == "POST" else None,
        initial={"day": now.date, "clock": now.time.hour * 60 + now.time.minute},
        series=kept.series, held=held, now=kept.here.reader.now, zone=zone,
    )  # fmt: skip
    context: dict[str, Any] = {
        "form": form, "row": kept.row, "title": title_of(kept.series), "held": held, "off": off,
        "key": key_of(held.civil),
    }  # fmt: skip
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        told = shown(kept.here, kept.atlas, given["request"], given["start"], held.civil)
        if given["sure"] == told["digest"]:
            return _done(request, kept, held, _("This date is moved."), to=given["to"])
        form.data = {**request.POST.dict(), "sure": told["digest"]}
        context |= told
    return page(request, "clock/date.html", context, form)


def _done(request: HttpRequest, kept: _Kept, held: Occurrence, said: str, **how: Any) -> HttpResponse:
    by, now = kept.asker.account, kept.here.reader.now
    tried(
        request,
        lambda: change_date(meeting=kept.row, original=held.civil, by=by, now=now, **how),
        said,
    )
    return redirect("clock:meeting", (kept.row.goes_on or kept.row).code)


def _date(kept: _Kept, key: str) -> tuple[Occurrence, bool]:
    """The date of that name, and whether it is called off; without a name the next one. 404 for another."""
    now = kept.here.reader.now
    ahead: Sequence[Occurrence] = [one for one in upcoming(kept.atlas, kept.series, now) if one.start > now]
    off = off_dates(kept.atlas, kept.base, now)
    for one, gone in [*((one, False) for one in ahead), *((one, True) for one in off)]:
        if key in ("", key_of(one.civil)):
            return one, gone
    raise Http404
