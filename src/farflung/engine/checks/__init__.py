"""The linter: rule -> finding -> fixes, one shape for every check.

Public: `Finding`, `Fix`, `Evidence`, `Severity`, `Check`, `Question` (what is asked of all checks),
`CHECKS` (the one table of them) and `run`, which returns a `Report`, worst first.
"""

from farflung.engine.checks.finding import Evidence, Finding, Fix, Severity
from farflung.engine.checks.question import Check, Question

__all__ = ["Check", "Evidence", "Finding", "Fix", "Question", "Severity"]
