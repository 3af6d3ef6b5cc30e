"""The tables of the clock."""

from farflung.server.clock.models.agreement import Agreement, AgreementVersion
from farflung.server.clock.models.busy import BusyTimes
from farflung.server.clock.models.finding import Checked, Concerned, Finding
from farflung.server.clock.models.meeting import Invited, InvitedTeam, Meeting
from farflung.server.clock.models.radar import Radar

__all__ = [
    "Agreement", "AgreementVersion", "BusyTimes", "Checked", "Concerned", "Finding", "Invited", "InvitedTeam",
    "Meeting", "Radar",
]  # fmt: skip
