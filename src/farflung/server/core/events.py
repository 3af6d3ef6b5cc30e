"""Facts that a domain tells the others. Who listens stands in one table, `site/subscriptions.py`.

An event is published inside the transaction that made it true, so a listener's job is enqueued or rolled
back with it. Listeners run in the order of the table.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Event:
    """What happened. Domains derive their own; the fields are codes and values, never rows."""


Listener = Callable[[Any], None]
_listeners: dict[type[Event], tuple[Listener, ...]] = {}


def subscribe(table: Mapping[type[Event], Sequence[Listener]]) -> None:
    """Takes the table of the site, once, when the process starts."""
    _listeners.clear()
    _listeners.update({kind: tuple(listeners) for kind, listeners in table.items()})


def publish(event: Event) -> None:
    """Tells everybody who listens to this kind of event."""
    for listener in _listeners.get(type(event), ()):
        listener(event)
