"""Measuring on a noisy machine: both sides in turn, medians, and the ratio with its spread."""

import resource
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from time import perf_counter


@dataclass(frozen=True, slots=True)
class Comparison:
    """Seconds of each run of ours and of the peer, taken in turn; the peer may be absent."""

    what: str
    ours: tuple[float, ...]
    peer_name: str = ""
    peer: tuple[float, ...] = ()

    @property
    def ratios(self) -> tuple[float, ...]:
        """How many times as long the peer took, run by run."""
        return tuple(p / o for o, p in zip(self.ours, self.peer, strict=True)) if self.peer else ()

    def row(self) -> str:
        """A row of the table in docs/reference/benchmarks.md."""
        spread = f"{min(self.ours) * 1e3:,.1f} to {max(self.ours) * 1e3:,.1f}"
        cells = [self.what, f"{median(self.ours) * 1e3:,.1f} ms", spread]
        if self.peer:
            ratio = f"{median(self.ratios):,.1f} x ({min(self.ratios):,.1f} to {max(self.ratios):,.1f})"
            cells += [f"{self.peer_name}: {median(self.peer) * 1e3:,.1f} ms", ratio]
        else:
            cells += ["", ""]
        return "| " + " | ".join(cells) + " |"


HEADER = "| what | median | spread, ms | the other way | it takes |\n|---|---|---|---|---|"


def compare(
    what: str,
    ours: Callable[[], object],
    peer_name: str = "",
    peer: Callable[[], object] | None = None,
    runs: int = 7,
) -> Comparison:
    """Runs both once to warm up, then in turn, so that a slow minute of the machine hits both."""
    own, other = [], []
    seconds(ours)
    for _ in range(runs):
        own.append(seconds(ours))
        if peer is not None:
            other.append(seconds(peer))
    return Comparison(what, tuple(own), peer_name, tuple(other))


def seconds(work: Callable[[], object]) -> float:
    """How long one call takes."""
    begun = perf_counter()
    work()
    return perf_counter() - begun


def peak_megabytes() -> float:
    """The most memory this process has held, in MB (Linux counts in kB, macOS in bytes)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 1e6 if peak > 1e8 else peak / 1e3
