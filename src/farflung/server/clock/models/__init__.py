"""The tables of the clock."""

from farflung.server.clock.models.meeting import Invited, InvitedTeam, Meeting

__all__ = ["Invited", "InvitedTeam", "Meeting"]
