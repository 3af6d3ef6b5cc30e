"""What somebody stands and falls with: themselves, the place where they are just then, their employer."""

from collections.abc import Collection, Iterator, Mapping
from enum import StrEnum

from farflung.engine.atlas import Atlas
from farflung.engine.coverage.stints import known_person
from farflung.engine.model import Place
from farflung.engine.time import Span, merged


class Ground(StrEnum):
    """What is taken away. A region is a part of a country, a part of the world, or a group of countries."""

    PERSON = "person"
    CITY = "city"
    COUNTRY = "country"
    ENTITY = "entity"
    REGION = "region"


Held = tuple[Ground, str]
"""A ground and its name: a person id, a city, "PT", an entity; a region is "BR-SP", "America" or "EU"."""

Groups = Mapping[str, Collection[str]]
"""The groups of countries that a country belongs to, by its code."""

_ON_NO_CONTINENT = ("Etc", "UTC")


class Grounds:
    """The grounds of everybody in an Atlas. Who travels falls with where they are, not with their home."""

    def __init__(self, atlas: Atlas, groups: Groups | None = None, *, regions: bool = True) -> None:
        self._atlas, self._groups, self._regions = atlas, groups or {}, regions
        self._found: dict[tuple[str, Place | None], tuple[Held, ...]] = {}
        # A rota may name somebody who is not among the people.
        holders = (shift.person for shift in atlas.shifts if shift.person is not None)
        self._keys = tuple(dict.fromkeys([*(person.id for person in atlas.people), *holders]))
        where: dict[str, set[tuple[str | None, str | None]]] = {}
        for place in self._places():
            if place.city:
                where.setdefault(place.city, set()).add((place.country, place.subdivision))
        self._several = {city for city, found in where.items() if len(found) > 1}

    def of(self, key: str, place: Place | None = None) -> tuple[Held, ...]:
        """The grounds of a person by id, while at a place (None: at home)."""
        if (key, place) not in self._found:
            self._found[key, place] = tuple(self._of(key, place))
        return self._found[key, place]

    def all(self) -> dict[Held, tuple[str, ...]]:
        """Every ground there is, with the ids of those who are on it at home or on a journey."""
        found: dict[Held, dict[str, None]] = {}
        for key in self._keys:
            person = known_person(self._atlas, key)
            stays = self._atlas.stays_of(person) if person else ()
            for place in (None, *(stay.place for stay in stays)):
                for held in self.of(key, place):
                    found.setdefault(held, {})[key] = None
        return {held: tuple(people) for held, people in found.items()}

    def away(self, held: Collection[Held], window: Span) -> dict[str, tuple[Span, ...]]:
        """When each person is out if all of these grounds are; only those who ever are."""
        found = {
            key: merged(
                span
                for span, place in self.pieces(key, window)
                if not set(held).isdisjoint(self.of(key, place))
            )
            for key in self._keys
        }
        return {key: spans for key, spans in found.items() if spans}

    def pieces(self, key: str, span: Span) -> Iterator[tuple[Span, Place | None]]:
        """Where a person is through a span, piece by piece; None is home."""
        person = known_person(self._atlas, key)
        if person is None or not self._atlas.stays_of(person):
            yield span, None
            return
        for piece in self._atlas.whereabouts(person, span):
            yield piece.span, piece.place

    def _places(self) -> Iterator[Place]:
        yield from (person.place for person in self._atlas.people)
        yield from (stay.place for stay in self._atlas.stays)

    def _of(self, key: str, place: Place | None) -> Iterator[Held]:
        yield Ground.PERSON, key
        person = known_person(self._atlas, key)
        if person is None:
            return
        there = place or person.place
        if there.city:
            yield Ground.CITY, f"{there.city}, {there.country}" if there.city in self._several else there.city
        if there.country:
            yield Ground.COUNTRY, there.country
        if person.entity:
            yield Ground.ENTITY, person.entity
        yield from ((Ground.REGION, name) for name in self._regions_of(there))

    def _regions_of(self, place: Place) -> Iterator[str]:
        if not self._regions:
            return
        if place.country and place.subdivision:
            yield f"{place.country}-{place.subdivision}"
        yield from self._groups.get(place.country or "", ())
        continent = place.zone.partition("/")[0]
        if "/" in place.zone and continent not in _ON_NO_CONTINENT:
            yield continent
