"""The weekly radar: what is new, what ended, the worst that is open, for each lead on their own Monday.

It is made from five in the lead's morning on and left to the gateway, which brings it when they are at work.
Of a week without news nothing is said. The row that says it was made is written with the message: killed in
between, neither is there; done twice, the second finds the row.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.db.models import Q, QuerySet

from farflung.engine.atlas import Atlas
from farflung.engine.time import CivilTime
from farflung.server.clock.access.findings import waiting_for
from farflung.server.clock.models import Finding, Radar
from farflung.server.core.actions.outbox import Letter, post
from farflung.server.core.models import Message
from farflung.server.core.writing import writing
from farflung.server.org.atlas_copy import current
from farflung.server.org.models import Person

KIND: Final = "radar"
MOST_NAMED: Final = 5
"""So many of a kind are named; of all it is said how many there are."""

_WEEK = timedelta(days=7)
_FIRST_HOUR, _MONDAY = 5, 0
State = Finding.State
_ENDED = (State.FIXED, State.GONE)


def make_radars(*, now: datetime) -> int:
    """Posts the radars of leads whose Monday it is and who have not had that of this week; how many."""
    atlas = current().atlas
    leads = Person.objects.filter(findings__isnull=False).distinct().order_by("pk")
    made = dict(Radar.objects.values_list("lead_id", "week"))
    due = ((lead, _week(atlas, lead, now)) for lead in leads)
    return sum(_make(lead, week, now) for lead, week in due if week is not None and made.get(lead.pk) != week)


def _week(atlas: Atlas, lead: Person, now: datetime) -> date | None:
    """The Monday that it is on the lead's clock, from early morning on; None on any other day."""
    person = next((one for one in atlas.people if one.id == str(lead.code)), None)
    if person is None:
        return None
    clock = CivilTime.of(now, atlas.zone_of(person, now))
    on = clock.date.weekday() == _MONDAY and clock.time.hour >= _FIRST_HOUR
    return clock.date if on else None


def _make(lead: Person, week: date, now: datetime) -> bool:
    """Whether there was anything to tell."""
    with writing(by=None, now=now) as write:
        row, made = Radar.objects.select_for_update().get_or_create(
            lead=lead, defaults={"week": week, "at": now}
        )
        if not made and row.week == week:
            return False  # another worker was quicker
        since = now - _WEEK if made else row.at
        row.week, row.at = week, now
        row.save(update_fields=["week", "at"])
        data = _news(lead, since)
        if data is None:
            return False
        about = f"radar:{lead.code}"
        post([Letter(lead.code, Message.Purpose.RADAR, KIND, data, about)], write=write)
        return True


def _news(lead: Person, since: datetime) -> dict[str, Any] | None:
    """What there is to tell, in codes; None where nothing is new and nothing ended.

    New is also what was another's to look after until now. Counts are by team, "" for none: a team may have
    another lead until the message is read.
    """
    mine = Finding.objects.filter(waiting_for(lead.code))
    open_ = mine.filter(state=State.OPEN).order_by("-severity", "-weight", "first_at", "pk")
    new = open_.filter(Q(found_at__gt=since) | Q(state_at__gt=since) | Q(owned_at__gt=since))
    ended = mine.filter(state__in=_ENDED, state_at__gt=since).order_by(
        "-severity", "-weight", "first_at", "pk"
    )
    news, gone = list(_codes(new)), list(_codes(ended))
    if not news and not gone:
        return None
    return {
        "new": news[:MOST_NAMED], "news": len(news), "ended": gone[:MOST_NAMED], "ends": len(gone),
        "open": open_.count(), "teams": _by_team(new, ended, open_), "worst": next(_codes(open_[:1]), None),
    }  # fmt: skip


def _by_team(*lists: QuerySet[Finding]) -> dict[str, list[int]]:
    """How many of each list are of which team, by its code."""
    codes: Iterator[Iterable[UUID | None]] = (rows.values_list("team__code", flat=True) for rows in lists)
    counts = [Counter("" if code is None else str(code) for code in some) for some in codes]
    return {team: [one[team] for one in counts] for team in sorted(set().union(*counts))}


def _codes(rows: Any) -> Iterator[str]:
    return map(str, rows.values_list("code", flat=True))
