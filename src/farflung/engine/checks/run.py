"""Runs every check over one question and gives the findings worst first."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from farflung.engine.checks.finding import Finding, Severity
from farflung.engine.checks.question import Check, Question

Watch = Callable[[str, int, int], None]
"""Called before each check with its title, its number from 0 and how many there are."""


@dataclass(frozen=True, slots=True, eq=False)
class Report:
    """What came out: findings worst first, and the checks that were asked."""

    question: Question
    checks: tuple[Check, ...]
    findings: tuple[Finding, ...]

    def at_least(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings that are that bad or worse."""
        return tuple(f for f in self.findings if f.severity >= severity)


def _silent(_title: str, _number: int, _count: int) -> None:
    """For callers who do not watch."""


def run(question: Question, checks: Iterable[Check], watch: Watch = _silent) -> Report:
    """Every finding of every check. A finding whose rule its check does not declare is a bug and raises."""
    asked, found = tuple(checks), []
    for number, check in enumerate(asked):
        watch(check.title, number, len(asked))
        for finding in check.find(question):
            if finding.rule not in check.rules:
                raise LookupError(
                    f"check {check.name!r} reported {finding.rule!r}, which its table does not name"
                )
            found.append(finding)
    return Report(question, asked, tuple(sorted(found, key=lambda finding: finding.order)))
