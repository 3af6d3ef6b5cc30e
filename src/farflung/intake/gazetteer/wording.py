"""The words of questions and notes. Every question names the choices a person can pick from."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from farflung.engine.said import Said, as_is, either, in_turn, said
from farflung.intake.gazetteer.fold import fold
from farflung.intake.gazetteer.tables import Tables
from farflung.intake.gazetteer.values import ResolvedPlace

_CLOCKS: Final = 12
_WRITE: Final = said("Write the city or the zone.")
_LONGEST_QUOTE: Final = 60


def quote(text: str) -> Said:
    """Return what was read, on one line, cut where it is long."""
    line = " ".join(text.split())
    cut = f"{line[: _LONGEST_QUOTE - 1]}…" if len(line) > _LONGEST_QUOTE else line
    return said("“{text}”", text=cut)


def place_name(place: ResolvedPlace, tables: Tables) -> str:
    """Return "Portland, Oregon, United States": city, region and country as far as they are known."""
    region = tables.region(place.country, place.subdivision) if place.country else None
    names = (place.city, region.name if region else None, country_name(place.country, tables))
    known = [name for name in names if name]
    return ", ".join(dict.fromkeys(known)) if known else place.zone or ""


def which_place(
    text: str, found: Sequence[ResolvedPlace], tables: Tables, parts: Sequence[str | None] = ()
) -> Said:
    """Return "Georgia: the US state (America/New_York) or the country (Asia/Tbilisi)?".

    *parts* are the subdivisions meant, where a place has only the one above that public holidays know.
    """
    codes = parts or [place.subdivision for place in found]
    subject = _subject(text)
    meant = (replace(place, subdivision=code) for place, code in zip(found, codes, strict=True))
    choices = [_choice(place, found, subject, tables) for place in meant]
    return said("{subject}: {choices}?", subject=subject, choices=either(choices))


def which_of(text: str) -> Said:
    """Return "Which Georgia is meant?", for where the places are listed below."""
    return said("Which {subject} is meant?", subject=_subject(text))


def which_clock(place: ResolvedPlace, zones: Sequence[str], towns: Sequence[str], tables: Tables) -> Said:
    """Return "Portugal keeps 2 clocks: Lisbon (Europe/Lisbon) or Ponta Delgada (Atlantic/Azores)? ...".

    Without *towns* the clocks are counted only: they are listed below.
    """
    name, count = place_name(place, tables), len(zones)
    if not towns:
        which = said("{place} keeps {count} clocks. Which is it?", place=name, count=count)
        return in_turn(which, _WRITE)
    choices = either((f"{town} ({zone})" for town, zone in zip(towns, zones, strict=False)), _CLOCKS)
    which = said("{place} keeps {count} clocks: {choices}?", place=name, count=count, choices=choices)
    return in_turn(which, _WRITE)


def _subject(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_QUOTE]


def _choice(place: ResolvedPlace, others: Sequence[ResolvedPlace], subject: str, tables: Tables) -> Said:
    zones = {other.zone for other in others if other.country == place.country and other.city == place.city}
    if place.city is not None:
        where = _where(place, tables)
        same = fold(place.city) == fold(subject)
        alone = same and not _mixed(others)
        city = said("the city {city} in {where}", city=place.city, where=where)
        return _on_clock(said("in {where}", where=where) if alone else city, place.zone)
    if place.subdivision is not None and place.country is not None:
        return _on_clock(_region(place.country, place.subdivision, subject, tables), place.zone)
    if place.country is None:
        return as_is(by_city(place.zone or "", tables))
    name = country_name(place.country, tables)
    country = said("the country") if name and fold(name) == fold(subject) else as_is(name)
    return _on_clock(country, place.zone if len(zones) == 1 else None)


def _on_clock(place: Said, zone: str | None) -> Said:
    if not zone:
        return place
    return said("{place} ({zone})", place=place, zone=zone) if place else as_is(f"({zone})")


def _mixed(places: Sequence[ResolvedPlace]) -> bool:
    return any(place.city is None for place in places)


def _where(place: ResolvedPlace, tables: Tables) -> str:
    region = tables.region(place.country, place.subdivision) if place.country else None
    names = [region.name] if region and fold(region.name) != fold(place.city or "") else []
    return ", ".join([*names, country_name(place.country, tables)])


def _region(country: str, code: str, subject: str, tables: Tables) -> Said:
    region = tables.region(country, code)
    kind, name = (region.kind, region.name) if region else ("region", code)
    where = country_name(country, tables)
    inside = said("the {english} in {country}", english=kind, country=where)
    whose = said("the US {english}", english=kind) if country == "US" else inside
    return whose if fold(name) == fold(subject) else said("{name}, {which}", name=name, which=whose)


def no_country(text: str, near: Sequence[str]) -> Said:
    """Return that a text is no country, with the countries that it may have meant."""
    quoted = quote(text)
    if not near:
        return said("{text} is not a country we know.", text=quoted)
    return said(
        "{text} is not a country we know; did you mean {places}?", text=quoted, places=either(near, 3)
    )


def country_name(code: str | None, tables: Tables) -> str:
    """Return a country's English name, its code where the list has no such country."""
    country = tables.countries.get(code or "")
    return country.name if country else code or ""


def by_city(zone: str, tables: Tables) -> str:
    """Return a zone behind the city people know it by: Berlin (Europe/Berlin)."""
    known = tables.zones.get(zone)
    return f"{known.city} ({zone})" if known else zone
