"""Calendars in: iCalendar (RFC 5545) files of rotas and meetings.

`read_ics` gives shifts or meeting series with everything odd written down; `looks_like_ics` recognises
a file. `busy.busy_status` says whether an event makes somebody busy.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from farflung.engine.time import ZoneDatabase
from farflung.intake.ics.recognition import looks_like_ics
from farflung.intake.people_index import PeopleIndex

if TYPE_CHECKING:
    from farflung.intake.ics.classify import Kind
    from farflung.intake.ics.reader import IcsResult

__all__ = ["looks_like_ics", "read_ics"]


def read_ics(
    data: bytes,
    file: str,
    people: PeopleIndex,
    zones: ZoneDatabase,
    answers: Mapping[str, str] | None = None,
    kind: "Kind | None" = None,
) -> "IcsResult":
    """Reads a calendar; never raises for what is in it.

    `answers` are those to `InputQuestion`s, by id. `kind` overrides the recognition of rota or meetings.
    """
    from farflung.intake.ics import reader  # takes long to load, and many companies give no calendar

    return reader.read_ics(data, file, people, zones, answers, kind)
