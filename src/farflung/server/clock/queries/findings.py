"""Lists of findings, the worst first; and the worst one of somebody, for *My day*."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from farflung.server.clock.access.findings import waiting_for
from farflung.server.clock.models import Concerned, Finding
from farflung.server.core.composed import Composed
from farflung.server.core.models import AuditEntry
from farflung.server.org.models import Person

State = Finding.State
_MOST = 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to; None and "" leave it as it is."""

    state: str = State.OPEN.value
    severity: int | None = None
    team: UUID | None = None
    meeting: UUID | None = None


def listed(
    rows: QuerySet[Finding], wanted: Wanted, person: Person | None, *, hit: bool = False
) -> QuerySet[Finding]:
    """The worst first. Those that hit the person say so (`hits_me`); `hit`: no others."""
    if wanted.state:
        rows = rows.filter(state=wanted.state)
    if wanted.severity is not None:
        rows = rows.filter(severity=wanted.severity)
    if wanted.team is not None:
        rows = rows.filter(team__code=wanted.team)
    if wanted.meeting is not None:
        rows = rows.filter(meeting__code=wanted.meeting)
    mine = Concerned.objects.filter(finding=OuterRef("pk"), person=person)
    if hit:
        rows = rows.filter(Exists(mine))
    rows = rows.select_related("meeting", "agreement", "about", "team", "owner")
    return rows.annotate(hits_me=Exists(mine)).order_by("-severity", "-weight", "first_at", "pk")


@dataclass(frozen=True, slots=True)
class Decision:
    """A state that a finding came into; by whom, None where the checks themselves said so."""

    at: datetime
    state: Finding.State
    who: Person | None


def history_of(row: Finding) -> list[Decision]:
    """What was decided about it, the latest first; made of the audit."""
    entries = AuditEntry.objects.filter(subject="finding", subject_code=row.code)
    entries = entries.select_related("by").order_by("-at", "-pk")[:_MOST]
    people = {one.account_id: one for one in Person.objects.filter(account__in=[e.by_id for e in entries])}
    return [
        Decision(one.at, State(one.action.removeprefix("finding.")), people.get(one.by_id)) for one in entries
    ]


def _open_of(owner: UUID) -> QuerySet[Finding]:
    rows = Finding.objects.filter(waiting_for(owner), state=State.OPEN)
    return rows.order_by("-severity", "-weight", "first_at", "pk")[:1]


_worst = Composed(_open_of, any_=UUID(int=0))


def worst_of(person: UUID) -> Finding | None:
    """The worst open finding that waits for somebody as a lead; without what it is about."""
    return _worst.one(person)
