"""A progress bar on stderr for whatever takes over a second; nothing where nobody looks."""

import sys
from collections.abc import Callable
from time import perf_counter
from types import TracebackType
from typing import TYPE_CHECKING

from farflung.intake.problem import InputQuestion

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

Ask = Callable[[InputQuestion], str | None]
_PATIENCE = 1.0


class Progress:
    """`say` names what is being done; the bar appears once a second has passed and goes when all is done."""

    def __init__(self) -> None:
        self._begun = perf_counter()
        self._bar: Bar | None = None

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._stop()

    def say(self, what: str, number: int = 0, count: int = 0) -> None:
        """What is done next, as the `number`-th (from 0) of `count` steps."""
        if sys.stderr is None or not sys.stderr.isatty() or perf_counter() - self._begun < _PATIENCE:
            return
        if self._bar is None:
            self._bar = _bar()
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], description=what, completed=number, total=count or None)

    def asking(self, ask: Ask | None) -> Ask | None:
        """`ask` with the bar out of the way while somebody types."""
        if ask is None:
            return None

        def quietly(question: InputQuestion) -> str | None:
            self._stop()
            return ask(question)

        return quietly

    def _stop(self) -> None:
        if self._bar is not None:
            self._bar.stop()
            self._bar = None


def _bar() -> "Bar":
    """Loaded when it is to be seen: most checks are over before, or write to a file or a log."""
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(bar_width=24), TimeElapsedColumn())
    console = Console(stderr=True)
    bar = Bar(*columns, console=console, transient=True, disable=not console.is_terminal)
    bar.add_task("", total=None)
    return bar
