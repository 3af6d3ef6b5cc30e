"""Asynchronous work in people's own hours: when an answer is due, and what a wait was made of.

Public: `due` and `Due`, `latency` and `Latency`.
"""

from farflung.engine.flow.due import Due, due
from farflung.engine.flow.latency import Latency, latency

__all__ = ["Due", "Latency", "due", "latency"]
