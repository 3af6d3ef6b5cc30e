"""*My hours*, with the dates on which they begin to hold."""

from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from farflung.engine.model import Block, WeeklyPattern
from farflung.server.org import actions
from farflung.server.org.forms.hours import WeekForm, week_of
from farflung.server.org.models import PatternPeriod
from farflung.server.org.queries import hours_of
from farflung.server.org.views.dates import first_of, last_of
from farflung.server.org.views.saving import on, page, saved
from farflung.server.org.views.standing import Standing, standing


@dataclass(frozen=True, slots=True)
class Period:
    """Hours and the days on which they hold, both included; None is open."""

    pattern: WeeklyPattern
    start: date | None
    end: date | None
    held: bool


@require_http_methods(["GET", "POST"])
def hours(request: HttpRequest) -> HttpResponse:
    """All periods, and a week to say from a date on."""
    me = standing(request)
    given = request.POST if request.method == "POST" else None
    proposed = week_of(request.GET.get("week", ""))
    form = WeekForm(given, pattern=proposed or me.pattern, initial={"start": me.today})
    if form.is_bound and saved(form, lambda: _set(me, form)):
        return on(request, _("Saved. Colleagues see these hours from that day on."), "hours")
    periods = [_period(row, me.today) for row in hours_of(me.row)]
    return page(
        request, "org/me/hours.html", {"form": form, "me": me, "periods": periods, "proposed": proposed}, form
    )


def _set(me: Standing, form: WeekForm) -> None:
    given = form.cleaned_data
    actions.set_hours(
        person=me.row,
        pattern=given["pattern"],
        start=given["start"],
        end=given["end"],
        by=me.row.account,
        now=me.now,
    )


def _period(row: PatternPeriod, today: date) -> Period:
    pattern = WeeklyPattern(tuple(Block(*block) for block in row.blocks), row.assumed)
    start, end = first_of(row.during), last_of(row.during)
    held = (start is None or start <= today) and (end is None or end >= today)
    return Period(pattern, start, end, held)
