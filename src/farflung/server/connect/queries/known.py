"""Which entries of somebody's own calendar the map has already, so that they are not counted twice."""

from collections import defaultdict
from collections.abc import Callable
from typing import Final
from uuid import UUID

from farflung.engine.atlas import Atlas
from farflung.server.clock.models import Meeting

OURS: Final = "@farflung"
"""How the ids of entries end that we made."""


def known_of(atlas: Atlas) -> Callable[[str], Callable[[str], bool]]:
    """For a person, then for the UID of an entry: whether it is a series that they must attend, or one of
    the entries of our own calendars. The map has the meetings.

    A series at which they need not be counts by their own calendar: nothing here says whether they come.
    """
    called = _called()
    series = frozenset(name for names in called.values() for name in names)

    def of(person: str) -> Callable[[str], bool]:
        met = {name for one in atlas.meetings if person in one.required for name in called[one.id]}
        return lambda uid: uid in met or (uid not in series and _of_our_calendars(uid))

    return of


def _called() -> dict[str, set[str]]:
    """What calendars call each series, by its code; also by the names that it had before it was moved."""
    found: dict[str, set[str]] = defaultdict(set)
    rows = Meeting.objects.select_related("goes_on").only("code", "key", "uid", "goes_on__code")
    for row in rows:
        found[str((row.goes_on or row).code)].add(row.calendar_id)
    return found


def _of_our_calendars(uid: str) -> bool:
    """Whether it is a stay, a holiday, a duty: those are called by their kind, and series by a code."""
    name = uid.removesuffix(OURS)
    try:
        UUID(name)
    except ValueError:
        return name != uid
    return False
