"""*My places*: where I was, am and will be, as it is known; and taking a plan back."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from farflung.engine.model import Place
from farflung.server.org import actions
from farflung.server.org.access import asker, get_stay
from farflung.server.org.forms.place import engine_place, place_words
from farflung.server.org.models import Stay
from farflung.server.org.queries import stay_history
from farflung.server.org.views.dates import first_of, last_of
from farflung.server.org.views.saving import tried
from farflung.server.org.views.standing import standing
from farflung.server.ui.reader import now_of


@dataclass(frozen=True, slots=True)
class Planned:
    """A stay for the page."""

    code: UUID
    place: Place
    words: str
    kind: str
    first: date | None
    last: date | None
    row: Stay

    @property
    def over(self) -> bool:
        """Whether it was corrected or withdrawn."""
        return self.row.superseded_at is not None


def kind_text(kind: str) -> str:
    """What a kind of stay is called."""
    return {
        "home": _("home"), "travel": _("journey"), "relocation": _("move"), "hub": _("days at an office"),
    }[kind]  # fmt: skip


def planned(row: Stay) -> Planned:
    """A row for the page."""
    place = engine_place(row.place)
    return Planned(
        row.code,
        place,
        place_words(place),
        kind_text(row.kind),
        first_of(row.during),
        last_of(row.during),
        row,
    )


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """Stays that are now and ahead, those that are over, and every record that was corrected."""
    me = standing(request)
    rows = [planned(row) for row in stay_history(me.row).order_by("-during", "-pk")]
    live = [row for row in rows if not row.over]
    ahead = [row for row in reversed(live) if row.last is None or row.last >= me.today]
    past = [row for row in live if row.last is not None and row.last < me.today]
    context = {
        "me": me, "home": place_words(engine_place(me.row.place)), "ahead": ahead, "past": past,
        "corrected": [row for row in rows if row.over],
    }  # fmt: skip
    return render(request, "org/me/places.html", context)


@require_POST
def withdraw_stay(request: HttpRequest, code: UUID) -> HttpResponse:
    """The stay does not take place."""
    asking = asker(request)
    row = get_stay(asking, code)
    now = now_of(request)
    tried(request, lambda: actions.withdraw_stay(stay=row, by=asking.account, now=now), _("Taken back."))
    return redirect("places")
