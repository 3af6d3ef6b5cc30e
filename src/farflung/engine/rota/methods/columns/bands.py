"""Bands: rotas whose sums grow evenly over a long time, among which a first one is found quickly."""

import numpy as np

from farflung.engine.rota.methods.columns.automaton import Automaton, Sum
from farflung.engine.rota.methods.columns.coder import Band

EVEN = 42
"""From so many days on a sum has a band: what adds up over less has few values anyway."""


def bands_of(automaton: Automaton, width: float) -> list[Band | None]:
    """A band for each sum of an automaton, `width` days at work, or weekends, ahead and behind."""
    return [
        _band(of, automaton.days, width * automaton.unit(number)) for number, of in enumerate(automaton.sums)
    ]


def _band(of: Sum, days: int, width: float) -> Band | None:
    if of.last - of.first + 1 < EVEN:
        return None
    part = np.clip((np.arange(days) + 1 - of.first) / (of.last - of.first + 1), 0.0, 1.0)
    least = of.most if of.least is None else of.least
    most = of.least if of.most is None else of.most
    low, high = np.floor((least or 0) * part - width), np.ceil((most or 0) * part + width)
    low, high = np.maximum(low, 0), np.minimum(high, most or 0)
    return Band(low.astype(np.int64), high.astype(np.int64))
