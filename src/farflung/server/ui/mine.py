"""What other domains put on *My day*: each tells what is somebody's now and what lands later.

Who offers stands in one table of the site, as subscriptions to events do; a domain need not know the page.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Mine:
    """One line: a text in the reader's language, where it leads, when it lands (None: it is theirs now)."""

    text: str
    href: str = ""
    at: datetime | None = None


Offer = Callable[[UUID, datetime], Iterable[Mine]]
"""From a person's code and the present instant to what is theirs."""

_offers: tuple[Offer, ...] = ()


def offer(table: Sequence[Offer]) -> None:
    """Takes the table of the site, once, when the process starts."""
    global _offers  # noqa: PLW0603 - set at the start of a process and never again
    _offers = tuple(table)


def of(person: UUID, now: datetime) -> tuple[Mine, ...]:
    """Everything that is the person's: what is theirs now first, then by when it lands."""
    found = [item for each in _offers for item in each(person, now)]
    return tuple(sorted(found, key=lambda item: (item.at is not None, item.at or now)))
