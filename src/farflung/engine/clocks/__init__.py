"""Clock changes: what they move, for whom, until when.

A series follows the clocks of its own zone; everybody elsewhere sees it move whenever the two zones do
not change on the same day. Public: `forecast` (one series and its people), `clock_changes` (every change
of clocks that the company meets), `new_clashes` (meetings that run into each other because of one),
`same_instant` (published "08:00 here = 17:00 there" tables, day by day), `moved_by_upgrade` (what a new
release of the zone database moves), `steadiest_zone` (which zone to follow instead).
"""

from farflung.engine.clocks.anchor import anchored, steadiest_zone
from farflung.engine.clocks.changes import ClockChange, clock_changes
from farflung.engine.clocks.clashes import Clash, new_clashes
from farflung.engine.clocks.equal import SameInstant, WallTime, same_instant
from farflung.engine.clocks.forecast import Forecast, Move, forecast
from farflung.engine.clocks.stretches import Stretch, stretches
from farflung.engine.clocks.upgrade import MovedOccurrence, Upgrade, moved_by_upgrade

__all__ = [
    "Clash",
    "ClockChange",
    "Forecast",
    "Move",
    "MovedOccurrence",
    "SameInstant",
    "Stretch",
    "Upgrade",
    "WallTime",
    "anchored",
    "clock_changes",
    "forecast",
    "moved_by_upgrade",
    "new_clashes",
    "same_instant",
    "steadiest_zone",
    "stretches",
]
