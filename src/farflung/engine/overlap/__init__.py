"""Overlap: how much working time people share, and what an earlier or later start would buy.

Structural on purpose: holidays and leave are left out, because a pair that shares no hour shares none
in any week. Public: `Sharing` (the company's rows, asked for pairs and teams), `PairOverlap`,
`TeamHours`, `shifted` and `best_shift`.
"""

from farflung.engine.overlap.sharing import PairOverlap, Sharing
from farflung.engine.overlap.shift import Shifted, best_shift, shifted
from farflung.engine.overlap.team import PlacePair, TeamHours, apart, team_hours

__all__ = [
    "PairOverlap",
    "PlacePair",
    "Sharing",
    "Shifted",
    "TeamHours",
    "apart",
    "best_shift",
    "shifted",
    "team_hours",
]
