"""Which occurrences fall on whose public holiday, found by kinds of people and arrays of dates."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import numpy as np

from farflung.engine.atlas import Atlas, Kind, Kinds
from farflung.engine.meetings.dials import dials_of
from farflung.engine.meetings.faces import offset_at
from farflung.engine.model import Holiday, MeetingSeries, Occurrence, Shift
from farflung.engine.time import Span, epoch

_EPOCH = date(1970, 1, 1)

Item = MeetingSeries | Shift


@dataclass(frozen=True, slots=True)
class Hit:
    """An occurrence on the public holiday of some of its `due` people; `day` is the holiday's date, there."""

    item: Item
    occurrence: Occurrence
    day: date
    people: tuple[str, ...]
    due: int

    @property
    def hours(self) -> float:
        """Person-hours asked for on a holiday."""
        return len(self.people) * ((self.occurrence.end - self.occurrence.start) / timedelta(hours=1))


def hits(atlas: Atlas, item: Item, people: tuple[str, ...], window: Span) -> Iterator[Hit]:
    """The occurrences in a window that begin on a holiday of people who would be due that day.

    A holiday on somebody's day off takes nothing from them, and who is absent anyway is not counted.
    """
    held = [o for o in atlas.occurrences(item, window) if o.start >= window.start]
    if not held:
        return
    kinds = atlas.kinds(window)
    groups = kinds.among(people)
    rows, days = _days([epoch(o.start) for o in held], kinds, [kind for kind, _ in groups])
    found: dict[tuple[int, date], list[str]] = {}
    for row, (kind, ids) in zip(rows, groups, strict=True):
        for index, on in _on_holidays(kind, days[row]):
            present = [p for p in ids if not _absent(atlas, p, on)]
            if present:
                found.setdefault((index, on), []).extend(present)
    for (index, on), ids in sorted(found.items()):
        yield Hit(item, held[index], on, tuple(ids), len(set(people)))


def holiday_of(atlas: Atlas, person: str, day: date) -> tuple[Holiday, str] | None:
    """The holiday that a person keeps on a date, and the calendar it is from."""
    someone, base = atlas.person(person), atlas.person(person).place
    if atlas.stays_of(someone):
        base = atlas.where(someone, datetime(day.year, day.month, day.day, 12, tzinfo=UTC)).base
    calendar = atlas.calendar(base)
    found = calendar.between(day, day) if calendar else ()
    if calendar is None or not found or not someone.keeps_holiday(day):
        return None
    place = "-".join(filter(None, (calendar.country, calendar.subdivision)))
    return found[0], f"{place} ({calendar.source})" if calendar.source else place


def _days(starts: list[int], kinds: Kinds, those: list[Kind]) -> tuple[list[int], list[list[int]]]:
    """For each kind a row of the dates (days since 1970) that it sees at the starts, and these rows."""
    if len(those) == 1:  # a shift: quicker without arrays
        clock = those[0].clock
        return [0], [[(start + offset_at(clock, start)) // 86400 for start in starts]]
    shown, rows = dials_of(kinds).hands(those, np.array(starts, np.int64))
    return rows, (shown // 86400).tolist()


def _on_holidays(kind: Kind, days: Sequence[int]) -> Iterator[tuple[int, date]]:
    """The numbers of the days (since 1970) that are holidays on which they would work, with their dates."""
    if kind.holidays.isdisjoint(days):
        return
    for index, number in enumerate(days):
        if number in kind.holidays:
            on = _EPOCH + timedelta(days=number)
            pattern = kind.person.pattern_on(on)
            if pattern and on.weekday() in pattern.weekdays:
                yield index, on


def _absent(atlas: Atlas, person: str, on: date) -> bool:
    return any(absence.minutes_on(on) for absence in atlas.absences_of(atlas.person(person)))
