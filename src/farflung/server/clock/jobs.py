"""What workers do for the clock."""

from farflung.server.clock.actions.forgetting import forget_past_meetings
from farflung.server.core import clock, queue


@queue.every("41 * * * *", "clock.upkeep")
def upkeep() -> None:
    """Forgets meetings that are past their time."""
    forget_past_meetings(now=clock.now())
