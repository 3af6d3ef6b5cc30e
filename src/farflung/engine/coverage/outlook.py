"""The radar over every rule: those that are written, and those that rosters imply, each with its outlook."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from farflung.engine.atlas import Atlas
from farflung.engine.coverage.dependence import Dependence
from farflung.engine.coverage.fragility import Alone, alone, fragility
from farflung.engine.coverage.grounds import Grounds
from farflung.engine.coverage.implied import implied_levels, implied_rules
from farflung.engine.coverage.levels import Coverage, levels
from farflung.engine.coverage.markets import rule_of
from farflung.engine.coverage.offers import Offers
from farflung.engine.coverage.radar import Episode, episodes
from farflung.engine.coverage.repairs import Repairs
from farflung.engine.coverage.sightings import Sighting, day_states, sightings
from farflung.engine.coverage.states import State
from farflung.engine.model import CoverageRule, Market
from farflung.engine.time import Span
from farflung.rulepacks import BurdenTable


@dataclass(frozen=True)
class Outlook:
    """One rule held against the Atlas through a window; what costs more is found when it is asked for.

    `implied` says that nobody wrote the rule down: the roster of its duty promises it. `market` is the one
    whose promise it is.
    """

    coverage: Coverage
    atlas: Atlas
    implied: bool = False
    market: Market | None = None

    @property
    def rule(self) -> CoverageRule:
        """The rule."""
        return self.coverage.rule

    @property
    def name(self) -> str:
        """What to call it."""
        return self.rule.name or self.rule.duty or self.rule.team or "everybody"

    @cached_property
    def episodes(self) -> tuple[Episode, ...]:
        """Its holes by cause, the longest first."""
        return episodes(self.coverage, self.atlas)

    @cached_property
    def days(self) -> tuple[State | None, ...]:
        """The worst state of each UTC date of the window; None where nobody is asked for."""
        return day_states(self.coverage)

    @cached_property
    def sightings(self) -> tuple[Sighting, ...]:
        """Each state but covered, with its first time and why."""
        return sightings(self.coverage, self.episodes, self.atlas)

    @cached_property
    def alone(self) -> tuple[Alone, ...]:
        """Who is there alone, the most hours first."""
        return alone(self.coverage, self.atlas)

    def fragility(self, grounds: Grounds) -> tuple[Dependence, ...]:
        """Everything on these grounds whose loss breaks the rule, the most hours first."""
        return fragility(self.coverage, self.atlas, grounds)

    def offers(self, table: BurdenTable) -> Offers:
        """What finds repairs of every sort."""
        return Offers(self.coverage, self.atlas, self.repairs, table)

    @cached_property
    def repairs(self) -> Repairs:
        """What finds repairs for its episodes."""
        return Repairs(self.coverage, self.episodes, self.atlas, implied=self.implied)


def outlooks(atlas: Atlas, window: Span, asked: Iterable[CoverageRule] = ()) -> Iterator[Outlook]:
    """The rules asked about, those of the agreements, of markets, and of duties that none of them names."""
    written = [*asked, *(rule for agreement in atlas.agreements for rule in agreement.coverage)]
    for rule in written:
        yield Outlook(levels(rule, atlas, window), atlas)
    for market in atlas.markets:
        yield Outlook(levels(rule_of(market), atlas, window), atlas, market=market)
    for rule in implied_rules(atlas, [*written, *map(rule_of, atlas.markets)]):
        yield Outlook(implied_levels(rule, atlas, window), atlas, implied=True)
