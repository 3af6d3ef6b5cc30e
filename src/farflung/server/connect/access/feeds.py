"""Which calendars are whose: one's own, and those of teams that one sees; what an address still shows."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.http import Http404, HttpRequest
from django.urls import reverse

from farflung.server.core.access import feed_of
from farflung.server.core.models import CalendarFeed
from farflung.server.org.access import Asker, asker_of, get_team, visible_teams
from farflung.server.org.models import Person, Team


@dataclass(frozen=True, slots=True)
class Fetched:
    """A calendar that may be shown, and for whom; `team` where it is a team's."""

    feed: CalendarFeed
    person: Person
    team: Team | None


def address_of(request: HttpRequest, word: str) -> str:
    """The whole secret address of a calendar."""
    return request.build_absolute_uri(reverse("feed", args=[word]))


def fetched(word: str) -> Fetched | None:
    """What a secret address leads to, with no more rights than its owner has now (N17); None: nothing."""
    feed = feed_of(word)
    asker = asker_of(feed.account) if feed is not None else None
    if feed is None or asker is None or asker.person is None:
        return None
    if feed.team is None:
        return Fetched(feed, asker.person, None)
    team = visible_teams(asker).filter(code=feed.team).first()
    return None if team is None else Fetched(feed, asker.person, team)


def team_for_feed(asker: Asker, code: UUID) -> Team:
    """A team of which the asker may have the calendar: every one that they see; 404 else."""
    if asker.person is None:
        raise Http404
    return get_team(asker, code)


def near_teams(person: Person) -> list[Team]:
    """The teams that somebody is in or leads, by name: those whose calendars they will want."""
    found = {*Team.objects.filter(memberships__person=person), *Team.objects.filter(lead=person)}
    return sorted(found, key=lambda team: team.name.casefold())


def called(asker: Asker, feeds: list[CalendarFeed]) -> dict[UUID, str]:
    """The names of the teams of some calendars, by code; without those that are gone."""
    codes = [feed.team for feed in feeds if feed.team is not None]
    return dict(visible_teams(asker).filter(code__in=codes).values_list("code", "name"))


def still(now: datetime, feed: CalendarFeed, teams: dict[UUID, str]) -> bool:
    """Whether an address shows anything."""
    gone = feed.team is not None and feed.team not in teams
    return not gone and (feed.revoked_at is None or feed.revoked_at > now)
