"""A progress bar on stderr for whatever takes over a second; nothing where nobody looks."""

from collections.abc import Callable
from time import perf_counter
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from farflung.intake.problem import InputQuestion

Ask = Callable[[InputQuestion], str | None]
_PATIENCE = 1.0


class Progress:
    """`say` names what is being done; the bar appears once a second has passed and goes when all is done."""

    def __init__(self) -> None:
        console = Console(stderr=True)
        columns = (TextColumn("{task.description}"), BarColumn(bar_width=24), TimeElapsedColumn())
        self._bar = Bar(*columns, console=console, transient=True, disable=not console.is_terminal)
        self._task = self._bar.add_task("", total=None)
        self._begun, self._shown = perf_counter(), False

    def __enter__(self) -> "Progress":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._bar.stop()

    def say(self, what: str, number: int = 0, count: int = 0) -> None:
        """What is done next, as the `number`-th (from 0) of `count` steps."""
        if not self._shown and perf_counter() - self._begun > _PATIENCE:
            self._bar.start()
            self._shown = True
        self._bar.update(self._task, description=what, completed=number, total=count or None)

    def asking(self, ask: Ask | None) -> Ask | None:
        """`ask` with the bar out of the way while somebody types."""
        if ask is None:
            return None

        def quietly(question: InputQuestion) -> str | None:
            if self._shown:
                self._bar.stop()
                self._shown = False
            return ask(question)

        return quietly
