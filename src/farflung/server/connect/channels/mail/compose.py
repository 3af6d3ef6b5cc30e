"""A parcel as a mail: the same in plain text and in HTML, in the recipient's language and direction."""

from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from typing import Final

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from farflung.server.connect.channels.mail.invite import method, written
from farflung.server.connect.planning.ical_time import on_one_line
from farflung.server.connect.planning.invitations import Invite
from farflung.server.connect.planning.parcel import Parcel

_LONGEST_SUBJECT: Final = 120


def composed(parcel: Parcel, sender: str) -> EmailMessage:
    """The mail. Its Message-ID is the parcel's code: whoever gets it twice knows it again."""
    name, address = parseaddr(sender)
    with translation.override(parcel.language or "en"):
        mail = EmailMessage()
        mail["Subject"] = _subject(parcel)
        mail["From"] = Address(name, addr_spec=address)
        mail["To"] = Address(on_one_line(parcel.name), addr_spec=parcel.to)
        mail["Date"] = format_datetime(parcel.now)
        mail["Message-ID"] = f"<{parcel.code}@{address.rpartition('@')[2]}>"
        mail["Content-Language"] = translation.get_language() or "en"
        mail["Auto-Submitted"] = "auto-generated"
        if parcel.stop:
            mail["List-Unsubscribe"] = f"<{parcel.stop}>"
            mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        context = {"parcel": parcel, "items": parcel.items, "right_to_left": translation.get_language_bidi()}
        mail.set_content(render_to_string("connect/mail.txt", context))
        mail.add_alternative(render_to_string("connect/mail.html", context), subtype="html")
        if parcel.invite is not None:
            _invite(mail, parcel.invite)
    return mail


def _invite(mail: EmailMessage, invite: Invite) -> None:
    """Beside the words, where most programs look for it, and as a file, where the others do."""
    calendar, how = written(invite), method(invite)
    mail.add_alternative(
        calendar.decode(), subtype="calendar", cte="base64", params={"method": how, "name": "invite.ics"}
    )
    mail.add_attachment(calendar, "application", "ics", filename="invite.ics")


def _subject(parcel: Parcel) -> str:
    if len(parcel.items) == 1:
        title = parcel.items[0].says.title
        text = _("Urgent: %(title)s") % {"title": title} if parcel.items[0].urgent else title
    else:
        count = len(parcel.items)
        text = ngettext("%(count)d new message", "%(count)d new messages", count) % {"count": count}
    # What somebody writes never becomes a header of its own.
    return on_one_line(text)[:_LONGEST_SUBJECT]
