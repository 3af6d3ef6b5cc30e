"""What workers do for the clock."""

from farflung.server.clock.actions import checking
from farflung.server.clock.actions.forgetting import (
    forget_ended_agreements,
    forget_old_findings,
    forget_past_meetings,
)
from farflung.server.clock.actions.radar import make_radars
from farflung.server.clock.actions.turns import write_out_turns
from farflung.server.core import clock, queue
from farflung.server.org.events import ImportApplied

CHECK = "clock.check"


@queue.every("41 * * * *", "clock.upkeep")
def upkeep() -> None:
    """Forgets meetings, agreements and findings that are past their time."""
    forget_past_meetings(now=clock.now())
    forget_ended_agreements(now=clock.now())
    forget_old_findings(now=clock.now())


@queue.job(CHECK, tries=3, alone=CHECK)
def check(*, everybody: bool = False) -> None:
    """Makes the findings of those anew whose night it was, or of everybody; done twice, nothing is new."""
    if everybody:
        checking.check_all(now=clock.now())
    else:
        checking.check_due(now=clock.now())


@queue.every("*/10 * * * *", "clock.nights")
def nights() -> None:
    """Leaves the check to a worker where it is somebody's night, and nobody is at it already."""
    if checking.is_due(now=clock.now()):
        check.enqueue_once("due")


@queue.every("27 4 * * *", "clock.turns_ahead")
def turns_ahead() -> None:
    """Writes out hours in turn for another year, a quarter before those that calendars have are over."""
    write_out_turns(now=clock.now())


@queue.every("3 * * * *", "clock.radar")
def radar() -> None:
    """Posts the weekly radar of leads whose Monday morning it is."""
    make_radars(now=clock.now())


def import_applied(_: ImportApplied) -> None:
    """Listens: what files say of people and meetings is looked at once, not in the night."""
    check.enqueue_once("everybody", everybody=True)
