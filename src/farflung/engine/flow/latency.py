"""What a wait was made of: the recipient's own working time, and the rest.

Only the first part is anybody's slowness. Asking at 23:00 or at 09:00 gives the same figure, so the
measure never teaches people to wait with a question.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person
from farflung.engine.time import as_instant


@dataclass(frozen=True, slots=True)
class Latency:
    """`elapsed` on the wall = `recipient_on` (working hours) + `recipient_off` (nights, weekends, leave)."""

    elapsed: timedelta
    recipient_on: timedelta
    recipient_off: timedelta


def latency(atlas: Atlas, recipient: Person, asked: datetime, answered: datetime) -> Latency:
    """The wait between two instants, split by the recipient's own hours."""
    start, end = as_instant(asked), as_instant(answered)
    if end < start:
        raise ValueError(
            f"the answer at {end:%Y-%m-%d %H:%M} UTC is before the question at {start:%Y-%m-%d %H:%M} UTC"
        )
    on = atlas.working_between(recipient, start, end)
    return Latency(end - start, on, end - start - on)
