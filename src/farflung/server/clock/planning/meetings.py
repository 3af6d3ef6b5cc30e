"""The map with the company's meetings: made once per process for each state of both, as the map itself is.

Meetings have a revision of their own, so that a meeting that is moved costs nobody a new map. Whole teams are
resolved here: whoever is in them, and works here on the day.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any, Final

from django.db import connection

from farflung.engine.atlas import Atlas
from farflung.engine.model import MeetingSeries
from farflung.server.clock.planning.kept import ManyAbout
from farflung.server.clock.planning.recurring import Turns, recurrence_of, turned
from farflung.server.clock.planning.whom import employed
from farflung.server.core.writing import seen_revision

MEETINGS: Final = "meetings"
"""The revision of everything that is kept of meetings."""

_SERIES = """
SELECT m.id, m.code::text, m.title, m.recurrence::text, m.rotation::text, p.code::text, m.has_agenda,
       m.outsiders, m.announced_at, g.code::text
FROM clock_meeting m LEFT JOIN org_person p ON p.id = m.organizer_id
LEFT JOIN clock_meeting g ON g.id = m.goes_on_id
ORDER BY m.id
"""
_INVITED = """
SELECT i.meeting_id, i.required, p.code::text FROM clock_invited i
JOIN org_person p ON p.id = i.person_id ORDER BY i.id
"""
_TEAMS = """
SELECT i.meeting_id, i.required, t.name FROM clock_invitedteam i
JOIN org_team t ON t.id = i.team_id ORDER BY i.id
"""
_maps: ManyAbout[Atlas] = ManyAbout(2)

Guests = dict[tuple[int, bool], list[str]]
"""Ids by meeting and whether they are required."""


def with_meetings(atlas: Atlas, now: datetime) -> Atlas:
    """A map with all meetings of the company; the same one as long as neither changes, and of one date."""
    today = now.astimezone(UTC).date()
    key = seen_revision(MEETINGS), today
    return _maps.get(atlas, key, "", lambda: atlas.with_(meetings=tuple(_meetings(atlas, today))))


def _meetings(atlas: Atlas, today: date) -> Iterator[MeetingSeries]:
    known = {person.id for person in atlas.people if employed(person, today)}
    people, teams = _guests(_INVITED), _guests(_TEAMS)
    for row in _rows(_SERIES):
        key, code, title, recurrence, rotation, organizer, agenda, outsiders, announced, goes_on = row
        rule = recurrence_of(json.loads(recurrence))
        if rotation is not None:
            rule = turned(rule, Turns.of(json.loads(rotation)), atlas.zones, today)
        required, optional = (
            [one for one in _everybody(atlas, people[key, kind], teams[key, kind]) if one in known]
            for kind in (True, False)
        )
        yield MeetingSeries(
            code, title, rule, tuple(required), tuple(one for one in optional if one not in set(required)),
            organizer, agenda, tuple("" for _ in range(outsiders)), announced, goes_on,
        )  # fmt: skip


def _everybody(atlas: Atlas, people: Iterable[str], teams: Iterable[str]) -> list[str]:
    """Each once, those invited by themselves first."""
    return list(dict.fromkeys((*people, *(one for name in teams for one in atlas.members.get(name, ())))))


def _guests(query: str) -> Guests:
    found: Guests = defaultdict(list)
    for meeting, required, whom in _rows(query):
        found[meeting, required].append(whom)
    return found


def _rows(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found
