"""When people are busy by calendars of their own, as finding a time needs it: nobody is told more of it than
that somebody cannot come at a time that was asked about."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from uuid import UUID

import numpy as np
from django.db import connection

from farflung.engine.meetings import Busy, Elsewhere
from farflung.server.clock.models import BusyTimes

_TIMES = """
SELECT p.code::text, b.busy, b.tentative
FROM clock_busytimes b JOIN org_person p ON p.id = b.person_id WHERE p.code = ANY(%s::uuid[])
"""


def elsewhere(people: Iterable[str]) -> Elsewhere:
    """Of those people, by their ids on the map; who has joined no calendar is in none of it."""
    busy: dict[str, list[int]] = defaultdict(list)
    tentative: dict[str, list[int]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_TIMES, [list(people)])
        for person, sure, perhaps in cursor.fetchall():
            busy[person] += sure
            tentative[person] += perhaps
    return Elsewhere(_times(busy), _times(tentative))


def _times(of: Mapping[str, list[int]]) -> dict[str, Busy]:
    found = {}
    for person, moments in of.items():
        if moments:
            pairs = np.array(moments, np.int64).reshape(-1, 2)
            found[person] = Busy.between(pairs[pairs[:, 0].argsort(kind="stable")])
    return found


def counts(calendars: Iterable[UUID]) -> dict[UUID, int]:
    """How many times are known by each of these calendars: for their owner."""
    rows = BusyTimes.objects.filter(calendar__in=list(calendars)).values_list("calendar", "busy", "tentative")
    return {code: (len(busy) + len(tentative)) // 2 for code, busy, tentative in rows}
