"""The rules of rotas, one file each.

Every rule says in its own words what breaks it in a plan (`violations`) and what it is for a solver (`add`).
"""

from farflung.engine.rota.rules.at_work import AtWork
from farflung.engine.rota.rules.away import Away
from farflung.engine.rota.rules.call_outs import CallOut, RestAfterCallOut
from farflung.engine.rota.rules.daily_hours import DailyHours, NightHours
from farflung.engine.rota.rules.double_duty import DoubleDuty
from farflung.engine.rota.rules.eligible import Eligible
from farflung.engine.rota.rules.free_sundays import FreeSundays
from farflung.engine.rota.rules.night import NightShift
from farflung.engine.rota.rules.night_periods import NightsInPeriod, NightWorkerHours
from farflung.engine.rota.rules.notice import Notice
from farflung.engine.rota.rules.own_hours import OwnHours
from farflung.engine.rota.rules.pairs import Apart, Together
from farflung.engine.rota.rules.rest import Rest
from farflung.engine.rota.rules.rest_after_nights import RestAfterNights
from farflung.engine.rota.rules.rota_notice import RotaNotice
from farflung.engine.rota.rules.rule import Rule, Violation, holds_for
from farflung.engine.rota.rules.runs import ConsecutiveDays, ConsecutiveNights, DaysOff
from farflung.engine.rota.rules.spacing import Spacing
from farflung.engine.rota.rules.succession import Succession
from farflung.engine.rota.rules.totals import Amount, AverageHours, HoursPerWeek, KindLimit
from farflung.engine.rota.rules.weekends import Weekends
from farflung.engine.rota.rules.weekly_rest import WeeklyRest
from farflung.engine.rota.rules.working_days import DaysWithNights, WorkingDays

__all__ = [
    "Amount",
    "Apart",
    "AtWork",
    "AverageHours",
    "Away",
    "CallOut",
    "ConsecutiveDays",
    "ConsecutiveNights",
    "DailyHours",
    "DaysOff",
    "DaysWithNights",
    "DoubleDuty",
    "Eligible",
    "FreeSundays",
    "HoursPerWeek",
    "KindLimit",
    "NightHours",
    "NightShift",
    "NightWorkerHours",
    "NightsInPeriod",
    "Notice",
    "OwnHours",
    "Rest",
    "RestAfterCallOut",
    "RestAfterNights",
    "RotaNotice",
    "Rule",
    "Spacing",
    "Succession",
    "Together",
    "Violation",
    "Weekends",
    "WeeklyRest",
    "WorkingDays",
    "holds_for",
]
