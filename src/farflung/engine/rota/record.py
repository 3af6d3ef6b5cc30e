"""A plan as it is stored: what was found, for which question, by what, and what nobody had said."""

from dataclasses import dataclass
from datetime import datetime

from farflung.engine.rota.plan import Result
from farflung.engine.time import Span


@dataclass(frozen=True, slots=True)
class PlanRecord:
    """`rota` is its name, `problem` the digest of the question (`digest.py`), `made` the instant of the plan.

    Solvers change from version to version, so a plan is kept and never made again.
    """

    rota: str
    window: Span
    result: Result
    seed: int
    problem: str
    zone_database: str
    made: datetime
    assumed: tuple[str, ...] = ()
