"""Shifts as each person will work them: what is planned, less leave and holidays, on all duties together."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from farflung.engine.atlas.duty import STANDBY
from farflung.engine.checks.question import Question
from farflung.engine.coverage import Stint, roster_of
from farflung.engine.coverage.roster import around
from farflung.engine.coverage.stints import same_name
from farflung.engine.model import CoverageRule
from farflung.engine.time import Span


@dataclass(frozen=True, slots=True, order=True)
class Worked:
    """One stretch that a person is on a duty; `stint` is what was planned."""

    span: Span
    duty: str
    stint: Stint

    @property
    def standby(self) -> bool:
        """A day or longer: nobody works through that, so limits on work do not count it."""
        return self.stint.end - self.stint.start >= STANDBY


@lru_cache(maxsize=2)
def worked(question: Question) -> dict[str, tuple[Worked, ...]]:
    """By person id, sorted by start; from a week before the window to a week after, so no week is cut."""
    found: dict[str, list[Worked]] = {}
    for duty in duty_names(question):
        roster = roster_of(question.atlas, CoverageRule("", duty=duty), question.window)
        for now in roster.present:
            for person in now.people:
                found.setdefault(person, []).append(Worked(now.span, duty, now.stint))
    return {person: in_order(items) for person, items in found.items()}


def in_order(items: Iterable[Worked]) -> tuple[Worked, ...]:
    """By start, then by end."""
    return tuple(sorted(items, key=_start))


def _start(item: Worked) -> tuple[datetime, datetime, str]:
    return item.span.start, item.span.end, item.duty


def duty_names(question: Question) -> list[str]:
    """Each duty once, as it is first written."""
    names: list[str] = []
    for name in dict.fromkeys(shift.duty for shift in question.atlas.shifts):
        if not any(same_name(name, other) for other in names):
            names.append(name)
    return names


def seen(question: Question) -> Span:
    """The time for which `worked` knows everything."""
    return around(question.window)
