"""Everything a renderer needs, in one value: what was found, what was read, who reads, how it ended.

The storey above fills it: readers of files know nothing of reports, reports nothing of readers.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from farflung import __version__
from farflung.engine.atlas import Atlas
from farflung.engine.checks import Check, Finding, Report, Severity
from farflung.engine.model import Person
from farflung.engine.time import Span, Zone


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file that was read: its name, what it was recognised as ("people, BambooHR"), how many rows."""

    name: str
    kind: str
    rows: int


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something in a file that could not be used as written; `column` is a heading or a path."""

    severity: Severity
    code: str
    message: str
    remedy: str = ""
    file: str = ""
    line: int | None = None
    column: str | None = None
    read: str | None = None

    @property
    def where(self) -> str:
        """File, line and column, as editors write them."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return place if self.column is None else f"{place} ({self.column})"


@dataclass(frozen=True, slots=True)
class Asked:
    """Something only a person can decide, once for all the places (file, line) where it was read."""

    text: str
    choices: tuple[str, ...] = ()
    where: tuple[tuple[str, int], ...] = ()
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that was filled in or passed over, and how many rows it concerns."""

    text: str
    file: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class IntakeSummary:
    """What reading the files gave besides the Atlas."""

    files: tuple[FileRead, ...] = ()
    problems: tuple[Trouble, ...] = ()
    questions: tuple[Asked, ...] = ()
    notes: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Ending:
    """The exit status of the command and why it is that one, in a sentence."""

    status: int = 0
    why: str = "nothing asked for another one"


@dataclass(frozen=True, eq=False)
class Summary:
    """A report and its circumstances. `viewer` is the reader's zone, None where nobody named one.

    `made` is the instant at which the command ran; `took` how many seconds it worked.
    """

    report: Report
    intake: IntakeSummary = field(default_factory=IntakeSummary)
    viewer: Zone | None = None
    made: datetime | None = None
    took: float | None = None
    ending: Ending = field(default_factory=Ending)
    version: str = __version__

    @property
    def atlas(self) -> Atlas:
        """The Map that was checked."""
        return self.report.question.atlas

    @property
    def window(self) -> Span:
        """The time that was checked."""
        return self.report.question.window

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Worst first."""
        return self.report.findings

    @cached_property
    def reader(self) -> Zone:
        """The zone to show times in: the reader's, else UTC, which is nobody's and says so."""
        return self.viewer or self.atlas.zones.zone("UTC")

    @cached_property
    def at_work(self) -> NDArray[np.int32]:
        """How many of all people work in each slot of the grid; not to be written to."""
        return self.atlas.grid(self.window).counts()

    @cached_property
    def by_severity(self) -> dict[Severity, int]:
        """How many findings of each severity, worst first; zeros too."""
        found = Counter(finding.severity for finding in self.findings)
        return {severity: found[severity] for severity in sorted(Severity, reverse=True)}

    @cached_property
    def checks(self) -> dict[str, Check]:
        """The check that each rule id belongs to."""
        return {rule: check for check in self.report.checks for rule in check.rules}

    def kind(self, finding: Finding) -> str:
        """The name of the check that found it: what findings are filtered by."""
        check = self.checks.get(finding.rule)
        return check.name if check else finding.rule.partition(".")[0]

    def kind_title(self, name: str) -> str:
        """What to call a check."""
        return next((check.title for check in self.report.checks if check.name == name), name)

    def by_kind(self, findings: Iterable[Finding] | None = None) -> dict[str, int]:
        """How many findings of each check, most first."""
        chosen = self.findings if findings is None else findings
        return dict(Counter(self.kind(finding) for finding in chosen).most_common())

    def leading(self, most: int, of_a_rule: int) -> tuple[Finding, ...]:
        """The worst, at most so many of one rule while there are others: a hundred alike hide the rest."""
        seen: Counter[str] = Counter()
        first: list[Finding] = []
        later: list[Finding] = []
        for finding in self.findings:
            seen[finding.rule] += 1
            (first if seen[finding.rule] <= of_a_rule else later).append(finding)
        chosen = [*first[:most], *later[: max(most - len(first), 0)]]
        return tuple(sorted(chosen, key=lambda finding: finding.order))

    def others(self, shown: Iterable[Finding]) -> tuple[Finding, ...]:
        """The findings that are not among those shown."""
        known = {id(finding) for finding in shown}
        return tuple(finding for finding in self.findings if id(finding) not in known)

    def people(self, ids: Iterable[str]) -> tuple[Person, ...]:
        """The people of some ids; ids that the Atlas does not know are passed over."""
        known = self._people
        return tuple([known[key] for key in ids if key in known])

    @cached_property
    def _people(self) -> dict[str, Person]:
        return {person.id: person for person in self.atlas.people}

    def names(self, ids: Iterable[str], most: int = 4) -> str:
        """Names with a count of the rest: "Ana, Tomás, Daniel, Ravi +3"."""
        people = self.people(ids)
        rest = f" +{len(people) - most}" if len(people) > most else ""
        return ", ".join([person.name for person in people[:most]]) + rest
