"""How much is on the map."""

from dataclasses import dataclass

from farflung.server.org.models import Person, Team


@dataclass(frozen=True, slots=True)
class Extent:
    """How much is on the map, for whoever runs the installation."""

    people: int
    teams: int


def extent() -> Extent:
    """The counts; two queries."""
    return Extent(Person.objects.count(), Team.objects.count())
