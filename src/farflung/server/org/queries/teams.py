"""Teams found by their name or their lead's, a page at a time."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from farflung.server.org.models import Team

MOST = 50


@dataclass(frozen=True, slots=True)
class TeamList:
    """Teams by name; `after` is the code to go on from, None where there are no more."""

    teams: tuple[Team, ...]
    after: UUID | None


def search_teams(rows: QuerySet[Team], text: str, after: UUID | None) -> TeamList:
    """Those of `rows` in which every word of the text is in the name, or in the lead's.

    From the beginning where the team to go on from is gone: better twice than none at all.
    """
    for word in text.split():
        rows = rows.filter(Q(name__icontains=word) | Q(lead__name__icontains=word))
    last = Team.objects.filter(code=after).first() if after is not None else None
    if last is not None:
        rows = rows.filter(name__gt=last.name)
    found = tuple(rows.order_by("name")[: MOST + 1])
    return TeamList(found[:MOST], found[MOST - 1].code if len(found) > MOST else None)
