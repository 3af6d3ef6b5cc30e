"""The series of meetings of a team, as much of them as a reader may open."""

from collections.abc import Hashable
from datetime import datetime

from farflung.engine.atlas import Atlas
from farflung.server.clock.access import visible_meetings
from farflung.server.clock.planning.kept import ManyAbout, Standing
from farflung.server.clock.planning.meetings import MEETINGS
from farflung.server.clock.planning.series import Next, listed
from farflung.server.core.writing import MAP, seen_revision
from farflung.server.org.access import Asker

_of_most: ManyAbout[tuple[str, ...]] = ManyAbout(2_000)
_to_open: Standing[frozenset[str]] = Standing(500)


def listed_of_team(asker: Asker, atlas: Atlas, team: str, ids: tuple[str, ...], now: datetime) -> list[Next]:
    """Those that most of its people have to come to, by their next dates; `atlas` is a map with meetings."""
    codes = _of_most.get(atlas, None, (team, ids), lambda: _of(atlas, frozenset(ids)))
    return listed(atlas, openable(asker).intersection(codes), now) if codes else []


def _of(atlas: Atlas, members: frozenset[str]) -> tuple[str, ...]:
    asked = ((one.id, one.required) for one in atlas.meetings if one.required)
    return tuple(key for key, who in asked if 2 * len(members.intersection(who)) > len(who))


def openable(asker: Asker) -> frozenset[str]:
    """The codes of all that somebody may open, asked of the database once for each state of it.

    Who is invited, leads or reports to whom are parts of the two revisions; roles given are part of the key.
    """
    person = asker.person
    if person is None:
        return frozenset()
    key: Hashable = person.pk, asker.roles
    grounds = seen_revision(MAP), seen_revision(MEETINGS)
    return _to_open.get(
        key, grounds, lambda: frozenset(map(str, visible_meetings(asker).values_list("code", flat=True)))
    )
