"""What the law asks about and no map knows: answers to conditions, the day of telling, call-outs."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from farflung.engine.rota.rules.call_outs import CallOut
from farflung.engine.rota.values.assignment import Assignment


@dataclass(frozen=True, slots=True)
class Given:
    """`conditions` says by rule id whether the condition of a rule (`applies_if`) holds; others are open.
    "No" leaves any rule out, also one without a condition, where an exception holds instead.

    `told` is the instant at which the plan is told (None: not known, so nobody is told too late), `known` the
    shifts that were told before. `calls` are call-outs out of standby; what is on the duties `standby` is no
    work until then.
    `keep_unknown` keeps an expired rule by its last known figure; it is named as unknown all the same.
    """

    conditions: Mapping[str, bool] = field(default_factory=dict)
    told: datetime | None = None
    known: frozenset[Assignment] = frozenset()
    calls: tuple[CallOut, ...] = ()
    standby: frozenset[str] = frozenset()
    keep_unknown: bool = False
