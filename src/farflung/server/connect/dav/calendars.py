"""The calendars of one reader as collections: each entry an object, with a tag that tells changes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from typing import Final

from django.utils.translation import gettext as _

from farflung import __version__
from farflung.engine.atlas import Atlas
from farflung.engine.model import Person
from farflung.engine.time import Span, Zone, day_span
from farflung.server.connect.feeds import ical
from farflung.server.connect.feeds.entries import Days, Entry
from farflung.server.connect.feeds.own import own_entries
from farflung.server.connect.feeds.team import team_entries
from farflung.server.org.models import Team

_STAMP: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""When an object was changed is not kept, and its tag tells that it was: always the same, so that what has
not changed is the same to the byte."""


@dataclass(frozen=True, slots=True)
class Object:
    """One entry: `name` is the last part of its address, `tag` changes with what is in it."""

    name: str
    tag: str
    entry: Entry
    span: Span

    def written(self) -> bytes:
        """As RFC 5545 writes it, with the clocks that it names."""
        return ical.events("", [self.entry], _STAMP)


@dataclass(frozen=True)
class Collection:
    """A calendar: `slug` is its part of the address, `title` what people call it."""

    slug: str
    title: str
    zone: Zone
    entries: Callable[[], Sequence[Entry]]

    @cached_property
    def objects(self) -> dict[str, Object]:
        """Everything in it by name, in order."""
        made = (_object(entry, self.zone) for entry in self.entries())
        return {one.name: one for one in made}

    @cached_property
    def tag(self) -> str:
        """Changes when anything in it does."""
        whole = "\n".join(f"{one.name} {one.tag}" for one in self.objects.values())
        return _digest(self.title, whole)

    @property
    def token(self) -> str:
        """The same as an address, as RFC 6578 wants it."""
        return f"urn:farflung:sync:{self.tag}"


def collections(
    atlas: Atlas, person: Person, teams: Sequence[Team], now: datetime, *, own: bool
) -> dict[str, Collection]:
    """Those of a person: their own, and of teams; by slug."""
    zone = atlas.zones.zone(person.place.zone)
    found = []
    if own:
        title = _("%(name)s, on the map") % {"name": person.name}
        found.append(Collection("mine", title, zone, lambda: own_entries(atlas, person, now)))
    found += [_of_team(atlas, team, zone, now) for team in teams]
    return {one.slug: one for one in found}


def _of_team(atlas: Atlas, team: Team, zone: Zone, now: datetime) -> Collection:
    return Collection(f"team-{team.code}", team.name, zone, lambda: team_entries(atlas, team.name, now))


def _object(entry: Entry, zone: Zone) -> Object:
    when = entry.when
    if isinstance(when, Days):
        # Whole days are the same dates everywhere; which instants those are, the reader's own clock says.
        span = Span(day_span(when.first, zone).start, day_span(when.last, zone).end)
        said = f"{when.first} {when.last}"
    else:
        span, said = Span(when.start, when.end), f"{when.start} {when.end} {when.zone.key}"
    tag = _digest(__version__, entry.uid, entry.title, entry.note, entry.busy, entry.sequence, said)
    return Object(f"{entry.uid.removesuffix('@farflung')}.ics", tag, entry, span)


def _digest(*parts: object) -> str:
    return sha256("\0".join(map(str, parts)).encode()).hexdigest()[:32]
