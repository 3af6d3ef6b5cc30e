"""What files would change of stays. A stay is known by its id in the files, else by all that it says.

A stay that files say otherwise now is corrected by a new row, as if somebody had done it here. One that lies
over a stay made here is left to the person: the row stays, and they are told what the file says.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from farflung.engine.model import Place as EnginePlace
from farflung.engine.model import Stay as EngineStay
from farflung.engine.model import StayKind
from farflung.server.org.actions.days import first_of, last_of
from farflung.server.org.actions.imports.facts import place_fact
from farflung.server.org.actions.imports.here import place_of_row
from farflung.server.org.actions.imports.reading import Reading
from farflung.server.org.actions.stays import SAME_CLOCK
from farflung.server.org.models import Stay

What = tuple[str, str, str, str, str, str, str | None]
"""Kind, place (four words), first day, last day: what a stay says."""


@dataclass(slots=True, eq=False)
class StayPlan:
    """One stay of one person (by key), as it will be, is, or was. `pk` is None for a new row."""

    person: str
    what: What
    place: EnginePlace | None
    start: date
    end: date | None
    kind: StayKind
    recorded: datetime | None = None
    ids: tuple[str, ...] = ()
    pk: int | None = None
    replaces: "StayPlan | None" = None
    superseded: datetime | None = None
    withdrawn: bool = False
    from_file: bool = True
    touched: bool = False
    seen: bool = False

    @property
    def is_current(self) -> bool:
        """Whether it is what is planned, as far as is known."""
        return self.superseded is None

    def overlaps(self, other: "StayPlan") -> bool:
        """Whether nobody could do both."""
        if SAME_CLOCK[self.kind] != SAME_CLOCK[other.kind]:
            return False
        mine, theirs = self.end or date.max, other.end or date.max
        return self.start <= theirs and other.start <= mine


@dataclass(slots=True)
class StaysPlan:
    """All of them. `new` and those `touched` among the known are written."""

    known: list[StayPlan] = field(default_factory=list)
    new: list[StayPlan] = field(default_factory=list)
    matched: int = 0
    corrected: int = 0
    withdrawn: int = 0
    kept: int = 0
    mismatches: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))


def plan_stays(
    reading: Reading, keys: Mapping[str, str], known: set[str], *, complete: bool, now: datetime
) -> StaysPlan:
    """Compares; `known` are the keys of everybody who is here or comes with this import."""
    stays = [(stay, reading.explicit_id(stay)) for stay in reading.stays]
    stays += [(stay, stay.id) for stay in reading.own.stays]
    plan = StaysPlan()
    if not stays:
        return plan
    here = _here()
    by_id = {given: one for rows in here.values() for one in rows for given in one.ids}
    plan.known = [one for rows in here.values() for one in rows]
    for stay, given in _in_turn(stays):
        person = keys.get(stay.person, stay.person)
        if person in known:
            _take(plan, here.setdefault(person, []), by_id, stay, (person, given), now)
    if complete:
        _end_unseen(plan, now)
    return plan


def _in_turn(stays: list[tuple[EngineStay, str]]) -> list[tuple[EngineStay, str]]:
    """Whatever replaces another after it, else by when it was recorded, else as they stand."""
    above = {given: stay.replaces for stay, given in stays if given and stay.replaces}
    always = datetime.min.replace(tzinfo=UTC)

    def turn(one: tuple[EngineStay, str]) -> tuple[int, datetime]:
        count, replaced = 0, one[0].replaces
        while replaced and count <= len(above):
            count, replaced = count + 1, above.get(replaced)
        return count, one[0].recorded or always

    return sorted(stays, key=turn)


def _here() -> dict[str, list[StayPlan]]:
    rows = Stay.objects.select_related("person", "place").order_by("pk")
    found: dict[int, StayPlan] = {}
    by_person: dict[str, list[StayPlan]] = defaultdict(list)
    for row in rows:
        start, end = first_of(row.during) or date.min, last_of(row.during)
        place = place_of_row(row.place)
        one = StayPlan(
            row.person.key, _what(row.kind, place, start, end), None, start, end, StayKind(row.kind),
            row.recorded_at, _ids(row), row.pk, found.get(row.replaces_id or 0), row.superseded_at,
            row.withdrawn, row.from_file,
        )  # fmt: skip
        found[row.pk] = one
        by_person[one.person].append(one)
    return by_person


def _ids(row: Stay) -> tuple[str, ...]:
    """The id that files gave it, and the one that an export of ours gives it."""
    return (row.key, str(row.code)) if row.key else (str(row.code),)


def _what(kind: str, place: list[str], start: date, end: date | None) -> What:
    zone, country, subdivision, city = place
    return (str(kind), zone, country, subdivision, city, start.isoformat(), end.isoformat() if end else None)


def _take(
    plan: StaysPlan,
    rows: list[StayPlan],
    by_id: dict[str, StayPlan],
    stay: EngineStay,
    who: tuple[str, str],
    now: datetime,
) -> None:
    """One stay of a file; whatever it replaces was taken before it."""
    person, given = who
    what = _what(stay.kind, place_fact(stay.place), stay.start, stay.end)
    old = by_id.get(stay.replaces or "") or by_id.get(given)
    if stay.withdrawn:
        _withdraw(plan, old, stay.recorded or now)
        return
    same = _same(rows, what, given)
    if same is not None:
        same.seen = True
        plan.matched += 1
        return
    made = StayPlan(
        person, what, stay.place, stay.start, stay.end, stay.kind, stay.recorded, (given,) if given else ()
    )
    if not _placed(plan, rows, made, None if old is None else _latest(rows, old), now):
        plan.kept += 1
        plan.mismatches[person].append(list(what))
        return
    plan.new.append(made)
    rows.append(made)
    made.seen = True
    if given:
        by_id[given] = made


def _same(rows: list[StayPlan], what: What, given: str) -> StayPlan | None:
    """The row that says the same, current or not: what was corrected or withdrawn here stays so."""
    named = [row for row in rows if given in row.ids] if given else []
    alike = [row for row in named or rows if row.what == what]
    return next((row for row in alike if row.is_current), alike[0] if alike else None)


def _latest(rows: list[StayPlan], old: StayPlan) -> StayPlan:
    """The end of a chain of corrections."""
    after = next((row for row in rows if row.replaces is old), None)
    return old if after is None else _latest(rows, after)


def _placed(
    plan: StaysPlan, rows: list[StayPlan], made: StayPlan, old: StayPlan | None, now: datetime
) -> bool:
    """Whether the stay can be: what files said before gives way to it, what was made here does not."""
    over = [row for row in rows if row.is_current and row is not old and row.overlaps(made)]
    if old is not None and old.is_current:
        over.insert(0, old)
    if any(not row.from_file or (row.seen and row is not old) for row in over):
        return False
    if over:
        _replace(plan, made, over[0], now)
    for row in over[1:]:
        _withdraw(plan, row, now)
    return True


def _replace(plan: StaysPlan, made: StayPlan, old: StayPlan, now: datetime) -> None:
    made.recorded = made.recorded or now
    made.replaces = old
    old.superseded, old.touched = made.recorded, True
    plan.corrected += 1


def _withdraw(plan: StaysPlan, old: StayPlan | None, at: datetime) -> None:
    if old is None:
        return
    old.seen = True
    if old.is_current:
        old.superseded, old.withdrawn, old.touched = at, True, True
        plan.withdrawn += 1


def _end_unseen(plan: StaysPlan, now: datetime) -> None:
    """The files are all there is: what they said once and say no more does not take place."""
    today = now.date()
    for row in plan.known:
        ahead = row.end is None or row.end >= today
        if row.from_file and row.is_current and not row.seen and ahead:
            _withdraw(plan, row, now)
