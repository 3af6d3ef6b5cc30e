"""Who listens to what, and who offers what: the tables that tie domains together, read at the start."""

from collections.abc import Mapping, Sequence

from farflung.server.clock.actions.agreement_imports import keep_agreements, let_go_of_agreements
from farflung.server.clock.actions.imports import keep_meetings, let_go_of_meetings
from farflung.server.clock.events import (
    AgreementChanged,
    MeetingChanged,
    MeetingEnded,
    MeetingMade,
    MeetingWritten,
)
from farflung.server.clock.jobs import agreement_changed, company_changed, series_changed, team_changed
from farflung.server.clock.jobs import import_applied as check_imported
from farflung.server.clock.jobs import person_changed as check_person
from farflung.server.clock.planning.beside import BESIDE as CLOCK
from farflung.server.clock.views.findings import worst_for
from farflung.server.clock.views.meetings import today_of
from farflung.server.connect.actions.invitations import (
    meeting_changed,
    meeting_ended,
    meeting_made,
    meeting_written,
)
from farflung.server.connect.jobs import hours_changed, import_applied, person_changed
from farflung.server.connect.planning.beside import BESIDE as CONNECT
from farflung.server.connect.views.inbox import new_of
from farflung.server.core.beside import Beside, take
from farflung.server.core.events import Event, Listener, subscribe
from farflung.server.org.events import (
    AvailabilityChanged,
    FilesHeld,
    ImportAccepted,
    ImportApplied,
    ImportUndoing,
    PersonAdded,
    PersonChanged,
    PersonEnds,
    TeamChanged,
    WhereaboutsChanged,
)
from farflung.server.org.jobs import apply_accepted
from farflung.server.ui.mine import Offer, offer

SUBSCRIPTIONS: Mapping[type[Event], Sequence[Listener]] = {
    FilesHeld: [keep_meetings, keep_agreements],
    ImportAccepted: [apply_accepted],
    ImportUndoing: [let_go_of_meetings, let_go_of_agreements],
    ImportApplied: [import_applied, check_imported],
    AvailabilityChanged: [hours_changed, company_changed],
    WhereaboutsChanged: [hours_changed, company_changed],
    PersonAdded: [company_changed],
    PersonChanged: [person_changed, check_person],
    PersonEnds: [hours_changed, company_changed],
    TeamChanged: [team_changed],
    MeetingMade: [meeting_made, series_changed],
    MeetingChanged: [meeting_changed, series_changed],
    MeetingEnded: [meeting_ended, series_changed],
    AgreementChanged: [agreement_changed],
    MeetingWritten: [meeting_written],
}
"""The listeners of each kind of event, in the order in which they are told."""

OFFERS: Sequence[Offer] = (new_of, today_of, worst_for)
"""What domains put on *My day*."""


BESIDES: Sequence[Beside] = (CLOCK, CONNECT)
"""What domains keep beside the records of the organisation: for the pages about data, and for files."""


def read() -> None:
    """Hands the tables to those who go by them."""
    take(BESIDES)
    subscribe(SUBSCRIPTIONS)
    offer(OFFERS)
