"""The one table of checks. A new check is a file beside this one and a line here."""

from farflung.engine.checks.clock_changes import CLOCK_CHANGES
from farflung.engine.checks.contradictions import CONTRADICTIONS
from farflung.engine.checks.coverage_holes import COVERAGE
from farflung.engine.checks.fragility import FRAGILITY
from farflung.engine.checks.headcount import HEADCOUNT
from farflung.engine.checks.holidays import HOLIDAYS
from farflung.engine.checks.meeting_rules import MEETING_RULES
from farflung.engine.checks.one_holder import ONE_HOLDER
from farflung.engine.checks.overlap import OVERLAP
from farflung.engine.checks.question import Check
from farflung.engine.checks.rest import REST
from farflung.engine.checks.weekly import WEEKLY
from farflung.engine.checks.who_pays import WHO_PAYS

CHECKS: tuple[Check, ...] = (
    COVERAGE,
    CONTRADICTIONS,
    FRAGILITY,
    CLOCK_CHANGES,
    MEETING_RULES,
    WHO_PAYS,
    OVERLAP,
    HOLIDAYS,
    REST,
    WEEKLY,
    ONE_HOLDER,
    HEADCOUNT,
)
