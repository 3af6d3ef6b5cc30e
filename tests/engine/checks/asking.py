"""Asking one check one question, for its tests."""

from farflung.engine.atlas import Atlas
from farflung.engine.checks import Check, Finding, Question
from farflung.engine.checks.run import run
from farflung.engine.time import Span
from farflung.rulepacks import load_packs


def ask(check: Check, atlas: Atlas, window: Span) -> tuple[Finding, ...]:
    """The findings of a check, worst first; each must have a title, a cause and a basis."""
    found = run(Question(atlas, window, load_packs()), [check]).findings
    for finding in found:
        assert finding.title
        assert finding.cause.startswith("because")
        assert finding.basis
        assert list(finding.spans) == sorted(finding.spans)
        assert all(fix.action and fix.effect for fix in finding.fixes)
    return found


def by_rule(found: tuple[Finding, ...], rule: str) -> list[Finding]:
    """The findings of one rule, in order."""
    return [finding for finding in found if finding.rule == rule]
