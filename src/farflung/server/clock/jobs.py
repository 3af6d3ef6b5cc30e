"""What workers do for the clock."""

from datetime import timedelta
from uuid import UUID

from farflung.server.clock.actions import checking
from farflung.server.clock.actions.forgetting import (
    forget_ended_agreements,
    forget_old_findings,
    forget_past_meetings,
)
from farflung.server.clock.actions.owning import follow_leads
from farflung.server.clock.actions.radar import make_radars
from farflung.server.clock.actions.turns import write_out_turns
from farflung.server.clock.events import AgreementChanged, MeetingEvent
from farflung.server.core import clock, queue
from farflung.server.core.events import Event
from farflung.server.core.pace import Pace
from farflung.server.org.events import ImportApplied, PersonChanged, TeamChanged

CHECK, RECHECK = "clock.check", "clock.recheck"
SOON = timedelta(minutes=5)
"""How long after a change everything is looked at again: many changes, one check."""

SHARE = 0.1
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


_UNREAD = frozenset({"name", "email", "language", "rest"})
"""What no check reads of a person."""


@queue.job("clock.soon")
def soon() -> None:
    """Leaves a check of everybody to a worker. A job that waits for its time must not have the checks' lock:
    it would hold up all that are left after it."""
    check.enqueue_once("everybody", everybody=True)


def series_changed(event: MeetingEvent) -> None:
    """Listens: whether it is mended, and whom it hits now, is looked at right after; what it does to other
    series and teams soon."""
    recheck.enqueue_once(str(event.meeting), series=str(event.meeting))
    company_changed(event)


def company_changed(_: Event) -> None:
    """Listens: new hours, places or teams of somebody may hit anybody whom they meet, so all is looked at."""
    soon.enqueue_soon(clock.now() + SOON)


def person_changed(event: PersonChanged) -> None:
    """Listens: the same where what changed is anything that checks read."""
    if not _UNREAD.issuperset(event.fields):
        company_changed(event)


def team_changed(event: TeamChanged) -> None:
    """Listens: who leads a team now has its findings at once; who is in it is looked at soon."""
    if "lead" in event.fields:
        follow_leads(team=event.team, now=clock.now())
    company_changed(event)


def agreement_changed(event: AgreementChanged) -> None:
    """Listens: what was agreed anew is held against the team, or the company, right after."""
    team = str(event.team or "")
    overdue.enqueue_once(team, team=team)


def import_applied(_: ImportApplied) -> None:
    """Listens: what files say of people and meetings is looked at once, not in the night."""
    check.enqueue_once("everybody", everybody=True)
