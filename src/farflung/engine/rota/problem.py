"""The question: who, which duties, which rules, from when to when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from farflung.engine.atlas import Atlas
from farflung.engine.rota.rules.rule import Rule
from farflung.engine.rota.turn import Turn
from farflung.engine.rota.values.assignment import Assignment, Wish
from farflung.engine.rota.values.demand import Demand, Headcount
from farflung.engine.rota.values.kind import ShiftKind
from farflung.engine.rota.values.ledger import Ledger
from farflung.engine.rota.values.shared_duty import SharedDuty
from farflung.engine.rota.values.weights import Weights
from farflung.engine.time import Span


class Aim(StrEnum):
    """What a plan is good for; a tuple of sets of them is minimised one after another."""

    COVER = "cover"  # the demand that is not met, and what is too much, by their weights
    CHANGES = "changes"  # shifts of people that differ from the published plan
    FAIR = "fair"  # the worst burden, then the next worst, and so on
    WISHES = "wishes"  # wishes that are not granted, by their weights


AIMS: tuple[frozenset[Aim], ...] = (
    frozenset({Aim.COVER}),
    frozenset({Aim.CHANGES}),
    frozenset({Aim.FAIR}),
    frozenset({Aim.WISHES}),
)
"""Cover first, then calm, then fairness, then wishes."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything that a plan follows from. Compared by identity of what is in it; never changed.

    Shifts that begin inside `window` are planned for `people` (ids of `atlas`), each of one of the `kinds`.
    `fixed` shifts stand whatever happens; `published` ones should, and moving one is a change; `history` is
    what was worked before, which rest, runs and averages go on from and which still covers what it reaches
    into. `turns` of rotations stand as given and are no solver's business: what clashes with them is not open
    to their holders. Duties that are `shared` have no kinds of shift: they are shared out within own hours.
    `eligible` names who may be on a duty at all (a duty that is not in it: everybody). `shares` are the parts
    of a full load that contracts ask of people (1 where nothing is said; 0.5 is half); time away takes its
    part off by itself. Sets of `aims` are minimised one after another, those in one set as a sum.
    `notes` go with any plan of it: what was assumed, what law is unknown.
    """

    atlas: Atlas
    window: Span
    people: tuple[str, ...]
    kinds: tuple[ShiftKind, ...]
    demands: tuple[Demand, ...] = ()
    shared: tuple[SharedDuty, ...] = ()
    headcounts: tuple[Headcount, ...] = ()
    rules: tuple[Rule, ...] = ()
    eligible: Mapping[str, frozenset[str]] = field(default_factory=dict)
    fixed: tuple[Assignment, ...] = ()
    published: tuple[Assignment, ...] = ()
    history: tuple[Assignment, ...] = ()
    turns: tuple[Turn, ...] = ()
    wishes: tuple[Wish, ...] = ()
    ledger: Ledger = field(default_factory=Ledger)
    shares: Mapping[str, float] = field(default_factory=dict)
    weights: Weights = field(default_factory=Weights)
    aims: tuple[frozenset[Aim], ...] = AIMS
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        _once("person", self.people)
        _once("kind of shift", (kind.name for kind in self.kinds))
        if not self.window.start < self.window.end:
            raise ValueError("a plan over no time has no shifts")
        for person in self.people:
            self.atlas.person(person)
        if any(share < 0 for share in self.shares.values()):
            raise ValueError("a share of the load cannot be negative")
        self._known_kinds()
        self._known_people()

    @property
    def duties(self) -> tuple[str, ...]:
        """Every duty that a kind of shift or a turn is for, in order."""
        turns = (turn.shift.duty for turn in self.turns)
        return tuple(dict.fromkeys((*(kind.duty for kind in self.kinds), *turns)))

    @property
    def standing(self) -> tuple[Assignment, ...]:
        """The turns of rotations as lines of a plan, in order of time."""
        return tuple(sorted(turn.shift for turn in self.turns))

    def _known_kinds(self) -> None:
        kinds, duties = {kind.name for kind in self.kinds}, set(self.duties)
        duties |= {shared.duty for shared in self.shared}
        for count in (c for c in self.headcounts if c.kind not in kinds):
            raise ValueError(
                f"{count.people} people are wanted for {count.kind!r}, which is no kind of shift here"
            )
        for wish in (w for w in self.wishes if w.kind is not None and w.kind not in kinds):
            raise ValueError(f"{wish.person} wishes for {wish.kind!r}, which is no kind of shift here")
        for demand in (d for d in self.demands if d.duty not in duties):
            raise ValueError(f"nobody can be on {demand.duty!r}: no kind of shift is for it")

    def _known_people(self) -> None:
        people = set(self.people)
        named = [a.person for a in (*self.fixed, *self.published, *self.standing)] + [
            wish.person for wish in self.wishes
        ]
        for stranger in (person for person in named if person not in people):
            raise ValueError(f"{stranger!r} has a shift or a wish but is not among the people to plan for")


def _once(what: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise ValueError(f"the {what} {name!r} is there twice")
        seen.add(name)
