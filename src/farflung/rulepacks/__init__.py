"""Dated rules with their sources: working time, nights, disconnecting, headcount thresholds, burden points.

The lowest storey: data files and a typed loader, importing nothing else of Farflung.
Start with `load_packs()` and ask the `RulePacks` it returns. A rule flags; it never
gives a verdict, and past its expiry the answer is *unknown*. To add a topic, add a
folder to `data/` and its name to `Topic`; to add a country, add `data/<topic>/<XX>.toml`.
"""

from farflung.rulepacks.asking import Asking
from farflung.rulepacks.burden import BurdenBand, BurdenTable
from farflung.rulepacks.errors import RulePackError
from farflung.rulepacks.membership import Membership
from farflung.rulepacks.packs import RulePacks, load_packs
from farflung.rulepacks.rule import (
    Effect,
    Evidence,
    Measure,
    Mode,
    NightWindow,
    Precision,
    Rule,
    Scope,
    Source,
    Status,
    Threshold,
    Topic,
)

__all__ = [
    "Asking",
    "BurdenBand",
    "BurdenTable",
    "Effect",
    "Evidence",
    "Measure",
    "Membership",
    "Mode",
    "NightWindow",
    "Precision",
    "Rule",
    "RulePackError",
    "RulePacks",
    "Scope",
    "Source",
    "Status",
    "Threshold",
    "Topic",
    "load_packs",
]
