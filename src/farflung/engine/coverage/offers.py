"""Repairs of every sort beside one another: each tried out, the cheapest that close the most first.

A shift that is moved or lengthened, a colleague who takes the hole, two who exchange shifts, one who learns
what the rule asks for, one who is hired. `cost.py` says what each costs and why.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from farflung.engine.atlas import Atlas, Change
from farflung.engine.coverage.cost import Cost, cost_of
from farflung.engine.coverage.hires import NINE, hires
from farflung.engine.coverage.levels import Coverage
from farflung.engine.coverage.proposal import Kind, Proposal
from farflung.engine.coverage.radar import Episode
from farflung.engine.coverage.repairs import NEARLY, Repairs
from farflung.engine.coverage.swaps import swaps
from farflung.engine.coverage.training import training
from farflung.engine.coverage.trial import Trial, closes_of
from farflung.engine.model import Place
from farflung.engine.said import Said
from farflung.engine.time import Span, total
from farflung.rulepacks import BurdenTable


@dataclass(frozen=True, slots=True)
class Offer:
    """One repair with what its trial showed. `closes` of `wanted` is what it is meant to close and does."""

    kind: Kind
    action: Said
    effect: Said
    change: Change
    people: tuple[str, ...]
    trial: Trial
    cost: Cost
    wanted: tuple[Span, ...]

    @property
    def closes(self) -> timedelta:
        """How much of what is wanted it closes, in elapsed time."""
        return closes_of(self.trial, self.wanted)

    @property
    def whole(self) -> bool:
        """Whether it closes all, but for days off of whoever takes it."""
        return self.closes >= NEARLY * total(self.wanted)


class Offers:
    """Finds repairs of every sort for one coverage; `repairs` are its own."""

    def __init__(self, coverage: Coverage, atlas: Atlas, repairs: Repairs, table: BurdenTable) -> None:
        self._coverage, self._atlas, self._table = coverage, atlas, table
        self._repairs = repairs

    def of(self, episode: Episode) -> tuple[Offer, ...]:
        """Every repair of one episode that its trial bears out: those that close all first, then by cost."""
        more = (*swaps(self._coverage, episode, self._atlas), *training(self._coverage, episode, self._atlas))
        trials = [*self._repairs.trials(episode), *self._repairs.tried(episode, more)]
        return self._ranked(trials)

    def hire(self, places: Sequence[Place], starts: Sequence[int] = (NINE,)) -> tuple[Offer, ...]:
        """The posts that close the most of all that is short, the most first; of equals the first place."""
        posts = hires(self._coverage, self._atlas, places, starts)
        trials = [(proposal, self._repairs.trial(proposal)) for proposal in posts]
        kept = [(p, t) for p, t in trials if not t.opened and closes_of(t, p.wanted)]
        kept.sort(key=lambda item: -closes_of(item[1], item[0].wanted))
        return tuple(self._offer(*item) for item in kept)

    def _ranked(self, trials: Iterable[tuple[Proposal, Trial]]) -> tuple[Offer, ...]:
        made = [(self._repairs.rank(*item), self._offer(*item)) for item in trials]
        made.sort(key=lambda item: (not item[1].whole, item[1].trial.crowded, item[1].cost.points, item[0]))
        return tuple(offer for _, offer in made)

    def _offer(self, proposal: Proposal, trial: Trial) -> Offer:
        repair = self._repairs.told(proposal, trial)
        cost = cost_of(self._atlas, proposal.change, self._coverage.window, self._table)
        people = proposal.people
        return Offer(
            proposal.kind,
            proposal.action,
            repair.effect,
            proposal.change,
            people,
            trial,
            cost,
            proposal.wanted,
        )


def by_kind(offers: Iterable[Offer]) -> Iterator[Offer]:
    """The best of each sort, in the order in which they stand."""
    seen: set[tuple[Kind, tuple[Span, ...]]] = set()
    for offer in offers:
        key = (offer.kind, offer.wanted)
        if key not in seen:
            seen.add(key)
            yield offer
