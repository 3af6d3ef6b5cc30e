"""What workers do for the clock."""

from farflung.server.clock.actions.forgetting import forget_ended_agreements, forget_past_meetings
from farflung.server.core import clock, queue


@queue.every("41 * * * *", "clock.upkeep")
def upkeep() -> None:
    """Forgets meetings and agreements that are past their time."""
    forget_past_meetings(now=clock.now())
    forget_ended_agreements(now=clock.now())
