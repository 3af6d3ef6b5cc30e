"""A calendar as it is sent: composed of the map of the moment, and told apart from what was sent before."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from django.utils import translation
from django.utils.translation import gettext as _

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person
from farflung.server.connect.feeds import ical
from farflung.server.connect.feeds.hours import availability
from farflung.server.connect.feeds.own import own_entries
from farflung.server.connect.feeds.team import team_entries
from farflung.server.core.models import CalendarFeed

_ANY = datetime(1970, 1, 1, tzinfo=UTC)
Kind = CalendarFeed.Kind


@dataclass(frozen=True, slots=True)
class Composed:
    """`content` is a digest of all that is in it, but for when it was changed; `write` makes the bytes."""

    content: str
    write: Callable[[datetime, int], bytes]


def composed(feed: CalendarFeed, team: str, atlas: Atlas, person: Person, now: datetime) -> Composed:
    """The calendar of an address, in the language in which it was made; `team` is a team's name."""
    with translation.override(feed.language):
        write = _writer(feed, team, atlas, person, now)
    return Composed(sha256(write(_ANY, 0)).hexdigest(), write)


def _writer(
    feed: CalendarFeed, team: str, atlas: Atlas, person: Person, now: datetime
) -> Callable[[datetime, int], bytes]:
    if feed.kind == Kind.HOURS:
        found, name = availability(atlas, person, now), _("Hours of %(name)s") % {"name": person.name}
        return lambda stamp, version: ical.reachable(name, person.id, found, stamp, version)
    if feed.kind == Kind.TEAM:
        entries = team_entries(atlas, team, now)
        return lambda stamp, _version: ical.events(team, entries, stamp)
    own, title = own_entries(atlas, person, now), _("%(name)s, on the map") % {"name": person.name}
    return lambda stamp, _version: ical.events(title, own, stamp)
