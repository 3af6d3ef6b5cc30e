"""What every check is asked, and what a check is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from farflung.engine.atlas import Atlas
from farflung.engine.checks.finding import Finding
from farflung.engine.time import Span
from farflung.rulepacks import RulePacks


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """Everything a check may look at: the Atlas, the window it is asked about, the rule packs.

    Dates for rule packs come from the window's start; nothing here reads a clock.
    """

    atlas: Atlas
    window: Span
    packs: RulePacks


@dataclass(frozen=True, slots=True)
class Check:
    """One check: a family of rule ids (`rules`: id -> one sentence saying what it flags) and its function."""

    name: str
    title: str
    rules: dict[str, str]
    find: Callable[[Question], Iterable[Finding]]
