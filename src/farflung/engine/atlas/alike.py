"""Numbers for what many people have alike, so that it is compared once and not for each of them."""

from collections.abc import Hashable

from farflung.engine.model import PatternPeriod, Person


class PatternNumbers:
    """A small number for a person's patterns, the same for all who have equal ones.

    Readers make one pattern for many people: it is compared by value once, then known by identity. Whoever
    holds the numbers holds the people too, so no identity is given away to another pattern meanwhile.
    """

    def __init__(self) -> None:
        self._by_value: dict[tuple[PatternPeriod, ...], int] = {}
        self._by_identity: dict[Hashable, int] = {}

    def number(self, person: Person) -> int:
        """The number of the person's patterns."""
        key = tuple([(id(period.pattern), period.start, period.end) for period in person.patterns])
        number = self._by_identity.get(key)
        if number is None:
            number = self._by_value.setdefault(person.patterns, len(self._by_value))
            self._by_identity[key] = number
        return number
