"""What files would change of absences. An absence is known by its days and minutes: it says nothing else."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from farflung.engine.model import Absence as EngineAbsence
from farflung.server.org.actions.days import first_of, last_of
from farflung.server.org.actions.imports.reading import Reading
from farflung.server.org.models import Absence

When = tuple[str, str, int, int]
"""First day, last day, first minute, last minute."""

_DAY = 1440


@dataclass(slots=True, eq=False)
class AbsencePlan:
    """One absence of one person (by key). `pk` is None for a new row."""

    person: str
    start: date
    end: date
    from_minute: int
    to_minute: int
    recorded: datetime | None = None
    pk: int | None = None
    from_file: bool = True
    withdrawn: bool = False
    touched: bool = False
    seen: bool = False

    @property
    def when(self) -> When:
        """All that it says."""
        return self.start.isoformat(), self.end.isoformat(), self.from_minute, self.to_minute

    @property
    def span(self) -> tuple[int, int]:
        """First and last minute on a clock without changes."""
        first = self.start.toordinal() * _DAY + self.from_minute
        return first, self.end.toordinal() * _DAY + self.to_minute


@dataclass(slots=True)
class AbsencesPlan:
    """All of them. `new` and those `touched` among the known are written."""

    known: list[AbsencePlan] = field(default_factory=list)
    new: list[AbsencePlan] = field(default_factory=list)
    matched: int = 0
    withdrawn: int = 0
    kept: int = 0
    mismatches: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))


def plan_absences(
    reading: Reading, keys: Mapping[str, str], known: set[str], *, complete: bool, now: datetime
) -> AbsencesPlan:
    """Compares; `known` are the keys of everybody who is here or comes with this import."""
    plan = AbsencesPlan()
    wanted = _wanted(reading, keys, known)
    if not wanted:
        return plan
    here = _here()
    plan.known = [one for rows in here.values() for one in rows]
    for person, absences in wanted.items():
        rows = here.get(person, [])
        fresh = [one for one in _joined(absences) if not _matches(plan, rows, one)]
        for one in fresh:
            _take(plan, rows, one)
    if complete:
        _end_unseen(plan, now)
    return plan


def _wanted(reading: Reading, keys: Mapping[str, str], known: set[str]) -> dict[str, list[AbsencePlan]]:
    given: list[tuple[EngineAbsence, datetime | None]] = [(one, None) for one in reading.absences]
    given += [(one.absence, one.recorded) for one in reading.own.absences]
    found: dict[str, list[AbsencePlan]] = defaultdict(list)
    for absence, recorded in given:
        person = keys.get(absence.person, absence.person)
        if person in known and _lasts(absence):
            found[person].append(
                AbsencePlan(
                    person, absence.start, absence.end, absence.from_minute, absence.to_minute, recorded
                )
            )
    return found


def _lasts(absence: EngineAbsence) -> bool:
    return absence.start < absence.end or absence.from_minute < absence.to_minute


def _here() -> dict[str, list[AbsencePlan]]:
    by_person: dict[str, list[AbsencePlan]] = defaultdict(list)
    for row in Absence.objects.select_related("person").order_by("pk"):
        start, end = first_of(row.during), last_of(row.during)
        if start is not None and end is not None:
            by_person[row.person.key].append(
                AbsencePlan(
                    row.person.key, start, end, row.from_minute, row.to_minute, row.recorded_at, row.pk,
                    row.from_file, row.withdrawn_at is not None,
                )
            )  # fmt: skip
    return by_person


def _joined(absences: Iterable[AbsencePlan]) -> list[AbsencePlan]:
    """Those of one person in order, as one where they lie over one another: sheets repeat themselves."""
    out: list[AbsencePlan] = []
    for one in sorted(absences, key=lambda absence: absence.span):
        last = out[-1] if out else None
        if last is None or one.span[0] >= last.span[1]:
            out.append(one)
        elif one.span[1] > last.span[1]:
            last.end, last.to_minute = one.end, one.to_minute
    return out


def _matches(plan: AbsencesPlan, rows: Iterable[AbsencePlan], one: AbsencePlan) -> bool:
    """Whether a row says the same, be it withdrawn: what was withdrawn here stays so."""
    same = next((row for row in rows if row.when == one.when), None)
    if same is None:
        return False
    same.seen = True
    plan.matched += 1
    return True


def _take(plan: AbsencesPlan, rows: list[AbsencePlan], one: AbsencePlan) -> None:
    """A new one: what files said before gives way to it, what was asked for here does not."""
    (first, last) = one.span
    over = [row for row in rows if not row.withdrawn and row.span[0] < last and first < row.span[1]]
    if any(not row.from_file or row.seen for row in over):
        plan.kept += 1
        plan.mismatches[one.person].append(list(one.when))
        return
    for row in over:
        _withdraw(plan, row)
    plan.new.append(one)


def _withdraw(plan: AbsencesPlan, row: AbsencePlan) -> None:
    row.withdrawn = row.touched = True
    plan.withdrawn += 1


def _end_unseen(plan: AbsencesPlan, now: datetime) -> None:
    """The files are all there is: what they said once and say no more does not take place."""
    for row in plan.known:
        if row.from_file and not row.withdrawn and not row.seen and row.end >= now.date():
            _withdraw(plan, row)
