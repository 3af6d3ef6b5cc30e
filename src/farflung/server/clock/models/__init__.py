"""The tables of the clock."""

from farflung.server.clock.models.agreement import Agreement, AgreementVersion
from farflung.server.clock.models.meeting import Invited, InvitedTeam, Meeting

__all__ = ["Agreement", "AgreementVersion", "Invited", "InvitedTeam", "Meeting"]
