"""What a check found, why, whom it hits, and what would mend it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum
from hashlib import sha256

from farflung.engine.atlas import Change
from farflung.engine.model import Source
from farflung.engine.time import Span


class Severity(IntEnum):
    """How bad: an error breaks a written rule or leaves nobody there; a warning will hurt somebody."""

    NOTE = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """Lower case, as SARIF and JSON write it."""
        return self.name.lower()


@dataclass(frozen=True, slots=True)
class Evidence:
    """One line of proof: a label and a value, both ready to be read, and where it was read from."""

    label: str
    value: str
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Fix:
    """A proposal that was simulated on the Atlas before it was offered.

    `action` is an order in a few words ("Move the Warsaw shift to 09-17 local"), `effect` what the
    simulation showed ("closes 1 h on each of 22 days; nobody leaves their pattern"). `change` is what
    to put into the files; None where the fix is a matter of agreement (an asynchronous memo instead).
    """

    action: str
    effect: str
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is broken or about to break.

    `rule` is a dotted id from the table of checks ("coverage.hole"). `subject` is the duty, series,
    team or person it is about, `title` the whole in one line, `cause` why, `basis` the rule and source
    in words ("agreement.yaml:12 at least 2 at all times"; "IANA 2026f"). `who` are the ids of the people
    hit, `spans` the exact times hit inside the window (UTC), first to last. `weight` orders findings of
    one severity (person-hours, as a rule); larger is worse.
    """

    rule: str
    severity: Severity
    subject: str
    title: str
    cause: str
    basis: str
    who: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    fixes: tuple[Fix, ...] = ()
    source: Source | None = None
    weight: float = 0.0
    tags: tuple[str, ...] = field(default=())

    @property
    def start(self) -> datetime | None:
        """From when (the first hit), if it has times."""
        return self.spans[0].start if self.spans else None

    @property
    def end(self) -> datetime | None:
        """Until when (the last hit), if it has times."""
        return self.spans[-1].end if self.spans else None

    @property
    def fingerprint(self) -> str:
        """Stable between runs of the same finding, so that tools can tell new from known."""
        when = self.start.isoformat() if self.start else ""
        return sha256("\0".join((self.rule, self.subject, when, self.title)).encode()).hexdigest()[:16]

    @property
    def order(self) -> tuple[int, float, str, str, str]:
        """Sort key: worst first, then the same order every time."""
        when = self.start.isoformat() if self.start else "9"
        return (-self.severity, -self.weight, when, self.rule, self.subject)
