"""The rules of rotas, one file each.

Every rule says in its own words what breaks it in a plan (`violations`) and what it is for a solver (`add`).
"""

from farflung.engine.rota.rules.away import Away
from farflung.engine.rota.rules.double_duty import DoubleDuty
from farflung.engine.rota.rules.notice import Notice
from farflung.engine.rota.rules.own_hours import OwnHours
from farflung.engine.rota.rules.pairs import Apart, Together
from farflung.engine.rota.rules.rest import Rest
from farflung.engine.rota.rules.rule import Rule, Violation, holds_for
from farflung.engine.rota.rules.runs import ConsecutiveDays, ConsecutiveNights, DaysOff
from farflung.engine.rota.rules.spacing import Spacing
from farflung.engine.rota.rules.succession import Succession
from farflung.engine.rota.rules.totals import Amount, AverageHours, HoursPerWeek, KindLimit
from farflung.engine.rota.rules.weekends import Weekends

__all__ = [
    "Amount",
    "Apart",
    "AverageHours",
    "Away",
    "ConsecutiveDays",
    "ConsecutiveNights",
    "DaysOff",
    "DoubleDuty",
    "HoursPerWeek",
    "KindLimit",
    "Notice",
    "OwnHours",
    "Rest",
    "Rule",
    "Spacing",
    "Succession",
    "Together",
    "Violation",
    "Weekends",
    "holds_for",
]
