"""Coverage: who must be there, who will be, where that breaks in the next weeks, why, and what mends it.

Public: `demand`, `levels` (a `Coverage` of `Level`s, each in a `State`), `holes`, `radar` and `episodes`
(holes with causes, repetitions merged), `outlooks` (all of it for every rule there is), `implied_rules` and
`implied_levels` (duties without a written rule), `fragility` (what hangs on one person, city, country,
entity or region of `Grounds`), `loss` (what is lost while some are out) and `stepping_in`, `repairs` (fixes
that were tried out), `Offers` (of every sort, with their cost);
`rule_of` and `worst_cell` of markets, `takers`, `next_taker` and `near_misses` of one customer.
"""

from farflung.engine.atlas.off import Off, OffKind, off_time
from farflung.engine.coverage.causes import Cause, CauseKind
from farflung.engine.coverage.cost import Cost, cost_of
from farflung.engine.coverage.demand import demand
from farflung.engine.coverage.dependence import Dependence
from farflung.engine.coverage.fragility import Alone, alone, fragility
from farflung.engine.coverage.grounds import Ground, Grounds, Held
from farflung.engine.coverage.hand_over import Give, handed_over, single_shift, take_text
from farflung.engine.coverage.hires import DAY_STARTS, NEW, NINE, hires
from farflung.engine.coverage.holes import Hole, Part, holes
from farflung.engine.coverage.implied import implied_levels, implied_rules
from farflung.engine.coverage.levels import Coverage, Level, held, levels
from farflung.engine.coverage.loss import Away, Hit, Loss, SteppingIn, hits, loss, stepping_in
from farflung.engine.coverage.markets import Cell, kept, rule_of, worst_cell
from farflung.engine.coverage.offers import Offer, Offers, by_kind
from farflung.engine.coverage.outlook import Outlook, outlooks
from farflung.engine.coverage.proposal import Kind
from farflung.engine.coverage.radar import Episode, episodes, radar, until_text, when_text
from farflung.engine.coverage.repairs import Repair, Repairs, repairs
from farflung.engine.coverage.roster import Roster, roster_of
from farflung.engine.coverage.seconds import Second, second
from farflung.engine.coverage.sightings import Sighting, day_states, days_of, sightings
from farflung.engine.coverage.states import State
from farflung.engine.coverage.stints import Stint
from farflung.engine.coverage.takers import NearMiss, Taker, near_misses, next_taker, takers

__all__ = [
    "DAY_STARTS",
    "NEW",
    "NINE",
    "Alone",
    "Away",
    "Cause",
    "CauseKind",
    "Cell",
    "Cost",
    "Coverage",
    "Dependence",
    "Episode",
    "Give",
    "Ground",
    "Grounds",
    "Held",
    "Hit",
    "Hole",
    "Kind",
    "Level",
    "Loss",
    "NearMiss",
    "Off",
    "OffKind",
    "Offer",
    "Offers",
    "Outlook",
    "Part",
    "Repair",
    "Repairs",
    "Roster",
    "Second",
    "Sighting",
    "State",
    "SteppingIn",
    "Stint",
    "Taker",
    "alone",
    "by_kind",
    "cost_of",
    "day_states",
    "days_of",
    "demand",
    "episodes",
    "fragility",
    "handed_over",
    "held",
    "hires",
    "hits",
    "holes",
    "implied_levels",
    "implied_rules",
    "kept",
    "levels",
    "loss",
    "near_misses",
    "next_taker",
    "off_time",
    "outlooks",
    "radar",
    "repairs",
    "roster_of",
    "rule_of",
    "second",
    "sightings",
    "single_shift",
    "stepping_in",
    "take_text",
    "takers",
    "until_text",
    "when_text",
    "worst_cell",
]
