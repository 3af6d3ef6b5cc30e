"""Parts of a model that have nothing to do with each other: duties with people of their own."""

from dataclasses import dataclass

import numpy as np

from farflung.engine.rota.methods.linear.rows import Groups
from farflung.engine.rota.model.lines import Line
from farflung.engine.rota.model.model import Model


@dataclass(frozen=True, eq=False)
class Part:
    """Groups of people and the lines of demand that any of them counts on."""

    groups: Groups
    lines: tuple[Line, ...]


def parts_of(model: Model, groups: Groups) -> tuple[Part, ...]:
    """The smallest parts: two groups are in one where they count on one line, or are of one pair.

    Lines on which nobody counts are of the first part.
    """
    of = _Joined(len(groups))
    number = {person: n for n, members in enumerate(groups) for person in members}
    heads = np.array([members[0] for members in groups], np.int64)
    works = (
        np.stack([model.open[head].any(axis=0) for head in heads]) if len(heads) else np.zeros((0, 0), bool)
    )
    on = [np.flatnonzero(line.people[heads] & (works & line.kinds).any(axis=1)) for line in model.lines]
    for there in on:
        of.join(there.tolist())
    for pair in model.pairs:
        of.join([number[pair.one], number[pair.other]])
    roots: dict[int, list[int]] = {}
    for group in range(len(groups)):
        roots.setdefault(of.root(group), []).append(group)
    lines: dict[int, list[Line]] = {root: [] for root in roots}
    for line, there in zip(model.lines, on, strict=True):
        lines[of.root(int(there[0])) if len(there) else next(iter(roots))].append(line)
    return tuple(Part(tuple(groups[n] for n in which), tuple(lines[root])) for root, which in roots.items())


class _Joined:
    """Which numbers belong together."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def root(self, one: int) -> int:
        while self._above[one] != one:
            self._above[one] = self._above[self._above[one]]
            one = self._above[one]
        return one

    def join(self, many: list[int]) -> None:
        for one in many[1:]:
            self._above[self.root(one)] = self.root(many[0])
