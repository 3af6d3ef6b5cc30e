"""A change to the Map as data: what goes, what comes. Fixes are simulated and exported as these."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from farflung.engine.model import Agreement, MeetingSeries, Person, Shift

if TYPE_CHECKING:
    from farflung.engine.atlas.atlas import Atlas

Item = Shift | MeetingSeries | Person | Agreement
T = TypeVar("T", bound=Item)

_KINDS: dict[str, type[Item]] = {
    "people": Person,
    "shifts": Shift,
    "meetings": MeetingSeries,
    "agreements": Agreement,
}


@dataclass(frozen=True, slots=True)
class Change:
    """Items of the Atlas to take out and to put in; a replaced person keeps their place in the order."""

    remove: tuple[Item, ...] = ()
    add: tuple[Item, ...] = ()

    def applied(self, atlas: "Atlas") -> "Atlas":
        """The Atlas after the change; the one given stays as it is."""
        touched = {name: kind for name, kind in _KINDS.items() if self._touches(kind)}
        fields = {name: _swapped(getattr(atlas, name), self, kind) for name, kind in touched.items()}
        return atlas.with_(**fields)

    def _touches(self, kind: type[Item]) -> bool:
        return any(isinstance(item, kind) for item in (*self.remove, *self.add))


def _swapped(items: tuple[T, ...], change: Change, kind: type[T]) -> tuple[T, ...]:
    gone = [item for item in change.remove if isinstance(item, kind)]
    new = [item for item in change.add if isinstance(item, kind)]
    if not gone:
        return (*items, *new)
    leaving = [item in gone for item in items]
    first = leaving.index(True) if True in leaving else len(items)
    kept = [item for item, leaves in zip(items, leaving, strict=True) if not leaves]
    return (*kept[:first], *new, *kept[first:])
