"""When to stop: the one thing about running time that planning is told, because the engine reads no clock."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol


class Stop(Protocol):
    """Asked again and again while a plan is made. Seconds are of a clock that only goes forward."""

    def over(self) -> bool:
        """Whether to stop now and give the best plan found so far."""
        ...

    def left(self) -> float:
        """Seconds left: what a solver that cannot be asked is given; 0 where it is over."""
        ...

    def spent(self) -> float:
        """Seconds since the beginning."""
        ...


@dataclass(slots=True)
class Deadline:
    """Stops after `seconds` by a clock that is handed in, or as soon as `stop()` was called.

    `clock` gives seconds, such as `time.monotonic`; who reads it is the edge. `stop` may be called from
    another thread: it only sets a flag.
    """

    clock: Callable[[], float]
    seconds: float
    began: float = field(init=False)
    stopped: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        if not self.seconds > 0:
            raise ValueError(f"a deadline after {self.seconds} s leaves no time to plan")
        self.began = self.clock()

    def stop(self) -> None:
        """Ends planning at the next look."""
        self.stopped = True

    def over(self) -> bool:
        """Whether the time is up, or somebody stopped it."""
        return self.stopped or self.spent() >= self.seconds

    def left(self) -> float:
        """Seconds until the deadline, never negative."""
        return 0.0 if self.stopped else max(0.0, self.seconds - self.spent())

    def spent(self) -> float:
        """Seconds since it was made."""
        return self.clock() - self.began


@dataclass(frozen=True, slots=True)
class Within:
    """At most `seconds` from now on of another stop: how a part of the work gets a part of the time."""

    whole: Stop
    until: float

    @classmethod
    def of(cls, whole: Stop, seconds: float) -> "Within":
        """The next so many seconds, or what is left."""
        return cls(whole, whole.spent() + min(seconds, whole.left()))

    def over(self) -> bool:
        """Whether the part is used up, or the whole is over."""
        return self.whole.over() or self.whole.spent() >= self.until

    def left(self) -> float:
        """Seconds left of the part."""
        return min(self.whole.left(), max(0.0, self.until - self.whole.spent()))

    def spent(self) -> float:
        """Seconds since the whole began."""
        return self.whole.spent()
