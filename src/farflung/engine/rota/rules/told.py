"""Shifts that people were told of before: known by time and duty, for a calendar calls them as it likes."""

from collections.abc import Iterable

import numpy as np

from farflung.engine.rota.model.model import Bools, Model
from farflung.engine.rota.values.assignment import Assignment
from farflung.engine.time import Span


def times_told(person: str, shifts: Iterable[Assignment]) -> frozenset[tuple[Span, str]]:
    """When and on which duty somebody (an id) was told to be."""
    return frozenset((shift.span, shift.duty) for shift in shifts if shift.person == person)


def told_before(model: Model, person: int, shifts: Iterable[Assignment]) -> Bools:
    """Which shifts of a model, of shape (days, kinds), somebody was told of."""
    start, end = model.spans(person)
    found: Bools = np.zeros(start.shape, bool)
    for span, duty in times_told(model.people[person].id, shifts):
        begins, ends = model.options.minute(span.start), model.options.minute(span.end)
        of = np.array([kind.duty == duty for kind in model.kinds], bool)
        found |= (start == begins) & (end == ends) & of
    return found
