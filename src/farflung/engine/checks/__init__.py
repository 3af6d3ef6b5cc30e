"""The linter: rule -> finding -> fixes, one shape for every check.

Public: `Finding`, `Fix`, `Evidence`, `Severity`, `Check`, `Question` (what is asked of all checks),
and `run`, which returns a `Report`, worst first. The table of all checks is `checks.registry.CHECKS`.
"""

from farflung.engine.checks.finding import Evidence, Finding, Fix, Severity
from farflung.engine.checks.question import Check, Question
from farflung.engine.checks.run import Report, run

__all__ = ["Check", "Evidence", "Finding", "Fix", "Question", "Report", "Severity", "run"]
