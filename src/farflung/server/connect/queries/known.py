"""Which entries of somebody's own calendar the map has already, so that they are not counted twice."""

from collections.abc import Callable
from uuid import UUID

from farflung.engine.atlas import Atlas
from farflung.server.clock.models import Meeting

OURS = "@farflung"
"""How the ids of entries end that we made."""


def known_of(atlas: Atlas) -> Callable[[str], Callable[[str], bool]]:
    """For a person, then for the UID of an entry: whether it is a series that they must attend, or one of
    the entries of our own calendars. The map has the meetings."""
    keys = {str(code): key for code, key in Meeting.objects.values_list("code", "key")}

    def of(person: str) -> Callable[[str], bool]:
        met = {
            uid
            for series in atlas.meetings
            if person in series.required
            for uid in (f"{series.id}{OURS}", keys.get(series.id, ""), f"{keys.get(series.id, '')}{OURS}")
        }
        return lambda uid: uid in met or (uid.endswith(OURS) and not _is_code(uid.removesuffix(OURS)))

    return of


def _is_code(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
