"""Overlap: how much working time people share, and what an earlier or later start would buy.

Structural on purpose: holidays and leave are left out, because a pair that shares no hour shares none
in any week. Public: `Sharing` (the company's rows, asked for pairs and teams), `team_hours`,
`without_common_hour` (the same for a team that has none), `apart` (pairs of a team without any shared
hour, by place), `shifted`, `best_shift` (for pairs), `common_hour` (for a team), `HalfHours` (a week on
one reader's clock).
"""

from farflung.engine.overlap.common_hour import common_hour
from farflung.engine.overlap.half_hours import HalfHours
from farflung.engine.overlap.sharing import PairOverlap, Sharing
from farflung.engine.overlap.shift import Shifted, best_shift, shifted
from farflung.engine.overlap.team import PlacePair, TeamHours, apart, team_hours, without_common_hour

__all__ = [
    "HalfHours",
    "PairOverlap",
    "PlacePair",
    "Sharing",
    "Shifted",
    "TeamHours",
    "apart",
    "best_shift",
    "common_hour",
    "shifted",
    "team_hours",
    "without_common_hour",
]
