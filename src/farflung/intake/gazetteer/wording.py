"""The words of questions and notes. Every question names the choices a person can pick from."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from farflung.intake.gazetteer.fold import fold
from farflung.intake.gazetteer.tables import Tables
from farflung.intake.gazetteer.values import ResolvedPlace

_SHOWN: Final = 6
_CLOCKS: Final = 12
_WRITE: Final = "Write the city or the zone."
_LONGEST_QUOTE: Final = 60


def quote(text: str) -> str:
    """Return what was read, on one line, cut where it is long."""
    line = " ".join(text.split())
    return f"“{line[: _LONGEST_QUOTE - 1]}…”" if len(line) > _LONGEST_QUOTE else f"“{line}”"


def either(choices: Iterable[str], most: int = _SHOWN) -> str:
    """Return "a, b or c", and how many are left out."""
    listed = list(dict.fromkeys(choices))
    shown, more = listed[:most], len(listed) - most
    if more > 0:
        return f"{', '.join(shown)} or {more} more"
    return f"{', '.join(shown[:-1])} or {shown[-1]}" if len(shown) > 1 else "".join(shown)


def place_name(place: ResolvedPlace, tables: Tables) -> str:
    """Return "Portland, Oregon, United States": city, region and country as far as they are known."""
    region = tables.region(place.country, place.subdivision) if place.country else None
    names = (place.city, region.name if region else None, country_name(place.country, tables))
    known = [name for name in names if name]
    return ", ".join(dict.fromkeys(known)) if known else place.zone or ""


def which_place(
    text: str, found: Sequence[ResolvedPlace], tables: Tables, parts: Sequence[str | None] = ()
) -> str:
    """Return "Georgia: the US state (America/New_York) or the country (Asia/Tbilisi)?".

    *parts* are the subdivisions meant, where a place has only the one above that public holidays know.
    """
    codes = parts or [place.subdivision for place in found]
    subject = _subject(text)
    meant = (replace(place, subdivision=code) for place, code in zip(found, codes, strict=True))
    choices = [_choice(place, found, subject, tables) for place in meant]
    return f"{subject}: {either(choices)}?"


def which_of(text: str) -> str:
    """Return "Which Georgia is meant?", for where the places are listed below."""
    return f"Which {_subject(text)} is meant?"


def which_clock(place: ResolvedPlace, zones: Sequence[str], towns: Sequence[str], tables: Tables) -> str:
    """Return "Portugal keeps 2 clocks: Lisbon (Europe/Lisbon) or Ponta Delgada (Atlantic/Azores)? ...".

    Without *towns* the clocks are counted only: they are listed below.
    """
    choices = either((f"{town} ({zone})" for town, zone in zip(towns, zones, strict=False)), _CLOCKS)
    count = f"{place_name(place, tables)} keeps {len(zones)} clocks"
    return f"{count}: {choices}? {_WRITE}" if choices else f"{count}. Which is it? {_WRITE}"


def _subject(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_QUOTE]


def _choice(place: ResolvedPlace, others: Sequence[ResolvedPlace], subject: str, tables: Tables) -> str:
    zones = {other.zone for other in others if other.country == place.country and other.city == place.city}
    zone = f" ({place.zone})" if place.zone else ""
    if place.city is not None:
        where = _where(place, tables)
        same = fold(place.city) == fold(subject)
        return (
            f"in {where}{zone}" if same and not _mixed(others) else f"the city {place.city} in {where}{zone}"
        )
    if place.subdivision is not None and place.country is not None:
        return f"{_region(place.country, place.subdivision, subject, tables)}{zone}"
    if place.country is None:
        return by_city(place.zone or "", tables)
    name = country_name(place.country, tables)
    kept = zone if len(zones) == 1 and zone else ""
    return (
        (f"the country{kept}" if fold(name) == fold(subject) else f"{name}{kept}") if name else kept.strip()
    )


def _mixed(places: Sequence[ResolvedPlace]) -> bool:
    return any(place.city is None for place in places)


def _where(place: ResolvedPlace, tables: Tables) -> str:
    region = tables.region(place.country, place.subdivision) if place.country else None
    names = [region.name] if region and fold(region.name) != fold(place.city or "") else []
    return ", ".join([*names, country_name(place.country, tables)])


def _region(country: str, code: str, subject: str, tables: Tables) -> str:
    region = tables.region(country, code)
    kind, name = (region.kind, region.name) if region else ("region", code)
    whose = f"the US {kind}" if country == "US" else f"the {kind} in {country_name(country, tables)}"
    return whose if fold(name) == fold(subject) else f"{name}, {whose}"


def country_name(code: str | None, tables: Tables) -> str:
    """Return a country's English name, its code where the list has no such country."""
    country = tables.countries.get(code or "")
    return country.name if country else code or ""


def by_city(zone: str, tables: Tables) -> str:
    """Return a zone behind the city people know it by: Berlin (Europe/Berlin)."""
    known = tables.zones.get(zone)
    return f"{known.city} ({zone})" if known else zone
