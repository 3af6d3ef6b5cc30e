"""The sessions of an all-hands, made at once: everybody is invited to one of them, and told of that one."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from farflung.engine.model import Recurrence
from farflung.engine.time import CivilTime, packaged_zones
from farflung.server.clock.actions.meetings import Guests, make_meeting
from farflung.server.clock.models import Meeting
from farflung.server.clock.planning.all_hands import Invited
from farflung.server.clock.planning.meetings import MEETINGS
from farflung.server.core.models import Account
from farflung.server.core.refusal import Refused
from farflung.server.core.writing import writing
from farflung.server.org.models import Person


@dataclass(frozen=True, slots=True)
class Called:
    """What the sessions are called, on the clock of which zone they are kept, and whether there is an agenda.

    `others`: whoever none of them reaches in their own day is invited all the same.
    """

    title: str
    zone: str
    has_agenda: bool
    others: bool


def make_sessions(
    *, found: Invited, called: Called, organizer: Person, by: Account, now: datetime
) -> list[Meeting]:
    """One meeting for each; all of them or none. `Refused` for one that has begun."""
    held, zone = found.plan.sessions, packaged_zones().zone(called.zone)
    if any(one.start <= now for one in held):
        raise Refused("past", _("This is past."))
    with writing(by=by, now=now, changes=MEETINGS) as write:
        made = []
        for number, one in enumerate(held):
            codes = (*found.guests[number], *(found.others[number] if called.others else ()))
            guests = Guests(tuple(Person.objects.filter(code__in=codes).order_by("pk")))
            rule = Recurrence(CivilTime.of(one.start, zone), 0, None, one.end - one.start)
            made.append(
                make_meeting(
                    title=_title(found, called.title, number), recurrence=rule, guests=guests,
                    organizer=organizer, has_agenda=called.has_agenda, by=by, now=now,
                )
            )  # fmt: skip
        write.audit("meeting.all_hands", "meeting", made[0].code, sessions=len(made))
        return made


def _title(found: Invited, title: str, number: int) -> str:
    held = found.plan.sessions
    if len(held) > 1:
        said = {"title": title, "number": number + 1, "of": len(held)}
        title = _("%(title)s, %(number)s of %(of)s") % said
    host = held[number].host
    if host is None:
        return title
    return _("%(title)s (hosted from %(place)s)") % {"title": title, "place": host.name}
