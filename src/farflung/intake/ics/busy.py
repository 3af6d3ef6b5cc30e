"""Whether an event makes somebody busy: a pure function of the event, the person, and one setting."""

from typing import Literal

from farflung.intake.ics.event import Attendee, Event

Busy = Literal["busy", "free", "tentative"]

_AWAY = frozenset({"DECLINED", "DELEGATED"})
_UNANSWERED = "NEEDS-ACTION"


def busy_status(event: Event, attendee: str | None = None, unanswered: Busy = "tentative") -> Busy:
    """What the event means for one person's calendar.

    `attendee` is the address of the person; None, or somebody who is not on the list, is the owner of
    the calendar, for whom the event itself decides. Cancelled, declined, delegated to another and marked
    as free (TRANSP:TRANSPARENT) are free; tentative by status or by answer is tentative; an invitation
    that was not answered is what the setting `unanswered` says.
    """
    invited = _invited(event, attendee)
    return status_of(event, invited.partstat if invited else "ACCEPTED", unanswered)


def status_of(event: Event, answer: str, unanswered: Busy = "tentative") -> Busy:
    """The same for somebody whose answer (PARTSTAT) is known: a list of hundreds is not searched again."""
    if event.cancelled or event.transparent or answer in _AWAY:
        return "free"
    if event.status == "TENTATIVE" or answer == "TENTATIVE":
        return "tentative"
    return unanswered if answer == _UNANSWERED else "busy"


def _invited(event: Event, attendee: str | None) -> Attendee | None:
    if attendee is None:
        return None
    wanted = attendee.casefold()
    return next((one for one in event.attendees if one.address.casefold() == wanted), None)
