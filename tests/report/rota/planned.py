"""A small plan made by hand, over the European clock change: three people in three zones, one duty."""

from datetime import UTC, date, datetime, timedelta

from farflung.engine.atlas import Atlas
from farflung.engine.rota.burden.carry import ledger_of
from farflung.engine.rota.compiling.filled import open_times
from farflung.engine.rota.compiling.single import shift_on
from farflung.engine.rota.digest import digest
from farflung.engine.rota.plan import Result, Stage, Status
from farflung.engine.rota.problem import Aim, Problem
from farflung.engine.rota.record import PlanRecord
from farflung.engine.rota.rules import Away, Rest
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.rota.values.demand import Demand
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.rota.values.weights import Weights
from farflung.engine.time import Span
from farflung.report.rota.view import PlanView
from farflung.rulepacks import load_packs
from tests.company import OPS_PEOPLE, holidays_of

MADE = datetime(2027, 3, 1, 12, tzinfo=UTC)
WINDOW = Span(datetime(2027, 3, 22, tzinfo=UTC), datetime(2027, 4, 5, tzinfo=UTC))
PEOPLE = tuple(p for p in OPS_PEOPLE if p.id in {"jun", "kasia", "rafael"})
ATLAS = Atlas(PEOPLE, holidays=holidays_of(PEOPLE))
DAY = ShiftKind("day", "watch", 6 * 60, 14 * 60)
NIGHT = ShiftKind("night", "watch", 22 * 60, 30 * 60)

PROBLEM = Problem(
    ATLAS,
    WINDOW,
    tuple(person.id for person in PEOPLE),
    (DAY, NIGHT),
    (Demand("watch", 1, 1),),
    rules=(Away(), Rest(660, basis="rota.yaml:9")),
    weights=Weights(bands=load_packs().burden_points()),
)

DATES = (
    ("jun", DAY, date(2027, 3, 23)), ("jun", DAY, date(2027, 3, 24)),
    ("kasia", DAY, date(2027, 3, 27)), ("kasia", NIGHT, date(2027, 3, 27)), ("kasia", DAY, date(2027, 3, 30)),
    ("rafael", NIGHT, date(2027, 3, 31)),
)  # fmt: skip
"""Kasia's night from 27 to 28 March is an hour shorter; her rest before it is 8 h, not 11."""


def shift(person: str, kind: ShiftKind, day: date) -> Assignment:
    """One line of the plan."""
    found = shift_on(ATLAS, ATLAS.person(person), kind, day)
    assert found is not None
    return found


def record(shifts: tuple[Assignment, ...], made: datetime = MADE) -> PlanRecord:
    """A stored plan of some shifts."""
    carried = ledger_of(ATLAS, PROBLEM.people, shifts, WINDOW, PROBLEM.weights).carried
    result = Result(
        Status.FEASIBLE,
        tuple(sorted(shifts)),
        (Stage(frozenset({Aim.COVER}), 120.0, 120.0), Stage(frozenset({Aim.FAIR}), 100.0, 96.0)),
        open_times(PROBLEM, shifts),
        {key: one.points for key, one in carried.items()},
        3.2,
        "by hand",
        ("a note",),
    )
    return PlanRecord(
        "Watch of Ops", WINDOW, result, 7, digest(PROBLEM), ATLAS.zones.version, made, ("something",)
    )


def view(viewer: str | None = None, later: timedelta = timedelta()) -> PlanView:
    """The plan, shown to somebody in a zone."""
    shifts = tuple(shift(*one) for one in DATES)
    return PlanView(record(shifts, MADE + later), PROBLEM, ATLAS.zones.zone(viewer) if viewer else None)
