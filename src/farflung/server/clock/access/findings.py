"""Who sees which finding, and who decides about it: one row for each rule of the checks.

A finding that somebody sees *whole* names the people it hits, and says why. Whom it hits, and who is no more
than that, learns that it is about them and of nobody else (N16). What hours cost a person is told to that
person alone; a rest or a week that is too long to that person and to compliance, never to peers (N15).
"""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from farflung.server.clock.access import keeps_meeting, visible_meetings
from farflung.server.clock.models import Concerned, Finding
from farflung.server.org.access import Asker, Role

Whose = Finding.Whose

_OF_ONE_OR_ALL: Final = {
    "holidays.meeting": Whose.SERIES,
    "burden.same-people": Whose.PAYING,
    "burden.one-session": Whose.SERIES,
    "burden.area": Whose.COMPANY,
    "rest.short": Whose.PERSON,
    "rest.long-shift": Whose.PERSON,
    "rest.two-duties": Whose.PERSON,
    "weekly.over": Whose.PERSON,
    "weekly.average": Whose.PERSON,
    "weekly.unknown": Whose.COMPANY,
    "meeting-rules.weekly-hours": Whose.PERSON,
    "one-holder.list": Whose.COMPANY,
    "headcount.crossing": Whose.STARTS,
    "headcount.near": Whose.COMPANY,
    "headcount.reached": Whose.COMPANY,
    "headcount.unknown": Whose.COMPANY,
}
_OF_SERIES: Final = ("clocks.", "meeting-rules.hours", "meeting-rules.no-meeting-day", "meeting-rules.notice")

WHOLE: Final[Mapping[Whose, frozenset[Role]]] = {
    Whose.SERIES: frozenset(),
    Whose.PAYING: frozenset(),
    Whose.TEAM: frozenset({Role.PEOPLE, Role.COMPLIANCE}),
    Whose.PERSON: frozenset({Role.COMPLIANCE}),
    Whose.COMPANY: frozenset({Role.PEOPLE, Role.COMPLIANCE}),
    Whose.STARTS: frozenset({Role.PEOPLE}),
}
"""Roles that see all of a kind whole. Those about a series are for whoever may open it; those of a team for
its lead as well."""

_TOLD_TO_THOSE_HIT: Final = (Whose.TEAM, Whose.PERSON)


def whose_of(rule: str, *, of_meeting: bool) -> Whose:
    """The kind of a finding; what is about a series is for who may open that."""
    found = _OF_ONE_OR_ALL.get(rule)
    if found is None:
        found = Whose.SERIES if rule.startswith(_OF_SERIES) else Whose.TEAM
    if found in (Whose.SERIES, Whose.PAYING) and not of_meeting:
        return Whose.TEAM
    return found


def waiting_for(code: UUID) -> Q:
    """What somebody looks after: found for them, and where it is a team's, as long as they lead that."""
    return Q(owner__code=code) & (Q(team=None) | Q(team__lead__code=code))


def _looks_after(asker: Asker, finding: Finding) -> bool:
    """The same of one."""
    person, team = asker.person, finding.team
    if person is None or finding.owner_id != person.pk:
        return False
    return team is None or team.lead_id == person.pk


def visible_findings(asker: Asker) -> QuerySet[Finding]:
    """Everything that somebody may open; nothing for a stranger."""
    person = asker.person
    if person is None:
        return Finding.objects.none()
    told = [whose for whose, roles in WHOLE.items() if asker.has(*roles)]
    meetings = visible_meetings(asker).values("pk")
    hit = Concerned.objects.filter(finding=OuterRef("pk"), person=person)
    return Finding.objects.filter(
        Q(whose__in=told)
        | Q(whose__in=(Whose.SERIES, Whose.PAYING), meeting__in=meetings)
        | Q(whose=Whose.TEAM) & waiting_for(person.code)
        | Q(whose__in=_TOLD_TO_THOSE_HIT) & Exists(hit)
    )


def own_findings(asker: Asker) -> QuerySet[Finding]:
    """Those that wait for somebody: as the lead of the team, or at the desk of one of their roles."""
    desks = [desk for desk in (Finding.Desk.PEOPLE, Finding.Desk.COMPLIANCE) if asker.has(Role(desk.value))]
    mine = waiting_for(asker.person.code) if asker.person is not None else Q()
    return visible_findings(asker).filter(mine | Q(owner=None, desk__in=desks))


def get_finding(asker: Asker, code: UUID) -> Finding:
    """A finding that the asker may open; 404 else."""
    rows = visible_findings(asker).select_related(
        "meeting__organizer", "agreement", "about", "team", "owner", "state_by"
    )
    found = rows.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def get_settled(asker: Asker, code: UUID) -> Finding:
    """A finding that the asker may decide about; 404 else."""
    found = get_finding(asker, code)
    if may_settle(asker, found):
        return found
    raise Http404


def sees_whole(asker: Asker, finding: Finding, hit: frozenset[int]) -> bool:
    """Whether the asker is told whom it hits and why; `hit` are the keys of those people.

    Of one that hits nobody but the asker there is nothing to keep from them.
    """
    if finding.whose in (Whose.SERIES, Whose.PAYING) or asker.has(*WHOLE[Whose(finding.whose)]):
        return True
    person = asker.person
    leads = finding.whose == Whose.TEAM and _looks_after(asker, finding)
    return leads or (person is not None and hit == {person.pk})


def may_settle(asker: Asker, finding: Finding) -> bool:
    """Whether the asker accepts, snoozes or opens it again: who looks after it, or organises the series."""
    whose = Whose(finding.whose)
    if finding.meeting is not None and whose in (Whose.SERIES, Whose.PAYING):
        return _looks_after(asker, finding) or keeps_meeting(asker, finding.meeting)
    if asker.has(*WHOLE[whose]):
        return True
    return whose == Whose.TEAM and _looks_after(asker, finding)
