"""What workers do for messages."""

from farflung.server.connect.actions import forgetting, gateway, reading, sending
from farflung.server.connect.actions.calendars import READ
from farflung.server.connect.actions.routing import SEND
from farflung.server.core import clock, queue
from farflung.server.core.actions.outbox import DELIVER, decide_anew
from farflung.server.core.models import Message
from farflung.server.org.events import (
    AvailabilityChanged,
    ImportApplied,
    PersonChanged,
    PersonEnds,
    WhereaboutsChanged,
)

_MATTERS = {"place", "rest", "started", "ended", "hours", "stays", "absences"}


@queue.job(DELIVER, tries=5, alone=DELIVER)
def deliver() -> None:
    """Decides and delivers what there is; done twice, the second finds nothing."""
    gateway.deliver(now=clock.now())


@queue.job(SEND, tries=5, alone=SEND)
def send() -> None:
    """Sends what has landed and is wanted outside; done twice, the second finds nothing."""
    sending.send_due(now=clock.now(), clock=clock.now)


@queue.every("* * * * * */20", "connect.due")
def due() -> None:
    """Both as time goes by: what waits lands within twenty seconds of its moment."""
    gateway.deliver(now=clock.now())
    sending.send_due(now=clock.now(), clock=clock.now)


@queue.job(READ, alone=READ)
def read_calendars() -> None:
    """Reads the calendars of people that are due; done twice, the second finds nothing."""
    reading.read_due(now=clock.now())


@queue.every("* * * * *", "connect.calendars")
def calendars() -> None:
    """Leaves that to a worker where one is due, and nobody is at it already."""
    if reading.is_due(now=clock.now()):
        read_calendars.enqueue_once("due")


@queue.every("43 * * * *", "connect.sweep")
def sweep() -> None:
    """Deletes what went out long ago, and what people chose who are gone."""
    forgetting.forget(now=clock.now())


@queue.every("41 * * * *", "connect.look_again")
def look_again() -> None:
    """Looks again at what found no moment within a year: the year has moved on."""
    Message.objects.filter(state=Message.State.WAITING, decided=True, lands_at=None).update(decided=False)


def hours_changed(event: AvailabilityChanged | WhereaboutsChanged | PersonEnds) -> None:
    """Listens: what waits for somebody lands by their new hours, places and days off."""
    decide_anew(of=event.person)


def person_changed(event: PersonChanged) -> None:
    """Listens: the same where what changed moves somebody's hours or rest."""
    if _MATTERS & set(event.fields):
        decide_anew(of=event.person)


def import_applied(_: ImportApplied) -> None:
    """Listens: of whom files said something new is not looked for, so all that waits is decided anew."""
    decide_anew()
