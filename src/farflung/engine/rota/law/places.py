"""Whose law: the places of a person over a plan, as rule packs name them."""

from farflung.engine.atlas import Atlas
from farflung.engine.model import Person, Place
from farflung.engine.time import Span
from farflung.rulepacks import RulePacks


def places_over(atlas: Atlas, person: Person, window: Span) -> tuple[Place, ...]:
    """Where the person is in the window, and where they belong meanwhile: each once, in order of time.

    A trip adds the law of where it leads and takes away none; who has moved has left the old one behind.
    """
    pieces = atlas.whereabouts(person, window)
    return tuple(dict.fromkeys(place for piece in pieces for place in (piece.base, piece.place)))


def named(place: Place, packs: RulePacks) -> str | None:
    """As rule packs name it: "PT", "US-CA", "US-WA/Seattle"; None where no country is known.

    A city is named only where it has law of its own; "New York" is the city as much as "New York City".
    """
    if place.country is None or place.subdivision is None:
        return place.country
    region = f"{place.country}-{place.subdivision}"
    if place.city is None:
        return region
    cities = {rule.jurisdiction for rule in packs.rules if "/" in rule.jurisdiction}
    spelled = (f"{region}/{city}" for city in (place.city, f"{place.city} City"))
    return next((name for name in spelled if name in cities), region)
