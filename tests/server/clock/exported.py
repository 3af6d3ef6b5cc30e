"""Series of meetings, exported and brought back."""

from farflung.server.clock.actions.imports import keep_meetings
from farflung.server.clock.models import Meeting
from farflung.server.clock.planning.beside import check
from farflung.server.clock.queries.kept import MEETINGS, sheet_rows
from farflung.server.org.events import FilesHeld
from farflung.server.org.models import ImportBatch, Person
from tests.server.clock.moment import MONDAY


def out_and_in() -> None:
    """All series are as the sheet of an export has them, and nothing is left of what they were before."""
    rows = [dict(zip(MEETINGS, map(str, row), strict=True)) for row in sheet_rows()]
    for one in rows:
        check(one)
    keys = dict(Person.objects.values_list("key", "code"))
    batch = ImportBatch.objects.get().code
    Meeting.objects.all().delete()
    keep_meetings(FilesHeld(batch, MONDAY, (), (), {"meetings": tuple(rows)}, {}, keys))
