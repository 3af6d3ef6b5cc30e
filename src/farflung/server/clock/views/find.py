"""*Find a time*: the best times for people anywhere, each in everybody's own time; or that none is good."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from farflung.draw.chart import Table
from farflung.draw.day import Day
from farflung.draw.markup import Markup, joined, tag
from farflung.draw.ribbon import Row
from farflung.engine.atlas import Atlas
from farflung.engine.model import Person
from farflung.engine.time import Span
from farflung.server.clock.access import insider
from farflung.server.clock.forms.find import FindForm
from farflung.server.clock.planning.meetings import with_meetings
from farflung.server.clock.planning.rows import person_row
from farflung.server.clock.planning.slots import Found, against, found_times
from farflung.server.clock.planning.whom import Standpoint, circle, standpoint
from farflung.server.ui.pictures import ribbon, ribbon_table, safe
from farflung.server.ui.pieces import person_link
from farflung.server.ui.words import comma

MOST_RIBBONS = 20


@dataclass(frozen=True, slots=True)
class Picture:
    """The ribbons of everybody on the day of the best time; `more` people have none."""

    day: Day
    lines: SafeString
    table: Table
    more: int


@require_safe
def find(request: HttpRequest) -> HttpResponse:
    """The form; with people in it, the answer."""
    asker = insider(request)
    here = standpoint(request, asker)
    atlas = with_meetings(here.atlas, here.reader.now)
    asked = "people" in request.GET
    form = FindForm(
        _given(request.GET, here) if asked else None,
        initial=_usual(here), atlas=atlas, today=here.reader.today, now=here.reader.now,
        zone=here.reader.zone,
    )  # fmt: skip
    context: dict[str, Any] = {"form": form, "asked": asked, "proposal": _proposal(form)}
    if asked and form.is_valid():
        context |= _answer(here, atlas, form.cleaned_data)
    return render(request, "clock/find.html", context, status=422 if asked and form.errors else 200)


def _proposal(form: FindForm) -> str:
    """The people and the length, as *a new meeting* takes them over."""
    asked = ((name, form.data.get(name, "")) for name in ("people", "optional", "minutes"))
    return urlencode([(name, value) for name, value in asked if value])


def _given(query: Mapping[str, Any], here: Standpoint) -> dict[str, Any]:
    """What is in the address, without what no field of a form may hold; what is missing is as usual."""
    given = {name: str(value).replace("\x00", "") for name, value in query.items()}
    usual = _usual(here)
    return {**{name: usual[name] for name in ("minutes", "start", "days")}, **given}


def _usual(here: Standpoint) -> dict[str, Any]:
    """The reader and those they work with, an hour, a week from today on."""
    people = ""
    if here.person is not None:
        near = circle(here.atlas, here.person, here.reader.today)
        others = near.team or comma().join(one.name for one in near.people[:8])
        people = others if near.team in here.person.teams else comma().join((here.person.name, others))
    return {"people": people.strip(comma()), "minutes": 60, "start": here.reader.today, "days": 7}


def _answer(here: Standpoint, atlas: Atlas, given: Mapping[str, Any]) -> dict[str, Any]:
    now, person = here.reader.now, here.person
    found = found_times(atlas, given["request"], reader=person, now=now, quorum=given.get("quorum") or 0)
    context: dict[str, Any] = {
        "found": found,
        "clash": " · ".join(found.answer.clash),
        "picture": _picture(here, atlas, found),
        "last": atlas.person(found.memo.last) if found.memo else None,
        "reached": round(100 * found.sessions.share) if found.sessions else None,
    }
    moment: datetime | None = given.get("moment")
    if moment is not None:
        blockers, shown = against(atlas, given["request"], moment, person)
        context |= {"moment": moment, "blockers": blockers, "shown": shown}
    return context


def _picture(here: Standpoint, atlas: Atlas, found: Found) -> Picture | None:
    """Everybody's day, with the times that are proposed on it."""
    best = found.options or found.turns
    if not best:
        return None
    day = Day(here.reader.civil(best[0].span.start).date, here.reader.zone)
    marked = tuple(one.span for one in best if one.span.overlaps(day.span))
    invited = dict.fromkeys((*found.request.required, *found.request.optional))
    people = [atlas.person(key) for key in invited][:MOST_RIBBONS]
    rows = [_row(atlas, one, here.person, day, marked) for one in people]
    lines = (
        tag(
            "li",
            tag("span", tag("b", person_link(one.id, one.name)), class_="who"),
            tag("span", row.place, class_="clock"),
            tag("span", row.note, class_="state"),
            ribbon(f"p{number}", row, day, here.reader),
        )
        for number, (one, row) in enumerate(zip(people, rows, strict=True))
    )
    drawn: Markup = joined(lines, "\n")
    return Picture(day, safe(drawn), ribbon_table(rows, day, here.reader), len(invited) - len(people))


def _row(atlas: Atlas, person: Person, reader: Person | None, day: Day, marked: tuple[Span, ...]) -> Row:
    place = atlas.where(person, day.noon).place
    row = person_row(atlas, person, place, day, own=reader is not None and person.id == reader.id)
    return Row(
        row.name, row.place, row.zone, row.work, row.rest, (), row.latitude, row.longitude, True, row.note,
        marked,
    )  # fmt: skip
