"""Who listens to what, and who offers what: the tables that tie domains together, read at the start."""

from collections.abc import Mapping, Sequence

from farflung.server.core.events import Event, Listener, subscribe
from farflung.server.org.events import ImportAccepted
from farflung.server.org.jobs import apply_accepted
from farflung.server.ui.mine import Offer, offer

SUBSCRIPTIONS: Mapping[type[Event], Sequence[Listener]] = {
    ImportAccepted: [apply_accepted],
}
"""The listeners of each kind of event, in the order in which they are told."""

OFFERS: Sequence[Offer] = ()
"""What domains put on *My day*."""


def read() -> None:
    """Hands the tables to those who go by them."""
    subscribe(SUBSCRIPTIONS)
    offer(OFFERS)
