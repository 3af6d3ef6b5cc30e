"""A country column alone."""

from dataclasses import replace

from farflung.engine.said import NOTHING, either, in_turn, said
from farflung.intake.gazetteer import wording
from farflung.intake.gazetteer.options import Option, options, place
from farflung.intake.gazetteer.readings import Reading
from farflung.intake.gazetteer.segments import clues
from farflung.intake.gazetteer.suggest import suggest
from farflung.intake.gazetteer.tables import Tables
from farflung.intake.gazetteer.values import Match, ResolvedPlace
from farflung.intake.gazetteer.weigh import best, merged


def resolve_country(text: str, tables: Tables) -> Match:
    """Return the country that *text* names, narrowed to a region where it names one (England)."""
    if not text:
        return Match(None, (), "unknown", question=said("No country is given."))
    found = best(clues(text, "country", tables), tables)
    if not found.readings:
        return _unknown(text, tables)
    towns = all(reading.kind == "city" for reading in found.readings)
    places = _one_each([_country_of(reading, tables) for reading in found.readings])
    if towns:
        return _town(text, places, tables)
    if len(places) == 1:
        name = wording.place_name(places[0], tables)
        note = said("{text} is read as {place}.", text=wording.quote(text), place=name)
        plain = found.readings[0].kind == "country"
        return Match(places[0], (), "resolved", note=NOTHING if plain else note)
    question = wording.which_place(text, places, tables)
    return Match(None, tuple(places), "ambiguous", question=question, brief=wording.which_of(text))


def town_for_country(text: str, tables: Tables) -> Match | None:
    """The question about a country column that holds a town and nothing else; None where it does not."""
    found = best(clues(text, "country", tables), tables)
    if not found.readings or not all(reading.kind == "city" for reading in found.readings):
        return None
    return resolve_country(text, tables)


def _town(text: str, places: list[ResolvedPlace], tables: Tables) -> Match:
    """Ask, where a country column holds a town: Atlantis is in South Africa, but was that meant?"""
    question = said(
        "{text} is not a country we know; a town of that name is in {countries}. Is that meant?",
        text=wording.quote(text),
        countries=either(wording.country_name(place.country, tables) for place in places),
    )
    return Match(None, tuple(places), "ambiguous", question=question)


def _country_of(reading: Reading, tables: Tables) -> ResolvedPlace:
    """Return the country (and region) of a reading; its zone only where there is no other clock."""
    country = replace(reading, kind="country", row=-1, zone=None) if reading.row >= 0 else reading
    found = merged(options(country, None, tables), tables)
    if not found:  # Bouvet Island: a country code where nobody lives
        return ResolvedPlace(reading.country, reading.subdivision, None, None, None, None, 0, "country")
    known = place(found[0], "country", tables)
    return known if len(found) == 1 else replace(known, zone=None, population=_people(found))


def _people(found: list[Option]) -> int:
    return sum(option.population for option in found)


def _one_each(places: list[ResolvedPlace]) -> list[ResolvedPlace]:
    return list({(place.country, place.subdivision): place for place in reversed(places)}.values())[::-1]


def _unknown(text: str, tables: Tables) -> Match:
    near = suggest(text, tables, countries_only=True)
    matches = [resolve_country(name, tables) for name in near]
    remedy = said("Write its English name or two-letter code.")
    question = in_turn(wording.no_country(text, near), remedy)
    return Match(None, tuple(match.place for match in matches if match.place), "unknown", question=question)
