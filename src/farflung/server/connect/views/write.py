"""*Write to somebody*: before it is sent, when it lands and who is on duty; after, the same (F08)."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from farflung.server.clock.planning.landing import ForSender, for_sender
from farflung.server.clock.planning.whom import Standpoint, standpoint
from farflung.server.connect.actions.notes import send_note
from farflung.server.connect.forms.note import NoteForm
from farflung.server.connect.views.lands import lands_text
from farflung.server.org.access import asker, get_person, member
from farflung.server.org.atlas_copy import on_the_map
from farflung.server.org.models import Person
from farflung.server.org.views.saving import on, page, saved


@never_cache
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, code: UUID) -> HttpResponse:
    """The form, with when a message of now lands; sent, the page of what one has sent says it again."""
    asking, me = asker(request), member(request)
    to = get_person(asking, code)
    if to.pk == me.pk:
        raise Http404
    here = standpoint(request, asking)
    lands = landing(here, to)
    form = NoteForm(request.POST if request.method == "POST" else None, reachable=lands.reachable)
    if form.is_bound and saved(form, lambda: _send(me, to, form, here)):
        urgent = form.is_urgent
        return on(request, sent_text(to, landing(here, to, urgent=urgent), here), "sent")
    context = {"to": to, "lands": lands, "form": form, "others": _others(lands, me, to)}
    return page(request, "connect/write.html", context, form)


def landing(here: Standpoint, to: Person, *, urgent: bool = False) -> ForSender:
    """When a message of now lands with somebody, as its sender may know it."""
    atlas, person = on_the_map(to.code)
    return for_sender(atlas, person, here.reader.now, urgent=urgent)


def sent_text(to: Person, lands: ForSender, here: Standpoint) -> str:
    """What the next page says of a note that was sent."""
    if lands.at is None:
        return _("Sent. No working hours of theirs are known for the year ahead, so it waits.")
    if lands.at_once:
        return _("Sent. It lands at once: %(name)s is at work.") % {"name": to.name}
    when = lands_text(lands.at, lands.zone, lands.place, here.reader)
    return _("Sent. It lands with %(name)s on %(when)s.") % {"name": to.name, "when": when}


def _send(me: Person, to: Person, form: NoteForm, here: Standpoint) -> None:
    text, urgent = form.cleaned_data["text"], form.is_urgent
    if me.account is None:  # whoever asks has one
        raise Http404
    send_note(sender=me, to=to, text=text, urgent=urgent, by=me.account, now=here.reader.now)


def _others(lands: ForSender, me: Person, to: Person) -> list[object]:
    """Who is on duty and could take it instead."""
    return [one for one in lands.on_duty if one.person.id not in (str(me.code), str(to.code))]
