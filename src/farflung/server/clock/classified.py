"""What the clock keeps of people: meetings they organise or are invited to, versions of agreements that they
saved, findings that hit them or are theirs to look after; what for, for whom, how long."""

from typing import Final

from django.utils.translation import gettext_lazy
from django.utils.translation.trans_real import gettext_noop as _  # the one that needs no settings

from farflung.server.core.classified import Keeping, Sees, Tables

MEETING_DAYS: Final = 400
"""A year and a season: so long past meetings are seen by those they were for."""

AGREEMENT_DAYS: Final = 400
"""The same for an agreement that was ended."""

FINDING_DAYS: Final = 90
"""A season in which what was mended can come back and be known again."""

_FOUND = _("What will hurt whom, before it does: it is shown to who can mend it and to whom it hits.")
_DECIDED = _("What was decided about it, by whom and why: whoever comes later wants to know.")
_SAID = _("What was promised, by whom it was written down, when and why.")
_WHEN = _("When people meet: others see that they are busy, and nothing else.")
_CALENDARS = _("So that calendars know it again.")
_BUSY = _("To find times at which the person can come: others see of a time that they are busy, and no more.")
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
        "goes_on": (_("Which series it was until it was moved."), Sees.INVITED),
        "uid": (_CALENDARS, Sees.INVITED),
        "begun_at": (_CALENDARS, Sees.INVITED),
        "written_at": (_CALENDARS, Sees.INVITED),
        "whole": (_WHEN, Sees.INVITED),
    },
    "invited": {
        "id": (_ID, Sees.NOBODY),
        "meeting": (_("Who is invited."), Sees.INVITED),
        "person": (_("Who is invited."), Sees.INVITED),
        "required": (_("Whether the meeting needs the person."), Sees.INVITED),
    },
    "busytimes": {
        "id": (_ID, Sees.NOBODY),
        "calendar": (_("Which calendar it is from, to take it away with that."), Sees.SELF),
        "person": (_BUSY, Sees.SELF),
        "busy": (_BUSY, Sees.SELF),
        "tentative": (_BUSY, Sees.SELF),
        "until": (_("Of what lies after it nothing is known."), Sees.SELF),
    },
    "finding": {
        "id": (_ID, Sees.NOBODY),
        "code": (_ID, Sees.CONCERNED),
        "key": (_("To know it again in the next night."), Sees.NOBODY),
        "rule": (_FOUND, Sees.CONCERNED),
        "severity": (_FOUND, Sees.CONCERNED),
        "weight": (_("To show the worst first."), Sees.NOBODY),
        "whose": (_("Who sees it."), Sees.CONCERNED),
        "subject": (_FOUND, Sees.CONCERNED),
        "meeting": (_FOUND, Sees.CONCERNED),
        "agreement": (_FOUND, Sees.CONCERNED),
        "about": (_FOUND, Sees.CONCERNED),
        "team": (_FOUND, Sees.CONCERNED),
        "owner": (_("Who looks after it."), Sees.CONCERNED),
        "desk": (_("Who looks after it."), Sees.CONCERNED),
        "first_at": (_FOUND, Sees.CONCERNED),
        "last_at": (_FOUND, Sees.CONCERNED),
        "dates": (_FOUND, Sees.CONCERNED),
        "words": (_FOUND, Sees.CONCERNED),
        "fixes": (_FOUND, Sees.CONCERNED),
        "found_at": (_FOUND, Sees.CONCERNED),
        "checked_at": (_FOUND, Sees.CONCERNED),
        "state": (_DECIDED, Sees.CONCERNED),
        "state_at": (_DECIDED, Sees.CONCERNED),
        "state_by": (_DECIDED, Sees.CONCERNED),
        "because": (_DECIDED, Sees.CONCERNED),
        "until": (_DECIDED, Sees.CONCERNED),
        "back_at": (_DECIDED, Sees.CONCERNED),
        "owned_at": (_DECIDED, Sees.CONCERNED),
    },
    "radar": {
        "id": (_ID, Sees.NOBODY),
        "lead": (_("Whose weekly radar it is."), Sees.SELF),
        "week": (_("So that it comes once a week."), Sees.SELF),
        "at": (_("To tell what is new since the last one."), Sees.SELF),
    },
    "concerned": {
        "id": (_ID, Sees.NOBODY),
        "finding": (_("Whom it hits."), Sees.CONCERNED),
        "person": (_("Whom it hits."), Sees.CONCERNED),
        "known": (_("To open it again when it hits others as well."), Sees.NOBODY),
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
    Keeping("busytimes", None, _("until its calendar is left or not read any more; ten weeks ahead at most")),
    Keeping("finding", FINDING_DAYS, _("it was mended, or is found no more")),
    Keeping("radar", None, _("as long as the person; each week takes the place of the one before")),
    Keeping("concerned", None, _("as long as the finding hits the person")),
    Keeping("agreementversion", AGREEMENT_DAYS, _("its agreement was ended")),
)

OF_NOBODY: Final = {
    "clock_invitedteam": "which teams are invited as a whole",
    "clock_checked": "when the findings of each team were made last",
    "clock_agreement": "which working agreements there are, and whose team's each is",
}

NAMES: Final = {
    "meeting": gettext_lazy("Meetings that you organise"),
    "invited": gettext_lazy("Meetings that you are invited to"),
    "busytimes": gettext_lazy("When you are busy, by calendars that you have joined"),
    "finding": gettext_lazy("Findings that you look after or decided about"),
    "radar": gettext_lazy("The weekly radar that was made for you last"),
    "concerned": gettext_lazy("Findings that hit you"),
    "agreementversion": gettext_lazy("Working agreements that you wrote"),
}
