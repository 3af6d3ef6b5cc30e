"""What hangs on one ground: the value that both ways of finding it give."""

from dataclasses import dataclass
from datetime import timedelta

from farflung.engine.coverage.grounds import Ground
from farflung.engine.time import Span


@dataclass(frozen=True, slots=True)
class Dependence:
    """Without `name` (a person id, or a place), too few are left through `spans`, for `hours` in all.

    `holes` is the part of it in which nobody at all is left. `people` are the ids behind the name.
    """

    ground: Ground
    name: str
    people: tuple[str, ...]
    spans: tuple[Span, ...]
    hours: timedelta
    holes: timedelta
