"""Both cores for the checks of a large company: half of them in a forked process, which shares what was read.

Checks are pure and independent, so the report is the same; it only comes sooner. Where a process cannot be
forked safely (Windows, macOS), or the company is small, they run one after another.
"""

import multiprocessing
import os
import sys
from collections.abc import Callable
from multiprocessing.connection import Connection

from farflung.engine.checks import Check, Finding, Question, Report, run
from farflung.engine.checks.registry import CHECKS

LARGE = 1_000
"""People from which a second process repays the tenth of a second that it costs."""

_ASIDE = frozenset(
    {"clock-changes", "meeting-rules", "overlap", "holidays", "rest", "weekly", "one-holder", "headcount"}
)
"""About half of the work, and none of it shares a computation with the other half."""


def run_all(question: Question, watch: Callable[[str, int, int], None]) -> Report:
    """The report of all checks, by two processes where that is worth it."""
    if len(question.atlas.people) < LARGE or not _can_fork():
        return run(question, CHECKS, watch)
    question.atlas.grid(question.window)  # made once, before the fork, for both
    here = tuple(check for check in CHECKS if check.name not in _ASIDE)
    aside = tuple(check for check in CHECKS if check.name in _ASIDE)
    fork = multiprocessing.get_context("fork")
    receiver, sender = fork.Pipe(duplex=False)
    child = fork.Process(target=_send, args=(question, aside, sender), daemon=True)
    child.start()
    sender.close()
    mine = run(question, here, watch)
    theirs = _received(receiver)
    child.join()
    findings = sorted((*mine.findings, *theirs), key=lambda finding: finding.order)
    return Report(question, CHECKS, tuple(findings))


def _can_fork() -> bool:
    return sys.platform.startswith("linux") and (os.cpu_count() or 1) > 1


def _send(question: Question, checks: tuple[Check, ...], sender: Connection) -> None:
    """In the child: the findings, or the error that the parent is to raise."""
    try:
        sender.send(run(question, checks).findings)
    except Exception as error:  # noqa: BLE001  whatever it is, the parent tells it
        sender.send(error)


def _received(receiver: Connection) -> tuple[Finding, ...]:
    try:
        got = receiver.recv()
    except EOFError:
        raise RuntimeError("the second process of the checks was ended from outside: try again") from None
    if isinstance(got, Exception):
        raise got
    findings: tuple[Finding, ...] = got
    return findings
