"""Where somebody could be hired: the company's own places first, then the world's."""

from collections import Counter

from farflung.engine.atlas import Atlas
from farflung.engine.model import Place
from farflung.intake.gazetteer import Gazetteer

_MANY = 500_000
"""Where fewer people live, nobody is looked for."""


def everywhere(atlas: Atlas) -> list[Place]:
    """The company's own places first, then every zone in which many live, the most first."""
    own = Counter(person.place for person in atlas.people)
    zones = sorted(Gazetteer.load().tables.zones.values(), key=lambda zone: -zone.population)
    lived_in = (zone for zone in zones if zone.population >= _MANY and zone.name in atlas.zones)
    return [*(place for place, _ in own.most_common()), *(Place(z.name, city=z.city) for z in lived_in)]
