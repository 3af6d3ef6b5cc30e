"""When people are taken by what stands in calendars that the Atlas does not have: times alone, never what.

Of who is not in it nothing is known, and nothing is held against a time.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from farflung.engine.meetings.busy import Busy
from farflung.engine.meetings.faces import Mask, Seconds
from farflung.engine.time import Span, epoch


@dataclass(frozen=True, eq=False, slots=True)
class Elsewhere:
    """By the id of a person: when they are `busy`, and when they are `perhaps` (tentatively)."""

    busy: Mapping[str, Busy] = field(default_factory=dict)
    perhaps: Mapping[str, Busy] = field(default_factory=dict)

    def taken(self, people: Iterable[str], starts: Seconds, seconds: int) -> Mask:
        """At which starts of a meeting of that length one of the people is busy."""
        found: Mask = np.zeros(len(starts), np.bool_)
        for times in _of(self.busy, people):
            found |= times.hits(starts, seconds)
        return found

    def doubtful(self, people: Iterable[str], starts: Seconds, seconds: int) -> Seconds:
        """How many of the people are perhaps busy at each start."""
        found: Seconds = np.zeros(len(starts), np.int64)
        for times in _of(self.perhaps, people):
            found += times.hits(starts, seconds)
        return found

    def at(self, person: str, span: Span) -> tuple[bool, bool]:
        """Whether somebody is busy at a time; and whether they are perhaps busy, and not busy."""
        starts, seconds = np.array([epoch(span.start)], np.int64), int(span.elapsed.total_seconds())
        busy = bool(self.taken((person,), starts, seconds)[0])
        return busy, not busy and bool(self.doubtful((person,), starts, seconds)[0])


def _of(times: Mapping[str, Busy], people: Iterable[str]) -> Iterable[Busy]:
    return (times[person] for person in dict.fromkeys(people) if person in times)


NOTHING: Final = Elsewhere()
"""Nothing is known of any other calendar."""
