"""What the doors hand to the pages about data of the organisation."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from farflung.server.connect.classified import KEEPING, OF_NOBODY, TABLES
from farflung.server.core.beside import Beside

KEPT: Final = {
    "mailaddress": """
        SELECT address, confirmed_at, %(code)s AS recipient FROM connect_mailaddress
        WHERE recipient = %(code)s::uuid""",
    "choice": """
        SELECT way, purposes, %(code)s AS recipient FROM connect_choice
        WHERE recipient = %(code)s::uuid ORDER BY id""",
    "joinedcalendar": """
        SELECT code, kind, name, host, unanswered, created_at, whole_at, read_at, next_at, failing_since,
               tries, trouble, left_out, %(code)s AS person
        FROM connect_joinedcalendar WHERE person_id = %(person)s ORDER BY id""",
    "delivery": """
        SELECT way, target, urgent, made_at, next_at, tries, state, settled_at, error, %(code)s AS recipient
        FROM connect_delivery WHERE recipient = %(code)s::uuid ORDER BY id""",
    "scimuser": """
        SELECT user_name, external_id, said, joins, source, active, unplaced, created_at, changed_at,
               removed_at, %(code)s AS person
        FROM connect_scimuser WHERE code = %(code)s::uuid""",
}
"""By table, as in `org.queries.kept`."""

NAMES: Final = {
    "mailaddress": _("Address for mail"),
    "choice": _("Which way messages come"),
    "joinedcalendar": _("Calendars elsewhere that you have joined"),
    "delivery": _("What went out to you"),
    "scimuser": _("What your company’s directory says of you"),
}

BESIDE: Final = Beside("connect", TABLES, KEEPING, OF_NOBODY, KEPT, NAMES)
