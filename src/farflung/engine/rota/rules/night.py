"""Which shifts are night shifts, on the clock of whoever works them."""

from dataclasses import dataclass
from datetime import time

from farflung.engine.rota.model.model import Bools, Model
from farflung.engine.rota.model.nights import night_minutes_of
from farflung.engine.time import Span, Zone
from farflung.rulepacks import NightWindow


@dataclass(frozen=True, slots=True)
class NightShift:
    """A shift with at least `least` minutes of elapsed time in the night of `window`.

    With `after` only if it goes on after that time of the night: one that ends by then is none.
    """

    window: NightWindow
    least: int = 1
    after: time | None = None

    def __post_init__(self) -> None:
        if self.least < 1:
            raise ValueError("a night shift has at least a minute of night")
        if self.after is not None and not self.window.contains(self.after):
            raise ValueError(f"{self.after:%H:%M} is no time of the night")

    def holds(self, span: Span, zone: Zone) -> bool:
        """Whether a shift is one."""
        late = self._late is None or night_minutes_of(span, zone, self._late) > 0
        return late and night_minutes_of(span, zone, self.window) >= self.least

    def mark(self, model: Model) -> str:
        """The name of the mark that these shifts have in a model."""
        found: Bools = model.measures[model.night(self.window)] >= self.least
        name = f"night {self.window.start:%H:%M}-{self.window.end:%H:%M} from {self.least} min"
        if self._late is not None:
            found = found & (model.measures[model.night(self._late)] > 0)
            name += f" after {self._late.start:%H:%M}"
        return name if name in model.marks else model.mark(name, found)

    @property
    def _late(self) -> NightWindow | None:
        return None if self.after is None else NightWindow(self.after, self.window.end)
