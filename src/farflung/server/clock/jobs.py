"""What workers do for the clock."""

from uuid import UUID

from farflung.server.clock.actions import checking
from farflung.server.clock.actions.forgetting import (
    forget_ended_agreements,
    forget_old_findings,
    forget_past_meetings,
)
from farflung.server.clock.actions.radar import make_radars
from farflung.server.clock.actions.turns import write_out_turns
from farflung.server.clock.events import AgreementChanged, MeetingEvent
from farflung.server.core import clock, queue
from farflung.server.core.pace import Pace
from farflung.server.org.events import ImportApplied

CHECK, RECHECK = "clock.check", "clock.recheck"
SHARE = 0.25
"""The part of the time that a check of everybody works: nobody waits for it, and everybody for pages."""


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
        checking.check_all(now=clock.now(), pace=Pace(SHARE))
    else:
        checking.check_due(now=clock.now(), pace=Pace(SHARE))


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


@queue.job(RECHECK, tries=3, alone=CHECK)
def recheck(*, series: str) -> None:
    """Makes the findings of one series anew; done twice, nothing is new."""
    checking.check_series(series=UUID(series), now=clock.now())


@queue.job("clock.overdue", tries=3, alone=CHECK)
def overdue(*, team: str) -> None:
    """Leaves the findings of a team, or of everybody (""), to a check right after. Not at once itself: a
    check that is under way knew nothing of the change, and says at its end that the team was checked."""
    checking.let_be_due(team=UUID(team) if team else None)
    check.enqueue_once("due")


def series_changed(event: MeetingEvent) -> None:
    """Listens: whether it is mended, and whom it hits now, is looked at right after."""
    recheck.enqueue_once(str(event.meeting), series=str(event.meeting))


def agreement_changed(event: AgreementChanged) -> None:
    """Listens: what was agreed anew is held against the team, or the company, right after."""
    team = str(event.team or "")
    overdue.enqueue_once(team, team=team)


def import_applied(_: ImportApplied) -> None:
    """Listens: what files say of people and meetings is looked at once, not in the night."""
    check.enqueue_once("everybody", everybody=True)
