"""The demo: an example company in a database of its own, in which everybody may be any of the cast.

Only a database that was empty can be marked as one (`actions.load_demo`), and PostgreSQL refuses the mark in
one that has accounts. Where there is no mark, nothing of this exists.
"""

from dataclasses import dataclass
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from farflung.engine.atlas import Atlas
from farflung.server.clock.planning.kept import Kept
from farflung.server.core.models import Account, CompanySetting
from farflung.server.core.second_step import Means
from farflung.server.core.sessions import enter

MARK = "demo"
OPERATOR, MALLORY = "operator@polaris.example", "mallory@elsewhere.example"


@dataclass(frozen=True, slots=True, eq=False)
class Part:
    """One of the cast: address, name, and who they are in three words. `code` is their account's."""

    email: str
    name: str
    who: str | Promise
    code: UUID | None = None


CAST: tuple[Part, ...] = (
    Part("ana@polaris.example", "Ana", _("leads engineering, Lisbon")),
    Part("tomas@polaris.example", "Tomás", _("engineer, Buenos Aires")),
    Part("daniel@polaris.example", "Daniel", _("engineer, Toronto")),
    Part("salma@polaris.example", "Salma", _("engineer, Dubai")),
    Part("ravi@polaris.example", "Ravi", _("engineer, Bengaluru")),
    Part("wei@polaris.example", "Wei", _("engineer, Taipei")),
    Part("jack@polaris.example", "Jack", _("engineer, Sydney")),
    Part("mei-ling@polaris.example", "Mei-Ling", _("leads operations, Singapore")),
    Part("camille@polaris.example", "Camille", _("people and compliance, Paris")),
    Part("omar@polaris.example", "Omar", _("executive, Dubai")),
    Part(OPERATOR, "Operator", _("runs the site")),
    Part(MALLORY, "Mallory", _("does not work here")),
)

DEMO_ROLES = {
    "camille@polaris.example": ("people", "compliance"),
    "omar@polaris.example": ("executive",),
}
"""The roles that are given; who leads is seen from the tree."""


_kept: Kept[list[Part]] = Kept()


def is_demo() -> bool:
    """Whether this database was made as a demo."""
    return CompanySetting.objects.filter(name=MARK).exists()


def cast() -> list[Part]:
    """The cast with their accounts; nobody where this is no demo."""
    if not is_demo():
        return []
    parts = {part.email: part for part in CAST}
    codes = dict(Account.objects.filter(email__in=parts).values_list("email", "code"))
    return [
        Part(part.email, part.name, part.who, codes[email]) for email, part in parts.items() if email in codes
    ]


def known_cast(atlas: Atlas) -> list[Part]:
    """The same for every page: asked for once for each copy of the map, as a demo is made with its map."""
    return _kept.get(atlas, None, cast)


def be(request: HttpRequest) -> HttpResponse:
    """Makes the reader one of the cast; 404 where this is no demo, whatever is asked and how."""
    if request.method != "POST":
        raise Http404
    part = next((part for part in cast() if str(part.code) == request.POST.get("who")), None)
    if part is None:
        raise Http404
    enter(request, Account.objects.get(email=part.email), Means.DEMO)
    wanted = request.POST.get("next", "/")
    own = url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(wanted if own and wanted.startswith("/") else "/")
