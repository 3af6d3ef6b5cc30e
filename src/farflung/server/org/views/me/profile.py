"""*Me*: who I am to colleagues, and the way to everything else that is mine to say."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from farflung.server.org import actions
from farflung.server.org.forms.me import ProfileForm
from farflung.server.org.forms.place import engine_place
from farflung.server.org.queries import absences_from, open_mismatches, stays_from
from farflung.server.org.views.saving import on, page, saved
from farflung.server.org.views.standing import Standing, standing


@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """The form, and what is planned, in short."""
    me = standing(request)
    form = ProfileForm(
        request.POST if request.method == "POST" else None,
        known=engine_place(me.row.place),
        initial=_known(me),
    )
    if form.is_bound and saved(form, lambda: _change(me, form)):
        return on(request, _("Saved. No file overwrites what you say here."), "profile")
    context = {
        "form": form,
        "me": me,
        "stays": list(stays_from(me.row, me.today)[:5]),
        "absences": list(absences_from(me.row, me.today)[:5]),
        "mismatches": open_mismatches(me.row).count(),
    }
    return page(request, "org/me/profile.html", context, form)


def _known(me: Standing) -> dict[str, Any]:
    row = me.row
    plain = ("name", "job", "skills", "languages", "language", "rest_start", "rest_end")
    return {name: getattr(row, name) for name in plain}


def _change(me: Standing, form: ProfileForm) -> None:
    fields = ("name", "job", "skills", "languages", "language", "place", "rest")
    changes = actions.PersonChanges(**{name: form.cleaned_data[name] for name in fields})
    actions.change_person(person=me.row, changes=changes, by=me.row.account, now=me.now)
