"""What may be kept of people: how a column is classified, and the columns of the core itself.

Every table of the database is either classified, column by column (here and in `classified.py` of a domain),
or named with the reason why nothing in it is about anybody. A test asks the database for its columns: one
that is not listed fails it, however it came to be there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from django.utils.translation.trans_real import gettext_noop as _  # the one that needs no settings


class Sees(StrEnum):
    """Who may read a column of somebody; everybody reads their own, but for what only the machine needs."""

    EVERYBODY = _("everybody who works here")
    LEADS = _("the leads above, and people operations")
    PEOPLE = _("people operations")
    COMPLIANCE = _("compliance and people operations")
    INVITED = _("who is invited, who leads them, and people operations")
    CONCERNED = _("whom it hits, as far as it is about them, and who looks after it")
    SELF = _("nobody else")
    NOBODY = _("nobody; the machine needs it")


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `name` is table.column, `purpose` why it is kept."""

    name: str
    purpose: str
    sees: Sees


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long rows of a table are kept: `days` after `since`, in words; None is as long as the person."""

    table: str
    days: int | None
    since: str


Tables = Mapping[str, Mapping[str, tuple[str, Sees]]]
"""By table, by column: what for, and who reads it."""

AUDIT_DAYS: Final = 3 * 366
"""Three years: as long as most claims out of work can be made. The database refuses to delete sooner."""
LANDED_DAYS: Final = 90
"""How long a message is kept after it has landed: a season to look it up in."""
ENDED_DAYS: Final = 90
"""How long a link or a token that leads nowhere any more is kept: a season, so that it can be asked about."""

UNUSED_DAYS: Final = 400
"""After how long a calendar that nothing fetches is deleted, though nobody has revoked it."""

_ID = _("To name the record.")
_ENTER = _("To sign in.")
_RECORD = _("What was done, by whom and to whom: nothing is done unseen.")
_LOOKED = _("Who looked at what is private: the person sees it.")
_LINK = _("The link by which somebody gets their account.")
_TOLD = _("To tell it, in the recipient's own time.")
_PROGRAM = _("What a program of the person may do.")
_CALENDAR = _("What a calendar program of the person may fetch.")
_SESSION = _("To know the browsers that are signed in, and to sign one of them out.")
_SECOND = _("To prove a second time who signs in.")
_FETCHED = _("So that a program is told whether anything is new.")

TABLES: Final[Tables] = {
    "account": {
        "id": (_ID, Sees.NOBODY),
        "code": (_ID, Sees.NOBODY),
        "password": (_("To sign in; kept so that nobody can read it."), Sees.NOBODY),
        "email": (_ENTER, Sees.PEOPLE),
        "is_active": (_ENTER, Sees.PEOPLE),
        "operator": (_("Who runs the installation."), Sees.EVERYBODY),
        "created_at": (_("To order records."), Sees.PEOPLE),
    },
    "token": {
        "id": (_ID, Sees.NOBODY),
        "code": (_ID, Sees.SELF),
        "account": (_PROGRAM, Sees.SELF),
        "name": (_PROGRAM, Sees.SELF),
        "digest": (_("To know the token again; it cannot be made out of it."), Sees.NOBODY),
        "prefix": (_PROGRAM, Sees.SELF),
        "scopes": (_PROGRAM, Sees.SELF),
        "created_at": (_("To order records."), Sees.SELF),
        "expires_at": (_PROGRAM, Sees.SELF),
        "used_at": (_("So that the person sees a token that they do not use."), Sees.SELF),
        "revoked_at": (_PROGRAM, Sees.SELF),
    },
    "signedin": {
        "id": (_ID, Sees.NOBODY),
        "code": (_ID, Sees.SELF),
        "session": (_("The session of the browser; it goes with that."), Sees.NOBODY),
        "account": (_SESSION, Sees.SELF),
        "device": (_SESSION, Sees.SELF),
        "since": (_SESSION, Sees.SELF),
        "used_on": (
            _("So that the person sees a browser out of use: the date alone."),
            Sees.SELF,
        ),
    },
    "authenticator": {
        "id": (_ID, Sees.NOBODY),
        "code": (_("To make the secret of the app again, out of the site’s own."), Sees.NOBODY),
        "account": (_SECOND, Sees.SELF),
        "created_at": (_SECOND, Sees.SELF),
    },
    "passkey": {
        "id": (_ID, Sees.NOBODY),
        "code": (_ID, Sees.SELF),
        "account": (_SECOND, Sees.SELF),
        "name": (_("So that the person knows which of their devices it is on."), Sees.SELF),
        "host": (_("Under another name of the site it is not offered."), Sees.SELF),
        "key": (_SECOND, Sees.NOBODY),
        "public": (_("The public half: to check an answer, and not to give one."), Sees.NOBODY),
        "created_at": (_SECOND, Sees.SELF),
    },
    "recoverycode": {
        "id": (_ID, Sees.NOBODY),
        "account": (_SECOND, Sees.SELF),
        "digest": (_("To know the code again; it cannot be made out of it."), Sees.NOBODY),
        "created_at": (_SECOND, Sees.SELF),
    },
    "calendarfeed": {
        "id": (_ID, Sees.NOBODY),
        "code": (_ID, Sees.SELF),
        "account": (_CALENDAR, Sees.SELF),
        "kind": (_CALENDAR, Sees.SELF),
        "team": (_CALENDAR, Sees.SELF),
        "name": (_CALENDAR, Sees.SELF),
        "language": (_CALENDAR, Sees.SELF),
        "digest": (_("To know the address again; it cannot be made out of it."), Sees.NOBODY),
        "prefix": (_CALENDAR, Sees.SELF),
        "created_at": (_("To order records."), Sees.SELF),
        "used_at": (_("So that the person sees an address that nothing fetches."), Sees.SELF),
        "revoked_at": (_CALENDAR, Sees.SELF),
        "content": (_FETCHED, Sees.NOBODY),
        "version": (_FETCHED, Sees.SELF),
        "changed_at": (_FETCHED, Sees.SELF),
    },
    "identity": {
        "id": (_ID, Sees.NOBODY),
        "account": (_ENTER, Sees.SELF),
        "issuer": (_("Which provider of the company says who it is."), Sees.SELF),
        "subject": (
            _("The provider’s own name for the person, which stays when their address changes."),
            Sees.SELF,
        ),
        "created_at": (_("To order records."), Sees.SELF),
    },
    "invitation": {
        "id": (_ID, Sees.NOBODY),
        "code": (_LINK, Sees.NOBODY),
        "about": (_("Whose account it becomes."), Sees.PEOPLE),
        "email": (_("The address of the account."), Sees.PEOPLE),
        "by": (_RECORD, Sees.PEOPLE),
        "created_at": (_LINK, Sees.PEOPLE),
        "expires_at": (_LINK, Sees.PEOPLE),
        "used_at": (_("A link works once."), Sees.PEOPLE),
        "withdrawn_at": (_("A link works once."), Sees.PEOPLE),
    },
    "message": {
        "id": (_ID, Sees.NOBODY),
        "code": (_ID, Sees.SELF),
        "recipient": (_TOLD, Sees.SELF),
        "sender": (_("Who wrote it."), Sees.SELF),
        "purpose": (_("Which way it comes: the recipient chooses."), Sees.SELF),
        "urgency": (_TOLD, Sees.SELF),
        "kind": (_TOLD, Sees.SELF),
        "data": (_("What it says."), Sees.SELF),
        "about": (_("What is settled meanwhile need not come."), Sees.NOBODY),
        "posted_at": (_TOLD, Sees.SELF),
        "lands_at": (_("Nothing reaches the person in their rest."), Sees.SELF),
        "promised_at": (_("When it lands, as far as the sender may know."), Sees.SELF),
        "decided": (_("To work out when it lands."), Sees.NOBODY),
        "state": (_("Each comes once."), Sees.SELF),
        "settled_at": (_("Each comes once; and to delete it in time."), Sees.SELF),
        "unread": (_("So that the person finds what is new. Nobody else sees it."), Sees.SELF),
        "done_with": (_("What is settled meanwhile need not come."), Sees.NOBODY),
    },
    "auditentry": {
        "id": (_ID, Sees.NOBODY),
        "code": (_ID, Sees.NOBODY),
        "at": (_RECORD, Sees.SELF),
        "by": (_RECORD, Sees.SELF),
        "action": (_RECORD, Sees.SELF),
        "subject": (_RECORD, Sees.NOBODY),
        "subject_code": (_RECORD, Sees.NOBODY),
        "about": (_("Whom it concerns: the person sees it."), Sees.SELF),
        "detail": (_RECORD, Sees.SELF),
        "request": (_("To put together what was done in one request."), Sees.NOBODY),
    },
    "look": {
        "id": (_ID, Sees.NOBODY),
        "at": (_LOOKED, Sees.SELF),
        "by": (_LOOKED, Sees.SELF),
        "about": (_LOOKED, Sees.SELF),
        "field": (_LOOKED, Sees.SELF),
        "through": (_LOOKED, Sees.SELF),
    },
}

KEEPING: Final[tuple[Keeping, ...]] = (
    Keeping("account", None, _("until it is closed and nothing on record names it any more")),
    Keeping("token", ENDED_DAYS, _("it was revoked, or has expired")),
    Keeping("signedin", 14, _("the browser signed in; at once when it signs out")),
    Keeping("authenticator", None, _("until it is taken out, or the account is closed")),
    Keeping("passkey", None, _("until it is taken out, or the account is closed")),
    Keeping("recoverycode", None, _("until it is used, or new ones are made, or the account is closed")),
    Keeping("calendarfeed", ENDED_DAYS, _("it was revoked; or once nothing has fetched it for over a year")),
    Keeping("identity", None, _("until the account is closed")),
    Keeping("invitation", ENDED_DAYS, _("it was used or withdrawn, or has expired")),
    Keeping("message", LANDED_DAYS, _("it landed, or was taken back")),
    Keeping("auditentry", AUDIT_DAYS, _("it was done")),
    Keeping("look", AUDIT_DAYS, _("it was done")),
)

OF_NOBODY: Final[Mapping[str, str]] = {
    "core_revision": "how often the map has changed",
    "core_companysetting": "what operators have set",
    "core_bucket": "counts of tries, for a day, under a digest from which nobody can be read",
    "django_session": "who is signed in, for at most 14 days after the last change; by digest of the cookie",
    "django_migrations": "which changes were made to the tables",
    "django_content_type": "the names of the tables",
    "auth_group": "of the web framework, always empty: roles are ours",
    "auth_permission": "of the web framework: the names of its own rights, which nobody is given",
    "auth_group_permissions": "of the web framework, always empty",
    "procrastinate_jobs": "work that waits; a job names records by their code and nobody by name",
    "procrastinate_events": "when a job was begun and done",
    "procrastinate_periodic_defers": "when what comes round was last begun",
    "procrastinate_workers": "which workers live",
}
"""Tables of the core, and of what it stands on, that say nothing about anybody."""


def listed(tables: Tables) -> Iterator[Column]:
    """Every column, by table."""
    for table, rows in tables.items():
        for name, (purpose, who) in rows.items():
            yield Column(f"{table}.{name}", purpose, who)
