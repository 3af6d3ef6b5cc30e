"""What the doors keep of people, column by column, as every domain says it."""

from typing import Final

from django.utils.translation.trans_real import gettext_noop as _  # the one that needs no settings

from farflung.server.core.classified import Keeping, Sees, Tables

LOGGED_DAYS: Final = 30
"""A month: so long somebody may ask why a mail did not come."""

WAITING_DAYS: Final = 365
"""A year: so long somebody of whom no zone is known may wait to be placed."""

_ID = _("To name the record.")
_WAY = _("Which way messages come to the person.")
_JOINED = _("To see when the person is busy by a calendar of theirs elsewhere, because they asked for it.")
_DIRECTORY = _("What the company’s directory says of the person: a change there is told from a change here.")
_OUT = _("To bring each message once, and to see why one did not come.")

TABLES: Final[Tables] = {
    "mailaddress": {
        "id": (_ID, Sees.NOBODY),
        "recipient": (_WAY, Sees.SELF),
        "address": (_WAY, Sees.SELF),
        "confirmed_at": (_("Nothing is sent to an address that nobody has confirmed."), Sees.SELF),
    },
    "choice": {
        "id": (_ID, Sees.NOBODY),
        "recipient": (_WAY, Sees.SELF),
        "way": (_WAY, Sees.SELF),
        "purposes": (_WAY, Sees.SELF),
    },
    "delivery": {
        "id": (_ID, Sees.NOBODY),
        "code": (_ID, Sees.NOBODY),
        "recipient": (_OUT, Sees.SELF),
        "way": (_OUT, Sees.SELF),
        "target": (_OUT, Sees.SELF),
        "bundle": (_OUT, Sees.NOBODY),
        "urgent": (_OUT, Sees.SELF),
        "made_at": (_OUT, Sees.SELF),
        "next_at": (_OUT, Sees.SELF),
        "tries": (_OUT, Sees.SELF),
        "state": (_OUT, Sees.SELF),
        "settled_at": (_OUT, Sees.SELF),
        "error": (_OUT, Sees.SELF),
    },
    "joinedcalendar": {
        "id": (_ID, Sees.NOBODY),
        "code": (_ID, Sees.SELF),
        "person": (_JOINED, Sees.SELF),
        "kind": (_JOINED, Sees.SELF),
        "name": (_JOINED, Sees.SELF),
        "host": (_JOINED, Sees.SELF),
        "door": (_("Its address and password, encrypted: to ask again. Shown to nobody."), Sees.NOBODY),
        "unanswered": (_("What an invitation counts as that was not answered."), Sees.SELF),
        "created_at": (_("To order records."), Sees.SELF),
        "version": (_("To be told whether anything is new there."), Sees.NOBODY),
        "whole_at": (_("So that the person sees whether it works."), Sees.SELF),
        "read_at": (_("So that the person sees whether it works."), Sees.SELF),
        "next_at": (_("So that the person sees whether it works."), Sees.SELF),
        "failing_since": (_("So that the person sees whether it works."), Sees.SELF),
        "tries": (_("So that the person sees whether it works."), Sees.SELF),
        "trouble": (_("So that the person sees whether it works."), Sees.SELF),
        "left_out": (_("How many entries could not be placed; not which."), Sees.SELF),
    },
    "scimuser": {
        "id": (_ID, Sees.NOBODY),
        "code": (_ID, Sees.NOBODY),
        "person": (_("Who it is; nobody, as long as their place is not known."), Sees.PEOPLE),
        "user_name": (_DIRECTORY, Sees.PEOPLE),
        "external_id": (_DIRECTORY, Sees.PEOPLE),
        "said": (_DIRECTORY, Sees.PEOPLE),
        "joins": (_("The teams of somebody whose place is not known yet."), Sees.PEOPLE),
        "source": (_("Which directory."), Sees.PEOPLE),
        "active": (_DIRECTORY, Sees.PEOPLE),
        "unplaced": (_("Their place has to be asked for."), Sees.PEOPLE),
        "created_at": (_("To order records."), Sees.PEOPLE),
        "changed_at": (_("To order records."), Sees.PEOPLE),
        "removed_at": (_DIRECTORY, Sees.PEOPLE),
    },
}

KEEPING: Final[tuple[Keeping, ...]] = (
    Keeping("mailaddress", None, _("as long as the person, or until it is taken back")),
    Keeping("joinedcalendar", None, _("until it is left, or the person has left")),
    Keeping("choice", None, _("as long as the person, or until it is taken back")),
    Keeping("delivery", LOGGED_DAYS, _("it went out, or was given up")),
    Keeping(
        "scimuser",
        WAITING_DAYS,
        _("the directory spoke last of somebody who was never placed; else as long as the person"),
    ),
)

OF_NOBODY: Final = {
    "connect_hook": "programs and chat rooms of the company, and whether they answer",
    "connect_scimgroup": "ids by which a directory knows teams",
}
