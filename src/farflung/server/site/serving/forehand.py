"""A thread of each web process that makes what is dear before somebody waits for it, in its spare time."""

import logging
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date

from farflung.engine.atlas import Atlas
from farflung.server.clock.views.parts import languages
from farflung.server.clock.views.prepared import dates, prepare
from farflung.server.core import clock
from farflung.server.org.atlas_copy import newest
from farflung.server.site.serving.answering import ANSWERING

_log = logging.getLogger(__name__)

LOOK = 1.0
"""Seconds between two looks at whether there is something to make."""

STEP, LONGEST = 0.005, 0.25
"""Seconds between two teams; and for which requests that are being answered are let go first."""

_State = tuple[Atlas, frozenset[date], frozenset[str]]


def rest() -> None:
    """Lets others have the processor."""
    time.sleep(STEP)
    ANSWERING.rest(LONGEST)


class Forehand:
    """What was made last, and for which map, dates and languages."""

    def __init__(self, rest: Callable[[], None] = rest) -> None:
        self._rest = rest
        self._made_for: _State | None = None

    def look(self) -> None:
        """Makes what is not made yet; stops where the map, a date or a language comes in between."""
        state = _state()
        if state == self._made_for:
            return
        try:
            if self._make(state):
                self._made_for = state
        except Exception:  # noqa: BLE001 - whatever it is: this is the end of a thread
            # Whoever opens the page will make it, or be told; here it is not tried again and again.
            _log.exception("parts of pages could not be made beforehand")
            self._made_for = state

    def _make(self, state: _State) -> bool:
        """Whether it went through to the end."""
        atlas, _, read_in = state
        return all(_state() == state for _ in self._slowly(prepare(atlas, clock.now(), read_in)))

    def _slowly(self, steps: Iterator[str]) -> Iterator[str]:
        for step in steps:
            yield step
            self._rest()


def _state() -> _State:
    atlas = newest().atlas
    return atlas, frozenset(dates(atlas, clock.now())), languages()


def _run() -> None:
    forehand = Forehand()
    while True:
        forehand.look()
        time.sleep(LOOK)


def begin() -> None:
    """Starts the thread; the map has been loaded."""
    threading.Thread(target=_run, daemon=True).start()
