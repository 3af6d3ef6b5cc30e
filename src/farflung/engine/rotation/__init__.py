"""Rotations: whose turn it is, for ever, without a gap, and with the past left alone.

Public: `Rotation`, `Cadence`, `Unit`, `Revision` (a new list of members), `periods` and `Period`,
`handovers` and `Handover`, `on_duty`, `order_in` and `Order` (who comes after whom), `pairs` and `Pair`
(primary and secondary, never the same person), `told` and `Told` (whose dates a change moves), `balance` and
`Balance`.
"""

from farflung.engine.rotation.balance import Balance, balance
from farflung.engine.rotation.cadence import Cadence, Unit
from farflung.engine.rotation.notices import Told, told
from farflung.engine.rotation.order import Order
from farflung.engine.rotation.pairing import Pair, order_in, pairs
from farflung.engine.rotation.periods import Handover, Period, handovers, on_duty, periods
from farflung.engine.rotation.rotation import Revision, Rotation

__all__ = [
    "Balance",
    "Cadence",
    "Handover",
    "Order",
    "Pair",
    "Period",
    "Revision",
    "Rotation",
    "Told",
    "Unit",
    "balance",
    "handovers",
    "on_duty",
    "order_in",
    "pairs",
    "periods",
    "told",
]
