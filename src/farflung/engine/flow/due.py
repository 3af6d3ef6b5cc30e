"""When something is due that must take so many of the recipient's own working hours."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person
from farflung.engine.time import as_instant


@dataclass(frozen=True, slots=True)
class Due:
    """Instants in UTC. `notice` is when the recipient first meets it at work; `reminder` if one was asked."""

    asked: datetime
    notice: datetime
    due: datetime
    reminder: datetime | None = None


def due(
    atlas: Atlas, recipient: Person, asked: datetime, work: timedelta, remind_before: timedelta | None = None
) -> Due:
    """Due once `work` of the recipient's working time has passed; the reminder is so much *work* earlier.

    A reminder counted on the wall could come at night; in working time it cannot. Raises
    `NoWorkingTimeError` where the recipient has not that much working time in over a year.
    """
    start = as_instant(asked)
    if remind_before is not None and remind_before > work:
        raise ValueError(f"a reminder {remind_before} before cannot come before the {work} of work begin")
    reminder = None if remind_before is None else atlas.add_working(recipient, start, work - remind_before)
    return Due(
        start, atlas.next_working(recipient, start), atlas.add_working(recipient, start, work), reminder
    )
