"""*My absences*, and public holidays that I work on for another day off. Nothing asks why (N4)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from farflung.engine.model import Holiday
from farflung.server.org import actions
from farflung.server.org.access import asker, get_absence, get_swap
from farflung.server.org.forms.me import SwapForm
from farflung.server.org.models import Absence
from farflung.server.org.queries import absences_from, swaps_from
from farflung.server.org.views.dates import last_of
from farflung.server.org.views.saving import on, page, saved, tried
from farflung.server.org.views.standing import Standing, standing
from farflung.server.ui.reader import now_of


@require_http_methods(["GET", "POST"])
def away(request: HttpRequest) -> HttpResponse:
    """Absences ahead, swaps ahead, and the form of a swap."""
    me = standing(request)
    form = SwapForm(request.POST if request.method == "POST" else None)
    if form.is_bound and saved(form, lambda: _swap(me, form)):
        return on(
            request,
            _("Swapped. Colleagues see that you work on the one day and are off on the other."),
            "away",
        )
    context = {
        "form": form, "me": me, "absences": [_with_last(row) for row in absences_from(me.row, me.today)],
        "swaps": list(swaps_from(me.row, me.today)), "holidays": _holidays(me),
    }  # fmt: skip
    return page(request, "org/me/away.html", context, form)


def _with_last(row: Absence) -> tuple[Absence, object]:
    return row, last_of(row.during)


def _holidays(me: Standing) -> list[Holiday]:
    """The next public holidays of theirs, which can be swapped."""
    calendar = me.atlas.calendar(me.atlas.where(me.person, me.now).base)
    days = calendar.between(me.today, me.today.replace(year=me.today.year + 1, day=1)) if calendar else ()
    return [day for day in days if _works(me, day.date.weekday())][:6]


def _works(me: Standing, weekday: int) -> bool:
    return me.pattern is not None and weekday in me.pattern.weekdays


def _swap(me: Standing, form: SwapForm) -> None:
    given = form.cleaned_data
    actions.swap_holiday(
        person=me.row, worked=given["worked"], off=given["off"], by=me.row.account, now=me.now
    )


@require_POST
def withdraw_absence(request: HttpRequest, code: UUID) -> HttpResponse:
    """The absence does not take place."""
    asking = asker(request)
    row, now = get_absence(asking, code), now_of(request)
    tried(
        request, lambda: actions.withdraw_absence(absence=row, by=asking.account, now=now), _("Taken back.")
    )
    return redirect("away")


@require_POST
def withdraw_swap(request: HttpRequest, code: UUID) -> HttpResponse:
    """The holiday is one again."""
    asking = asker(request)
    row, now = get_swap(asking, code), now_of(request)
    tried(request, lambda: actions.withdraw_swap(swap=row, by=asking.account, now=now), _("Taken back."))
    return redirect("away")
