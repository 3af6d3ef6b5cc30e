"""*To be placed*: people of whom a directory has not said where they are, so that no zone is known.

Nobody comes onto the map without one, and none is guessed: people operations say it.
"""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from farflung.server.connect.access.scim import get_to_place, to_place
from farflung.server.connect.actions.scim_users import leave_place, place_user
from farflung.server.connect.models import ScimUser
from farflung.server.connect.scim.places import where
from farflung.server.core.refusal import Refused
from farflung.server.org.access import Role, require
from farflung.server.org.forms.fields import add_refusal
from farflung.server.org.forms.place import PlaceForm
from farflung.server.org.views.saving import on, page
from farflung.server.ui.reader import now_of

_MOST = 50


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody to be placed: what they are called, and what the directory says of where they are."""

    row: ScimUser
    name: str
    said: tuple[str, ...]

    @classmethod
    def of(cls, row: ScimUser) -> "Arrival":
        """Of a row."""
        name = row.person.name if row.person is not None else row.said.get("displayName") or row.user_name
        return cls(row, name, tuple(text for text in where(row.said) if text))


@never_cache
@require_safe
def arrivals(request: HttpRequest) -> HttpResponse:
    """Those who wait longest first."""
    require(request, Role.PEOPLE)
    found = to_place()
    context = {"arrivals": [Arrival.of(row) for row in found[:_MOST]], "count": found.count()}
    return page(request, "connect/arrivals.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def place_arrival(request: HttpRequest, code: UUID) -> HttpResponse:
    """One of them, and the question where they are."""
    asking = require(request, Role.PEOPLE)
    row, now = get_to_place(asking, code), now_of(request)
    if request.method == "POST" and request.POST.get("do") == "leave":
        leave_place(link=row, by=asking.account, now=now)
        return on(request, _("It stays as it is here."), "arrivals")
    form = PlaceForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        try:
            place_user(link=row, place=form.cleaned_data["place"], by=asking.account, now=now)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            named = {"name": Arrival.of(row).name}
            return on(request, _("%(name)s is on the map.") % named, "arrivals")
    return page(request, "connect/arrival.html", {"form": form, "one": Arrival.of(row)}, form)
