"""Whose a finding is follows who leads its team: at once, and of what ended too.

The checks write whose each is that they find. This is for all others, and for the time until they run again:
nothing stays with somebody who led before, and a new lead is told of what is open.
"""

from datetime import datetime
from uuid import UUID

from django.db.models import F, Q

from farflung.server.clock.models import Finding
from farflung.server.clock.planning.finding_owner import OF_THE_LEAD, desk_of
from farflung.server.core.bulk import update
from farflung.server.core.writing import writing
from farflung.server.org.models import Person, Team

_COLUMNS = ("owner", "desk", "owned_at")


def follow_leads(*, now: datetime, team: UUID | None = None) -> int:
    """Hands the findings of a team, of every team for None, to whoever leads it now; how many."""
    somebody = Q(owner__isnull=False) | Q(team__lead__isnull=False)
    another = ~Q(owner=F("team__lead")) | Q(team__lead__ended__lt=now.date(), owner__isnull=False)
    rows = Finding.objects.filter(somebody, another, team__isnull=False)
    rows = rows.exclude(rule__startswith=OF_THE_LEAD).defer("words", "fixes", "dates")
    if team is not None:
        rows = rows.filter(team__code=team)
    with writing(by=None, now=now) as write:
        changed: dict[Team, list[Finding]] = {}
        for row in rows.select_for_update(of=("self",)).select_related("team__lead").order_by("pk"):
            if row.team is not None and _hand_over(row, _there(row.team.lead, now), now):
                changed.setdefault(row.team, []).append(row)
        for one, findings in changed.items():
            update(findings, _COLUMNS)
            write.audit("finding.owners", "team", one.code, findings=len(findings))
    return sum(map(len, changed.values()))


def _there(lead: Person | None, now: datetime) -> Person | None:
    """The lead, unless they have left."""
    return None if lead is None or (lead.ended is not None and lead.ended < now.date()) else lead


def _hand_over(row: Finding, lead: Person | None, now: datetime) -> bool:
    """Whether it was somebody else's."""
    if row.owner_id == (lead.pk if lead else None):
        return False
    row.owner, row.owned_at = lead, now
    row.desk = Finding.Desk.NONE if lead else desk_of(row.rule, of_meeting=row.meeting_id is not None)
    return True
