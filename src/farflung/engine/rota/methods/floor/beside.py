"""Whether pairs of people are on duty together, or never: read from what everybody has."""

from collections.abc import Iterable, Mapping, Sequence

from farflung.engine.rota.model.limits import Pair
from farflung.engine.rota.model.model import Model

Stretch = tuple[int, int]


class Beside:
    """The pairs of a model, asked about plans: the kind of each day of everybody."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._of: dict[int, list[Pair]] = {}
        for pair in model.pairs:
            for person in (pair.one, pair.other):
                self._of.setdefault(person, []).append(pair)

    def keeps(self, person: int, plan: Sequence[Mapping[int, int]]) -> bool:
        """Whether every pair that somebody is of holds."""
        return all(self._holds(pair, plan) for pair in self._of.get(person, ()))

    def broken(self, plan: Sequence[Mapping[int, int]]) -> list[Pair]:
        """The pairs that do not hold."""
        return [pair for pair in self._model.pairs if not self._holds(pair, plan)]

    def _holds(self, pair: Pair, plan: Sequence[Mapping[int, int]]) -> bool:
        return all(self._on_duty(pair, plan, duty) for duty in {kind.duty for kind in self._model.kinds})

    def _on_duty(self, pair: Pair, plan: Sequence[Mapping[int, int]], duty: str) -> bool:
        one, other = (self._planned(who, plan[who], duty) for who in (pair.one, pair.other))
        theirs = [*other, *self._standing(pair.other, duty)]
        if pair.together:
            return all(_within(span, theirs) for span in one)
        return not _meet(one, theirs) and not _meet(self._standing(pair.one, duty), other)

    def _planned(self, person: int, days: Mapping[int, int], duty: str) -> list[Stretch]:
        model, (start, end) = self._model, self._model.spans(person)
        return [(int(start[at]), int(end[at])) for at in days.items() if model.kinds[at[1]].duty == duty]

    def _standing(self, person: int, duty: str) -> list[Stretch]:
        minute = self._model.options.minute
        standing = self._model.standing(person)
        return [(minute(a.span.start), minute(a.span.end)) for a in standing if a.duty == duty]


def _meet(some: Iterable[Stretch], others: Sequence[Stretch]) -> bool:
    return any(start < until and begins < end for start, end in some for begins, until in others)


def _within(span: Stretch, of: Iterable[Stretch]) -> bool:
    """Whether others cover all of a stretch."""
    reached = span[0]
    for start, end in sorted(of):
        if start <= reached:
            reached = max(reached, end)
    return reached >= span[1]
