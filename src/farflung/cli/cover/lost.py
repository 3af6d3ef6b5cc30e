"""What `--without` names: a person, a city, a country, an entity or a region of the files."""

from collections.abc import Iterable, Iterator
from datetime import date

from farflung.cli.errors import UsageError
from farflung.engine.atlas import Atlas
from farflung.engine.atlas.names import either, near
from farflung.engine.coverage import Ground, Grounds, Held
from farflung.engine.coverage.stints import known_person
from farflung.intake.gazetteer import Gazetteer
from farflung.intake.gazetteer.fold import fold
from farflung.rulepacks import load_packs

_PARTS = {
    "America": "the Americas",
    "Atlantic": "the Atlantic",
    "Indian": "the Indian Ocean",
    "Pacific": "the Pacific",
}
"""What to call the parts of the world whose zones are named so; the others are called as their zones are."""

_NARROWEST_FIRST = (Ground.PERSON, Ground.CITY, Ground.ENTITY, Ground.COUNTRY, Ground.REGION)


def grounds_of(atlas: Atlas, on: date) -> Grounds:
    """The grounds of an Atlas, with the groups of countries that rule packs know."""
    groups: dict[str, list[str]] = {}
    for membership in load_packs().memberships:
        if membership.holds(on):
            groups.setdefault(membership.country, []).append(membership.group)
    return Grounds(atlas, groups)


class Losable:
    """Everything that can be lost, by the names that people use for it."""

    def __init__(self, atlas: Atlas, grounds: Grounds) -> None:
        self._atlas, self.people = atlas, grounds.all()
        self._by_name: dict[str, dict[Held, None]] = {}
        self._spelt: dict[str, None] = {}
        for held in self.people:
            for name in self._names(held):
                self._by_name.setdefault(fold(name), {})[held] = None  # a name and an id may be one text
                self._spelt[name] = None

    def named(self, text: str) -> tuple[Held, str]:
        """What a text names, and a remark where it names something wider too; `city:Luxembourg` is plain.

        Of several the narrowest. Raises `UsageError` with names that are close.
        """
        kind, colon, name = text.partition(":")
        ground = next((g for g in Ground if g == kind.strip().casefold()), None) if colon else None
        wanted = fold(name if ground else text)
        called = list(self._by_name.get(wanted, ()))
        found = [held for held in called if ground in (None, held[0])]
        if not found and ground is not None and called:
            raise UsageError(_another(name.strip(), ground, called), param_hint="--without")
        if not found:
            raise UsageError(self._unknown(name if ground else text), param_hint="--without")
        return self._narrowest(found)

    def label(self, held: Held) -> str:
        """What to call it: "Rafael", "São Paulo (region)", "Brazil"."""
        ground, name = held
        called = next(self._names(held))
        return f"{called} ({name})" if ground is Ground.REGION and "-" in name else called

    def _narrowest(self, found: list[Held]) -> tuple[Held, str]:
        first, *others = sorted(found, key=lambda held: _NARROWEST_FIRST.index(held[0]))
        if others and others[0][0] is first[0]:
            told = either([self._told(held) for held in (first, *others)])
            raise UsageError(f"{self.label(first)!r} may be {told}: write which", param_hint="--without")
        wider = [held for held in others if set(self.people[held]) != set(self.people[first])]
        remarks = (f"{held[0]}:{self.label(held).partition(' (')[0]}" for held in wider)
        more = either([repr(remark) for remark in remarks])
        return (
            first,
            f"{self.label(first)} is taken as the {first[0]}; write {more} for that." if more else "",
        )

    def _told(self, held: Held) -> str:
        if held[0] is not Ground.PERSON:
            return held[1]
        person = known_person(self._atlas, held[1])
        return f"{person.name} ({person.email or person.id})" if person else held[1]

    def _unknown(self, text: str) -> str:
        close = near(text, self._spelt)
        hint = f"; did you mean {either(close)}?" if close else ""
        return f"nobody and nothing of the files is called {text!r}{hint}"

    def _names(self, held: Held) -> Iterator[str]:
        """What it is called, first as it is shown."""
        ground, name = held
        if ground is Ground.PERSON:
            person = known_person(self._atlas, name)
            known = (person.name, name, person.email) if person else (name,)
            yield from dict.fromkeys(filter(None, known))
        elif ground is Ground.COUNTRY:
            yield from dict.fromkeys((Gazetteer.load().country_name(name), name))
        elif ground is Ground.REGION:
            yield from _region_names(name)
        else:
            yield name


def _another(name: str, ground: Ground, called: Iterable[Held]) -> str:
    """That a name is known, but not of what was asked for."""
    ways = either([repr(f"{other}:{name}") for other in dict.fromkeys(other for other, _ in called)])
    return f"no {ground} of the files is called {name!r}; write {ways}"


def _region_names(name: str) -> Iterable[str]:
    country, hyphen, part = name.partition("-")
    if hyphen:
        return dict.fromkeys((Gazetteer.load().subdivision_name(country, part), name))
    called = _PARTS.get(name, name)
    return dict.fromkeys((called, name, called.removeprefix("the ")))
