"""*Confirm me*: place, hours, rest and consents in a minute; and what files say otherwise (N10)."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from farflung.server.org import actions
from farflung.server.org.access import asker, get_mismatch
from farflung.server.org.forms.me import ConfirmForm
from farflung.server.org.forms.place import engine_place
from farflung.server.org.models import Mismatch
from farflung.server.org.queries import open_mismatches
from farflung.server.org.views.saving import on, page, saved, tried
from farflung.server.org.views.standing import Standing, standing
from farflung.server.org.views.telling import fact_name, fact_text


@dataclass(frozen=True, slots=True)
class Differing:
    """A mismatch in words."""

    code: UUID
    name: str
    here: str
    there: str
    source: str


@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest) -> HttpResponse:
    """The form, filled with what is known."""
    me = standing(request)
    form = ConfirmForm(
        request.POST if request.method == "POST" else None,
        known=engine_place(me.row.place),
        pattern=me.pattern,
        initial=_known(me),
    )
    if form.is_bound and saved(form, lambda: _confirm(request, me, form)):
        return on(request, _("Confirmed. Colleagues now see your hours as you said them."), "my_day")
    mismatches = [_told(one, me) for one in open_mismatches(me.row)]
    context = {"form": form, "me": me, "mismatches": mismatches, "assumed": me.pattern and me.pattern.assumed}
    return page(request, "org/me/confirm.html", context, form)


def _known(me: Standing) -> dict[str, object]:
    given = [name for name, said in me.row.consents.items() if said.get("given")]
    return {"rest_start": me.row.rest_start, "rest_end": me.row.rest_end, "consents": given}


def _confirm(request: HttpRequest, me: Standing, form: ConfirmForm) -> None:
    given = form.cleaned_data
    said = actions.Confirmation(given["place"], given["pattern"], given["rest"], me.today, form.said)
    actions.confirm_person(person=me.row, said=said, by=asker(request).account, now=me.now)


def _told(row: Mismatch, me: Standing) -> Differing:
    here = row.here
    if row.field in ("stays", "absences") and here is None:
        words = _("not known here")
    else:
        words = fact_text(row.field, here, me.today)
    return Differing(
        row.code, fact_name(row.field), words, fact_text(row.field, row.there, me.today), row.source
    )


@require_POST
def answer(request: HttpRequest, code: UUID) -> HttpResponse:
    """Takes over what a file says, or leaves it."""
    asking = asker(request)
    row = get_mismatch(asking, code)
    take = request.POST.get("take") == "yes"
    done = (
        _("Taken over from the file.") if take else _("It stays as you said it; the file is not asked again.")
    )
    me = standing(request)
    tried(
        request, lambda: actions.answer_mismatch(mismatch=row, take=take, by=asking.account, now=me.now), done
    )
    return redirect("confirm")
