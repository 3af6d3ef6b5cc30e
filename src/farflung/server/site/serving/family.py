"""A parent process and its children: started by fork, started again when they die, ended together.

Forked, not run anew: the parent has loaded everything, so a child is there at once and shares its memory.
"""

import os
import select
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field

Say = Callable[[str], None]

PATIENCE = 20.0
"""Seconds that a child has to end what it is doing before it is killed."""

_TICK = 0.5
_LONG_ENOUGH = 10.0
_LONGEST_PAUSE = 30.0
_ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(slots=True)
class Child:
    """A process that is to run: `work` is run in it and returns when it was told SIGTERM."""

    name: str
    work: Callable[[], None]
    pid: int = 0
    begun: float = 0.0
    pause: float = 0.0
    due: float = 0.0


@dataclass(slots=True)
class Family:
    """The children of this process. `leave` is what each child does at its very end."""

    say: Say
    leave: Callable[[], object]
    children: list[Child] = field(default_factory=list)
    ending: bool = False
    _line: tuple[int, int] = field(default_factory=os.pipe)
    _wake: tuple[int, int] = field(default_factory=os.pipe)

    def add(self, name: str, work: Callable[[], None]) -> None:
        """Starts one more."""
        child = Child(name, work)
        self.children.append(child)
        self._start(child)

    def listen(self) -> None:
        """From here on Ctrl-C, SIGTERM and a closed terminal end the family."""
        for end in self._wake:
            os.set_blocking(end, False)
        signal.set_wakeup_fd(self._wake[1], warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for ending in _ENDINGS:
            signal.signal(ending, self._end)

    def tend(self, look: Callable[[], None]) -> None:
        """Keeps the children alive until all is to end, then ends them; `look` is called now and then."""
        while not self.ending:
            self.rest(_TICK)
            self._mind()
            if not self.ending:
                look()
        self._finish()

    def rest(self, seconds: float) -> None:
        """Sleeps until then, or until a signal comes."""
        select.select([self._wake[0]], [], [], seconds)
        try:
            while os.read(self._wake[0], 512):
                pass
        except BlockingIOError:
            return

    def _end(self, *_: object) -> None:
        if self.ending:  # asked twice: at once, then
            self._signal(signal.SIGKILL)
        self.ending = True

    def _start(self, child: Child) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        child.begun, child.due = time.monotonic(), 0.0
        child.pid = os.fork()
        if child.pid == 0:
            self._live(child)

    def _live(self, child: Child) -> None:
        """All that happens in a child. It never returns."""
        me, status = os.getpid(), 1
        try:
            os.setsid()  # Ctrl-C of the terminal is for the parent alone
            signal.set_wakeup_fd(-1)
            for number in (*_ENDINGS, signal.SIGCHLD):
                signal.signal(number, signal.SIG_DFL)
            os.close(self._line[1])
            threading.Thread(target=_watch, args=(self._line[0],), daemon=True).start()
            child.work()
            status = 0
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else int(end.code is not None)
        except BaseException:  # noqa: BLE001  the end of a process: told, then out
            sys.excepthook(*sys.exc_info())
        finally:
            if os.getpid() == me:  # a process that the child has forked comes through here as well
                self.leave()
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(status)

    def _mind(self) -> None:
        for child in self.children:
            if child.pid and (how := _ended(child.pid)) is not None:
                self._mourn(child, how)
            if not child.pid and not self.ending and time.monotonic() >= child.due:
                self._start(child)

    def _mourn(self, child: Child, how: str) -> None:
        lived, child.pid = time.monotonic() - child.begun, 0
        if self.ending:
            return
        child.pause = 0.0 if lived > _LONG_ENOUGH else min(_LONGEST_PAUSE, child.pause * 2 or 0.5)
        child.due = time.monotonic() + child.pause
        again = f"again in {child.pause:g} s" if child.pause else "again"
        self.say(f"The {child.name} ended ({how}): starting it {again}.")

    def _finish(self) -> None:
        self._signal(signal.SIGTERM)
        until = time.monotonic() + PATIENCE
        while any(child.pid for child in self.children):
            if time.monotonic() > until:
                self._signal(signal.SIGKILL)
            self.rest(_TICK / 10)
            self._mind()

    def _signal(self, number: signal.Signals) -> None:
        for child in self.children:
            if child.pid:
                os.kill(child.pid, number)


def _ended(pid: int) -> str | None:
    """How a child ended; None while it lives."""
    try:
        found, status = os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return "lost"
    if not found:
        return None
    if os.WIFSIGNALED(status):
        return signal.Signals(os.WTERMSIG(status)).name
    return f"status {os.waitstatus_to_exitcode(status)}"


def _watch(line: int) -> None:
    """Ends this process when the parent has gone, however it went: its end of the line is closed then."""
    while os.read(line, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(PATIENCE)
    os._exit(1)
