"""*Moving and away*: say it, see what it does to those you work with, and only then put it on the map."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from farflung.draw.chart import Table
from farflung.engine.model import Absence, StayKind
from farflung.engine.model import Stay as EngineStay
from farflung.server.org import actions
from farflung.server.org.access import asker, get_stay
from farflung.server.org.forms.me import AbsenceForm, StayForm
from farflung.server.org.forms.place import place_words
from farflung.server.org.models import Stay
from farflung.server.org.planning.leaving import Leaving, if_away
from farflung.server.org.planning.staying import Shared, Staying, if_staying
from farflung.server.org.planning.ties import How
from farflung.server.org.views.me.places import planned
from farflung.server.org.views.saving import on, page, saved
from farflung.server.org.views.standing import Standing, standing
from farflung.server.ui.words import length_text

_SHOWN = 8


@require_http_methods(["GET", "POST"])
def moving(request: HttpRequest) -> HttpResponse:
    """Two questions on one page: a stay, or an absence. A GET shows what would be; a POST does it."""
    me = standing(request)
    given = request.POST if request.method == "POST" else request.GET
    about = given.get("about", "")
    corrected = _corrected(request, me, given.get("replaces", ""))
    stay_form = StayForm(given if about == "stay" else None, initial=_known(corrected))
    away_form = AbsenceForm(given if about == "away" else None)
    if (
        request.method == "POST"
        and about == "stay"
        and saved(stay_form, lambda: _stay(me, stay_form, corrected))
    ):
        return on(request, _("It is on the map, and colleagues see it."), "places")
    if request.method == "POST" and about == "away" and saved(away_form, lambda: _away(me, away_form)):
        return on(
            request, _("It is on the map: colleagues see that you are unavailable, and nothing else."), "away"
        )
    context: dict[str, Any] = {
        "me": me, "about": about, "stay_form": stay_form, "away_form": away_form, "corrected": corrected,
        "place": "",
    }  # fmt: skip
    if about == "stay" and stay_form.is_valid():
        context |= _staying(me, stay_form, corrected)
    if about == "away" and away_form.is_valid():
        leaving = if_away(me.atlas, me.person, _absence(me, away_form))
        context |= {"leaving": leaving, "table": _shared_table(leaving.shared), "nobody": _nobody(leaving)}
    return page(request, "org/me/moving.html", context, stay_form, away_form)


def _corrected(request: HttpRequest, me: Standing, text: str) -> Stay | None:
    """The stay of one's own that is to be corrected; 404 for what is nobody's, somebody else's, or over."""
    if not text:
        return None
    try:
        row = get_stay(asker(request), UUID(text))
    except ValueError as error:
        raise Http404 from error
    if row.person_id != me.row.pk or row.superseded_at is not None:
        raise Http404
    return row


def _known(row: Stay | None) -> dict[str, Any]:
    if row is None:
        return {}
    known = planned(row)
    return {"place": known.words, "kind": row.kind, "start": known.first, "end": known.last}


def _staying(me: Standing, form: StayForm, corrected: Stay | None) -> dict[str, Any]:
    given = form.cleaned_data
    stay = EngineStay(
        me.person.id, given["place"], StayKind(given["kind"]), given["start"], given["end"],
        replaces=str(corrected.code) if corrected else None,
    )  # fmt: skip
    found: Staying = if_staying(me.atlas, me.person, stay, me.now)
    return {
        "staying": found,
        "place": given["place"].label,
        "words": place_words(given["place"]),
        "table": _shared_table(found.shared),
        "changed": [one for one in found.shared if one.before != one.after][:_SHOWN],
        "later": [(later, later.shared[:_SHOWN]) for later in found.later],
    }


def _shared_table(shared: tuple[Shared, ...]) -> Table | None:
    if not shared:
        return None
    rows = tuple(
        (one.name, how_text(one.how), length_text(one.before), length_text(one.after)) for one in shared
    )
    head = (_("Who"), _("How you work together"), _("Shared now, a week"), _("Shared then, a week"))
    return Table(_("Working time you share, a week"), head, rows)


def how_text(how: How) -> str:
    """What ties two people, in words."""
    return {How.MANAGER: _("you report to them"), How.REPORT: _("reports to you"), How.TEAM: _("same team")}[
        how
    ]


def _nobody(leaving: Leaving) -> timedelta:
    return sum((one.length for one in leaving.uncovered), timedelta())


def _stay(me: Standing, form: StayForm, corrected: Stay | None) -> None:
    given = form.cleaned_data
    said: dict[str, Any] = {
        "place": given["place"], "kind": StayKind(given["kind"]), "start": given["start"],
        "end": given["end"],
        "by": me.row.account, "now": me.now,
    }  # fmt: skip
    if corrected is not None:
        actions.correct_stay(stay=corrected, **said)
    else:
        actions.plan_stay(person=me.row, **said)


def _absence(me: Standing, form: AbsenceForm) -> Absence:
    given = form.cleaned_data
    return Absence(me.person.id, given["start"], given["end"], given["from_minute"], given["to_minute"])


def _away(me: Standing, form: AbsenceForm) -> None:
    given = form.cleaned_data
    actions.ask_absence(
        person=me.row, start=given["start"], end=given["end"], from_minute=given["from_minute"],
        to_minute=given["to_minute"], by=me.row.account, now=me.now,
    )  # fmt: skip
