"""Repairs: proposals that were tried out, the cheapest that close the most and open nothing first."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from farflung.engine.atlas import Atlas, Change
from farflung.engine.coverage.causes import CauseKind
from farflung.engine.coverage.covers import ONE_BY_ONE, covers
from farflung.engine.coverage.diary import Diary
from farflung.engine.coverage.levels import Coverage
from farflung.engine.coverage.moves import moves
from farflung.engine.coverage.proposal import Proposal, closing_text
from farflung.engine.coverage.radar import Episode, episodes
from farflung.engine.coverage.stand_ins import StandIns
from farflung.engine.coverage.trial import Trial, closed_days, closes_of, tried
from farflung.engine.coverage.words import hours_text, utc_text
from farflung.engine.said import Said, said
from farflung.engine.said_values import beside
from farflung.engine.time import Span, total

_MOVED_BY = {CauseKind.CLOCK_CHANGE, CauseKind.NO_SHIFT}
_UNPLANNED = {CauseKind.NO_SHIFT, CauseKind.ROSTER_ENDS, CauseKind.ROSTER_STARTS}
_ENOUGH, _ENOUGH_OF_NEVER = 0.5, 0.2
"""A proposal that closes less than this part of a hole (of one never planned for) is not worth asking for."""

NEARLY = 0.9
"""What closes this much is as good as what closes all: a holiday of the holder's is mended by itself."""


@dataclass(frozen=True, slots=True)
class Repair:
    """`effect` is what the trial showed; `change` is what to put into the files."""

    action: Said
    effect: Said
    change: Change
    people: tuple[str, ...]
    trial: Trial


class Repairs:
    """Finds repairs for the episodes of one coverage. `helpers` are the colleagues who could step in."""

    def __init__(
        self, coverage: Coverage, found: Sequence[Episode], atlas: Atlas, *, implied: bool = False
    ) -> None:
        self._coverage, self._atlas, self._implied = coverage, atlas, implied
        self.helpers = StandIns(coverage, atlas)
        self._diary = Diary(atlas, coverage.window)
        self._longest = longest_shift(atlas)
        self._unplanned = [s for e in found if e.cause.kind in _UNPLANNED for s in e.spans]

    def of(self, episode: Episode, most: int = 3) -> tuple[Repair, ...]:
        """The best few repairs; never one that opens a hole inside the promised time."""
        ranked = sorted(self.trials(episode), key=lambda item: self.rank(*item))
        return tuple(self.told(*item) for item in _varied(ranked)[:most])

    def trials(self, episode: Episode) -> Iterator[tuple[Proposal, Trial]]:
        """Every proposal that closes enough of the episode and opens nothing, as its trial showed."""
        yield from self.tried(episode, self._proposals(episode))

    def trial(self, proposal: Proposal) -> Trial:
        """What a proposal does."""
        return tried(self._coverage, self._atlas, proposal.change, self._unplanned, implied=self._implied)

    def tried(self, episode: Episode, found: Iterable[Proposal]) -> Iterator[tuple[Proposal, Trial]]:
        """Those of some proposals that close enough of the episode, open nothing and double nobody."""
        for proposal in found:
            trial = self.trial(proposal)
            least = _ENOUGH_OF_NEVER if episode.cause.kind is CauseKind.NO_SHIFT else _ENOUGH
            enough = closes_of(trial, proposal.wanted) >= least * total(proposal.wanted)
            if enough and not trial.opened and not self._diary.doubles(proposal.change):
                yield proposal, trial

    def _proposals(self, episode: Episode) -> Iterator[Proposal]:
        if self._coverage.rule.minimum <= 0:
            return
        if episode.cause.kind in _MOVED_BY:
            yield from moves(episode, self._atlas, self._longest)
        yield from covers(self._coverage, episode, self._atlas, self.helpers)

    def rank(self, proposal: Proposal, trial: Trial) -> tuple[object, ...]:
        """The least left short first, then the fewest too many, then by price."""
        wanted = total(proposal.wanted)
        left = wanted - closes_of(trial, proposal.wanted)
        left = timedelta() if left <= (1 - NEARLY) * wanted else left
        worse = bool(trial.shifted) and not self._implied
        longer, *price = proposal.price
        # The edge of a day that is never covered may move before anybody's day becomes longer.
        return (left, trial.crowded, longer, worse, *price)

    def told(self, proposal: Proposal, trial: Trial) -> Repair:
        """The proposal with what its trial showed in words."""
        wanted, closed = total(proposal.wanted), closes_of(trial, proposal.wanted)
        words = [closing_text(closed, wanted, closed_days(trial, proposal.wanted))]
        again = len(proposal.wanted) > ONE_BY_ONE
        if again and (1 - NEARLY) * wanted >= wanted - closed > timedelta():
            words.append(proposal.rest)
        words.append(
            _shifted_text(trial.shifted, implied=self._implied) if trial.shifted else said("opens none")
        )
        if proposal.longer:
            words.append(said("each shift is {number} min longer", number=proposal.longer))
        if proposal.outside:
            outside = hours_text(timedelta(minutes=proposal.outside))
            words.append(said("{length} of it outside the holder's own hours", length=outside))
        if proposal.note:
            words.append(proposal.note)
        return Repair(proposal.action, beside(words, by="; "), proposal.change, proposal.people, trial)


def _varied(ranked: Sequence[tuple[Proposal, Trial]]) -> list[tuple[Proposal, Trial]]:
    """The best of each kind before the second best of any."""
    best = {proposal.kind: number for number, (proposal, _) in reversed(list(enumerate(ranked)))}
    firsts = sorted(best.values())
    rest = [number for number in range(len(ranked)) if number not in firsts]
    return [ranked[number] for number in (*firsts, *rest)]


def _shifted_text(shifted: Sequence[Span], *, implied: bool) -> Said:
    first = utc_text(shifted[0])
    if implied:
        return said("opens no gap; nobody {when} instead, at the edge of the planned hours", when=first)
    return said("nobody {when} instead, beside hours for which nothing is planned", when=first)


def longest_shift(atlas: Atlas) -> timedelta | None:
    """The strictest limit on a shift that any agreement sets; None where none does."""
    limits = (rule.max_shift for agreement in atlas.agreements for rule in agreement.shifts)
    return min((limit for limit in limits if limit is not None), default=None)


def repairs(
    coverage: Coverage, episode: Episode, atlas: Atlas, *, implied: bool = False, most: int = 3
) -> tuple[Repair, ...]:
    """The best few repairs of one episode."""
    return Repairs(coverage, episodes(coverage, atlas), atlas, implied=implied).of(episode, most)
