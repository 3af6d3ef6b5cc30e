"""Public holidays as the company keeps them: calendars, what a library says otherwise, and days by hand."""

from datetime import date
from uuid import UUID

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from farflung.intake.gazetteer import Gazetteer
from farflung.server.org import actions
from farflung.server.org.access import Role, get_calendar, get_holiday, require
from farflung.server.org.forms.company import HolidayForm
from farflung.server.org.models import HolidayCalendar
from farflung.server.org.views.saving import on, page, saved, tried
from farflung.server.org.views.standing import today_of
from farflung.server.ui.reader import now_of
from farflung.server.ui.words import weekday_text


@require_safe
def calendars(request: HttpRequest) -> HttpResponse:
    """All calendars; with `?differences` what the library says otherwise of this year and the next two."""
    require(request, Role.PEOPLE)
    today = today_of(request)
    days = Count("holidays", filter=Q(holidays__dropped=False, holidays__date__year=today.year))
    moving = Count("holidays", filter=Q(
        holidays__estimated=True, holidays__dropped=False, holidays__date__gte=today
    ))  # fmt: skip
    rows = HolidayCalendar.objects.annotate(days=days, moving=moving).order_by("country", "subdivision")
    asked = "differences" in request.GET
    found = actions.propose_holidays(years=_years(today)) if asked else ()
    context = {
        "calendars": [(row, calendar_name(row.country, row.subdivision)) for row in rows],
        "year": today.year,
        "asked": asked,
        "differences": [(one, calendar_name(one.country, one.subdivision)) for one in found],
    }
    return render(request, "org/company/calendars.html", context)


def _years(today: date) -> range:
    return range(today.year, today.year + 3)


def calendar_name(country: str, subdivision: str) -> str:
    """A country or region, and the part of it."""
    whole = Gazetteer.load().country_name(country)
    return f"{whole}: {Gazetteer.load().subdivision_name(country, subdivision)}" if subdivision else whole


@require_POST
def take_differences(request: HttpRequest) -> HttpResponse:
    """Takes over what was proposed."""
    asking = require(request, Role.PEOPLE)
    years, now = _years(today_of(request)), now_of(request)
    count = actions.take_holidays(years=years, by=asking.account, now=now)
    text = ngettext("%(count)d day changed.", "%(count)d days changed.", count) % {"count": count}
    return on(request, text, "calendars")


@require_http_methods(["GET", "POST"])
def calendar(request: HttpRequest, code: UUID) -> HttpResponse:
    """The days of one calendar from this year on, and one more."""
    asking = require(request, Role.PEOPLE)
    row, now = get_calendar(asking, code), now_of(request)
    form = HolidayForm(request.POST if request.method == "POST" else None)
    if form.is_bound and saved(
        form, lambda: actions.add_holiday(calendar=row, **form.cleaned_data, by=asking.account, now=now)
    ):
        return on(request, _("Added."), "calendar", row.code)
    days = row.holidays.filter(dropped=False, date__year__gte=today_of(request).year).order_by("date", "name")
    context = {
        "form": form, "calendar": row, "name": calendar_name(row.country, row.subdivision), "days": days,
        "weekend": [weekday_text(day, short=False) for day in row.weekend],
    }  # fmt: skip
    return page(request, "org/company/calendar.html", context, form)


@require_http_methods(["GET", "POST"])
def holiday(request: HttpRequest, code: UUID) -> HttpResponse:
    """One day, to be corrected."""
    asking = require(request, Role.PEOPLE)
    row, now = get_holiday(asking, code), now_of(request)
    known = {"date": row.date, "name": row.name, "estimated": row.estimated}
    form = HolidayForm(request.POST if request.method == "POST" else None, initial=known)
    if form.is_bound and saved(
        form, lambda: actions.correct_holiday(holiday=row, **form.cleaned_data, by=asking.account, now=now)
    ):
        return on(request, _("Saved. No update of the library changes it."), "calendar", row.calendar.code)
    name = calendar_name(row.calendar.country, row.calendar.subdivision)
    return page(request, "org/company/holiday.html", {"form": form, "holiday": row, "name": name}, form)


@require_POST
def remove_holiday(request: HttpRequest, code: UUID) -> HttpResponse:
    """Takes one day out; no update brings it back."""
    asking = require(request, Role.PEOPLE)
    row, now = get_holiday(asking, code), now_of(request)
    tried(request, lambda: actions.remove_holiday(holiday=row, by=asking.account, now=now), _("Taken out."))
    return redirect("calendar", row.calendar.code)
