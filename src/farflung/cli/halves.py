"""Both cores for a large company: parts of the work in forked processes, which share what was read so far.

What goes there is pure and independent of the rest, so the report is the same; it only comes sooner. Where
a process cannot be forked safely (Windows, macOS), or the company is small, all is done one after another.
"""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from farflung.engine.checks import Check, Finding, Question, Report, run
from farflung.intake.beside import Beside, Result, when_asked

LARGE = 1_000
"""People from which a second process repays the tenth of a second that it costs."""

LARGE_FILES = 1_000_000
"""Bytes of files in which a large company is expected."""

_EARLY = frozenset({"clock-changes", "who-pays", "headcount", "one-holder"})
"""A third of the work, which asks nothing of the grid: begun while that is made."""

_ASIDE = frozenset({"meeting-rules", "holidays"})
"""Another third, which shares no computation with what is left."""


def while_reading(files: Iterable[Path]) -> Beside:
    """How work beside the reading of some files is done; who waits for it loads the checks meanwhile."""
    large = sum(file.stat().st_size for file in files if file.is_file()) > LARGE_FILES
    return partial(forked, waiting=_checks) if large and _can_fork() else when_asked


def run_all(
    question: Question, watch: Callable[[str, int, int], None], meanwhile: Callable[[], object] = bool
) -> Report:
    """The report of all checks, by several processes where that is worth it.

    `meanwhile` is called where there are any, once they are at work: for what would be done alone later.
    """
    checks = _checks()
    if len(question.atlas.people) < LARGE or not _can_fork():
        return run(question, checks, watch)
    early = _begun(question, _EARLY)
    question.atlas.grid(question.window)  # made once, before the second fork, for both
    aside = _begun(question, _ASIDE)
    meanwhile()
    mine = run(question, tuple(check for check in checks if check.name not in _EARLY | _ASIDE), watch)
    findings = sorted((*mine.findings, *early(), *aside()), key=lambda finding: finding.order)
    return Report(question, checks, tuple(findings))


def _checks() -> tuple[Check, ...]:
    """The table of all checks. Loading them and all that they ask takes as long as reading a sheet."""
    from farflung.engine.checks.registry import CHECKS

    return CHECKS


def _begun(question: Question, names: frozenset[str]) -> Callable[[], tuple[Finding, ...]]:
    checks = tuple(check for check in _checks() if check.name in names)
    return forked(lambda: run(question, checks).findings)


def forked(work: Callable[[], Result], waiting: Callable[[], object] = bool) -> Callable[[], Result]:
    """Does the work in a forked process; what is returned waits for the result, or raises its error.

    `waiting` is called first, where there is something to wait for.
    """
    fork = multiprocessing.get_context("fork")
    receiver, sender = fork.Pipe(duplex=False)
    child = fork.Process(target=_send, args=(work, sender), daemon=True)
    child.start()
    sender.close()

    def result() -> Result:
        if not receiver.poll():
            waiting()
        got: Result = _received(receiver)
        child.join()
        return got

    return result


def _can_fork() -> bool:
    return sys.platform.startswith("linux") and (os.cpu_count() or 1) > 1


def _send(work: Callable[[], object], sender: Connection) -> None:
    """In the child: the result, or the error that the parent is to raise.

    Ctrl-C ends it without a word, and so does a parent who has gone: there is nobody to tell.
    """
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    with suppress(BrokenPipeError):
        try:
            sender.send(work())
        except Exception as error:  # noqa: BLE001  whatever it is, the parent tells it
            sender.send(error)


def _received(receiver: Connection) -> Any:
    try:
        got = receiver.recv()
    except EOFError:
        raise RuntimeError("the second process of the check was ended from outside: try again") from None
    if isinstance(got, Exception):
        raise got
    return got
