"""Solving with a deadline: progress on stderr, and Ctrl-C that gives the best plan found so far."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from farflung.cli import clock
from farflung.cli.errors import UsageError
from farflung.cli.progress import Progress
from farflung.engine.rota.compiling.compile import NoSuchShiftError
from farflung.engine.rota.plan import Progress as Known
from farflung.engine.rota.plan import Result
from farflung.engine.rota.problem import Problem
from farflung.engine.rota.solve import solve
from farflung.engine.rota.stop import Deadline

_NAMES = {"cover": "cover", "changes": "few changes", "fair": "fairness", "wishes": "wishes"}


def solved(problem: Problem, seconds: float, seed: int) -> Result:
    """The best plan within so many seconds, or until Ctrl-C."""
    deadline = Deadline(clock.seconds, seconds)
    try:
        with Progress() as progress, _stopped_by_hand(deadline):
            return solve(problem, stop=deadline, seed=seed, watch=lambda known: progress.say(told(known)))
    except NoSuchShiftError as error:
        how = "mend the shifts of the rota file, or plan without the plan that has it"
        raise UsageError(f"{error}. The rota file makes no such shift: {how}") from error


def told(known: Known) -> str:
    """ "fairness: best 1,204, bound 1,180 (Ctrl-C keeps the best)"."""
    aims = " and ".join(_NAMES[aim] for aim in sorted(known.stage))
    best = "nothing yet" if known.best is None else f"best {known.best:,.0f}"
    bound = f", bound {known.bound:,.0f}" if abs(known.bound) != float("inf") else ""
    return f"{aims}: {best}{bound}{f', {known.doing}' if known.doing else ''} (Ctrl-C keeps the best)"


@contextmanager
def _stopped_by_hand(deadline: Deadline) -> Iterator[None]:
    """The first Ctrl-C ends the search, the second the command."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    usual = signal.getsignal(signal.SIGINT)

    def stop(_number: int, _frame: FrameType | None) -> None:
        deadline.stop()
        signal.signal(signal.SIGINT, usual)

    if usual is signal.default_int_handler:
        signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, usual)
