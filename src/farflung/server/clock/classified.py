"""What the clock keeps of people: meetings they organise or are invited to, versions of agreements that they
saved; what for, for whom, how long."""

from typing import Final

from django.utils.translation import gettext_lazy
from django.utils.translation.trans_real import gettext_noop as _  # the one that needs no settings

from farflung.server.core.classified import Keeping, Sees, Tables

MEETING_DAYS: Final = 400
"""A year and a season: so long past meetings are seen by those they were for."""

AGREEMENT_DAYS: Final = 400
"""The same for an agreement that was ended."""

_SAID = _("What was promised, by whom it was written down, when and why.")
_WHEN = _("When people meet: others see that they are busy, and nothing else.")
_FILES = _("To tell a change in a file from a change made here.")
_ID = _("To name the record.")

TABLES: Final[Tables] = {
    "meeting": {
        "id": (_ID, Sees.NOBODY),
        "code": (_ID, Sees.INVITED),
        "key": (_FILES, Sees.INVITED),
        "title": (_("What it is about; the title of a private meeting is not kept."), Sees.INVITED),
        "private": (_("That there is no title."), Sees.INVITED),
        "organizer": (_("Who can change it."), Sees.INVITED),
        "recurrence": (_WHEN, Sees.INVITED),
        "rotation": (_WHEN, Sees.INVITED),
        "has_agenda": (_("To find meetings without one."), Sees.INVITED),
        "outsiders": (_("How many people of elsewhere are invited; not who."), Sees.INVITED),
        "announced_at": (_("How long ahead people could know of it."), Sees.INVITED),
        "made_at": (_("To order records."), Sees.INVITED),
        "changed_at": (_FILES, Sees.INVITED),
        "ended_at": (_("It does not take place any more."), Sees.INVITED),
        "batch": (_("To take an import back."), Sees.NOBODY),
        "before": (_("To take an import back."), Sees.NOBODY),
    },
    "invited": {
        "id": (_ID, Sees.NOBODY),
        "meeting": (_("Who is invited."), Sees.INVITED),
        "person": (_("Who is invited."), Sees.INVITED),
        "required": (_("Whether the meeting needs the person."), Sees.INVITED),
    },
    "agreementversion": {
        "id": (_ID, Sees.NOBODY),
        "agreement": (_SAID, Sees.EVERYBODY),
        "number": (_SAID, Sees.EVERYBODY),
        "text": (_SAID, Sees.EVERYBODY),
        "because": (_SAID, Sees.EVERYBODY),
        "by": (_SAID, Sees.EVERYBODY),
        "at": (_SAID, Sees.EVERYBODY),
        "batch": (_("To take an import back."), Sees.NOBODY),
    },
}

KEEPING: Final[tuple[Keeping, ...]] = (
    Keeping("meeting", MEETING_DAYS, _("its last date, or it was ended")),
    Keeping("invited", None, _("as long as the meeting and the person")),
    Keeping("agreementversion", AGREEMENT_DAYS, _("its agreement was ended")),
)

OF_NOBODY: Final = {
    "clock_invitedteam": "which teams are invited as a whole",
    "clock_agreement": "which working agreements there are, and whose team's each is",
}

NAMES: Final = {
    "meeting": gettext_lazy("Meetings that you organise"),
    "invited": gettext_lazy("Meetings that you are invited to"),
    "agreementversion": gettext_lazy("Working agreements that you wrote"),
}
