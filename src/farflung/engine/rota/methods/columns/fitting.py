"""Which models column generation understands."""

from collections.abc import Iterable
from itertools import pairwise

from farflung.engine.rota.model.limits import Blocks, Gap, Limit, RestAfter
from farflung.engine.rota.model.model import Model
from farflung.engine.rota.model.objective import Objective

LETTERS = 40
"""With more kinds of shift that limits tell apart, walks have too many steps."""


def fits(model: Model, objective: Objective) -> bool:
    """Whether rotas of one person at a time can say everything that the model asks.

    Not what binds two people together, nor a free stretch within a week; and there must be somebody to choose
    for, and something to choose by.
    """
    if model.pairs or not model.people or not (objective.cover or objective.cost is not None):
        return False
    if len(model.kinds) > LETTERS:
        return False
    return all(
        _walked(model, person, limit) for person, limits in enumerate(model.limits) for limit in limits
    )


def _walked(model: Model, person: int, limit: Limit) -> bool:
    """Whether a limit can be kept by whoever remembers the last shift, runs and sums."""
    if isinstance(limit, RestAfter):
        return limit.run <= 1 and _seen(model, person, limit)
    if isinstance(limit, Blocks):
        return _apart(limit.groups)
    return not isinstance(limit, Gap)


def _seen(model: Model, person: int, limit: RestAfter) -> bool:
    """Whether the next shift tells of a rest, whichever it is: a walk remembers only the last one.

    A shift in between that is not looked at would make it forget what the rest began with.
    """
    row = model.row(person)
    marks, among = model.marks[limit.mark][row], model.marks[limit.among][row]
    told = marks | among if limit.unmarked else marks & among
    return bool((told | ~model.open[person]).all())


def _apart(groups: Iterable[tuple[int, ...]]) -> bool:
    """Whether groups of days are in a row each, and one after another."""
    ordered = sorted(tuple(sorted(group)) for group in groups if group)
    rows = all(group[-1] - group[0] + 1 == len(set(group)) for group in ordered)
    return rows and all(one[-1] < other[0] for one, other in pairwise(ordered))
