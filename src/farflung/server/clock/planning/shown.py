"""A series that is shown, as it stands on the map."""

from django.http import Http404

from farflung.engine.atlas import Atlas
from farflung.engine.model import MeetingSeries
from farflung.server.clock.models import Meeting
from farflung.server.clock.planning.meetings import with_meetings
from farflung.server.clock.planning.series import series_of
from farflung.server.clock.planning.whom import Standpoint
from farflung.server.core.writing import MAP, revision
from farflung.server.org.atlas_copy import current


def series_and_map(here: Standpoint, row: Meeting) -> tuple[Atlas, MeetingSeries]:
    """The map with meetings and the series on it; the newest map where this process has one from before it.

    404 where it went meanwhile.
    """
    atlas = with_meetings(here.atlas, here.reader.now)
    series = series_of(atlas, str(row.code))
    if series is None:
        atlas = with_meetings(current(at_least=revision(MAP)).atlas, here.reader.now)
        series = series_of(atlas, str(row.code))
    if series is None:
        raise Http404
    return atlas, series
